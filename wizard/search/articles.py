"""What the search is built from: articles as plain text."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

HASH_BYTES = 16


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an article that a link can point at; `anchor` is empty for its beginning."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One FAQ entry: plain text without markup.

    `questions` are other ways in which customers say the title. `sections` may be empty; then
    `body` is shown as one section.
    """

    id: str
    title: str
    body: str
    questions: tuple[str, ...] = ()
    url: str = ""
    sections: tuple[Section, ...] = ()

    def parts(self) -> tuple[Section, ...]:
        """The sections, or the whole body as the only one."""
        return self.sections or (Section("", "", self.body),)


def articles_hash(articles: Iterable[Article]) -> bytes:
    """A fingerprint of everything the search reads, `HASH_BYTES` long, the order included."""
    digest = hashlib.sha256()
    for article in articles:
        for section in article.parts():
            _add(digest, section.anchor, section.title, section.text)
        _add(digest, article.id, article.title, article.body, article.url, *article.questions)
        digest.update(b"\0")
    return digest.digest()[:HASH_BYTES]


def _add(digest: "hashlib._Hash", *texts: str) -> None:
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(4, "little") + data)
