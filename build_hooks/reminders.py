"""What an author should do before long: told by the build, but never a reason to stop it."""

import logging
from datetime import date

from wizard.pricing import Tariffs
from wizard.worktime import WorkingTime, calendar_warning

# Not MkDocs' own logger, whose warnings fail a strict build: nobody can bring in a year that has
# not been decreed (docs/dev/adr/0007-working-calendar.md).
log = logging.getLogger("quartech.reminders")


def remind(working_time: WorkingTime, tariffs: Tariffs, today: date) -> None:
    """Warn when the table of decreed years ends soon, and when new prices begin soon."""
    days = working_time.warn_days
    for warning in (
        calendar_warning(working_time.calendar, today, days),
        tariff_warning(tariffs, today, days),
    ):
        if warning is not None:
            log.warning("WARNING -  %s", warning)


def tariff_warning(tariffs: Tariffs, today: date, warn_days: int) -> str | None:
    """What to do on the day of the next price list, if it comes within `warn_days`.

    The calculator follows the visitor's date by itself; the tables of prices are those of the
    day of the build.
    """
    following = tariffs.next_after(today)
    if following is None or (following.valid_from - today).days > warn_days:
        return None
    day = following.valid_from.isoformat()
    return f"A new price list begins on {day}: build and publish the site again on that day."
