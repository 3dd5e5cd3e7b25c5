"""Rendered pages as the search reads them: plain text in sections."""

import re
from html.parser import HTMLParser

from wizard.search.articles import Section

_HEADINGS = ("h1", "h2", "h3", "h4")
_BLOCKS = (*_HEADINGS, "p", "li", "tr", "td", "th", "dt", "dd", "br", "div", "table", "ul", "ol")
_SKIPPED = ("script", "style", "svg", "template")


def sections_of(html: str) -> tuple[Section, ...]:
    """The text of a page, cut at its headings and clauses; what stands before them has no title."""
    parser = _SectionParser()
    parser.feed(html)
    parser.close()
    return parser.sections()


def text_of(html: str) -> str:
    """The whole text of a page, headings included."""
    return "\n".join(
        part for section in sections_of(html) for part in (section.title, section.text) if part
    )


class _SectionParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._parts: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self._heading: str | None = None
        self._skip: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self._skip:
            return
        # The permalink sign beside a heading and the number of a clause are not words of the text.
        if tag in _SKIPPED or "headerlink" in (attributes.get("class") or ""):
            self._skip = tag
        elif section := attributes.get("data-section"):
            self._parts.append((attributes.get("id") or "", [section], []))
            self._skip = tag
        elif tag in _HEADINGS:
            self._heading = tag
            self._parts.append((attributes.get("id") or "", [], []))
        elif tag in _BLOCKS:
            self._write("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skip:
            self._skip = None
        elif tag == self._heading:
            self._heading = None
        elif tag in _BLOCKS and not self._skip:
            self._write("\n")

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._write(data.replace("\n", " "))

    def _write(self, text: str) -> None:
        _, title, body = self._parts[-1]
        (title if self._heading else body).append(text)

    def sections(self) -> tuple[Section, ...]:
        made = (
            Section(anchor, _tidy("".join(title)), _tidy("".join(body)))
            for anchor, title, body in self._parts
        )
        return tuple(section for section in made if section.title or section.text)


def _tidy(text: str) -> str:
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
