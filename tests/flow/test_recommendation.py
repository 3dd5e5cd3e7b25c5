"""Which way to support fits: a table of sentences, and laws over every combination of answers."""

from collections.abc import Iterator
from dataclasses import astuple
from itertools import product

import pytest

from tests.tables import load_cases
from wizard.flow import Responses
from wizard.flow.recommendation import RULES, TRIAGE, Recommendation, Triage, recommend, triage_of
from wizard.flow.support_request import CHANNELS
from wizard.site_data import load_site_data


def answered() -> Iterator[tuple[Triage, Recommendation | None]]:
    """Every combination of answers, unanswered questions among them."""
    for answers in product(*((None, *options) for options in TRIAGE.values())):
        triage = Triage(**dict(zip(TRIAGE, answers, strict=True)))
        yield triage, recommend(triage)


@pytest.mark.parametrize(("given", "expected"), load_cases("recommendations.toml"))
def test_answers_lead_to_a_way(given, expected):
    triage = triage_of(Responses({f"triage.{name}": value for name, value in given.items()}))
    found = recommend(triage)

    assert list(astuple(found) if found else ()) == expected


def test_an_answer_that_is_no_option_counts_as_none():
    assert triage_of(Responses({"triage.urgent": "very"})).urgent is None


def test_all_combinations_are_looked_at():
    assert len(list(answered())) == 3**4 * 4


def test_whoever_says_whether_it_is_urgent_gets_a_recommendation():
    for triage, found in answered():
        if triage.urgent is not None:
            assert found is not None, triage


def test_nobody_is_advised_to_pay_who_has_not_said_that_it_is_urgent():
    for triage, found in answered():
        if found is not None and found.channel != "letter":
            assert triage.urgent == "yes", triage


def test_a_call_is_not_advised_where_neither_words_nor_a_connection_would_help():
    for triage, found in answered():
        if triage.by_phone == triage.remote_access == "no" and found is not None:
            assert found.channel == "letter", triage


def test_vip_support_is_advised_only_for_frequent_urgent_matters_that_can_be_reached():
    for triage, found in answered():
        if found is not None and found.channel == "vip":
            assert (triage.urgent, triage.often) == ("yes", "weekly")
            assert triage.remote_access != "no"


def test_a_remote_session_is_never_the_first_step():
    """Clause 4.11: it follows a call that has made the problem clear."""
    assert all(found is None or found.channel != "remote" for _, found in answered())


def test_every_rule_is_of_use():
    found = {recommendation for _, recommendation in answered() if recommendation}

    assert found == {recommendation for _, recommendation in RULES}


def test_every_recommendation_names_a_way_and_a_clause_that_exist():
    clauses = load_site_data().clauses
    for _, recommendation in RULES:
        assert recommendation.channel in CHANNELS
        assert clauses.get(recommendation.clause, "recommendation")
