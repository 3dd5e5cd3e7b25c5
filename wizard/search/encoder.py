"""Texts to vectors of meaning: a sum of word vectors in which each word listens to the others.

Two steps over the words' vectors `e`, with `s = unit(sum of w e)`:

- attention: a word counts as much as it fits the text, `g = 2 / (1 + exp(-e (A s)))`, and
  `u = unit(sum of g w e)`; a word of a sentence is heard in the whole text;
- one hidden layer, as in deep averaging networks (Iyyer, Manjunatha, Boyd-Graber and Daumé III
  2015), with a residual: `v = unit(u + C relu(B u + b) + c)`.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from math import exp, hypot, sqrt, sumprod
from operator import add
from typing import Final, NamedTuple

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
        columns = self.columns if columns is None else columns
        sums = self._lanes.unpack(combination(columns, numbers))
        rows = zip(sums, self._scales, self._biases, strict=True)
        return [step * scale * value + bias for value, scale, bias in rows]


class _Word(NamedTuple):
    """The vector of a stem: its numbers, and packed."""

    vector: list[float]
    packed: int


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
        """The vector of stems with positive weights; None where it has no direction."""
        return next(iter(self.encode_parts([stems])), None)

    def encode_parts(self, parts: Iterable[Iterable[tuple[str, float]]]) -> list[list[float]]:
        """The vector of a whole text, then that of each part where several have known stems.

        Nothing where the text has no direction; a part without one is left out.
        """
        known = [words for part in parts if (words := self._known(part))]
        text = self._direction(chain.from_iterable(known))
        if text is None:
            return []
        sought = self._attention(text, largest_total(self.dimensions))
        heard = [
            [(word, weight * _gate(sumprod(sought, word.vector))) for word, weight in part]
            for part in known
        ]
        directions = [self._direction(chain.from_iterable(heard)) or text]
        if len(heard) > 1:
            directions += filter(None, map(self._direction, heard))
        return list(filter(None, map(self._corrected, directions)))

    def _known(self, stems: Iterable[tuple[str, float]]) -> Sequence[tuple[_Word, float]]:
        return [(self._word(stem), weight) for stem, weight in stems if stem in self._places]

    def _direction(self, words: Iterable[tuple[_Word, float]]) -> list[float] | None:
        """The weighted sum of the words' vectors, at length 1."""
        packed, weights = [], []
        for word, weight in words:
            packed.append(word.packed)
            weights.append(weight)
        numbers, _ = whole_numbers(weights, sum(weights))
        return unit(self._lanes.unpack(combination(packed, numbers)))

    def _corrected(self, focused: Vector) -> list[float] | None:
        """The direction with what the hidden layer adds to it."""
        hidden = self._inner(focused, largest_total(self.dimensions))
        by_column = zip(self._outer.columns, hidden, strict=True)
        # Half of the hidden numbers and more are 0: these columns need not be added.
        active = [(column, value) for column, value in by_column if value > 0]
        columns, values = [column for column, _ in active], [value for _, value in active]
        return unit(list(map(add, focused, self._outer(values, sum(values), columns))))

    def _read_word(self, stem: str) -> _Word:
        vector = self._weights.words.vector(self._places[stem])
        return _Word(list(map(float, vector)), self._lanes.pack(vector.tobytes()))


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
