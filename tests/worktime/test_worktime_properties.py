"""Laws of deadlines, and agreement with the `holidays` package."""

from datetime import UTC, date, datetime, timedelta, timezone

import holidays
from hypothesis import given
from hypothesis import strategies as st

from wizard.site_data import load_site_data
from wizard.worktime import deadline, service_status

WORKING_TIME = load_site_data().working_time
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
RUSSIA = holidays.country_holidays("RU", years=range(2015, 2028))

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(2015, 1, 2), datetime(2040, 1, 1), timezones=zones)
lengths = st.timedeltas(timedelta(), timedelta(days=20))


def is_working_moment(moment):
    local = moment.astimezone(WORKING_TIME.zone)
    works = WORKING_TIME.calendar.is_working_day(local.date())
    return works and WORKING_TIME.opens < local.time() <= WORKING_TIME.closes


@given(moments)
def test_deadline_is_never_outside_working_time(sent):
    assert is_working_moment(deadline(sent, WORKING_TIME).due)


@given(moments, lengths)
def test_later_letter_is_never_due_earlier(sent, later):
    first = deadline(sent, WORKING_TIME).due

    assert deadline(sent + later, WORKING_TIME).due >= first


@given(moments)
def test_exactly_eight_hours_are_counted(sent):
    found = deadline(sent, WORKING_TIME)

    assert sum((step.length for step in found.steps), timedelta()) == 8 * HOUR
    assert sent <= found.steps[0].starts
    assert found.steps[-1].ends == found.due


@given(moments)
def test_no_working_time_is_left_out_between_the_steps(sent):
    found = deadline(sent, WORKING_TIME)

    worked = found.sent
    counted = timedelta()
    while worked < found.due:
        until = min(found.due, worked.replace(minute=0, second=0, microsecond=0) + HOUR)
        counted += (until - worked) * is_working_moment(until)
        worked = until
    assert counted == 8 * HOUR


@given(moments, zones)
def test_zone_of_the_sender_changes_nothing(sent, zone):
    assert deadline(sent.astimezone(zone), WORKING_TIME) == deadline(sent, WORKING_TIME)


@given(moments)
def test_support_is_open_exactly_while_hours_count(now):
    status = service_status(now, WORKING_TIME)

    assert status.is_open == (deadline(now, WORKING_TIME).steps[0].starts == now)
    assert status.remaining > timedelta()


def oracle_due(sent):
    """The deadline of a letter sent on the hour, counting hour after hour by `holidays`."""
    left, moment = 8, sent
    while left:
        left -= RUSSIA.is_working_day(moment.date()) and 10 <= moment.hour < 20
        moment += HOUR
    return moment


def test_every_day_of_the_decreed_years_is_that_of_holidays():
    day = date(2015, 1, 1)
    while day.year < 2028:
        assert WORKING_TIME.calendar.is_working_day(day) == RUSSIA.is_working_day(day), day
        day += DAY


def test_every_hour_of_2024_to_2027_is_due_as_by_holidays():
    sent = datetime(2024, 1, 1, tzinfo=WORKING_TIME.zone)
    while sent < datetime(2027, 12, 31, tzinfo=WORKING_TIME.zone):
        found = deadline(sent.astimezone(UTC), WORKING_TIME)
        # The last letters of 2027 run into 2028, which `holidays` knows no decree for either.
        if not found.provisional:
            assert found.due == oracle_due(sent), sent
        sent += HOUR
