"""Texts to vectors of meaning: a sum of word vectors in which each word listens to the others.

Two steps over the words' vectors `e`, with `s = unit(sum of w e)`:

- attention: a word counts as much as it fits the text, `g = 2 / (1 + exp(-e (A s)))`, and
  `u = unit(sum of g w e)`;
- one hidden layer, as in deep averaging networks (Iyyer, Manjunatha, Boyd-Graber and Daumé III
  2015), with a residual: `v = unit(u + C relu(B u + b) + c)`.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, sqrt, sumprod
from operator import add
from typing import Final

CODES: Final = 256
"""Entries of each codebook: one byte chooses."""

type Vector = Sequence[float]
type Rows = Sequence[tuple[list[int], float, float]]
"""The rows of a matrix in whole numbers, each with its scale and its bias."""
LARGEST: Final = 4_096
"""Vectors are multiplied so that this is their largest number, and rounded: in the browser sums of
products of whole numbers take half the time, and 192 of them times 127 stay below 2^31."""


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

    def rows(self) -> Rows:
        """Each row as whole numbers, with its scale and its bias."""
        width = len(self.weights) // max(1, len(self.scales))
        numbers = memoryview(self.weights).cast("b").tolist()
        starts = range(0, len(numbers), width)
        rows = [numbers[at : at + width] for at in starts]
        return list(zip(rows, self.scales, self.biases, strict=True))


@dataclass(frozen=True, slots=True)
class EncoderWeights:
    """What an encoder is made of: word vectors, the attention, the layers about the hidden one.

    They are `e`, `A`, `B` with `b` and `C` with `c` of this module's description.
    """

    words: WordVectors
    attention: Layer
    inner: Layer
    outer: Layer


class Encoder:
    """Makes vectors of length 1 from weighted stems."""

    def __init__(self, weights: EncoderWeights) -> None:
        self._weights = weights
        self._places = {stem: place for place, stem in enumerate(weights.words.stems)}

    @cached_property
    def _attention(self) -> Rows:
        return self._weights.attention.rows()

    @cached_property
    def _inner(self) -> Rows:
        return self._weights.inner.rows()

    @cached_property
    def _outer(self) -> Rows:
        return self._weights.outer.rows()

    @property
    def dimensions(self) -> int:
        """Numbers in one vector."""
        return self._weights.words.dimensions

    def knows(self, stem: str) -> bool:
        """Whether the stem has a vector."""
        return stem in self._places

    def encode(self, stems: Iterable[tuple[str, float]]) -> list[float] | None:
        """The vector of weighted stems; None where none of them is known."""
        known = [(self._places[stem], weight) for stem, weight in stems if stem in self._places]
        if not known:
            return None
        vectors = [self._weights.words.vector(place).tolist() for place, _ in known]
        weights = [weight for _, weight in known]
        text = unit(_total(vectors, weights))
        if text is None:
            return None
        sought, scale = _whole_numbers(_applied(self._attention, text))
        fits = [scale * sumprod(sought, vector) for vector in vectors]
        heard = [weight * _gate(fit) for weight, fit in zip(weights, fits, strict=True)]
        focused = unit(_total(vectors, heard)) or text
        hidden = [max(0.0, value) for value in _applied(self._inner, focused)]
        return unit(list(map(add, focused, _applied(self._outer, hidden))))


def _total(vectors: Sequence[Sequence[int]], weights: Vector) -> list[float]:
    """The weighted sum of vectors, but for its length."""
    numbers, _ = _whole_numbers(weights)
    return [float(sumprod(numbers, column)) for column in zip(*vectors, strict=True)]


def _applied(rows: Rows, vector: Vector) -> list[float]:
    numbers, scale = _whole_numbers(vector)
    return [scale * factor * sumprod(row, numbers) + bias for row, factor, bias in rows]


def _whole_numbers(vector: Vector) -> tuple[list[int], float]:
    """The vector rounded to whole numbers, and what they are multiplied by to give it back."""
    largest = max(map(abs, vector))
    if not largest:
        return [0] * len(vector), 0.0
    return [round(LARGEST * value / largest) for value in vector], largest / LARGEST


def _gate(fit: float) -> float:
    """2 for a word that fits the text well, 0 for one that does not."""
    return 2 / (1 + exp(-max(-50.0, min(50.0, fit))))


def unit(vector: Vector) -> list[float] | None:
    """The vector at length 1; None where it has no direction."""
    length = sqrt(sumprod(vector, vector))
    return [value / length for value in vector] if length else None
