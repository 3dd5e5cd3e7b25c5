"""What the page sends as answers, which may be anything."""

import pytest

from wizard.flow import Responses
from wizard.flow.responses import MAX_LENGTH


@pytest.mark.parametrize("raw", [None, [], "text", 5, True, [["text", "не печатает"]]])
def test_what_is_no_object_counts_as_no_responses(raw):
    assert Responses.from_json(raw) == Responses()


@pytest.mark.parametrize("value", [None, 5, True, ["a"], {"a": "b"}])
def test_a_value_that_is_no_text_is_dropped(value):
    found = Responses.from_json({"text": value, "version": "3.14"})

    assert found.values == {"version": "3.14"}


def test_a_runaway_paste_is_cut():
    found = Responses.from_json({"text": "я" * (MAX_LENGTH + 1)})

    assert len(found.get("text")) == MAX_LENGTH


def test_half_a_surrogate_pair_becomes_a_question_mark():
    found = Responses.from_json({"text": "a\ud800b\udfff", "verdict.\udc00": "no"})

    assert found.values == {"text": "a?b?", "verdict.?": "no"}


def test_a_response_is_read_without_the_space_around_it():
    responses = Responses({"text": "  не печатает\n"})

    assert responses.get("text") == "не печатает"
    assert responses.get("version") == ""


def test_a_choice_is_one_of_the_options():
    responses = Responses({"channel": "call", "kind": "bug"})

    assert responses.chosen("channel", ("letter", "call")) == "call"
    assert responses.chosen("kind", ("problem", "wish")) is None
    assert responses.chosen("absent", ("", "yes")) == ""


def test_responses_under_a_prefix_go_by_the_rest_of_their_names():
    responses = Responses({"verdict.a": "no", "verdict.a.b": "helped", "verdicts": "x"})

    assert list(responses.under("verdict")) == [("a", "no"), ("a.b", "helped")]


def test_an_empty_value_removes_the_response():
    responses = Responses({"a": "1", "b": "2"})

    assert responses.with_values({"a": "", "c": "3"}).values == {"b": "2", "c": "3"}
    assert responses.values == {"a": "1", "b": "2"}
