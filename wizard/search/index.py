"""The index: everything a search needs, as flat arrays that load without work."""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from wizard.errors import UsageError

FORMAT_VERSION: Final = 2
"""Goes up whenever the byte layout changes (docs/dev/index-format.md)."""

TITLE_STEP: Final = 0.5
BODY_STEP: Final = 0.25
"""Steps of the two 4-bit numbers a posting holds: length-normalised counts by field."""

ZIPF_STEP: Final = 0.1
"""Step of a term's commonness byte."""


_LONG_GAP: Final = re.compile(rb"[\x80-\xff]+[\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Postings:
    """Which articles hold each term, and how strongly.

    For term `t`, `counts[t]` articles; the gaps between their numbers are `sizes[t]` bytes of
    `gaps` (varints), their strengths `counts[t]` bytes of `strengths` (title in the high
    four bits, body in the low ones).
    """

    counts: array[int]
    sizes: array[int]
    gaps: bytes
    strengths: bytes


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
        self._gap_starts = list(accumulate(postings.sizes, initial=0))
        self._strength_starts = list(accumulate(postings.counts, initial=0))

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
        """How many articles hold the term."""
        return self._postings.counts[term]

    def articles(self, term: int) -> Sequence[int]:
        """The numbers of the articles that hold the term, rising."""
        start = self._gap_starts[term]
        return read_gaps(self._postings.gaps[start : self._gap_starts[term + 1]])

    def strengths(self, term: int) -> bytes:
        """The strength byte of each of `articles(term)`."""
        start = self._strength_starts[term]
        return self._postings.strengths[start : self._strength_starts[term + 1]]


def write_gaps(numbers: Sequence[int]) -> bytes:
    """Rising numbers as varints of their differences, seven bits a byte, the low bits first."""
    data = bytearray()
    previous = 0
    for number in numbers:
        gap = number - previous
        previous = number
        while gap >= 128:
            data.append(gap & 127 | 128)
            gap >>= 7
        data.append(gap)
    return bytes(data)


def read_gaps(data: bytes) -> list[int]:
    """The numbers that `write_gaps` wrote."""
    if not data or max(data) < 128:  # the usual case, at the speed of C
        return list(accumulate(data))
    gaps: list[int] = []
    place = 0
    for long in _LONG_GAP.finditer(data):
        start, end = long.span()
        gaps += data[place:start]
        gap = data[start] & 127 | (data[start + 1] & 127) << 7  # two bytes, nearly always
        for shift, byte in enumerate(data[start + 2 : end], 2):
            gap |= (byte & 127) << 7 * shift
        gaps.append(gap)
        place = end
    gaps += data[place:]
    return list(accumulate(gaps))
