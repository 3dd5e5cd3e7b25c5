"""The measures of retrieval, on outcomes made by hand."""

import math

import pytest

from tests.search.corpus import ARTICLES, BACKGROUND
from wizard.search import Engine, build_index
from wizard.search.evaluation import LabelledQuery, Outcome, measure, percentile, run


def outcome(relevant: str, ranking: str, *, found: bool, confidence: float) -> Outcome:
    query = LabelledQuery("text", frozenset(relevant.split()))
    return Outcome(query, tuple(ranking.split()), found, confidence, 0.001)


OUTCOMES = (
    outcome("a", "a b c", found=True, confidence=0.9),
    outcome("a", "b c d a", found=True, confidence=0.5),
    outcome("a", "b c d", found=False, confidence=0.2),
    outcome("a b", "c a b", found=False, confidence=0.8),
    outcome("", "b", found=True, confidence=0.5),
    outcome("", "", found=False, confidence=0.0),
)
QUALITY = measure(OUTCOMES)


def test_recall_counts_queries_with_an_answer_in_time() -> None:
    assert QUALITY.recall == {1: 25.0, 3: 50.0, 5: 75.0}


def test_mrr_is_the_mean_of_the_first_right_places() -> None:
    assert QUALITY.mrr == pytest.approx(100 * (1 + 1 / 4 + 0 + 1 / 2) / 4)


def test_ndcg_discounts_by_the_logarithm_of_the_place() -> None:
    two = (1 / math.log2(3) + 1 / math.log2(4)) / (1 + 1 / math.log2(3))
    assert QUALITY.ndcg == pytest.approx(100 * (1 + 1 / math.log2(5) + 0 + two) / 4)


def test_found_and_wrongly_found_are_shares_of_their_own_queries() -> None:
    assert (QUALITY.queries, QUALITY.unanswerable) == (4, 2)
    assert (QUALITY.found, QUALITY.wrong_found) == (50.0, 50.0)


def test_auroc_counts_pairs_and_halves_ties() -> None:
    assert QUALITY.auroc == (2 + 1.5 + 1 + 2) / 8


def test_without_queries_of_a_kind_its_measures_are_none() -> None:
    quality = measure(OUTCOMES[4:])
    assert (quality.recall, quality.mrr, quality.auroc, quality.wrong_found) == (
        None,
        None,
        None,
        50.0,
    )


def test_a_percentile_is_one_of_the_values() -> None:
    assert [percentile([3.0, 1.0, 2.0], share) for share in (0, 0.5, 0.95, 1)] == [1, 2, 3, 3]


def test_a_run_asks_the_engine() -> None:
    engine = Engine(build_index(ARTICLES, BACKGROUND))
    (result,) = run(engine, [LabelledQuery("не печатает принтер", frozenset({"printer"}))])
    assert (result.rank(), result.ranking[0]) == (0, "printer")
