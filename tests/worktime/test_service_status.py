"""Whether support works now."""

from datetime import datetime, timedelta

import pytest

from wizard.worktime import service_status


@pytest.mark.parametrize(
    ("now", "is_open", "changes_at"),
    [
        ("2026-11-23T09:59:59+03:00", False, "2026-11-23T10:00+03:00"),
        ("2026-11-23T10:00+03:00", True, "2026-11-23T20:00+03:00"),
        ("2026-11-23T19:59:59+03:00", True, "2026-11-23T20:00+03:00"),
        ("2026-11-23T20:00+03:00", False, "2026-11-24T10:00+03:00"),
        ("2026-11-21T12:00+03:00", False, "2026-11-23T10:00+03:00"),
        ("2027-02-20T12:00+03:00", True, "2027-02-20T20:00+03:00"),
        ("2026-11-23T17:00+10:00", True, "2026-11-23T20:00+03:00"),
        ("2026-12-31T12:00+03:00", False, "2027-01-11T10:00+03:00"),
    ],
)
def test_status_changes_when_the_working_day_begins_or_ends(now, is_open, changes_at, working_time):
    found = service_status(datetime.fromisoformat(now), working_time)

    assert (found.is_open, found.changes_at) == (is_open, datetime.fromisoformat(changes_at))
    assert found.remaining == found.changes_at - datetime.fromisoformat(now)
    assert found.remaining > timedelta()
