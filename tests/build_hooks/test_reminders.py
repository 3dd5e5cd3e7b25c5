"""The build reminds of the calendar and of new prices in good time, and is not stopped by it."""

import logging
from dataclasses import replace
from datetime import date

import pytest
from mkdocs.utils import CountHandler

from build_hooks.reminders import remind
from wizard.site_data import load_site_data


@pytest.fixture(scope="module")
def data():
    return load_site_data()


def test_build_reminds_of_a_calendar_that_ends_soon(data, caplog):
    remind(data.working_time, data.tariffs, date(2027, 11, 1))

    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.getMessage().startswith(
        "WARNING -  wizard/data/working_time.toml: calendar.year:"
    )


def test_build_is_silent_before(data, caplog):
    remind(data.working_time, data.tariffs, date(2027, 10, 31))

    assert not caplog.records


def test_build_reminds_of_prices_that_begin_soon(data, caplog):
    newer = replace(data.tariffs.lists[0], valid_from=date(2027, 3, 1))
    tariffs = replace(data.tariffs, lists=(*data.tariffs.lists, newer))

    remind(data.working_time, tariffs, date(2026, 12, 30))
    assert not caplog.records

    remind(data.working_time, tariffs, date(2026, 12, 31))
    (record,) = caplog.records
    assert record.getMessage() == (
        "WARNING -  A new price list begins on 2027-03-01: "
        "build and publish the site again on that day."
    )


def test_reminder_does_not_fail_a_strict_build(data):
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    mkdocs = logging.getLogger("mkdocs")
    mkdocs.addHandler(counter)
    try:
        remind(data.working_time, data.tariffs, date(2027, 11, 1))
    finally:
        mkdocs.removeHandler(counter)

    assert not counter.get_counts()
