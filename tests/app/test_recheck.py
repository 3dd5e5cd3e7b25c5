"""A step that was shown with its errors looks at them again as the fields change."""

import pytest

from tests.small_faq import LETTER, PRINTERS


def errors(page):
    """The messages of the fields that are still not right."""
    return page.ask("recheck")["errors"]


def refused(page, step, **typed):
    """The page at a step that was not let go."""
    page.go_to(step, PRINTERS, **{"channel": "letter", **typed})
    page.press("next")
    assert page.shown.all("form")[0].attributes["data-recheck"] == "recheck"
    return page


@pytest.mark.parametrize("step", ["describe", "matches", "channel", "letter"])
def test_a_step_without_errors_asks_for_no_second_look(step, page):
    page.go_to(step, PRINTERS, channel="" if step == "channel" else "letter")
    page.press("stay")

    assert "data-recheck" not in page.shown.all("form")[0].attributes


def test_a_corrected_field_loses_its_message_and_the_others_keep_theirs(page):
    refused(page, "letter", **{**LETTER, "version": "", "actual": ""})
    places = {
        e.attributes["data-error-of"] for e in page.shown.walk() if "data-error-of" in e.attributes
    }
    before = errors(page)
    page.type(version="3.14")
    after = errors(page)

    assert set(before) == {"version", "actual"}
    assert set(before) <= places
    assert after == {"actual": before["actual"]}


def test_a_field_that_is_still_wrong_says_what_is_wrong_now(page):
    refused(page, "letter", **{**LETTER, "actual": ""})
    page.type(actual="Ошибка")

    assert "здесь остался текст из подсказки" in errors(page)["actual"]


def test_nothing_is_wrong_once_everything_is_there(page):
    refused(page, "letter", **{**LETTER, "version": ""})
    page.type(version_unknown="yes")

    assert errors(page) == {}


def test_a_described_problem_and_a_chosen_way_need_no_message_any_more(page):
    page.press("next")
    assert set(errors(page)) == {"text"}
    page.type(text=PRINTERS)
    assert errors(page) == {}

    refused(page, "channel", channel="")
    page.type(channel="letter")
    assert errors(page) == {}


def test_a_visitor_who_insists_on_one_problem_is_believed(page):
    page.go_to("letter", "Не печатает чек. Ещё одна проблема: не открывается отчёт", **LETTER)
    page.press("next")
    assert set(errors(page)) == {"text"}
    page.type(one_problem="yes")

    assert errors(page) == {}
