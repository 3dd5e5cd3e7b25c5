"""Content inside a text of labelled lines: written so that no content can pass for the lines.

The grammar of the letter's text has two signs: a label with its colon and, before each line of
a longer value, a bar. Both count only between white space, so mail that was quoted, re-wrapped or
made into one paragraph still reads. In content the same signs are written with look-alikes, and
whatever mail programs change or hide is written visibly:

| in the content | in the text |
|---|---|
| `Версия:`, also `версия :` or `Версия:4` as people write it anew | `Версия∶` (U+2236) |
| a bar alone | `∣` (U+2223) |
| `>` at the start of a word, which could pass for a quotation mark | `›` |
| a tab | `⇥` (U+21E5) |
| the second space in a row, a space at the start | no-break space |
| control, format, bidirectional characters, those look-alikes in the same places | `‹U+0000›` |
"""

import re
import unicodedata
from functools import lru_cache

BAR = "|"
_BAR_ALIKE = "\u2223"
_COLON_ALIKE = "\u2236"
_QUOTE_ALIKE = "›"  # only at the start of a word
_TAB_SIGN = "\u21e5"
_NO_BREAK_SPACE = "\u00a0"
_ALIKES = {
    _BAR_ALIKE: BAR,
    _COLON_ALIKE: ":",
    _TAB_SIGN: "\t",
    _NO_BREAK_SPACE: " ",
}
# Letters of many scripts and emoji are held together by these; every mail program keeps them.
_HARMLESS_FORMAT = ("\u200c", "\u200d")
_LONE_BAR = re.compile(r"(?<!\S)\|(?!\S)")
_LEADING_QUOTE = re.compile(r"(?<!\S)[>›]")
# Letters, digits and signs that nothing needs to be done about.
_PLAIN = re.compile(r"[ -~«»А-Яа-яЁё№…–—‹›]*")
_CODE_OR_ALIKE = re.compile(rf"‹U\+([0-9A-F]{{4,6}})›|[{''.join(_ALIKES)}]|(?<!\S)›")


def escape_line(line: str, labels: tuple[str, ...]) -> str:
    """One line of content (without line feeds) as it stands in the text of the letter."""
    visible = line.replace("‹U+", "‹U+2039›U+")
    if not _PLAIN.fullmatch(visible):
        visible = "".join(map(_visible, visible))
    if visible.endswith(" "):
        visible = visible[:-1] + _code(" ")
    # Most lines hold none of the signs, and a search for one sign costs next to nothing.
    if BAR in visible:
        visible = _LONE_BAR.sub(_BAR_ALIKE, visible)
    if ">" in visible or _QUOTE_ALIKE in visible:
        visible = _LEADING_QUOTE.sub(_without_quote, visible)
    if ":" in visible:
        visible = edited_label_pattern(labels).sub(lambda m: m[0][:-1] + _COLON_ALIKE, visible)
    if "  " in visible or visible.startswith(" "):
        visible = _spaced(visible)
    return visible


def unescape_line(line: str) -> str:
    """The content of a line that `escape_line` wrote; anything else is left as it is."""
    return _CODE_OR_ALIKE.sub(_original, line)


@lru_cache(maxsize=8)
def label_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the labels with its colon, between white space; group `label` is the label."""
    return re.compile(rf"(?<!\S)(?P<label>{label_words(labels)}):(?!\S)")


@lru_cache(maxsize=8)
def edited_label_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Finds also what people make of labels: other case, a space before the colon, none after."""
    return re.compile(rf"(?<!\S)(?P<label>{label_words(labels)})\s*:", re.IGNORECASE)


def label_words(labels: tuple[str, ...]) -> str:
    """The regular expression of any of the labels, whatever white space stands in it."""
    longest_first = sorted(labels, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, label.split())) for label in longest_first)


def plain_label(found: str, labels: tuple[str, ...]) -> str:
    """A label as it is defined, whatever white space and case it was found in."""
    words = " ".join(found.split())
    if not words or words in labels:
        return words
    folded = words.casefold()
    return next((label for label in labels if label.casefold() == folded), words)


def _visible(character: str) -> str:
    if character == "\t":
        return _TAB_SIGN
    if character in _ALIKES or (character not in _HARMLESS_FORMAT and _is_hidden(character)):
        return _code(character)
    return character


def _is_hidden(character: str) -> bool:
    """Whether mail programs or the eye lose it: controls, formats, odd spaces, surrogates."""
    category = unicodedata.category(character)
    return category in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp") or (
        category == "Zs" and character != " "
    )


def _without_quote(match: re.Match[str]) -> str:
    return _QUOTE_ALIKE if match[0] == ">" else _code(match[0])


def _code(character: str) -> str:
    return f"‹U+{ord(character):04X}›"


def _spaced(line: str) -> str:
    """Runs of spaces in which only the first may be broken at; a leading space is never lost."""
    spaced = re.sub(r"(?<= ) +", lambda m: _NO_BREAK_SPACE * len(m[0]), line)
    return re.sub(r"^ ", _NO_BREAK_SPACE, spaced)


def _original(match: re.Match[str]) -> str:
    if match[1] is None:
        return _ALIKES.get(match[0], ">")
    number = int(match[1], 16)
    return chr(number) if number <= 0x10FFFF else match[0]
