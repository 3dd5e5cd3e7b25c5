"""Likeness of meaning: where a query and an article share no word but mean the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import batched
from typing import Final

from wizard.search.analysis import term
from wizard.search.encoder import (
    Encoder,
    EncoderWeights,
    Layer,
    Vector,
    WordVectors,
    largest_total,
    whole_numbers,
)
from wizard.search.forms import Forms
from wizard.search.lanes import LARGEST_WEIGHTS, Lanes, combination
from wizard.search.roots import same_root
from wizard.search.spelling import Slips
from wizard.search.storage import pack, read_floats, unpack, write_array

SEMANTICS_VERSION: Final = 5
ARTICLE_SCALE: Final = 128.0
"""What an article's vector is multiplied by before it is rounded to signed bytes."""
_MAGIC: Final = b"QSRS"
_SECTIONS: Final = 16


@dataclass(frozen=True, slots=True)
class Semantics:
    """What the meaning of articles is compared by: an encoder of queries, a vector per article.

    `articles` has `encoder.words.dimensions` signed bytes per article, in the order of the index.
    `forms` are the forms that the articles have of the encoder's stems (forms.py). `everyday` are
    stems without a vector that are words all the same, sorted.
    """

    articles_hash: bytes
    encoder: EncoderWeights
    articles: bytes
    forms: bytes = b""
    everyday: tuple[str, ...] = ()


class Meaning:
    """Compares texts with the articles of one `Semantics`."""

    def __init__(self, semantics: Semantics) -> None:
        self.encoder = Encoder(semantics.encoder)
        self._stems = semantics.encoder.words.stems
        self._forms = Forms(self._stems, semantics.forms)
        self._everyday = frozenset(semantics.everyday)
        self._vectors = semantics.articles

    @property
    def step(self) -> float:
        """What likenesses are counted in."""
        return largest_total(self.encoder.dimensions) / LARGEST_WEIGHTS / ARTICLE_SCALE

    def likenesses(self, vector: Vector) -> Sequence[int]:
        """How near each article is to a vector of length 1, in steps of `step`.

        In steps, since few of hundreds are looked at again.
        """
        lanes, columns = self._columns
        numbers, _ = whole_numbers(vector, largest_total(self.encoder.dimensions))
        return lanes.unpack(combination(columns, numbers))

    @cached_property
    def _columns(self) -> tuple[Lanes, Sequence[int]]:
        """Each dimension of all articles, packed."""
        size = self.encoder.dimensions
        lanes = Lanes(len(self._vectors) // size)
        return lanes, [lanes.pack(self._vectors[dimension::size]) for dimension in range(size)]

    def is_word(self, term: str) -> bool:
        """Whether the term is a word and no misspelled one, as far as is known here."""
        return self.encoder.knows(term) or term in self._everyday

    def meant(self, word: str) -> str | None:
        """The known stem of the articles' word that a misspelled one was; None without one."""
        form = self._forms.meant(word)
        return term(form) if form else None

    def guesses(self, unknown: str, word: str) -> list[tuple[str, float]]:
        """The stems that a misspelled word is likeliest to be, weighted: together one word."""
        near = self._slips.near(unknown, word)
        least = min(near.values(), default=0)
        return self._together(sorted(n for n, edits in near.items() if edits == least))

    def relatives(self, unknown: str) -> list[tuple[str, float]]:
        """The stems that have the root of an unknown term, weighted: together one word."""
        return self._together(list(same_root(self._stems, unknown)))

    def _together(self, numbers: Sequence[int]) -> list[tuple[str, float]]:
        return [(self._stems[number], 1 / len(numbers)) for number in numbers]

    @cached_property
    def _slips(self) -> Slips:
        return Slips(self._stems)


def dump_semantics(semantics: Semantics) -> bytes:
    """The semantics as bytes: the same semantics always give the same bytes."""
    words = semantics.encoder.words
    encoder = write_encoder(semantics.encoder, write_stems(words.stems))
    everyday = write_stems(semantics.everyday)
    sections = (*encoder, semantics.forms, semantics.articles, everyday)
    return pack(_MAGIC, SEMANTICS_VERSION, semantics.articles_hash, sections)


def load_semantics(data: bytes, where: str = "semantics") -> Semantics:
    """The semantics that `dump_semantics` wrote; `DataError` when the bytes are not they."""
    hashed, parts = unpack(_MAGIC, SEMANTICS_VERSION, data, where, _SECTIONS)
    *encoder, forms, articles, everyday = parts
    weights = read_encoder(encoder, read_stems(parts[2]))
    return Semantics(hashed, weights, articles, forms, read_stems(everyday))


ENCODER_SECTIONS: Final = _SECTIONS - 3


def write_encoder(encoder: EncoderWeights, stems: bytes) -> tuple[bytes, ...]:
    """The sections of an encoder, whose stems are given as they shall be stored."""
    words = encoder.words
    layers = (
        section
        for layer in (encoder.attention, encoder.inner, encoder.outer)
        for section in (layer.weights, write_array(layer.scales), write_array(layer.biases))
    )
    return bytes([words.subspaces]), words.codebooks, stems, words.codes, *layers


def read_encoder(parts: Sequence[bytes], stems: tuple[str, ...]) -> EncoderWeights:
    """The encoder that `write_encoder` wrote, its stems read by the caller."""
    words = WordVectors(parts[0][0], parts[1], stems, parts[3])
    layers = (
        Layer(weights, read_floats(scales), read_floats(biases))
        for weights, scales, biases in batched(parts[4:], 3, strict=True)
    )
    return EncoderWeights(words, *layers)


def write_stems(stems: Sequence[str]) -> bytes:
    """Stems one a line, a byte a letter."""
    return "\n".join(stems).encode("cp1251")


def read_stems(data: bytes) -> tuple[str, ...]:
    """The stems that `write_stems` wrote."""
    return tuple(data.decode("cp1251").split("\n")) if data else ()
