"""When support works and by when it reacts, as the page says it."""

import re

import pytest

from tests.page import Page


def said(bridge, now, utc_offset=180):
    """What stands under the calculator at that moment."""
    page = Page(bridge, now=now, utc_offset=utc_offset)
    page.ask("open", page="tariffs", query="")
    return page.text().partition("Как посчитано")[0], page.text().partition("Как посчитано")[2]


def minutes(steps):
    """The steps of the count added up."""
    spans = re.findall(r": (?:(\d+) ч)? ?(?:(\d+) мин)?(?=, |\.)", steps)
    return sum(int(hours or 0) * 60 + int(rest or 0) for hours, rest in spans)


def test_a_friday_afternoon_is_counted_step_by_step(bridge):
    words, steps = said(bridge, "2026-11-20T12:00:00Z")

    assert "не позже пн 23.11, 13:00 по Москве." in words
    assert steps.startswith(": пт 20.11: 5 ч, пн 23.11: 3 ч. Считаются только рабочие часы")
    assert "Служба поддержки работает сейчас, до 20:00 по Москве." in words


@pytest.mark.parametrize("second", [0, 1, 29, 30, 59])
def test_the_steps_add_up_to_the_norm(second, bridge):
    _, steps = said(bridge, f"2026-11-24T10:13:{second:02}.999Z")

    assert minutes(steps) == 8 * 60


def test_a_visitor_elsewhere_reads_both_times(bridge):
    words, _ = said(bridge, "2026-11-20T10:00:00Z", utc_offset=600)

    assert "не позже пн 23.11, 11:00 по Москве (у вас будет пн 23.11, 18:00)." in words


def test_a_closed_service_says_when_it_opens_and_in_how_long(bridge):
    words, _ = said(bridge, "2026-11-21T09:00:30Z")

    assert (
        "Сейчас служба поддержки закрыта. Откроется пн 23.11, 10:00 по Москве — через 1 день 22 ч."
    ) in words


def test_a_year_without_a_decree_is_provisional(bridge):
    words, steps = said(bridge, "2028-06-01T09:00:00Z")

    assert "ещё не утверждён: срок предварительный" in words + steps


def test_the_visitor_s_clock_may_be_put_back_before_the_deadline(bridge):
    changes = [{"at": "2026-10-25T01:00:00Z", "utc_offset": 60}]
    page = Page(bridge, now="2026-10-23T16:30:00Z", utc_offset=120, offset_changes=changes)
    page.ask("open", page="tariffs", query="")

    assert "не позже пн 26.10, 17:30 по Москве (у вас будет пн 26.10, 15:30)." in page.text()


def test_a_clock_put_to_moscow_s_time_by_then_says_it_once(bridge):
    changes = [{"at": "2026-10-25T01:00:00Z", "utc_offset": 180}]
    page = Page(bridge, now="2026-10-23T16:30:00Z", utc_offset=120, offset_changes=changes)
    page.ask("open", page="tariffs", query="")

    assert "у вас будет" not in page.text()


def test_what_the_page_says_of_time_is_told_anew(bridge):
    page = Page(bridge, now="2026-11-20T16:50:00Z")
    page.go_to("channel", "Принтер не печатает: пишет «нет связи»")
    assert "работает сейчас, до 20:00" in page.text()

    page.circumstances["now"] = "2026-11-20T17:10:00Z"
    page.ask("clock")

    assert "Сейчас служба поддержки закрыта." in page.text("service-status")
    assert "линия откроется пн 23.11, 10:00" in page.text("call-hours")
    assert "ответ не позже пн 23.11, 18:00" in page.text("letter-deadline")
    assert "не позже пн 23.11, 18:00 по Москве" in page.text("deadline")
    assert page.text("call-now").startswith("Позвоните, когда служба откроется")
