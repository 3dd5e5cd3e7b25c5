"""An article's title and its customers' phrasings, compared with a query letter by letter."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, repeat
from math import sumprod
from operator import add
from typing import Final

from wizard.search.analysis import term, tokens
from wizard.search.index import Index
from wizard.search.vocabulary import Vocabulary

SAMPLED_TITLES: Final = 500
"""Titles that the weights of letter groups are counted in; more would only slow the start."""

type Vector = Mapping[str, float]


class Headings:
    """Letter groups of the headings of one index, each weighted by how rare it is among them."""

    def __init__(self, index: Index, vocabulary: Vocabulary) -> None:
        self._index = index
        self._vocabulary = vocabulary
        titles = index.titles[:: title_step(len(index.titles))]
        self._rarity = _rarity(titles)
        self._vectors = cache(self._make_vectors)

    def query(self, words: Iterable[tuple[str, float]]) -> Vector:
        """The vector of weighted words, of length 1 unless none of their letters is known."""
        weights: dict[str, float] = {}
        rarity = self._rarity
        for word, weight in words:
            for gram in _grams(word.lower().replace("ё", "е")):
                if gram in rarity:
                    weights[gram] = weights.get(gram, 0.0) + weight * rarity[gram]
        return _unit(weights)

    def likeness(self, query: Vector, article: int) -> float:
        """Cosine of the query with the nearest of the article's headings, 0 to 1."""
        return max(_cosine(query, heading) for heading in self._vectors(article))

    def _make_vectors(self, article: int) -> tuple[Vector, ...]:
        texts = (self._index.titles[article], *self._index.questions[article])
        return tuple(self.query(self._telling_words(text)) for text in texts)

    def _telling_words(self, text: str) -> Iterator[tuple[str, float]]:
        words = (match[0] for match in tokens(text))
        return ((word, 1.0) for word in words if not self._vocabulary.is_stop(term(word)))


def title_step(count: int) -> int:
    """Every which title is sampled, among so many."""
    return 1 + count // SAMPLED_TITLES


def _rarity(titles: Sequence[str]) -> dict[str, float]:
    """Weight of each letter group by how many titles' words hold it."""
    words: Counter[str] = Counter()
    for title in titles:
        words.update({match[0].lower().replace("ё", "е") for match in tokens(title)})
    same_count: dict[int, list[str]] = {}
    for word, count in words.items():
        same_count.setdefault(count, []).append(word)
    counts: Counter[str] = Counter()
    for count, group in same_count.items():
        found = Counter(chain.from_iterable(set(_grams(word)) for word in group))
        for gram, number in found.items():
            counts[gram] += count * number
    total = len(titles)
    return {
        gram: math.log((total + 1) / (min(count, total) + 0.5)) for gram, count in counts.items()
    }


def _grams(word: str) -> list[str]:
    """Pairs and threes of neighbouring letters, the word's borders included."""
    padded = f" {word} "
    pairs = list(map(add, padded, padded[1:]))
    return pairs + list(map(add, pairs, padded[2:]))


def _unit(weights: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(value * value for value in weights.values()))
    return {name: value / length for name, value in weights.items()} if length else {}


def _cosine(left: Vector, right: Vector) -> float:
    short, long = (left, right) if len(left) < len(right) else (right, left)
    # sumprod rounds once, so the order does not matter.
    return sumprod(short.values(), map(long.get, short, repeat(0.0)))
