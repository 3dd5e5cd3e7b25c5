"""A split index as it comes: the parts that are there, and requests for those that are missing.

An engine over the core raises `MissingShards` with the names it wants; hand them over with
`Engine.supply` and ask again. Results are those of the whole index, to the last digit, meaning left
out. `wizard/search/split.py` writes the files.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload, override

from wizard.errors import DataError
from wizard.search.articles import Section
from wizard.search.headings import title_step
from wizard.search.index import Index, PostingLists, read_gaps
from wizard.search.split import (
    CORE,
    HEADINGS_SHARD,
    POSTINGS_SHARD,
    SECTIONS,
    SHARDS_MAGIC,
    SHARDS_VERSION,
    TEXTS_SHARD,
)
from wizard.search.storage import read_array, read_lines, read_postings, read_questions, unpack
from wizard.search.texts import Texts, read_sections


class MissingShards(Exception):  # noqa: N818 - a request for files, not an error
    """The names of the shards that must be supplied before the query can be answered."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(", ".join(self.names))


@dataclass(frozen=True, slots=True)
class _Headings:
    """A run of articles as a shard holds them."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    urls: tuple[str, ...]
    questions: tuple[tuple[str, ...], ...]


class _Column[T](Sequence[T]):
    """One thing of every article, read by place from the shards that are there."""

    def __init__(self, total: int, read: Callable[[int], T]) -> None:
        self._total = total
        self._read = read

    @override
    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    @override
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        if isinstance(place, slice):
            return [self[number] for number in range(self._total)[place]]
        if not 0 <= place < self._total:
            raise IndexError(place)
        return self._read(place)


class _Titles(_Column[str]):
    """The titles, of which the core has the sample that weighs groups of letters."""

    def __init__(self, total: int, read: Callable[[int], str], sample: Sequence[str]) -> None:
        super().__init__(total, read)
        self._sample = sample

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    @override
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if place == slice(None, None, title_step(self._total)):
            return self._sample
        return super().__getitem__(place)


class _Ids(_Column[str]):
    """The ids, which rise: the first one of each shard tells where an id lies."""

    def __init__(
        self, total: int, read: Callable[[int], str], firsts: Sequence[str], size: int
    ) -> None:
        super().__init__(total, read)
        self._firsts = firsts
        self._size = size

    @override
    def index(self, value: str, start: int = 0, stop: int | None = None) -> int:
        """The place of an id; `ValueError` when no article has it."""
        shard = bisect_right(self._firsts, value) - 1
        first = max(start, shard * self._size)
        end = min(self._total if stop is None else stop, (shard + 1) * self._size)
        for place in range(first, end):
            if self[place] == value:
                return place
        raise ValueError(value)


class ShardedLists(PostingLists):
    """The parts of a split index that have come so far, as `index`, `texts` and posting lists.

    `Engine(lists.index, lists.texts, lists=lists)` searches them. Raises `DataError` when the core
    is damaged or foreign.
    """

    def __init__(self, core: bytes, where: str = "search core") -> None:
        self._hash, parts = unpack(SHARDS_MAGIC, SHARDS_VERSION, core, where, SECTIONS[CORE])
        total, self._headings_size, self._texts_size = read_array(parts[0])
        self._starts = read_array(parts[9])
        self._postings_shards: dict[int, tuple[bytes, bytes]] = {}
        self._headings_shards: dict[int, _Headings] = {}
        self._texts_shards: dict[int, Sequence[tuple[Section, ...]]] = {}
        super().__init__(read_postings(parts[5:9], b"", b""))
        self.texts = Texts(self._hash, _Column(total, self._sections))
        self.index = Index(
            articles_hash=self._hash,
            ids=_Ids(total, self._id, read_lines(parts[2]), self._headings_size),
            titles=_Titles(total, self._title, read_lines(parts[1])),
            urls=_Column(total, self._url),
            questions=_Column(total, self._questions),
            terms=read_lines(parts[3]),
            commonness=parts[4],
            postings=self._postings,
            stop_terms=read_lines(parts[10]),
            stop_words=read_lines(parts[11]),
            known=read_lines(parts[12]),
            known_commonness=parts[13],
        )

    @override
    def supply(self, files: Mapping[str, bytes]) -> None:
        """Take shards by name; `DataError` when one is damaged, or of another build."""
        for name, data in files.items():
            kind, number = name[:1], int(name[1:])
            hashed, parts = unpack(SHARDS_MAGIC, SHARDS_VERSION, data, name, SECTIONS[kind])
            if hashed != self._hash:
                allowed = f"a part of the index {self._hash.hex()}"
                raise DataError(name, hashed.hex(), allowed, "Load the files of one build.")
            if kind == POSTINGS_SHARD:
                self._postings_shards[number] = parts[0], parts[1]
            elif kind == HEADINGS_SHARD:
                ids, titles, urls, questions = map(read_lines, parts)
                asked = tuple(map(read_questions, questions))
                self._headings_shards[number] = _Headings(ids, titles, urls, asked)
            else:
                self._texts_shards[number] = read_sections(parts[0])

    @override
    def want(self, terms: Iterable[int]) -> None:
        """Raise `MissingShards` unless the postings of all the terms are there."""
        wanted = {self._postings_shard(term) for term in terms}
        # Not `wanted - ….keys()`, which goes through all the shards that are there.
        _require(POSTINGS_SHARD, wanted.difference(self._postings_shards))

    @override
    def want_headings(self, articles: Iterable[int]) -> None:
        """Raise `MissingShards` unless the headings of all the articles are there."""
        wanted = {article // self._headings_size for article in articles}
        _require(HEADINGS_SHARD, wanted.difference(self._headings_shards))

    @override
    def want_texts(self, articles: Iterable[int]) -> None:
        """Raise `MissingShards` unless the texts of all the articles are there."""
        wanted = {article // self._texts_size for article in articles}
        _require(TEXTS_SHARD, wanted.difference(self._texts_shards))

    @override
    def articles(self, term: int) -> Sequence[int]:
        """The numbers of the articles in the term's list, rising."""
        number = self._postings_shard(term)
        before = self._gap_starts[self._starts[number]]
        gaps, _ = self._postings_shards[number]
        start, end = self._gap_starts[term] - before, self._gap_starts[term + 1] - before
        return read_gaps(gaps[start:end], self._postings.widths[term])

    @override
    def strengths(self, term: int) -> bytes:
        """The strength byte of each of `articles(term)`."""
        number = self._postings_shard(term)
        start = self._strength_starts[term] - self._strength_starts[self._starts[number]]
        _, strengths = self._postings_shards[number]
        return strengths[start : start + self._postings.sizes[term]]

    def _postings_shard(self, term: int) -> int:
        return bisect_right(self._starts, term) - 1

    def _headings(self, article: int) -> tuple[_Headings, int]:
        """The shard of an article, and the article's place in it."""
        self.want_headings((article,))
        shard, place = divmod(article, self._headings_size)
        return self._headings_shards[shard], place

    def _id(self, article: int) -> str:
        shard, place = self._headings(article)
        return shard.ids[place]

    def _title(self, article: int) -> str:
        shard, place = self._headings(article)
        return shard.titles[place]

    def _url(self, article: int) -> str:
        shard, place = self._headings(article)
        return shard.urls[place]

    def _questions(self, article: int) -> tuple[str, ...]:
        shard, place = self._headings(article)
        return shard.questions[place]

    def _sections(self, article: int) -> tuple[Section, ...]:
        self.want_texts((article,))
        shard, place = divmod(article, self._texts_size)
        return self._texts_shards[shard][place]


def _require(kind: str, missing: Iterable[int]) -> None:
    names = [f"{kind}{number}" for number in sorted(missing)]
    if names:
        raise MissingShards(names)
