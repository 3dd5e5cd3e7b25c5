"""An article's title and its customers' phrasings, compared with a query as wholes."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from wizard.search.analysis import term, tokens
from wizard.search.vocabulary import Vocabulary

GRAM_LENGTHS: Final = (2, 3, 4)

type Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Heading:
    """Weights of terms and of letter groups, both of length 1 as vectors (or empty)."""

    terms: Vector
    grams: Vector


def make_heading(text: str, vocabulary: Vocabulary) -> Heading:
    """The vectors of a title or a phrasing."""
    words = [(match[0], term(match[0])) for match in tokens(text)]
    weights: dict[str, float] = {}
    written: list[tuple[str, float]] = []
    for word, name in words:
        number = vocabulary.number(name)
        if number is not None and not vocabulary.is_stop(name):
            weights[name] = vocabulary.weight(number)
            written.append((word, weights[name]))
    return Heading(unit(weights), unit(grams(written)))


def grams(words: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Groups of two to four letters of each word, its borders included, by the word's weight."""
    weights: dict[str, float] = {}
    for word, weight in words:
        padded = f" {word.lower().replace('ё', 'е')} "
        for length in GRAM_LENGTHS:
            for start in range(len(padded) - length + 1):
                gram = padded[start : start + length]
                weights[gram] = weights.get(gram, 0.0) + weight
    return weights


def unit(weights: Mapping[str, float]) -> dict[str, float]:
    """The vector at length 1; empty stays empty."""
    length = math.sqrt(sum(value * value for value in weights.values()))
    return {name: value / length for name, value in weights.items()} if length else {}


def cosine(left: Vector, right: Vector) -> float:
    """The product of two vectors of length 1."""
    if len(left) > len(right):
        left, right = right, left
    return sum(value * right[name] for name, value in left.items() if name in right)
