"""Candidates in their final order, and whether the best of them is an answer at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wizard.search.headings import Headings
from wizard.search.index import Index
from wizard.search.query import QueryWord
from wizard.search.vocabulary import Vocabulary

CANDIDATES: Final = 30
"""How many of the best-scored articles are looked at more closely."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article with its value for the query (comparable within one query) and its band."""

    article: int
    value: float
    band: str


class Ranker:
    """Compares the candidates of one index with a query."""

    def __init__(self, index: Index, vocabulary: Vocabulary) -> None:
        self._headings = Headings(index, vocabulary)

    def rank(self, words: Sequence[QueryWord], scores: dict[int, float]) -> list[Candidate]:
        """The candidates, the best first, each with its band."""
        best = sorted(scores, key=lambda article: (-scores[article], article))[:CANDIDATES]
        if not best:
            return []
        top = scores[best[0]]
        query = self._headings.query(word.reading.word for word in words)
        found = []
        for article in best:
            letters = self._headings.likeness(query, article)
            value = scores[article] / top + letters
            band = "found" if letters > 0.5 else "maybe" if letters > 0.3 else "none"
            found.append(Candidate(article, value, band))
        return sorted(found, key=lambda c: (-c.value, c.article))
