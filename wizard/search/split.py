"""A large index in pieces: what a build writes so that a visitor loads only what a query touches.

The core holds what every query needs: the terms with their counts. Postings lie in shards by term,
ids, titles, addresses and phrasings in shards by article, texts for excerpts in smaller ones.
`wizard/search/shards.py` reads them; docs/dev/index-format.md has the bytes.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from operator import mul
from typing import Final

from wizard.errors import UsageError
from wizard.search.headings import title_step
from wizard.search.index import Index, Postings
from wizard.search.storage import (
    pack,
    write_lines,
    write_numbers,
    write_questions,
    write_sizes,
)
from wizard.search.texts import Texts, write_sections

SPLIT_FROM: Final = 5_000
"""From this many articles on a site's index is split."""
POSTING_BYTES: Final = 16_384
"""About how many bytes of postings a shard holds; a longer list has a shard of its own."""
HEADINGS: Final = 32
"""Articles in one shard of headings: a query compares some thirty of them."""
TEXTS: Final = 8
"""Articles in one shard of texts: only those of the few matches shown are read."""

SHARDS_MAGIC: Final = b"QSRK"
SHARDS_VERSION: Final = 4
CORE: Final = "core"
POSTINGS_SHARD: Final = "t"
HEADINGS_SHARD: Final = "a"
TEXTS_SHARD: Final = "x"
SECTIONS: Final = {CORE: 14, POSTINGS_SHARD: 2, HEADINGS_SHARD: 4, TEXTS_SHARD: 1}
"""How many sections a file of each kind has."""


def split(index: Index, texts: Texts) -> dict[str, bytes]:
    """The files of the index by name: `CORE`, then `t0`, `t1`, … and `a0`, … and `x0`, ….

    Raises `UsageError` unless the articles' ids rise: by them an article is found among shards.
    """
    ids = index.ids
    if any(left >= right for left, right in pairwise(ids)):
        raise UsageError("split", "ids out of order", "articles sorted by id", "Sort them by id.")
    starts = _term_starts(index.postings)
    files = {CORE: _core(index, starts)}
    files |= {
        f"{POSTINGS_SHARD}{number}": parts
        for number, parts in enumerate(_posting_parts(index.postings, starts))
    }
    files |= {
        f"{HEADINGS_SHARD}{number}": _heading_parts(index, part)
        for number, part in enumerate(_slices(len(ids), HEADINGS))
    }
    files |= {
        f"{TEXTS_SHARD}{number}": (write_sections(texts.sections[part]),)
        for number, part in enumerate(_slices(len(ids), TEXTS))
    }
    return {
        name: pack(SHARDS_MAGIC, SHARDS_VERSION, index.articles_hash, parts)
        for name, parts in files.items()
    }


def _slices(total: int, size: int) -> Iterable[slice]:
    return (slice(first, first + size) for first in range(0, total, size))


def _term_starts(postings: Postings) -> list[int]:
    """The first term of each shard."""
    starts: list[int] = []
    filled = POSTING_BYTES
    for term, (size, width) in enumerate(zip(postings.sizes, postings.widths, strict=True)):
        taken = size * (width + 1)
        if filled + taken > POSTING_BYTES:
            starts.append(term)
            filled = 0
        filled += taken
    return starts


def _posting_parts(postings: Postings, starts: Sequence[int]) -> Iterable[tuple[bytes, ...]]:
    """The gaps and the strengths of each shard's terms."""
    gaps = list(accumulate(map(mul, postings.sizes, postings.widths), initial=0))
    strengths = list(accumulate(postings.sizes, initial=0))
    for first, end in pairwise((*starts, len(postings.sizes))):
        yield (
            postings.gaps[gaps[first] : gaps[end]],
            postings.strengths[strengths[first] : strengths[end]],
        )


def _core(index: Index, starts: Sequence[int]) -> tuple[bytes, ...]:
    return (
        write_numbers((len(index.ids), HEADINGS, TEXTS)),
        write_lines(index.titles[:: title_step(len(index.titles))]),
        write_lines(index.ids[::HEADINGS]),
        write_lines(index.terms),
        index.commonness,
        *write_sizes(index.postings),
        write_numbers(starts),
        write_lines(index.stop_terms),
        write_lines(index.stop_words),
        write_lines(index.known),
        index.known_commonness,
    )


def _heading_parts(index: Index, part: slice) -> tuple[bytes, ...]:
    return (
        write_lines(index.ids[part]),
        write_lines(index.titles[part]),
        write_lines(index.urls[part]),
        write_questions(index.questions[part]),
    )
