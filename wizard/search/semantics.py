"""Likeness of meaning: where a query and an article share no word but mean the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt, sumprod
from typing import Final

from wizard.search.storage import pack, unpack

SEMANTICS_VERSION: Final = 1
CODES: Final = 256
"""Entries of each codebook: one byte chooses."""
ARTICLE_SCALE: Final = 256.0
"""What an article's vector is multiplied by before it is rounded to signed bytes."""
_MAGIC: Final = b"QSRS"


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
class Semantics:
    """What the meaning of articles is compared by: words a query may hold, a vector per article.

    `articles` has `words.dimensions` signed bytes per article, in the order of the index.
    """

    articles_hash: bytes
    words: WordVectors
    articles: bytes


class Meaning:
    """Compares queries with the articles of one `Semantics`."""

    def __init__(self, semantics: Semantics) -> None:
        self._words = semantics.words
        self._places = {stem: place for place, stem in enumerate(semantics.words.stems)}
        self._articles = memoryview(semantics.articles).cast("b")

    def query(self, words: Iterable[tuple[str, float]]) -> list[float] | None:
        """The direction of weighted stems, of length 1; None when no stem is known."""
        return direction(self._words, self._places, words)

    def likeness(self, query: Sequence[float], articles: Iterable[int]) -> list[float]:
        """How near each article is to the query's direction, about -1 to 1."""
        size = self._words.dimensions
        vectors = (self._articles[article * size : (article + 1) * size] for article in articles)
        return [sumprod(query, vector) / ARTICLE_SCALE for vector in vectors]


def direction(
    vectors: WordVectors, places: dict[str, int], words: Iterable[tuple[str, float]]
) -> list[float] | None:
    """The weighted sum of the stems' vectors at length 1; None when none of them is known."""
    total = [0.0] * vectors.dimensions
    for stem, weight in words:
        place = places.get(stem)
        if place is not None:
            pairs = zip(total, vectors.vector(place), strict=True)
            total = [value + weight * number for value, number in pairs]
    length = sqrt(sumprod(total, total))
    return [value / length for value in total] if length else None


def dump_semantics(semantics: Semantics) -> bytes:
    """The semantics as bytes: the same semantics always give the same bytes."""
    words = semantics.words
    sections = (
        bytes([words.subspaces]),
        words.codebooks,
        write_stems(words.stems),
        words.codes,
        semantics.articles,
    )
    return pack(_MAGIC, SEMANTICS_VERSION, semantics.articles_hash, sections)


def load_semantics(data: bytes, where: str = "semantics") -> Semantics:
    """The semantics that `dump_semantics` wrote; `DataError` when the bytes are not they."""
    hashed, parts = unpack(_MAGIC, SEMANTICS_VERSION, data, where, 5)
    words = WordVectors(parts[0][0], parts[1], read_stems(parts[2]), parts[3])
    return Semantics(hashed, words, parts[4])


def write_stems(stems: Sequence[str]) -> bytes:
    """Stems one a line, a byte a letter."""
    return "\n".join(stems).encode("cp1251")


def read_stems(data: bytes) -> tuple[str, ...]:
    """The stems that `write_stems` wrote."""
    return tuple(data.decode("cp1251").split("\n")) if data else ()
