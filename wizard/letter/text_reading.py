"""The labelled lines of a letter found again in a text that mail has been through."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from wizard.letter.escaping import (
    edited_label_pattern,
    label_words,
    plain_label,
    unescape_line,
)
from wizard.letter.text_form import all_labels, list_labels
from wizard.site_data.letter_fields import LetterFields

# Marks put before a line feed where it may stand for nothing at all instead of a space.
_AFTER_HYPHEN = "\v"
_INSIDE_WORD = "\f"
_JOINT = re.compile(r"[ \t]*([\v\f]?)\n[ \t\n\v\f]*")
_GUESSED_JOINTS = 5  # joints tried both ways: with 20-bit sums, 32 tries deceive once in 30,000
# A thread holds the same letter a few times; more is somebody trying to keep the reader busy.
_MOST_LETTERS = 8
_MOST_DEPTHS = 8
_QUOTED = re.compile(r"[ \t]*((?:>[ \t]?)+)")
# Other marks that some programs put before the lines: a bar, the initials of who wrote them.
_OTHER_MARK = re.compile(r"[ \t]*(\||[^\W\d_]{1,4}>)[ \t]?")
_MOST_MARKS = 2
_CONTROL = re.compile(r"\s*\d+(?:\s+[0-9a-f]{5})*(?!\S)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and its value: raw lines, each possibly broken by re-wrapping.

    `bare` tells a value that stands beside its label from one with bars, `edited` a label that
    somebody wrote anew.
    """

    label: str
    lines: tuple[str, ...]
    bare: bool
    edited: bool

    def readings(self) -> Iterator[str]:
        """What the value may have been, the likeliest first."""
        # No content ends in a space (it is written as a code): what stands there came later.
        whole = (line.lstrip(" \t\n\v\f").rstrip() for line in self.lines)
        pieces = [_JOINT.split(line) for line in whole]
        marks = [mark for line in pieces for mark in line[1::2] if mark]
        for glues in _glues(marks):
            remaining = iter(glues)
            yield "\n".join(_joined(line, remaining) for line in pieces)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text as a letter, and what stood `before` and `after` it."""

    entries: tuple[Entry, ...]
    before: str
    after: str


def readings_of(text: str, fields: LetterFields) -> Iterator[Reading]:
    """The ways to read the text as a letter, the strictest first; none where it has no label.

    Labels and bars are looked for at the starts of lines, then, for mail made into paragraphs,
    anywhere between white space; after that also labels that were written anew. Quotation marks
    are taken off to the depth of the first label.
    """
    labels = all_labels(fields)
    first = fields.field("kind").letter_label
    for form in _unquoted_forms(_plain_spaces(text), labels):
        marked = _marked(form)
        for edited, anywhere in product((False, True), repeat=2):
            tokens = _tokens(labels, anywhere, edited)
            found = [match for match in tokens.finditer(marked) if _label(match)]
            starts = [m for m in found if plain_label(_label(m), labels) == first] or found[:1]
            for start in starts[:_MOST_LETTERS]:
                yield _reading(marked, start.start(), tokens, fields)


def _label(match: re.Match[str]) -> str:
    """The label that was found; empty for a bar."""
    found: str | None = match["label"] or match["edited"]
    return found or ""


def _reading(text: str, start: int, tokens: re.Pattern[str], fields: LetterFields) -> Reading:
    """The entries from `start` to the control line, which ends the letter."""
    labels, control = all_labels(fields), fields.labels["control"]
    matches = list(tokens.finditer(text, start))
    ends = [*(match.start() for match in matches[1:]), len(text)]
    values: list[tuple[re.Match[str], list[slice]]] = []  # beside a label and behind each bar
    expected = _Expected(fields)
    letter_end = len(text)
    for match, end in zip(matches, ends, strict=True):
        label = plain_label(_label(match), labels)
        if values and label and not expected.takes(label):
            texts = values[-1][1]
            texts[-1] = slice(texts[-1].start, end)
        elif not label:
            values[-1][1].append(slice(match.end(), end))
        elif label == control:
            letter_end = _control_end(text, match.end())
            values.append((match, [slice(match.end(), letter_end)]))
            break
        else:
            values.append((match, [slice(match.end(), end)]))
    entries = tuple(
        _entry(match, labels, [text[place] for place in places]) for match, places in values
    )
    return Reading(entries, _unmarked(text[:start]), _unmarked(text[letter_end:]))


class _Expected:
    """Which labels of lists may come next: elsewhere somebody wrote such words as content."""

    def __init__(self, fields: LetterFields) -> None:
        self._lists = list_labels(fields)
        self._members = {label for labels in self._lists.values() for label in labels}
        self._open: set[str] = set()

    def takes(self, label: str) -> bool:
        """Whether the label counts here; it is then no longer expected in the same group."""
        if label in self._members:
            found = label in self._open
            self._open.discard(label)
            return found
        self._open = set(self._lists.get(label, ()))
        return True


def _control_end(text: str, start: int) -> int:
    """Where the sums end; what follows, a signature or a disclaimer, is no part of the letter."""
    sums = _CONTROL.match(text, start)
    return sums.end() if sums else start


def _entry(match: re.Match[str], labels: tuple[str, ...], texts: list[str]) -> Entry:
    """The entry; a text beside the label of a barred value was put there by somebody."""
    label, edited = plain_label(_label(match), labels), bool(match["edited"])
    beside, *barred = texts
    if not barred:
        return Entry(label, (beside,), True, edited)
    return Entry(label, tuple(texts if beside.strip() else barred), False, edited)


@lru_cache(maxsize=32)
def _tokens(labels: tuple[str, ...], anywhere: bool, edited: bool) -> re.Pattern[str]:
    """Labels and bars: at the starts of lines, or anywhere between white space.

    Labels that were written anew count at the starts of lines alone.
    """
    words = label_words(labels)
    line = r"^[ \t\u00a0]*"
    before = r"(?<!\S)" if anywhere else line
    anew = rf"{line}(?P<edited>(?i:{words}))[ \t\u00a0]*:" if edited else r"(?P<edited>(?!))"
    return re.compile(rf"{before}(?:(?P<label>{words}):(?!\S)|\|(?!\S))|{anew}", re.MULTILINE)


def _plain_spaces(text: str) -> str:
    """Spaces as the letter writes them: mail programs swap plain and no-break ones at will.

    Only the first space of a run may be plain, so nothing is lost when runs collapse later. A
    run at the start of a line stays: there the first space became the line feed of a wrapped line.
    A run at the end of a line is no content; one space of it tells that no word was cut there.
    """
    unified = re.sub(r"\r\n?", "\n", re.sub(r"[\v\f]", " ", text))
    return re.sub(r"(\n?)([ \u00a0]+)(?=(\n?))", _plain_run, unified)


def _plain_run(run: re.Match[str]) -> str:
    if run[3]:
        return f"{run[1]} "
    return run[0] if run[1] else " " + "\u00a0" * (len(run[2]) - 1)


def _unquoted_forms(text: str, labels: tuple[str, ...]) -> list[str]:
    """The text without `> ` to each depth at which a labelled line stands; as it is, where none.

    Then without each other mark that a labelled line stands behind.
    """
    label = edited_label_pattern(labels)
    depths: list[int] = []
    marks: list[str] = []
    for line in text.split("\n"):
        quoted = _QUOTED.match(line)
        rest = line[quoted.end() :] if quoted else line
        if label.match(rest.lstrip(" \t\u00a0")):
            depths.append(quoted[1].count(">") if quoted else 0)
        elif (other := _OTHER_MARK.match(line)) and label.match(line[other.end() :]):
            marks.append(other[1])
    distinct = list(dict.fromkeys(depths))[:_MOST_DEPTHS]
    unquoted = [_unquoted(text, depth) for depth in distinct] or [text]
    return unquoted + [
        _without_mark(mark, text) for mark in list(dict.fromkeys(marks))[:_MOST_MARKS]
    ]


def _unquoted(text: str, depth: int) -> str:
    prefix = re.compile(rf"^[ \t]*(?:>[ \t]?){{0,{depth}}}" if depth else "^", re.MULTILINE)
    return prefix.sub("", text)


def _without_mark(mark: str, text: str) -> str:
    return re.sub(rf"^[ \t]*{re.escape(mark)}[ \t]?", "", text, flags=re.MULTILINE)


def _marked(text: str) -> str:
    """The text with marks before the line feeds that may have cut a word."""
    lines = text.split("\n")
    width = _wrapping_width(lines)
    marked = [
        line + _mark(line, after, width)
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
    ]
    return "\n".join(marked)


def _wrapping_width(lines: list[str]) -> int:
    """The width at which the text was wrapped: that of its longest line with a line after it."""
    return max((len(line) for line in lines), default=0)


def _mark(line: str, after: str, width: int) -> str:
    """Why the line feed after `line` may stand for nothing; empty where it stands for a space."""
    first_word = after.lstrip(" \t").split(" ", 1)[0]
    last_word = line.rsplit(" ", 1)[-1]
    if not first_word:
        return ""
    if len(line) >= width and len(last_word) + len(first_word) > width:
        return _INSIDE_WORD
    return _AFTER_HYPHEN if last_word.endswith("-") else ""


def _unmarked(text: str) -> str:
    return text.replace(_AFTER_HYPHEN, "").replace(_INSIDE_WORD, "").strip()


def _glues(marks: list[str]) -> Iterator[tuple[str, ...]]:
    """What to put at each marked joint, the likeliest first: nothing or a space."""
    if len(marks) <= _GUESSED_JOINTS:
        yield from product(("", " "), repeat=len(marks))
        return
    for hyphen, word in product(("", " "), repeat=2):
        yield tuple(hyphen if mark == _AFTER_HYPHEN else word for mark in marks)


def _joined(pieces: list[str], glues: Iterator[str]) -> str:
    """Text, joint, text, joint, … as one line of content."""
    line = pieces[0]
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        line += (next(glues) if mark else " ") + piece
    return unescape_line(line)
