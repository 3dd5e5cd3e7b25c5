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
from functools import cache, cached_property
from math import exp, hypot, sqrt, sumprod
from operator import add
from typing import Final

from wizard.search.lanes import LARGEST_WEIGHTS, Lanes, combination

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


@dataclass(frozen=True, slots=True)
class EncoderWeights:
    """What an encoder is made of: word vectors, the attention, the layers about the hidden one.

    They are `e`, `A`, `B` with `b` and `C` with `c` of this module's description.
    """

    words: WordVectors
    attention: Layer
    inner: Layer
    outer: Layer


class Transform:
    """A layer made ready: the columns of its matrix are packed."""

    def __init__(self, layer: Layer) -> None:
        rows = len(layer.scales)
        width = len(layer.weights) // max(1, rows)
        self._lanes = Lanes(rows)
        self.columns = [self._lanes.pack(layer.weights[column::width]) for column in range(width)]
        self._scales = layer.scales.tolist()
        self._biases = layer.biases.tolist()

    def __call__(
        self, vector: Vector, total: float, columns: Sequence[int] | None = None
    ) -> list[float]:
        """The matrix times the vector, plus the bias; `total` is as for `whole_numbers`.

        `columns` are those of the vector's numbers where it leaves out others, which are 0.
        """
        numbers, step = whole_numbers(vector, total)
        sums = self._lanes.unpack(
            combination(self.columns if columns is None else columns, numbers)
        )
        rows = zip(sums, self._scales, self._biases, strict=True)
        return [step * scale * value + bias for value, scale, bias in rows]


class Encoder:
    """Makes vectors of length 1 from weighted stems."""

    def __init__(self, weights: EncoderWeights) -> None:
        self._weights = weights
        stems = weights.words.stems
        self._places = dict(zip(stems, range(len(stems)), strict=True))
        self._lanes = Lanes(weights.words.dimensions)
        self._word = cache(self._read_word)

    @cached_property
    def _attention(self) -> Transform:
        return Transform(self._weights.attention)

    @cached_property
    def _inner(self) -> Transform:
        return Transform(self._weights.inner)

    @cached_property
    def _outer(self) -> Transform:
        return Transform(self._weights.outer)

    @property
    def dimensions(self) -> int:
        """Numbers in one vector."""
        return self._weights.words.dimensions

    def knows(self, stem: str) -> bool:
        """Whether the stem has a vector."""
        return stem in self._places

    def encode(self, stems: Iterable[tuple[str, float]]) -> list[float] | None:
        """The vector of stems with positive weights; None where none of them is known."""
        known = [(*self._word(stem), weight) for stem, weight in stems if stem in self._places]
        if not known:
            return None
        _, packed, weights = zip(*known, strict=True)
        text = unit(self._total(packed, weights))
        if text is None:
            return None
        root = largest_total(self.dimensions)
        sought = self._attention(text, root)
        heard = [weight * _gate(sumprod(sought, vector)) for vector, _, weight in known]
        focused = unit(self._total(packed, heard)) or text
        hidden = zip(self._outer.columns, self._inner(focused, root), strict=True)
        # Half of the hidden numbers and more are 0: these columns need not be added.
        active = [(column, value) for column, value in hidden if value > 0]
        columns, values = [column for column, _ in active], [value for _, value in active]
        return unit(list(map(add, focused, self._outer(values, sum(values), columns))))

    def _read_word(self, stem: str) -> tuple[list[float], int]:
        """The vector of a known stem: its numbers, and packed."""
        vector = self._weights.words.vector(self._places[stem])
        return list(map(float, vector)), self._lanes.pack(vector.tobytes())

    def _total(self, packed: Sequence[int], weights: Vector) -> Vector:
        """The weighted sum of packed vectors, but for its length."""
        numbers, _ = whole_numbers(weights, sum(weights))
        return self._lanes.unpack(combination(packed, numbers))


def whole_numbers(vector: Vector, total: float) -> tuple[list[int], float]:
    """The vector as whole numbers, and what they are multiplied by to give it back.

    `total` is what its numbers come to at the most, all taken as positive.
    """
    factor = LARGEST_WEIGHTS / total if total else 0.0
    # Cut, not rounded: `round` takes three times as long in the browser, and 1 in 65,535 is little.
    return [int(factor * value) for value in vector], total / LARGEST_WEIGHTS


def largest_total(dimensions: int) -> float:
    """What the numbers of a vector of length 1 come to at the most, all taken as positive."""
    return sqrt(dimensions)


def _gate(fit: float) -> float:
    """2 for a word that fits the text well, 0 for one that does not."""
    return 2 / (1 + exp(-max(-50.0, min(50.0, fit))))


def unit(vector: Vector) -> list[float] | None:
    """The vector at length 1; None where it has no direction."""
    length = hypot(*vector)
    return [value / length for value in vector] if length else None
