"""FAQ articles, guides and the regulations -> the index that the browser searches."""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from build_hooks.article import Article
from build_hooks.plain_text import sections_of
from wizard.app import pack_search
from wizard.search import (
    SPLIT_FROM,
    Background,
    Engine,
    Index,
    Section,
    Semantics,
    build_index,
    build_texts,
    read_background,
    split,
)
from wizard.search import Article as Document
from wizard.search.semantic_pack import build_semantics, read_pack
from wizard.search.split import CORE

STATISTICS = Path(str(files("wizard") / "data" / "search"))
"""The folder of word statistics and of the semantic pack: sources of the index, never shipped."""

PAGE_ID_PREFIX = "page:"
"""Ids of documents that are pages of the site and not FAQ articles start with this."""

RELATED = 3
SAMPLED = 200
"""Documents of a sample: about a usual site's."""
STAFF = "staff/"
FORM = "help.md"


@dataclass(frozen=True, slots=True)
class SearchedPage:
    """A page as the index takes it: its address from the root of the site, and its HTML."""

    src_uri: str
    url: str
    title: str
    html: str


def make_documents(
    pages: Iterable[SearchedPage], articles: Sequence[Article]
) -> tuple[Document, ...]:
    """One document per page, sorted by id, as a split index needs them."""
    by_file = {article.src_uri: article for article in articles}
    documents = [_document(page, by_file.get(page.src_uri)) for page in pages]
    return tuple(sorted(documents, key=lambda document: document.id))


def is_searched(src_uri: str) -> bool:
    """Whether customers look for this page: not for lists of others, the form and staff's pages."""
    is_list = posixpath.basename(src_uri) == "index.md"
    return not (is_list or src_uri == FORM or src_uri.startswith(STAFF))


@dataclass(frozen=True, slots=True)
class Link:
    """A page that another page points to; `url` is relative to the root of the site."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchFiles:
    """The file that Python starts with, and the shards it may ask for, by name."""

    first: bytes
    shards: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class SiteSearch:
    """The index of the whole site and what the build itself asks it."""

    documents: tuple[Document, ...]
    engine: Engine

    @classmethod
    def of(cls, pages: Iterable[SearchedPage], articles: Sequence[Article]) -> "SiteSearch":
        """The search over these pages."""
        return cls.over(make_documents(pages, articles))

    @classmethod
    def over(cls, documents: tuple[Document, ...]) -> "SiteSearch":
        """The search over these documents."""
        return cls(documents, Engine(make_index(documents)))

    def files(self) -> SearchFiles:
        """What the browser searches in: one file, or the pieces of a very large site."""
        index, texts, semantics = self.engine.index, build_texts(self.documents), self._semantics()
        if semantics:
            return SearchFiles(pack_search(index, texts, semantics), {})
        shards = split(index, texts)
        return SearchFiles(shards.pop(CORE), shards)

    def sample(self) -> bytes | None:
        """A small whole search file of the same site where the index is split."""
        if len(self.documents) < SPLIT_FROM:
            return None
        return SiteSearch.over(self.documents[:SAMPLED]).files().first

    def answering(self) -> Engine:
        """The engine as the browser has it: with excerpts, and meaning unless the site is large."""
        return Engine(self.engine.index, build_texts(self.documents), self._semantics())

    def _semantics(self) -> Semantics | None:
        """The likeness of meaning; None where a vector per article would outgrow what it helps."""
        if len(self.documents) >= SPLIT_FROM:
            return None
        return build_semantics(self.documents, read_pack(STATISTICS), background())

    def related(self, article: Article) -> tuple[Link, ...]:
        """The FAQ articles most like this one, best first."""
        links = {d.id: Link(d.title, d.url) for d in self.documents}
        ids = self.engine.related(article.id, len(links))
        return tuple(links[id_] for id_ in ids if not id_.startswith(PAGE_ID_PREFIX))[:RELATED]


def make_index(documents: Sequence[Document]) -> Index:
    """The index of the documents over the word statistics packed with the wizard."""
    return build_index(documents, background())


def background() -> Background:
    """The word statistics packed with the wizard."""
    return read_background(STATISTICS)


def _document(page: SearchedPage, article: Article | None) -> Document:
    sections = _below_title(sections_of(page.html), page.title)
    return Document(
        id=article.id if article else PAGE_ID_PREFIX + page.src_uri.removesuffix(".md"),
        title=page.title,
        body="\n".join(part for s in sections for part in (s.title, s.text) if part),
        questions=article.questions if article else (),
        url=page.url,
        sections=sections,
    )


def _below_title(sections: Sequence[Section], title: str) -> tuple[Section, ...]:
    """The sections without the page's own heading, which is the document's title already."""
    return tuple(
        Section("", "", section.text) if section.title == title else section
        for section in sections
        if section.text or section.title != title
    )
