"""`quartech-support deadline`: by when support has reacted to what was sent at a moment."""

import json
from datetime import datetime
from typing import Any

import click

from wizard.errors import UsageError
from wizard.site_data import load_site_data
from wizard.worktime import Deadline, WorkingTime, deadline


@click.command("deadline")
@click.option(
    "--sent",
    required=True,
    metavar="ISO8601",
    help="The moment of sending; Moscow time when it names no offset.",
)
@click.option("--json", "as_json", is_flag=True, help="Print values instead of text.")
def deadline_command(sent: str, as_json: bool) -> None:
    """Count the reaction norm in working time."""
    working_time = load_site_data().working_time
    found = deadline(_moment(sent, working_time), working_time)
    values = _values(found)
    click.echo(json.dumps(values, indent=2) if as_json else _text(found))


def _moment(text: str, working_time: WorkingTime) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if "T" not in text.upper() and " " not in text:
            raise ValueError("a date without a time of day")
    except ValueError:
        raise UsageError(
            "--sent",
            text,
            "a moment such as 2026-11-20T15:00 or 2026-11-20T15:00+03:00",
            "Correct the moment.",
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=working_time.zone)


def _values(found: Deadline) -> dict[str, Any]:
    return {
        "sent": found.sent.isoformat(),
        "due": found.due.isoformat(),
        "provisional": found.provisional,
        "steps": [
            {
                "date": step.day.isoformat(),
                "from": step.starts.isoformat(),
                "to": step.ends.isoformat(),
                "hours": step.hours,
            }
            for step in found.steps
        ],
    }


def _text(found: Deadline) -> str:
    steps = (
        f"{step.starts:%Y-%m-%d %H:%M}–{step.ends:%H:%M}  {step.length}" for step in found.steps
    )
    provisional = ("provisional: the calendar of that year is not decreed yet",)
    return "\n".join((f"due {found.due.isoformat()}", *steps, *provisional * found.provisional))
