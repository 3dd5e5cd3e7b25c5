"""Which days are worked: the production calendar, or the Labour Code where no decree is known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A year as the government decreed it.

    `days_off` are the days off from Monday to Friday, `working_weekends` the worked Saturdays and
    Sundays, `decree` a link to the text.
    """

    year: int
    days_off: frozenset[date]
    working_weekends: frozenset[date]
    decree: str


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The decreed years, and for the other years the holidays of the Labour Code.

    `new_year` and `holidays` are (month, day) pairs; a holiday that falls on a weekend gives the
    next working day off, a day of the New Year holidays does not: that one is moved by decree.
    """

    years: Mapping[int, CalendarYear]
    new_year: tuple[tuple[int, int], ...]
    holidays: tuple[tuple[int, int], ...]

    def is_working_day(self, day: date) -> bool:
        """Whether support works on `day`."""
        decreed = self.years.get(day.year)
        if decreed is None:
            return not _is_weekend(day) and day not in self._statutory_days_off(day.year)
        if _is_weekend(day):
            return day in decreed.working_weekends
        return day not in decreed.days_off

    def is_provisional(self, day: date) -> bool:
        """Whether the year of `day` has no decree here, so that moved days are not known."""
        return day.year not in self.years

    def last_decreed_day(self) -> date:
        """The day on which the table of decreed years ends."""
        return date(max(self.years), 12, 31)

    def working_days_from(self, day: date) -> Iterator[date]:
        """The working days from `day` on, `day` among them if it is one."""
        while True:
            if self.is_working_day(day):
                yield day
            day += DAY

    def _statutory_days_off(self, year: int) -> set[date]:
        fixed = set(_dates(year, (*self.new_year, *self.holidays)))
        for holiday in _dates(year, self.holidays):
            if _is_weekend(holiday):
                fixed.add(_next_ordinary_day(holiday, fixed))
        return fixed


def calendar_warning(calendar: WorkingCalendar, today: date, within_days: int) -> str | None:
    """What to tell the author when the decreed years end within so many days, or None."""
    last = calendar.last_decreed_day()
    if last - today > within_days * DAY:
        return None
    following = last.year + 1
    return (
        f"wizard/data/working_time.toml: calendar.year: expected days past {last.isoformat()}, "
        f"got none. Run `python -m build_hooks.calendar_year {following} --decree URL` once the "
        f"production calendar for {following} is decreed."
    )


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def _dates(year: int, pairs: Iterable[tuple[int, int]]) -> Iterator[date]:
    return (date(year, month, day) for month, day in pairs)


def _next_ordinary_day(day: date, taken: set[date]) -> date:
    day += DAY
    while _is_weekend(day) or day in taken:
        day += DAY
    return day
