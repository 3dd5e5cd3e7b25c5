"""The reaction deadline, counted in working time."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.tables import load_cases
from wizard.errors import UsageError
from wizard.worktime import deadline


@pytest.mark.parametrize(("sent", "expected"), load_cases("deadlines.toml"))
def test_deadline_counts_working_hours_only(sent, expected, working_time):
    found = deadline(datetime.fromisoformat(sent), working_time)

    assert found.due == datetime.fromisoformat(expected["due"])
    assert {step.day.isoformat(): step.hours for step in found.steps} == expected["steps"]
    assert not found.provisional


def test_moments_are_told_in_moscow_time(working_time):
    found = deadline(datetime.fromisoformat("2026-11-20T20:00+10:00"), working_time)

    assert found.sent.isoformat() == "2026-11-20T13:00:00+03:00"
    assert found.due.isoformat() == "2026-11-23T11:00:00+03:00"


@pytest.mark.parametrize(
    ("sent", "due", "provisional"),
    [
        ("2027-12-29T12:00+03:00", "2027-12-29T20:00+03:00", False),
        ("2027-12-30T15:00+03:00", "2028-01-10T13:00+03:00", True),
        ("2028-03-07T19:00+03:00", "2028-03-09T17:00+03:00", True),
        ("2028-11-03T19:00+03:00", "2028-11-07T17:00+03:00", True),
        ("2014-12-31T15:00+03:00", "2015-01-12T13:00+03:00", True),
    ],
    ids=[
        "the last decreed days are certain",
        "a deadline that runs into a year without a decree is provisional",
        "a holiday of such a year is known from the Labour Code",
        "so is the day off for its holiday on a Saturday",
        "a year before the table is as uncertain as one after it",
    ],
)
def test_year_without_a_decree_is_provisional(sent, due, provisional, working_time):
    found = deadline(datetime.fromisoformat(sent), working_time)

    assert (found.due, found.provisional) == (datetime.fromisoformat(due), provisional)


@pytest.mark.parametrize(
    "sent",
    [
        datetime(2026, 11, 20, 15),
        datetime.max.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=UTC),
    ],
)
def test_moment_without_an_offset_or_out_of_time_is_refused(sent, working_time):
    with pytest.raises(UsageError) as caught:
        deadline(sent, working_time)

    assert str(caught.value) == (
        "moment: expected a moment of the years 2 to 9998 with its offset from UTC, such as "
        f"2026-11-20T15:00+03:00, got '{sent.isoformat()}'. Correct the moment."
    )


def test_steps_add_up_to_the_norm(working_time):
    found = deadline(datetime.fromisoformat("2026-11-20T15:00+03:00"), working_time)

    assert sum((step.length for step in found.steps), timedelta()) == working_time.reaction
