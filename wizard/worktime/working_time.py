"""When support works: the hours, the zone, the reaction norm and the calendar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta, timezone

from wizard.errors import UsageError
from wizard.validation import Table
from wizard.worktime.working_calendar import CalendarYear, WorkingCalendar

LARGEST_OFFSET = 14
"""Hours: no clock on Earth is further ahead of UTC."""
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])")


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The working day from `opens` to `closes` in `zone`, on the days of `calendar`.

    `reaction` is how much working time support has to react; `warn_days` is how long before the
    end of the decreed calendar the build begins to warn.
    """

    opens: time
    closes: time
    zone: timezone
    zone_name: str
    hours_source: str
    reaction: timedelta
    reaction_source: str
    counting_source: str
    calendar: WorkingCalendar
    warn_days: int

    @property
    def hours_per_day(self) -> int:
        """The whole hours of a working day."""
        return (self.closes.hour * 60 + self.closes.minute - self._opening_minute()) // 60

    @property
    def reaction_hours(self) -> int:
        """The reaction norm in working hours."""
        return self.reaction // timedelta(hours=1)

    def local(self, moment: datetime) -> datetime:
        """`moment` on the clock of support; `UsageError` for a moment without an offset."""
        if moment.tzinfo is None or not MINYEAR < moment.year < MAXYEAR:
            raise UsageError(
                "moment",
                moment.isoformat(),
                "a moment of the years 2 to 9998 with its offset from UTC, "
                "such as 2026-11-20T15:00+03:00",
                "Correct the moment.",
            )
        return moment.astimezone(self.zone)

    def spans_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of working time from `moment` on, in order, without end."""
        local = self.local(moment)
        for day in self.calendar.working_days_from(local.date()):
            starts = max(datetime.combine(day, self.opens, self.zone), local)
            ends = datetime.combine(day, self.closes, self.zone)
            if starts < ends:
                yield starts, ends

    def _opening_minute(self) -> int:
        return self.opens.hour * 60 + self.opens.minute


def read_working_time(table: Table) -> WorkingTime:
    """The contents of working_time.toml; `DataError` names the key that is wrong."""
    hours = table.table("hours")
    reaction = table.table("reaction")
    calendar = table.table("calendar")
    working_time = WorkingTime(
        opens=hours.time("opens"),
        closes=hours.time("closes"),
        zone=_read_zone(hours),
        zone_name=hours.text("zone_name"),
        hours_source=hours.text("source"),
        reaction=timedelta(hours=reaction.integer("hours", least=1)),
        reaction_source=reaction.text("source"),
        counting_source=reaction.text("counting_source"),
        calendar=_read_calendar(calendar),
        warn_days=calendar.integer("warn_days"),
    )
    if working_time.opens >= working_time.closes:
        raise hours.error("closes", "a time after opens", "Correct the hours.")
    for part in (hours, reaction, calendar, table):
        part.finish()
    return working_time


def _read_zone(table: Table) -> timezone:
    offset = table.integer("utc_offset")
    if offset > LARGEST_OFFSET:
        raise table.error(
            "utc_offset", f"whole hours from 0 to {LARGEST_OFFSET}", "Correct the hours."
        )
    return timezone(timedelta(hours=offset))


def _read_calendar(table: Table) -> WorkingCalendar:
    years = [_read_year(row) for row in table.tables("year")]
    numbers = [year.year for year in years]
    if not years or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise table.error(
            "year",
            "at least one year, each the one after the one before",
            "Put the years in order and add the missing ones.",
        )
    return WorkingCalendar(
        years={year.year: year for year in years},
        new_year=_read_month_days(table, "new_year"),
        holidays=_read_month_days(table, "holidays"),
    )


def _read_year(row: Table) -> CalendarYear:
    year = CalendarYear(
        year=row.integer("year", least=1),
        days_off=frozenset(row.dates("days_off")),
        working_weekends=frozenset(row.dates("working_weekends")),
        decree=row.text("decree"),
    )
    for key, days, weekend in (
        ("days_off", year.days_off, False),
        ("working_weekends", year.working_weekends, True),
    ):
        if any(day.year != year.year or (day.weekday() > 4) != weekend for day in days):
            kind = "Saturdays and Sundays" if weekend else "days from Monday to Friday"
            raise row.error(key, f"{kind} of {year.year}", "Correct the dates.")
    row.finish()
    return year


def _read_month_days(table: Table, key: str) -> tuple[tuple[int, int], ...]:
    texts = table.texts(key)
    if not all(_MONTH_DAY.fullmatch(text) for text in texts):
        raise table.error(key, "days of a month such as 05-09", "Correct the days.")
    days = [date.fromisoformat(f"2000-{text}") for text in texts]
    return tuple((day.month, day.day) for day in days)
