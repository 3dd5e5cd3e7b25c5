"""The text of an HTML letter: for senders whose mail program leaves no plain part."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"address", "article", "blockquote", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4"}
    | {"h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"head", "script", "style", "title", "template"})
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_NO_TAG = re.compile(r"<(?!/?[A-Za-z][^<>]*>)")


def html_to_text(html: str) -> str:
    """The visible text, a line for every block, row and break; no-break spaces are kept."""
    parser = _TextCollector()
    parser.feed(_tags_alone(html))
    parser.close()
    return parser.text()


def _tags_alone(html: str) -> str:
    """The HTML without comments and declarations, a `<` that opens no tag written as text.

    `html.parser` raises over some of those and takes time by their square over others.
    """
    return _NO_TAG.sub("&lt;", _DECLARATION.sub("", _without_comments(html)))


def _without_comments(html: str) -> str:
    pieces: list[str] = []
    place = 0
    while (start := html.find("<!--", place)) >= 0:
        end = html.find("-->", start + len("<!"))
        if end < 0:
            break
        pieces.append(html[place:start])
        place = end + len("-->")
    return "".join([*pieces, html[place:]])


class _TextCollector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._silent = 0
        self._preformatted = 0

    def text(self) -> str:
        """Everything collected, with no more than one empty line in a row."""
        lines = "".join(self._pieces).split("\n")
        return "\n".join(
            line
            for line, before in zip(lines, ["x", *lines], strict=False)
            if line.strip() or before.strip()
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self._preformatted += tag == "pre"
        if tag == "br" or tag in _BLOCKS:
            self._break(always=tag == "br")
        elif tag in _CELLS:
            self._collect(" ")  # a cell with a label is not glued to the one with its value

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        self._preformatted -= tag == "pre" and self._preformatted > 0
        if tag in _BLOCKS:
            self._break(always=False)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._preformatted:
            self._pieces.append(data)
            return
        # Only the white space of HTML collapses: a no-break space is content.
        words = data.replace("\t", " ").replace("\r", " ").replace("\n", " ").replace("\f", " ")
        while "  " in words:
            words = words.replace("  ", " ")
        self._collect(words)

    def _collect(self, words: str) -> None:
        """Add the words; a space after white space is no second one, whatever tag is between."""
        after_space = not self._pieces or self._pieces[-1].endswith((" ", "\n"))
        if kept := words[1:] if after_space and words.startswith(" ") else words:
            self._pieces.append(kept)

    def _break(self, *, always: bool) -> None:
        if always or (self._pieces and not self._pieces[-1].endswith("\n")):
            self._pieces.append("\n")
