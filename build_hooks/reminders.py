"""What an author should do before long: told by the build, but never a reason to stop it."""

import logging
from datetime import date

from wizard.worktime import WorkingTime, calendar_warning

# Not MkDocs' own logger, whose warnings fail a strict build: nobody can bring in a year that has
# not been decreed (docs/dev/adr/0007-working-calendar.md).
log = logging.getLogger("quartech.reminders")


def remind(working_time: WorkingTime, today: date) -> None:
    """Warn when the table of decreed years ends soon."""
    warning = calendar_warning(working_time.calendar, today, working_time.warn_days)
    if warning is not None:
        log.warning("WARNING -  %s", warning)
