"""Candidates in their final order, and how sure the first of them may be."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sumprod
from typing import Final

from wizard.search.headings import Headings
from wizard.search.index import Index, PostingLists
from wizard.search.query import QueryWord
from wizard.search.scoring import best_articles
from wizard.search.semantics import Meaning, Semantics
from wizard.search.vocabulary import Vocabulary
from wizard.search.weights import LEXICAL, SEMANTIC, Weights

CANDIDATES: Final = 30
"""How many of the best-scored articles are looked at more closely."""

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
        self,
        index: Index,
        lists: PostingLists,
        vocabulary: Vocabulary,
        semantics: Semantics | None = None,
    ) -> None:
        self._lists = lists
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
        """What speaks for each of the best-scored articles."""
        articles = best_articles(scores, CANDIDATES)
        self._lists.want_headings(articles)
        query = self._headings.query((w.reading.word, self._telling(w.reading.term)) for w in words)
        meanings = self._meanings(words, articles)
        return [
            Likeness(article, scores[article], self._headings.likeness(query, article), meaning)
            for article, meaning in zip(articles, meanings, strict=True)
        ]

    def _meanings(self, words: Sequence[QueryWord], articles: Sequence[int]) -> list[float]:
        if self._meaning is None:
            return [0.0] * len(articles)
        query = self._meaning.query(map(self._stem, words))
        return self._meaning.likeness(query, articles) if query else [0.0] * len(articles)

    def _stem(self, word: QueryWord) -> tuple[str, float]:
        """The stem that carries the word's meaning, weighted down where everybody uses it."""
        term, closeness = word.reading.term, 1.0
        if word.options and not self._vocabulary.knows(term):
            option = max(word.options, key=lambda option: option.closeness)
            term, closeness = self._index.terms[option.term], option.closeness
        return term, closeness * self._telling(term)

    def _telling(self, term: str) -> float:
        """Less than 1 for words of everyday talk; the root keeps short queries of them alive."""
        return math.sqrt(self._vocabulary.emphasis(term))

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
