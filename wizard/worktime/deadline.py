"""By when support has reacted, counted step by step in working time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wizard.worktime.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class Step:
    """The working time of one day that counts: from `starts` to `ends`, in the zone of support."""

    starts: datetime
    ends: datetime

    @property
    def day(self) -> date:
        """The day of the step."""
        return self.starts.date()

    @property
    def length(self) -> timedelta:
        """How much working time it counts."""
        return self.ends - self.starts

    @property
    def hours(self) -> float:
        """The same in hours."""
        return self.length / timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by which support has reacted to what was sent at `sent`.

    Both moments are in the zone of support. `steps` add up to the reaction norm. `provisional`
    means that a day in between lies in a year whose calendar is not decreed yet.
    """

    sent: datetime
    due: datetime
    steps: tuple[Step, ...]
    provisional: bool


def deadline(sent: datetime, working_time: WorkingTime) -> Deadline:
    """The reaction norm counted from `sent` in working time (clauses 3.1 and 5.1).

    `sent` carries its own offset from UTC; without one it is a `UsageError`.
    """
    steps = []
    left = working_time.reaction
    for starts, ends in working_time.spans_from(sent):
        steps.append(Step(starts, min(ends, starts + left)))
        left -= steps[-1].length
        if not left:
            break
    due = steps[-1].ends
    local = working_time.local(sent)
    return Deadline(local, due, tuple(steps), _is_provisional(local, due, working_time))


def _is_provisional(sent: datetime, due: datetime, working_time: WorkingTime) -> bool:
    calendar = working_time.calendar
    return calendar.is_provisional(sent.date()) or calendar.is_provisional(due.date())
