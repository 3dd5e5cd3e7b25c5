"""working_time.toml, and what it must not say."""

import copy
from datetime import date, time, timedelta

import pytest

from tests.worktime.conftest import parsed
from wizard.errors import DataError
from wizard.validation import Table
from wizard.worktime import read_working_time


def read_changed(change):
    values = copy.deepcopy(parsed())
    change(values)
    return read_working_time(Table(values, "working_time.toml"))


def test_working_time_is_that_of_the_regulations(working_time):
    assert (working_time.opens, working_time.closes) == (time(10), time(20))
    assert (working_time.hours_per_day, working_time.reaction_hours) == (10, 8)
    assert working_time.zone.utcoffset(None) == timedelta(hours=3)
    assert working_time.warn_days == 60


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda values: values["hours"].update(closes=time(10)),
            "working_time.toml: hours.closes: expected a time after opens, "
            "got datetime.time(10, 0). Correct the hours.",
        ),
        (
            lambda values: values["hours"].update(utc_offset=30),
            "working_time.toml: hours.utc_offset: expected whole hours from 0 to 14, got 30. "
            "Correct the hours.",
        ),
        (
            lambda values: values["hours"].update(lunch="13:00"),
            "working_time.toml: hours.lunch: expected only the keys closes, opens, source, "
            "utc_offset, zone_name, got 'lunch'. Correct the key, or remove it.",
        ),
        (
            lambda values: values["calendar"].update(holidays=["9 мая"]),
            "working_time.toml: calendar.holidays: expected days of a month such as 05-09, "
            "got ['9 мая']. Correct the days.",
        ),
        (
            lambda values: values["calendar"]["year"][-1].update(days_off=[date(2027, 1, 2)]),
            "working_time.toml: calendar.year[12].days_off: expected days from Monday to Friday "
            "of 2027, got [datetime.date(2027, 1, 2)]. Correct the dates.",
        ),
        (
            lambda values: values["calendar"]["year"][-1].update(
                working_weekends=[date(2026, 2, 21)]
            ),
            "working_time.toml: calendar.year[12].working_weekends: expected Saturdays and Sundays "
            "of 2027, got [datetime.date(2026, 2, 21)]. Correct the dates.",
        ),
    ],
)
def test_wrong_value_is_refused(change, message):
    with pytest.raises(DataError) as caught:
        read_changed(change)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values["calendar"]["year"].pop(3),
        lambda values: values["calendar"]["year"].reverse(),
        lambda values: values["calendar"]["year"].clear(),
    ],
)
def test_years_with_a_gap_are_refused(change):
    with pytest.raises(DataError) as caught:
        read_changed(change)

    assert caught.value.where == "working_time.toml: calendar.year"
    assert caught.value.allowed == "at least one year, each the one after the one before"
