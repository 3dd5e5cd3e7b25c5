"""`deadline` on the command line."""

import json

import pytest
from click.testing import CliRunner

from wizard.cli.deadline import deadline_command
from wizard.errors import UsageError


def run(*arguments):
    return CliRunner().invoke(deadline_command, arguments)


def test_json_holds_the_due_moment_and_the_steps():
    values = json.loads(run("--sent", "2026-11-20T15:00+03:00", "--json").output)

    assert values == {
        "sent": "2026-11-20T15:00:00+03:00",
        "due": "2026-11-23T13:00:00+03:00",
        "provisional": False,
        "steps": [
            {
                "date": "2026-11-20",
                "from": "2026-11-20T15:00:00+03:00",
                "to": "2026-11-20T20:00:00+03:00",
                "hours": 5.0,
            },
            {
                "date": "2026-11-23",
                "from": "2026-11-23T10:00:00+03:00",
                "to": "2026-11-23T13:00:00+03:00",
                "hours": 3.0,
            },
        ],
    }


def test_moment_without_an_offset_is_moscow_time():
    assert run("--sent", "2026-11-20 15:00").output == (
        "due 2026-11-23T13:00:00+03:00\n"
        "2026-11-20 15:00–20:00  5:00:00\n"
        "2026-11-23 10:00–13:00  3:00:00\n"
    )


def test_provisional_deadline_says_so():
    assert run("--sent", "2027-12-30T15:00+03:00").output.endswith(
        "provisional: the calendar of that year is not decreed yet\n"
    )


@pytest.mark.parametrize("sent", ["вчера", "2026-11-20", "2026-11-31T10:00", ""])
def test_what_is_no_moment_is_refused(sent):
    result = run("--sent", sent)

    assert isinstance(result.exception, UsageError)
    assert str(result.exception) == (
        "--sent: expected a moment such as 2026-11-20T15:00 or 2026-11-20T15:00+03:00, "
        f"got {sent!r}. Correct the moment."
    )
