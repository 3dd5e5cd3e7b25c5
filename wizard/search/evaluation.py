"""How good a search is on labelled queries: the measures of `quartech-support evaluate`."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from wizard.search.engine import Engine
from wizard.search.ranking import FOUND

DEPTH: Final = 10
"""How far down the ranks are looked at."""


@dataclass(frozen=True, slots=True)
class LabelledQuery:
    """A query with the ids of the articles that answer it; none where there is no answer."""

    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine gave for one query: its ranking, how sure it was, and the time in s."""

    query: LabelledQuery
    ranking: tuple[str, ...]
    found: bool
    confidence: float
    seconds: float

    def rank(self) -> int | None:
        """Place of the first relevant article, from 0; None where none is among the first."""
        return next(
            (place for place, name in enumerate(self.ranking) if name in self.query.relevant), None
        )


@dataclass(frozen=True, slots=True)
class Quality:
    """Measures over queries, each in percent but `auroc`, which is between 0 and 1.

    Recall counts a query when one of its articles is in time; `wrong_found` is over the queries
    without an answer. None where no query of the needed kind was given.
    """

    queries: int
    unanswerable: int
    recall: dict[int, float] | None
    mrr: float | None
    ndcg: float | None
    found: float | None
    wrong_found: float | None
    auroc: float | None


def run(engine: Engine, queries: Iterable[LabelledQuery]) -> list[Outcome]:
    """What the engine gives for every query."""
    return [_outcome(engine, query, perf_counter) for query in queries]


def _outcome(engine: Engine, query: LabelledQuery, clock: Callable[[], float]) -> Outcome:
    start = clock()
    result = engine.search(query.text, DEPTH)
    seconds = clock() - start
    ranking = tuple(match.article_id for match in result.matches)
    return Outcome(query, ranking, result.band == FOUND, engine.confidence(query.text), seconds)


def measure(outcomes: Sequence[Outcome]) -> Quality:
    """The measures over all outcomes."""
    answerable = [outcome for outcome in outcomes if outcome.query.relevant]
    others = [outcome for outcome in outcomes if not outcome.query.relevant]
    ranks = [outcome.rank() for outcome in answerable]
    return Quality(
        queries=len(answerable),
        unanswerable=len(others),
        recall={depth: _share(_within(ranks, depth)) for depth in (1, 3, 5)} if ranks else None,
        mrr=_share([0.0 if rank is None else 1 / (rank + 1) for rank in ranks]) if ranks else None,
        ndcg=_share([_ndcg(outcome) for outcome in answerable]) if ranks else None,
        found=_share([outcome.found for outcome in answerable]) if ranks else None,
        wrong_found=_share([outcome.found for outcome in others]) if others else None,
        auroc=_auroc(answerable, others) if answerable and others else None,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie; values must not be empty."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _within(ranks: Iterable[int | None], depth: int) -> list[bool]:
    return [rank is not None and rank < depth for rank in ranks]


def _share(values: Sequence[float]) -> float:
    return 100 * sum(values) / len(values)


def _ndcg(outcome: Outcome) -> float:
    gain = sum(
        1 / math.log2(place + 2)
        for place, name in enumerate(outcome.ranking)
        if name in outcome.query.relevant
    )
    ideal = sum(1 / math.log2(place + 2) for place in range(len(outcome.query.relevant)))
    return gain / ideal


def _auroc(answerable: Sequence[Outcome], others: Sequence[Outcome]) -> float:
    """How often an answerable query gets the greater confidence of the two; ties count half."""
    ordered = sorted(other.confidence for other in others)
    wins = 0.0
    for outcome in answerable:
        below = sum(value < outcome.confidence for value in ordered)
        equal = sum(value == outcome.confidence for value in ordered)
        wins += below + equal / 2
    return wins / (len(answerable) * len(others))
