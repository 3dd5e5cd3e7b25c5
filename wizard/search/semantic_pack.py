"""The semantic pack: vectors of many stems, distilled once; a site takes what its articles need."""

import lzma
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from wizard.search.analysis import normalize, terms
from wizard.search.articles import Article, articles_hash
from wizard.search.background import Background
from wizard.search.semantics import (
    ARTICLE_SCALE,
    Semantics,
    WordVectors,
    direction,
    read_stems,
    write_stems,
)
from wizard.search.storage import pack, unpack

PACK_FILE: Final = "semantic_pack.bin"
PACK_VERSION: Final = 1
COMMON_STEMS: Final = 6_000
"""Frequent stems every site takes, beside all those its articles hold."""
_MAGIC: Final = b"QSRP"


@dataclass(frozen=True, slots=True)
class SemanticPack:
    """Vectors of stems, the most frequent first; `provenance` says how they were made."""

    provenance: str
    words: WordVectors


def read_pack(folder: Path) -> SemanticPack:
    """The pack kept in the data folder; `DataError` when the file is not one."""
    file = folder / PACK_FILE
    _, parts = unpack(_MAGIC, PACK_VERSION, file.read_bytes(), str(file), 5)
    stems = read_stems(lzma.decompress(parts[3]))
    words = WordVectors(parts[1][0], parts[2], stems, parts[4])
    return SemanticPack(parts[0].decode(), words)


def write_pack(pack_: SemanticPack, file: Path) -> None:
    """Write the pack so that `read_pack` can read it."""
    words = pack_.words
    stems = lzma.compress(write_stems(words.stems), preset=9)
    sections = (
        pack_.provenance.encode(), bytes([words.subspaces]), words.codebooks, stems, words.codes,
    )  # fmt: skip
    file.write_bytes(pack(_MAGIC, PACK_VERSION, bytes(16), sections))


def build_semantics(
    articles: Sequence[Article], pack_: SemanticPack, background: Background
) -> Semantics:
    """The part of the pack that this site's visitors need, and a vector for each article."""
    used = {term for article in articles for text in _texts(article) for term in text}
    places = {stem: place for place, stem in enumerate(pack_.words.stems)}
    stop = background.stop_terms
    common = islice((stem for stem in pack_.words.stems if stem not in stop), COMMON_STEMS)
    stems = tuple(sorted({*common, *(used & places.keys() - stop)}))
    codes = b"".join(_code(pack_.words, places[stem]) for stem in stems)
    words = WordVectors(pack_.words.subspaces, pack_.words.codebooks, stems, codes)
    chosen = {stem: place for place, stem in enumerate(stems)}
    vectors = b"".join(_article_vector(article, words, chosen) for article in articles)
    return Semantics(articles_hash(articles), words, vectors)


def _texts(article: Article) -> list[list[str]]:
    """Terms of the title, of each phrasing, and of the title and text together."""
    body = "\n".join(f"{part.title}\n{part.text}" for part in article.parts())
    texts = (article.title, *article.questions, f"{article.title}\n{body}")
    return [terms(normalize(text)) for text in texts]


def _code(words: WordVectors, place: int) -> bytes:
    return words.codes[place * words.subspaces : (place + 1) * words.subspaces]


def _article_vector(article: Article, words: WordVectors, places: dict[str, int]) -> bytes:
    """The mean of the headings' direction and the whole article's, as signed bytes."""
    *headings, whole = [_direction(text, words, places) for text in _texts(article)]
    parts = [_mean(headings), whole]
    return bytes(_byte(value) for value in _mean(parts))


def _direction(text: Iterable[str], words: WordVectors, places: dict[str, int]) -> list[float]:
    counts: dict[str, float] = {}
    for term in text:
        counts[term] = counts.get(term, 0.0) + 1.0
    weighted = ((term, count**0.5) for term, count in sorted(counts.items()))
    return direction(words, places, weighted) or [0.0] * words.dimensions


def _mean(vectors: Sequence[Sequence[float]]) -> list[float]:
    return [sum(values) / len(vectors) for values in zip(*vectors, strict=True)]


def _byte(value: float) -> int:
    return max(-127, min(127, round(value * ARTICLE_SCALE))) & 255
