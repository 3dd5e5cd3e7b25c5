"""Articles compared with each other: related ones, and near duplicates for their authors."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wizard.search.index import Index, PostingLists
from wizard.search.scoring import IMPACTS
from wizard.search.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two articles that say nearly the same; `likeness` is between 0 and 1."""

    first: str
    second: str
    likeness: float


class Likeness:
    """Likeness of whole articles: the cosine of what their terms weigh."""

    def __init__(self, index: Index, lists: PostingLists, vocabulary: Vocabulary) -> None:
        self._index = index
        self._lists = lists
        self._vocabulary = vocabulary

    def closest(self, article: int) -> list[tuple[int, float]]:
        """Every article that shares a telling word with this one, the most alike first."""
        likeness: dict[int, float] = {}
        for number, value in self._vectors[article].items():
            for other in self._lists.articles(number):
                likeness[other] = likeness.get(other, 0.0) + value * self._vectors[other][number]
        likeness.pop(article, None)
        return sorted(likeness.items(), key=lambda pair: (-pair[1], pair[0]))

    @cached_property
    def _vectors(self) -> list[dict[int, float]]:
        """Term number -> weight for every article, as vectors of length 1."""
        vectors: list[dict[int, float]] = [{} for _ in self._index.ids]
        for number, name in enumerate(self._index.terms):
            weight = 0.0 if self._vocabulary.is_stop(name) else self._vocabulary.weight(number)
            found = zip(self._lists.articles(number), self._lists.strengths(number), strict=True)
            for article, strength in found:
                vectors[article][number] = weight * IMPACTS[strength]
        return [_unit(vector) for vector in vectors]


def duplicates(index: Index, threshold: float = 0.8) -> tuple[Duplicate, ...]:
    """Pairs of articles at least `threshold` alike, the most alike first."""
    return tuple(sorted(_pairs(index, threshold), key=lambda pair: -pair.likeness))


def _pairs(index: Index, threshold: float) -> Iterator[Duplicate]:
    lists = PostingLists(index.postings)
    likeness = Likeness(index, lists, Vocabulary(index, lists))
    for article, article_id in enumerate(index.ids):
        for other, value in likeness.closest(article):
            if value < threshold:
                break
            if other > article:
                yield Duplicate(article_id, index.ids[other], value)


def _unit(vector: dict[int, float]) -> dict[int, float]:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {number: value / length for number, value in vector.items()} if length else vector
