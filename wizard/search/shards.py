"""A large index in pieces, so that a visitor loads only what a query touches.

The core holds what every query needs: the terms with their counts. Postings lie in shards by term,
ids, titles, addresses and phrasings in shards by article. An engine over the core raises
`MissingShards` with the names it wants; hand them over with `ShardedLists.supply` and ask again.
Results are those of the whole index, to the last digit, texts and semantics left out.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final, overload

from wizard.search.headings import title_step
from wizard.search.index import Index, PostingLists, Postings, read_gaps
from wizard.search.storage import (
    pack,
    read_array,
    read_lines,
    unpack,
    write_array,
    write_lines,
)

SHARDED_FROM: Final = 5_000
"""From this many articles on a site's index is split."""
POSTING_BYTES: Final = 16_384
"""About how many bytes of postings a shard holds; a longer list has a shard of its own."""
ARTICLES: Final = 32
"""Articles in one shard."""
CORE: Final = "core"
SHARDS_VERSION: Final = 1
_MAGIC: Final = b"QSRK"
_CORE_SECTIONS: Final = 10


class MissingShards(Exception):  # noqa: N818 - a request for files, not an error
    """The names of the shards that must be supplied before the query can be answered."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(", ".join(self.names))


def split(index: Index) -> dict[str, bytes]:
    """The files of the index by name: `CORE`, `t0`, `t1`, … for terms, `a0`, … for articles."""
    starts = _term_starts(index.postings)
    bounds = [*starts, len(index.terms)]
    files = {CORE: _pack(index, _core(index, starts))}
    gaps = list(accumulate(index.postings.sizes, initial=0))
    strengths = list(accumulate(index.postings.counts, initial=0))
    for number, (first, end) in enumerate(pairwise(bounds)):
        parts = (
            index.postings.gaps[gaps[first] : gaps[end]],
            index.postings.strengths[strengths[first] : strengths[end]],
        )
        files[f"t{number}"] = _pack(index, parts)
    for number, first in enumerate(range(0, len(index.ids), ARTICLES)):
        files[f"a{number}"] = _pack(index, _article_parts(index, slice(first, first + ARTICLES)))
    return files


def _pack(index: Index, sections: Iterable[bytes]) -> bytes:
    return pack(_MAGIC, SHARDS_VERSION, index.articles_hash, sections)


def _term_starts(postings: Postings) -> list[int]:
    """The first term of each shard."""
    starts: list[int] = []
    filled = POSTING_BYTES
    for term, (size, count) in enumerate(zip(postings.sizes, postings.counts, strict=True)):
        if filled + size + count > POSTING_BYTES:
            starts.append(term)
            filled = 0
        filled += size + count
    return starts


def _core(index: Index, starts: Sequence[int]) -> Iterable[bytes]:
    titles = index.titles[:: title_step(len(index.titles))]
    return (
        len(index.ids).to_bytes(4, "little"),
        write_lines(titles),
        write_lines(index.terms),
        index.commonness,
        write_array(index.postings.counts),
        write_array(index.postings.sizes),
        write_lines(index.stop_terms),
        write_lines(index.known),
        index.known_commonness,
        write_lines(map(str, starts)),
    )


def _article_parts(index: Index, part: slice) -> Iterable[bytes]:
    questions = ("\t".join(asked) for asked in index.questions[part])
    return (
        write_lines(index.ids[part]),
        write_lines(index.titles[part]),
        write_lines(index.urls[part]),
        write_lines(questions),
    )


@dataclass(frozen=True, slots=True)
class _ArticleShard:
    ids: tuple[str, ...]
    titles: tuple[str, ...]
    urls: tuple[str, ...]
    questions: tuple[str, ...]


class _Column(Sequence[str]):
    """One of an article's texts, read from the shards that are there."""

    def __init__(self, lists: "ShardedLists", name: str, sample: Sequence[str]) -> None:
        self._lists = lists
        self._name = name
        self._sample = sample

    def __len__(self) -> int:
        return self._lists.total

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):  # the sample of titles, the only slice an engine takes
            return self._sample
        shard = self._lists.article_shard(place)
        column: tuple[str, ...] = getattr(shard, self._name)
        return column[place % ARTICLES]


class _Questions(Sequence[tuple[str, ...]]):
    """The phrasings of each article."""

    def __init__(self, column: _Column) -> None:
        self._column = column

    def __len__(self) -> int:
        return len(self._column)

    @overload
    def __getitem__(self, place: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[tuple[str, ...]]: ...
    def __getitem__(self, place: int | slice) -> tuple[str, ...] | Sequence[tuple[str, ...]]:
        if isinstance(place, slice):
            return ()
        line = self._column[place]
        return tuple(line.split("\t")) if line else ()


class ShardedLists(PostingLists):
    """The parts of a split index that have come so far.

    Give it to an engine with its index: `Engine(lists.index, lists=lists)`.
    """

    def __init__(self, core: bytes, where: str = "search core") -> None:
        hashed, parts = unpack(_MAGIC, SHARDS_VERSION, core, where, _CORE_SECTIONS)
        self.total = int.from_bytes(parts[0], "little")
        self._starts = [int(line) for line in read_lines(parts[9])]
        self._terms: dict[int, tuple[bytes, bytes]] = {}
        self._articles: dict[int, _ArticleShard] = {}
        postings = Postings(read_array(parts[4]), read_array(parts[5]), b"", b"")
        super().__init__(postings)
        sample = read_lines(parts[1])
        self.index = Index(
            articles_hash=hashed,
            ids=_Column(self, "ids", ()),
            titles=_Column(self, "titles", sample),
            urls=_Column(self, "urls", ()),
            questions=_Questions(_Column(self, "questions", ())),
            terms=read_lines(parts[2]),
            commonness=parts[3],
            postings=postings,
            stop_terms=read_lines(parts[6]),
            known=read_lines(parts[7]),
            known_commonness=parts[8],
        )

    def supply(self, files: Mapping[str, bytes]) -> None:
        """Take shards by name; `DataError` when one is damaged or foreign."""
        for name, data in files.items():
            count = 2 if name.startswith("t") else 4
            _, parts = unpack(_MAGIC, SHARDS_VERSION, data, name, count)
            if count == 2:
                self._terms[int(name[1:])] = parts[0], parts[1]
            else:
                self._articles[int(name[1:])] = _ArticleShard(*map(read_lines, parts))

    def want(self, terms: Iterable[int]) -> None:
        """Raise `MissingShards` unless the postings of all the terms are there."""
        self._require("t", {self._shard_of(term) for term in terms} - self._terms.keys())

    def want_articles(self, articles: Iterable[int]) -> None:
        """Raise `MissingShards` unless the texts of all the articles are there."""
        self._require("a", {article // ARTICLES for article in articles} - self._articles.keys())

    def _require(self, kind: str, missing: Iterable[int]) -> None:
        names = [f"{kind}{number}" for number in sorted(missing)]
        if names:
            raise MissingShards(names)

    def articles(self, term: int) -> Sequence[int]:
        """The numbers of the articles that hold the term, rising."""
        number = self._shard_of(term)
        start = self._gap_starts[term] - self._gap_starts[self._starts[number]]
        return read_gaps(self._terms[number][0][start : start + self._postings.sizes[term]])

    def strengths(self, term: int) -> bytes:
        """The strength byte of each of `articles(term)`."""
        number = self._shard_of(term)
        start = self._strength_starts[term] - self._strength_starts[self._starts[number]]
        return self._terms[number][1][start : start + self._postings.counts[term]]

    def article_shard(self, article: int) -> _ArticleShard:
        """The shard that holds the article; `MissingShards` while it is not there."""
        self.want_articles((article,))
        return self._articles[article // ARTICLES]

    def _shard_of(self, term: int) -> int:
        return bisect_right(self._starts, term) - 1
