"""The semantic pack: an encoder of many stems, distilled once; a site takes what it needs of it."""

import lzma
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Final

from wizard.search.analysis import normalize, terms
from wizard.search.articles import Article, articles_hash
from wizard.search.background import Background
from wizard.search.encoder import Encoder, EncoderWeights, Vector, WordVectors, unit
from wizard.search.forms import count_forms, write_forms
from wizard.search.semantics import (
    ARTICLE_SCALE,
    ENCODER_SECTIONS,
    Semantics,
    read_encoder,
    read_stems,
    write_encoder,
    write_stems,
)
from wizard.search.storage import pack, unpack

PACK_FILE: Final = "semantic_pack.bin"
PACK_VERSION: Final = 2
COMMON_STEMS: Final = 4_900
"""Frequent stems every site takes, beside all those its articles hold."""
EVERYDAY_ZIPF: Final = 4.5
"""From this commonness on a stem without a vector is known to be a word all the same."""
_MAGIC: Final = b"QSRP"


@dataclass(frozen=True, slots=True)
class SemanticPack:
    """An encoder with its stems, the most frequent first; `provenance` says how it was made."""

    provenance: str
    encoder: EncoderWeights


def read_pack(folder: Path) -> SemanticPack:
    """The pack kept in the data folder; `DataError` when the file is not one."""
    file = folder / PACK_FILE
    count = ENCODER_SECTIONS + 1
    _, (provenance, *parts) = unpack(_MAGIC, PACK_VERSION, file.read_bytes(), str(file), count)
    stems = read_stems(lzma.decompress(parts[2]))
    return SemanticPack(provenance.decode(), read_encoder(parts, stems))


def write_pack(pack_: SemanticPack, file: Path) -> None:
    """Write the pack so that `read_pack` can read it."""
    stems = lzma.compress(write_stems(pack_.encoder.words.stems), preset=9)
    sections = (pack_.provenance.encode(), *write_encoder(pack_.encoder, stems))
    file.write_bytes(pack(_MAGIC, PACK_VERSION, bytes(16), sections))


def build_semantics(
    articles: Sequence[Article], pack_: SemanticPack, background: Background
) -> Semantics:
    """The part of the pack that this site's visitors need, and a vector for each article."""
    written = [_written(article) for article in articles]
    read = [[terms(text) for text in texts] for texts in written]
    used = set(chain.from_iterable(chain(*read)))
    words = _words_of_site(pack_.encoder.words, used)
    weights = replace(pack_.encoder, words=words)
    encoder = Encoder(weights)
    vectors = b"".join(_article_vector(texts, encoder) for texts in read)
    forms = write_forms(words.stems, count_forms(chain.from_iterable(written)))
    everyday = _everyday(background, {*words.stems, *used})
    return Semantics(articles_hash(articles), weights, vectors, forms, everyday)


def _everyday(background: Background, others: Set[str]) -> tuple[str, ...]:
    """Common stems of Russian words that are none of the others."""
    common = (stem for stem, zipf in background.zipf.items() if zipf >= EVERYDAY_ZIPF)
    return tuple(sorted(stem for stem in common if stem >= "а" and stem not in others))


def _words_of_site(words: WordVectors, used: set[str]) -> WordVectors:
    """The vectors of the most frequent stems and of the used ones."""
    places = {stem: place for place, stem in enumerate(words.stems)}
    stems = tuple(sorted({*islice(words.stems, COMMON_STEMS), *(used & places.keys())}))
    size = words.subspaces
    codes = (words.codes[places[stem] * size : (places[stem] + 1) * size] for stem in stems)
    return replace(words, stems=stems, codes=b"".join(codes))


def _written(article: Article) -> list[str]:
    """The title, each phrasing, and the title and text together."""
    body = "\n".join(f"{part.title}\n{part.text}" for part in article.parts())
    texts = (article.title, *article.questions, f"{article.title}\n{body}")
    return [normalize(text) for text in texts]


def _article_vector(texts: Iterable[Iterable[str]], encoder: Encoder) -> bytes:
    """The direction between the headings' and the whole article's, as signed bytes.

    `texts` are the terms of what `_written` gives.
    """
    *headings, whole = (_encoded(text, encoder) for text in texts)
    vector = unit(_sum([_sum(headings, 1 / len(headings)), whole]))
    return bytes(_byte(value) for value in vector or [0.0] * encoder.dimensions)


def _encoded(text: Iterable[str], encoder: Encoder) -> Vector:
    """The vector of terms, those repeated weighing less each time; zeros where none is known."""
    counts = Counter(text)
    weighted = ((term, count**0.5) for term, count in sorted(counts.items()))
    return encoder.encode(weighted) or [0.0] * encoder.dimensions


def _sum(vectors: Sequence[Vector], scale: float = 1.0) -> list[float]:
    return [scale * sum(values) for values in zip(*vectors, strict=True)]


def _byte(value: float) -> int:
    return max(-127, min(127, round(value * ARTICLE_SCALE))) & 255
