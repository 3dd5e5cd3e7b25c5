"""The index: everything a search needs, as flat arrays that load without work."""

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import mul
from typing import Final

from wizard.errors import UsageError

FORMAT_VERSION: Final = 3
"""Goes up whenever the byte layout changes (docs/dev/index-format.md)."""

TITLE_STEP: Final = 0.5
BODY_STEP: Final = 0.25
"""Steps of the two 4-bit numbers a posting holds: length-normalised counts by field."""

ZIPF_STEP: Final = 0.1
"""Step of a term's commonness byte."""

_GAP_CODES: Final = {1: "B", 2: "H", 4: "I"}
"""Array type of gaps by their width in bytes."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Which articles hold each term, and how strongly.

    For term `t`, `sizes[t]` articles; the gaps between their numbers are `widths[t]` bytes each of
    `gaps`, their strengths `sizes[t]` bytes of `strengths` (title in the high four bits, body in
    the low ones). The list of a very common term has only its strongest articles: `cut` are these
    terms, rising, and `cut_counts` how many articles hold each of them.
    """

    sizes: array[int]
    widths: bytes
    gaps: bytes
    strengths: bytes
    cut: array[int]
    cut_counts: array[int]


@dataclass(frozen=True, slots=True)
class Index:
    """Articles as the search sees them; article and term numbers are places in these sequences.

    A split index (shards.py) reads ids, titles, addresses and phrasings as they come. `terms` are
    sorted; `commonness` is one byte per term in `ZIPF_STEP`. `stop_words` are the words of titles
    and phrasings whose terms are stop terms, in lower case, sorted. `known` are frequent words of
    the language that no article holds, sorted, with `known_commonness` beside them.
    """

    articles_hash: bytes
    ids: Sequence[str]
    titles: Sequence[str]
    urls: Sequence[str]
    questions: Sequence[tuple[str, ...]]
    terms: tuple[str, ...]
    commonness: bytes
    postings: Postings
    stop_terms: tuple[str, ...]
    stop_words: tuple[str, ...]
    known: tuple[str, ...]
    known_commonness: bytes


class PostingLists:
    """Random access to the postings of one index."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        self._cut = dict(zip(postings.cut, postings.cut_counts, strict=True))
        self._gap_starts = list(accumulate(map(mul, postings.sizes, postings.widths), initial=0))
        self._strength_starts = list(accumulate(postings.sizes, initial=0))

    def want(self, terms: Iterable[int]) -> None:
        """Called before the postings of the terms are read: a split index asks for its shards."""

    def want_headings(self, articles: Iterable[int]) -> None:
        """Called before what names the articles is read: a split index asks for its shards."""

    def want_texts(self, articles: Iterable[int]) -> None:
        """Called before the articles' texts are read: a split index asks for its shards."""

    def supply(self, files: Mapping[str, bytes]) -> None:
        """Take shards by name; `UsageError` where the index is whole."""
        raise UsageError(
            "search", ", ".join(files), "no shards: the index is whole", "Load the site again."
        )

    def count(self, term: int) -> int:
        """How many articles hold the term, those that its list leaves out included."""
        return self._cut.get(term) or self._postings.sizes[term]

    def articles(self, term: int) -> Sequence[int]:
        """The numbers of the articles in the term's list, rising."""
        start = self._gap_starts[term]
        gaps = self._postings.gaps[start : self._gap_starts[term + 1]]
        return read_gaps(gaps, self._postings.widths[term])

    def strengths(self, term: int) -> bytes:
        """The strength byte of each of `articles(term)`."""
        start = self._strength_starts[term]
        return self._postings.strengths[start : self._strength_starts[term + 1]]


def write_gaps(numbers: Iterable[int]) -> tuple[int, bytes]:
    """Rising numbers as their differences, little-endian; first the bytes each of them takes."""
    gaps = [number - before for before, number in pairwise((0, *numbers))]
    widest = max(gaps, default=0)
    width = 1 if widest < 1 << 8 else 2 if widest < 1 << 16 else 4
    return width, little_endian(array(_GAP_CODES[width], gaps)).tobytes()


def read_gaps(data: bytes, width: int) -> list[int]:
    """The numbers that `write_gaps` wrote in this width."""
    return list(accumulate(little_endian(array(_GAP_CODES[width], data))))


def little_endian[N: (int, float)](values: array[N]) -> array[N]:
    """The values as they lie in a file, or those of a file as they are."""
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values
