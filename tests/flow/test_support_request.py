"""Every path of the one real flow, enumerated."""

from collections.abc import Iterator
from itertools import product

import pytest

from tests.flow.known_facts import KnownFacts
from wizard.flow import SUPPORT_REQUEST, Facts, Responses, State
from wizard.flow.support_request import (
    CHANNELS,
    articles_to_explain,
    has_rejected,
    kind_of,
    rejection_of,
    verdict_on,
)
from wizard.validation import Problem

ARTICLES = ("a", "b", "c")
ANSWERS = (None, "helped", "clarify", "clarify+question", "no", "nonsense")
REJECTIONS = ("", "these", "others")
CHOICES = (None, *CHANNELS, "nonsense")
UNREADY = (Problem("version", "missing"),)
OUTCOMES = {"send", "estimate", "thanks"}
type Visit = tuple[Responses, Facts]


def visits() -> Iterator[Visit]:
    """All combinations of what a visitor can have answered, 0 to 3 articles shown."""
    for count in range(len(ARTICLES) + 1):
        shown = ARTICLES[:count]
        for answers, rejection, channel, problems in product(
            product(ANSWERS, repeat=count), REJECTIONS, CHOICES, ((), UNREADY)
        ):
            values = {"text": "не печатает", "channel": channel or "", **verdicts(shown, answers)}
            values["rejected"] = {"": "", "these": rejection_of(shown), "others": "x y"}[rejection]
            yield Responses({k: v for k, v in values.items() if v}), KnownFacts(shown, problems)


def verdicts(shown: tuple[str, ...], answers: tuple[str | None, ...]) -> dict[str, str]:
    """The responses that give each article its answer."""
    values = {}
    for article_id, answer in zip(shown, answers, strict=True):
        verdict, _, question = (answer or "").partition("+")
        values |= {f"verdict.{article_id}": verdict, f"unclear.{article_id}": question}
    return values


def resolved() -> Iterator[tuple[Responses, Facts, State]]:
    for responses, facts in visits():
        yield responses, facts, SUPPORT_REQUEST.resolve(responses, facts)


def may_pass_the_articles(responses: Responses, facts: Facts) -> bool:
    """The rule in its own words: nothing helped, and every article answered or all rejected."""
    given = [verdict_on(article_id, responses) for article_id in facts.shown]
    answered = bool(given) and None not in given
    explained = all(
        responses.get(f"unclear.{article_id}")
        for article_id, verdict in zip(facts.shown, given, strict=True)
        if verdict == "clarify"
    )
    rejected = responses.get("rejected") == (" ".join(facts.shown) or "-")
    return "helped" not in given and (answered or rejected) and explained


def test_nothing_opens_before_the_faq_check_is_done():
    for responses, facts, state in resolved():
        passed = {"channel", "letter", "check", "send", "estimate"} & set(state.path)
        assert bool(passed) == may_pass_the_articles(responses, facts), (responses, facts)


def test_an_article_that_helped_ends_the_visit():
    for responses, facts, state in resolved():
        helped = any(verdict_on(a, responses) == "helped" for a in facts.shown)
        assert (state.furthest == "thanks") == helped, (responses, facts)


def test_the_channel_decides_between_letter_and_price():
    for responses, _, state in resolved():
        if "channel" in state.path and state.furthest != "channel":
            expected = "letter" if responses.get("channel") == "letter" else "estimate"
            assert state.path[3] == expected


def test_a_letter_is_sent_only_when_nothing_is_wrong_with_it():
    for responses, facts, state in resolved():
        if "letter" in state.path:
            assert (state.furthest == "send") == (not facts.letter_problems), responses


def test_every_step_that_is_not_an_outcome_says_what_it_waits_for():
    for responses, facts, state in resolved():
        assert bool(state.problems) == (state.furthest not in OUTCOMES), (responses, facts)


def test_what_a_step_waits_for_can_be_given_at_that_step():
    fields = {
        "matches": {"matches", *(f"unclear.{article_id}" for article_id in ARTICLES)},
        "channel": {"channel"},
        "letter": {"version"},
    }
    for responses, facts, state in resolved():
        for problem in state.problems:
            assert problem.field in fields[state.furthest], (responses, facts)
            if problem.field.startswith("unclear."):
                assert problem.field.removeprefix("unclear.") in facts.shown


def test_declared_successors_are_exactly_those_that_are_reached():
    reached = {("describe", "matches")} | {
        step for _, _, state in resolved() for step in zip(state.path, state.path[1:], strict=False)
    }
    declared = {(node.id, after) for node in SUPPORT_REQUEST.nodes for after in node.successors}

    assert reached == declared
    assert {node.id for node in SUPPORT_REQUEST.nodes if node.is_outcome} == OUTCOMES


def test_no_visit_dead_ends():
    """Doing what each step asks leads from every state to an outcome."""
    for responses, facts in visits():
        assert steps_to_an_outcome(responses, facts) < 6, (responses, facts)


def steps_to_an_outcome(responses: Responses, facts: Facts, so_far: int = 0) -> int:
    """How often the visitor has to do what the step asks; 6 stands for never."""
    state = SUPPORT_REQUEST.resolve(responses, facts)
    if state.furthest in OUTCOMES or so_far == 6:
        return so_far
    return steps_to_an_outcome(*mended(responses, facts, state), so_far + 1)


def mended(responses: Responses, facts: Facts, state: State) -> Visit:
    """The visit after its visitor has mended the first thing that the step speaks of."""
    field = state.problems[0].field
    if state.furthest == "letter":
        return responses, KnownFacts(facts.shown)
    answer = {"matches": "rejected", "channel": "channel"}.get(field, field)
    value = {"matches": rejection_of(facts.shown), "channel": "letter"}.get(field, "непонятно")
    return responses.with_values({answer: value}), facts


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_the_visit_begins_with_a_description(text):
    state = SUPPORT_REQUEST.resolve(Responses({"text": text, "channel": "letter"}), KnownFacts())

    assert state == State(("describe",), (Problem("text", "missing"),))


def test_a_question_about_an_article_that_is_no_longer_shown_holds_nobody_up():
    responses = Responses(
        {"text": "иначе", "verdict.old": "clarify", "verdict.a": "no", "channel": "call"}
    )
    state = SUPPORT_REQUEST.resolve(responses, KnownFacts(("a",)))

    assert state.furthest == "estimate"


def test_a_rejection_speaks_of_the_articles_that_were_shown():
    responses = Responses({"text": "не печатает", "rejected": rejection_of(("a", "b"))})

    assert has_rejected(("a", "b"), responses)
    assert not has_rejected(("a", "c"), responses)
    assert not has_rejected((), responses)


def test_articles_are_explained_once_the_question_is_written():
    responses = Responses(
        {
            "verdict.a": "clarify",
            "verdict.b": "clarify",
            "unclear.b": "Какой кабель?",
            "verdict.c": "no",
            "unclear.c": "Лишнее",
        }
    )

    assert articles_to_explain(responses) == ("b",)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("", "problem"), ("wish", "wish"), ("requirement", "requirement"), ("bug", "problem")],
)
def test_a_request_is_a_problem_until_the_visitor_says_otherwise(typed, expected):
    assert kind_of(Responses({"kind": typed})) == expected
