"""The articles' text, kept apart from the index: needed only to show where the words met."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, overload, override

from wizard.search.analysis import normalize
from wizard.search.articles import Article, Section, articles_hash
from wizard.search.storage import pack, unpack

TEXTS_VERSION: Final = 1
_MAGIC: Final = b"QSRT"
_FIELD: Final = "\x1f"
_SECTION: Final = "\x1e"
_ARTICLE: Final = "\x1d"
_SIGNS: Final = (".", "!", "?", "…", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class Texts:
    """The sections of each article, in the order of the index with the same hash."""

    articles_hash: bytes
    sections: Sequence[tuple[Section, ...]]


def build_texts(articles: Sequence[Article]) -> Texts:
    """The texts of the articles, their white space collapsed.

    Titles, items and cells of a table, which end without a sign, are told apart by points.
    """
    return Texts(
        articles_hash(articles),
        tuple(
            tuple(
                Section(part.anchor, _line(part.title), _in_a_row(part.text))
                for part in article.parts()
            )
            for article in articles
        ),
    )


def _in_a_row(text: str) -> str:
    lines = [line for line in map(_line, text.split("\n")) if line]
    apart = [line if line.endswith(_SIGNS) else f"{line} ·" for line in lines[:-1]]
    return " ".join([*apart, *lines[-1:]])


def _line(text: str) -> str:
    return " ".join(normalize(text).split())  # split() also takes the separators above


def dump_texts(texts: Texts) -> bytes:
    """The texts as bytes: the same texts always give the same bytes."""
    count = len(texts.sections).to_bytes(4, "little")
    return pack(_MAGIC, TEXTS_VERSION, texts.articles_hash, (count, write_sections(texts.sections)))


def load_texts(data: bytes, where: str = "article texts") -> Texts:
    """The texts that `dump_texts` wrote; `DataError` when the bytes are not they."""
    hashed, (count, written) = unpack(_MAGIC, TEXTS_VERSION, data, where, 2)
    if not int.from_bytes(count, "little"):
        return Texts(hashed, ())
    return Texts(hashed, read_sections(written))


def write_sections(sections: Iterable[Sequence[Section]]) -> bytes:
    """The sections of each of at least one article."""
    written = _ARTICLE.join(
        _SECTION.join(_FIELD.join((part.anchor, part.title, part.text)) for part in parts)
        for parts in sections
    )
    return written.encode("utf-8", "surrogatepass")


def read_sections(data: bytes) -> Sequence[tuple[Section, ...]]:
    """The sections that `write_sections` wrote, each article's parted when it is asked for."""
    return _Sections(data.decode("utf-8", "surrogatepass").split(_ARTICLE))


class _Sections(Sequence[tuple[Section, ...]]):
    def __init__(self, articles: Sequence[str]) -> None:
        self._articles = articles

    @override
    def __len__(self) -> int:
        return len(self._articles)

    @overload
    def __getitem__(self, place: int) -> tuple[Section, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[tuple[Section, ...]]: ...
    @override
    def __getitem__(
        self, place: int | slice
    ) -> tuple[Section, ...] | Sequence[tuple[Section, ...]]:
        if isinstance(place, slice):
            return _Sections(self._articles[place])
        parts = self._articles[place].split(_SECTION)
        return tuple(Section(*part.split(_FIELD)) for part in parts)
