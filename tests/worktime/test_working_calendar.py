"""The calendar of decreed years, and the warning that it ends."""

from datetime import date

import pytest

from wizard.worktime import WorkingCalendar, calendar_warning

LABOUR_CODE = WorkingCalendar(
    years={},
    new_year=tuple((1, day) for day in range(1, 9)),
    holidays=((2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)),
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(2026, 1, 9), False),
        (date(2027, 2, 20), True),
        (date(2027, 2, 21), False),
        (date(2027, 2, 22), False),
    ],
)
def test_decreed_day(day, works, working_time):
    assert working_time.calendar.is_working_day(day) == works
    assert not working_time.calendar.is_provisional(day)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2028, 1, 7), False),
        (date(2028, 1, 10), True),
        (date(2028, 2, 23), False),
        (date(2028, 11, 6), False),
        (date(2028, 11, 7), True),
        (date(2033, 5, 9), False),
        (date(2033, 5, 3), True),
        (date(2033, 5, 2), False),
    ],
    ids=[
        "a New Year holiday is off",
        "a New Year holiday on a weekend gives no day off by itself",
        "a holiday is off",
        "a holiday on a Saturday gives the Monday off",
        "and nothing more",
        "a holiday on a Monday is off",
        "the day after a moved day off is worked",
        "a holiday on a Sunday gives the Monday off",
    ],
)
def test_day_of_a_year_without_a_decree(day, works):
    assert LABOUR_CODE.is_working_day(day) == works
    assert LABOUR_CODE.is_provisional(day)


def test_days_off_moved_from_a_weekend_do_not_fall_on_one_another():
    both_on_a_weekend = WorkingCalendar({}, (), ((1, 1), (1, 2)))

    off = [day for day in range(1, 7) if not both_on_a_weekend.is_working_day(date(2028, 1, day))]

    assert off == [1, 2, 3, 4]  # Saturday and Sunday, and a day off for each


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 10, 31)])
def test_build_is_quiet_while_the_calendar_goes_on(today, working_time):
    assert calendar_warning(working_time.calendar, today, within_days=60) is None


@pytest.mark.parametrize("today", [date(2027, 11, 1), date(2029, 1, 1)])
def test_build_warns_when_the_calendar_ends(today, working_time):
    assert calendar_warning(working_time.calendar, today, within_days=60) == (
        "wizard/data/working_time.toml: calendar.year: expected days past 2027-12-31, got none. "
        "Run `python -m build_hooks.calendar_year 2028 --decree URL` once the production calendar "
        "for 2028 is decreed."
    )
