"""The build reminds of the calendar in good time, and is not stopped by it."""

import logging
from datetime import date

import pytest
from mkdocs.utils import CountHandler

from build_hooks.reminders import remind
from wizard.site_data import load_site_data


@pytest.fixture(scope="module")
def working_time():
    return load_site_data().working_time


def test_build_reminds_of_a_calendar_that_ends_soon(working_time, caplog):
    remind(working_time, date(2027, 11, 1))

    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.getMessage().startswith(
        "WARNING -  wizard/data/working_time.toml: calendar.year:"
    )


def test_build_is_silent_before(working_time, caplog):
    remind(working_time, date(2027, 10, 31))

    assert not caplog.records


def test_reminder_does_not_fail_a_strict_build(working_time):
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    mkdocs = logging.getLogger("mkdocs")
    mkdocs.addHandler(counter)
    try:
        remind(working_time, date(2027, 11, 1))
    finally:
        mkdocs.removeHandler(counter)

    assert not counter.get_counts()
