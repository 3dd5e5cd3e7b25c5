"""Whether support works now, and when that changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wizard.worktime.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """Support is open until `changes_at`, or opens then; `remaining` is how long until that."""

    is_open: bool
    changes_at: datetime
    remaining: timedelta


def service_status(now: datetime, working_time: WorkingTime) -> ServiceStatus:
    """Whether support works at `now`; the closing moment itself is no longer working time."""
    local = working_time.local(now)
    starts, ends = next(working_time.spans_from(local))
    is_open = starts == local
    changes_at = ends if is_open else starts
    return ServiceStatus(is_open, changes_at, changes_at - local)
