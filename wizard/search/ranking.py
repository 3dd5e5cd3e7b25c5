"""Candidates in their final order, and how sure the first of them may be."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sumprod
from typing import Final

from wizard.search.headings import Headings
from wizard.search.index import Index
from wizard.search.query import QueryWord
from wizard.search.semantics import Meaning, Semantics
from wizard.search.vocabulary import Vocabulary
from wizard.search.weights import LEXICAL, SEMANTIC, Weights

CANDIDATES: Final = 30
"""How many of the best-scored articles are looked at more closely."""
NEAR_IN_MEANING: Final = 10
"""How many articles join them for their meaning alone."""
MEANING_OF_ALL: Final = 1_000
"""In a larger index only the candidates' meaning is compared, not every article's."""

FOUND: Final = "found"
MAYBE: Final = "maybe"
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article looked at closely.

    `value` orders the candidates of one query; `confidence` is the probability that the article
    answers it, comparable between queries, and `band` says it in a word.
    """

    article: int
    value: float
    confidence: float
    band: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for an article: its word score, its heading's letters, its meaning."""

    article: int
    words: float
    letters: float
    meaning: float


class Ranker:
    """Compares the candidates of one index with a query."""

    def __init__(
        self, index: Index, vocabulary: Vocabulary, semantics: Semantics | None = None
    ) -> None:
        self._index = index
        self._vocabulary = vocabulary
        self._headings = Headings(index, vocabulary)
        self._meaning = None if semantics is None else Meaning(semantics)
        self._weights = LEXICAL if semantics is None else SEMANTIC

    def rank(self, words: Sequence[QueryWord], scores: Mapping[int, float]) -> list[Candidate]:
        """The candidates, the best first, equal ones in the order of the index."""
        found = self.likenesses(words, scores)
        best = max((likeness.words for likeness in found), default=0.0) or 1.0
        values = [self._value(likeness, best) for likeness in found]
        order = sorted(range(len(found)), key=lambda n: (-values[n], found[n].article))
        return [self._candidate(words, found[n], values[n]) for n in order]

    def likenesses(self, words: Sequence[QueryWord], scores: Mapping[int, float]) -> list[Likeness]:
        """The articles looked at closely: the best-scored, then those near in meaning alone."""
        articles = sorted(scores, key=lambda article: (-scores[article], article))[:CANDIDATES]
        meanings = self._meanings(words, articles)
        if len(meanings) > len(articles):
            near = sorted(meanings, key=lambda article: (-meanings[article], article))
            articles += [a for a in near[:NEAR_IN_MEANING] if a not in articles]
        query = self._headings.query(word.reading.word for word in words)
        return [
            Likeness(
                article,
                scores.get(article, 0.0),
                self._headings.likeness(query, article),
                meanings.get(article, 0.0),
            )
            for article in articles
        ]

    def _meanings(self, words: Sequence[QueryWord], articles: Sequence[int]) -> dict[int, float]:
        """The likeness of meaning of the articles; of all articles where they are few."""
        if self._meaning is None:
            return {}
        query = self._meaning.query(map(self._stem, words))
        if query is None:
            return {}
        total = len(self._index.ids)
        wanted = range(total) if total <= MEANING_OF_ALL else articles
        return dict(zip(wanted, self._meaning.likeness(query, wanted), strict=True))

    def _stem(self, word: QueryWord) -> tuple[str, float]:
        """The stem that carries the word's meaning, weighted down where everybody uses it."""
        term, closeness = word.reading.term, 1.0
        if word.options and not self._vocabulary.knows(term):
            option = max(word.options, key=lambda option: option.closeness)
            term, closeness = self._index.terms[option.term], option.closeness
        return term, closeness * math.sqrt(self._vocabulary.emphasis(term))

    def _value(self, likeness: Likeness, best: float) -> float:
        weights = self._weights
        return (
            weights.words * likeness.words / best
            + weights.letters * likeness.letters
            + weights.meaning * likeness.meaning
        )

    def _candidate(self, words: Sequence[QueryWord], likeness: Likeness, value: float) -> Candidate:
        logit = sumprod(self._weights.sure, self.signs(words, likeness))
        confidence = 1 / (1 + math.exp(-logit))
        return Candidate(likeness.article, value, confidence, _band(confidence, self._weights))

    def signs(self, words: Sequence[QueryWord], likeness: Likeness) -> tuple[float, ...]:
        """What the logistic looks at, a constant first: see `Weights.sure`."""
        total = sum(word.weight for word in words)
        met = sum(word.weight for word in words if word.options)
        return (
            1.0,
            likeness.words / total if total else 0.0,
            math.log1p(likeness.words / self._vocabulary.greatest_weight),
            likeness.letters,
            likeness.meaning,
            met / total if total else 0.0,
            math.log1p(len(words)),
        )


def _band(confidence: float, weights: Weights) -> str:
    if confidence >= weights.found:
        return FOUND
    return MAYBE if confidence >= weights.maybe else NONE
