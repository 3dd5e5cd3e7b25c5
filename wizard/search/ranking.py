"""Candidates in their final order, and whether the best of them is an answer at all."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from wizard.search.headings import Heading, cosine, grams, make_heading, unit
from wizard.search.index import Index
from wizard.search.query import QueryWord
from wizard.search.vocabulary import Vocabulary

CANDIDATES: Final = 30
"""How many of the best-scored articles are looked at more closely."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article with what tells it from others, each between 0 and 1 unless said."""

    article: int
    words: float
    heading: float
    letters: float
    value: float = 0.0
    band: str = "maybe"


class Ranker:
    """Compares the candidates of one index with a query."""

    def __init__(self, index: Index, vocabulary: Vocabulary) -> None:
        self._index = index
        self._vocabulary = vocabulary
        self.headings = cache(self._headings)

    def rank(self, words: Sequence[QueryWord], scores: dict[int, float]) -> list[Candidate]:
        """The candidates, the best first, each with its band."""
        found = self.candidates(words, scores)
        return sorted(found, key=lambda c: (-c.value, c.article))

    def candidates(self, words: Sequence[QueryWord], scores: dict[int, float]) -> list[Candidate]:
        """The best-scored articles with their likenesses, the best-scored first."""
        best = sorted(scores, key=lambda article: (-scores[article], article))[:CANDIDATES]
        if not best:
            return []
        top = scores[best[0]]
        query = self._query_heading(words)
        return [self._candidate(article, scores[article] / top, query) for article in best]

    def _candidate(self, article: int, words: float, query: Heading) -> Candidate:
        headings = self.headings(article)
        heading = max(cosine(query.terms, heading.terms) for heading in headings)
        letters = max(cosine(query.grams, heading.grams) for heading in headings)
        value = words + 0.3 * heading + 0.3 * letters
        band = "found" if heading > 0.4 else "maybe" if heading > 0.15 else "none"
        return Candidate(article, words, heading, letters, value, band)

    def _headings(self, article: int) -> tuple[Heading, ...]:
        texts = (self._index.titles[article], *self._index.questions[article])
        return tuple(make_heading(text, self._vocabulary) for text in texts)

    def _query_heading(self, words: Sequence[QueryWord]) -> Heading:
        weights: dict[str, float] = {}
        length = 0.0
        for word in words:
            length += word.weight * word.weight
            for option in word.options:
                name = self._index.terms[option.term]
                value = option.closeness * word.weight
                weights[name] = max(value, weights.get(name, 0.0))
        norm = math.sqrt(length) or 1.0
        terms = {name: value / norm for name, value in weights.items()}
        return Heading(terms, unit(grams((w.reading.word, w.weight) for w in words)))
