"""Texts to vectors of meaning: a sum of word vectors, corrected by one hidden layer.

A deep averaging network (Iyyer, Manjunatha, Boyd-Graber and Daumé III 2015) of the smallest depth,
with a residual: `v = unit(u + B relu(A u + a) + b)`, where `u = unit(sum of the words' vectors)`.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt, sumprod
from typing import Final

CODES: Final = 256
"""Entries of each codebook: one byte chooses."""

type Vector = Sequence[float]


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Vectors of stems by product quantization.

    A vector is `subspaces` pieces laid end to end; byte `s` of a stem's codes chooses piece `s`
    among the `CODES` of codebook `s`, each piece `piece` signed bytes long.
    """

    subspaces: int
    codebooks: bytes
    stems: tuple[str, ...]
    codes: bytes

    @property
    def piece(self) -> int:
        """Numbers in one piece."""
        return len(self.codebooks) // (CODES * self.subspaces)

    @property
    def dimensions(self) -> int:
        """Numbers in one vector."""
        return len(self.codebooks) // CODES

    def vector(self, place: int) -> memoryview:
        """The vector of the stem at `place` of `stems`, as signed bytes."""
        size = self.piece
        start = place * self.subspaces
        pieces = []
        for book, code in enumerate(self.codes[start : start + self.subspaces]):
            at = (book * CODES + code) * size
            pieces.append(self.codebooks[at : at + size])
        return memoryview(b"".join(pieces)).cast("b")


@dataclass(frozen=True, slots=True)
class Layer:
    """One matrix with its bias: row `r` is `scales[r]` times its signed bytes of `weights`."""

    weights: bytes
    scales: array[float]
    biases: array[float]

    def rows(self) -> list[tuple[list[float], float]]:
        """Each row as numbers, with its bias."""
        width = len(self.weights) // max(1, len(self.scales))
        numbers = memoryview(self.weights).cast("b")
        return [
            ([scale * number for number in numbers[at : at + width]], bias)
            for at, scale, bias in zip(
                range(0, len(numbers), width), self.scales, self.biases, strict=True
            )
        ]


@dataclass(frozen=True, slots=True)
class EncoderWeights:
    """What an encoder is made of: word vectors, and the layers into and out of the hidden one."""

    words: WordVectors
    inner: Layer
    outer: Layer


class Encoder:
    """Makes vectors of length 1 from weighted stems."""

    def __init__(self, weights: EncoderWeights) -> None:
        self._weights = weights
        self._places = {stem: place for place, stem in enumerate(weights.words.stems)}

    @cached_property
    def _inner(self) -> list[tuple[list[float], float]]:
        return self._weights.inner.rows()

    @cached_property
    def _outer(self) -> list[tuple[list[float], float]]:
        return self._weights.outer.rows()

    @property
    def dimensions(self) -> int:
        """Numbers in one vector."""
        return self._weights.words.dimensions

    def knows(self, stem: str) -> bool:
        """Whether the stem has a vector."""
        return stem in self._places

    def total(self, stems: Iterable[tuple[str, float]]) -> list[float]:
        """The weighted sum of the stems' vectors; zeros where none of them is known."""
        known = [(self._places[stem], weight) for stem, weight in stems if stem in self._places]
        if not known:
            return [0.0] * self.dimensions
        weights = [weight for _, weight in known]
        columns = zip(*(self._weights.words.vector(place) for place, _ in known), strict=True)
        return [sumprod(weights, column) for column in columns]

    def encode(self, total: Vector) -> list[float] | None:
        """The vector of a sum that `total` gave; None for a sum of nothing."""
        direction = unit(total)
        if direction is None:
            return None
        hidden = [max(0.0, sumprod(row, direction) + bias) for row, bias in self._inner]
        return unit(
            [
                value + sumprod(row, hidden) + bias
                for value, (row, bias) in zip(direction, self._outer, strict=True)
            ]
        )


def unit(vector: Vector) -> list[float] | None:
    """The vector at length 1; None where it has no direction."""
    length = sqrt(sumprod(vector, vector))
    return [value / length for value in vector] if length else None
