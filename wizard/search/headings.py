"""An article's title and its customers' phrasings, compared with a query letter by letter."""

import codecs
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, filterfalse
from math import sumprod
from operator import mul
from typing import Final, NamedTuple

from wizard.search.analysis import lowered, words_of, words_of_each
from wizard.search.index import Index

SAMPLED_TITLES: Final = 500
"""Titles that the weights of letter groups are counted in; more would only slow the start."""
_ONE_BYTE_A_LETTER: Final = codecs.lookup("cp1251").encode
_REPEATED: Final = re.compile(r"(?=(\S\S))\S+?(?=\1)")
"""The first of two equal pairs of letters in a word, up to the second."""


class _Heading(NamedTuple):
    """The weighted letter groups of a heading, as often as it has them, and its vector's length."""

    groups: tuple[int, ...]
    length: float


class Headings:
    """Letter groups of the headings of one index, each weighted by how rare it is among them."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._stop_words = frozenset(index.stop_words)
        self._article = cache(self._read_article)

    def query(self, words: Iterable[tuple[str, float]]) -> Mapping[int, float]:
        """For each letter group of weighted words what a heading gains by having it once.

        It is the group's part of the words' vector, of length 1, times its weight in a heading;
        nothing when none of their letters is known.
        """
        weights: dict[int, float] = {}
        rarity = self._rarity
        for word, weight in words:
            for group in _groups(lowered(word)):
                if group in rarity:
                    weights[group] = weights.get(group, 0.0) + weight * rarity[group]
        length = math.sqrt(sumprod(weights.values(), weights.values())) or 1.0
        return {g: value / length * rarity[g] for g, value in weights.items() if value}

    def likenesses(self, query: Mapping[int, float], articles: Iterable[int]) -> Iterator[float]:
        """For each article the cosine of the query with the nearest of its headings, 0 to 1."""
        for article in articles:
            nearest = 0.0
            for groups, length in self._article(article):
                product = sum([query[group] for group in groups if group in query])
                if product > nearest * length:
                    nearest = product / length
            yield nearest

    def read_ahead(self, article: int) -> None:
        """Read the article's headings before a query needs them."""
        self._article(article)

    def _read_article(self, article: int) -> tuple[_Heading, ...]:
        texts = (self._index.titles[article], *self._index.questions[article])
        return tuple(map(self._heading, texts))

    def _heading(self, text: str) -> _Heading:
        telling = filterfalse(self._stop_words.__contains__, words_of(text))
        groups = tuple(filter(None, map(self._known.get, _groups(" ".join(telling)))))
        counts = Counter(groups)
        weights = list(map(mul, counts.values(), map(self._rarity.__getitem__, counts)))
        return _Heading(groups, math.sqrt(sumprod(weights, weights)))

    @cached_property
    def _known(self) -> Mapping[int, int]:
        """The groups that have a weight: all headings share these objects, which are many."""
        return {group: group for group in self._rarity}

    @cached_property
    def _rarity(self) -> Mapping[int, float]:
        return _rarity(self._index.titles[:: title_step(len(self._index.titles))])


def title_step(count: int) -> int:
    """Every which title is sampled, among so many."""
    return 1 + count // SAMPLED_TITLES


def _rarity(titles: Sequence[str]) -> Mapping[int, float]:
    """Weight of each letter group by how many titles' words hold it."""
    words = Counter(chain.from_iterable(map(set, words_of_each(titles))))
    # Parted by two spaces: no group of one query is one that spans words here.
    text = "  ".join(words)
    counts = Counter(_groups(text))
    for number, group in _by_number(words).items():
        for letters in _groups("  ".join(group)):
            counts[letters] += number - 1
    for word in {_word_around(text, match.start()) for match in _REPEATED.finditer(text)}:
        for letters, times in Counter(_groups(word)).items():
            counts[letters] -= words[word] * (times - 1)
    total = len(titles)
    weights = {n: math.log((total + 1) / (min(n, total) + 0.5)) for n in set(counts.values())}
    return dict(zip(counts, map(weights.__getitem__, counts.values()), strict=True))


def _by_number(words: Mapping[str, int]) -> Mapping[int, Sequence[str]]:
    """The words of more than one title, by the number of their titles."""
    found: dict[int, list[str]] = {}
    for word, number in words.items():
        if number > 1:
            found.setdefault(number, []).append(word)
    return found


def _word_around(text: str, place: int) -> str:
    end = text.find(" ", place)
    return text[text.rfind(" ", 0, place) + 1 : end if end >= 0 else len(text)]


def _groups(words: str) -> "memoryview[int]":
    """Pairs and threes of neighbouring letters, the words' borders included, a number for each.

    The words are in lower case, ё as е, and parted by spaces.
    """
    text, _ = _ONE_BYTE_A_LETTER(f" {words} ")
    pairs = len(text) - 1
    # A letter is a byte, so a group is the bytes of one number; a pair has nothing in the third.
    numbers = bytearray(4 * (2 * pairs - 1))
    threes = 4 * pairs
    numbers[:threes:4] = text[:-1]
    numbers[1:threes:4] = text[1:]
    numbers[threes::4] = text[:-2]
    numbers[threes + 1 :: 4] = text[1:-1]
    numbers[threes + 2 :: 4] = text[2:]
    return memoryview(numbers).cast("I")
