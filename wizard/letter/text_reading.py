"""The labelled lines of a letter found again in a text that mail has been through."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from wizard.letter.escaping import label_words, plain_label, unescape_line
from wizard.letter.quotation import plain_spaces, unquoted_forms
from wizard.letter.text_form import list_labels
from wizard.site_data.letter_fields import LetterFields

# Marks put before a line feed where it may stand for nothing at all instead of a space.
_AFTER_HYPHEN = "\v"
_INSIDE_WORD = "\f"
_JOINT = re.compile(r"[ \t]*([\v\f]?)\n[ \t\n\v\f]*")
_GUESSED_JOINTS = 5  # joints tried both ways: with 20-bit sums, 32 tries deceive once in 30,000
# A thread holds the same letter a few times; more is somebody trying to keep the reader busy.
_MOST_LETTERS = 8
_EMPTY_LINE = re.compile(r"\n[ \t\u00a0\v\f]*\n")
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
    """One way to read a text as a letter, and what stood `before` and `after` it.

    `place` is the line it begins in and how many letters begin before it in this line: readings
    with the same place are of the same letter.
    """

    entries: tuple[Entry, ...]
    place: tuple[int, int]
    before: str
    after: str


def readings_of(text: str, fields: LetterFields) -> Iterator[Reading]:
    """The ways to read each letter in the text, the strictest first; none where it holds none.

    Labels and bars are looked for at the starts of lines, then, for mail made into paragraphs,
    anywhere between white space; after that also labels that were written anew. Quotation marks
    are taken off to the depth of the first label.
    """
    for form, tokens in _forms(text, fields):
        found: Counter[int] = Counter()
        letters = (lines for lines in _parts(form, tokens, fields) if _is_letter(lines, fields))
        for lines in islice(letters, _MOST_LETTERS):
            number = form.count("\n", 0, lines.start)
            yield _reading(form, lines, (number, found[number]), fields)
            found[number] += 1


def readings_by_hand(text: str, fields: LetterFields) -> Iterator[Reading]:
    """The ways to read the text from its first label on, where nothing else tells a letter."""
    own = {field.letter_label for field in fields.fields}
    for form, tokens in _forms(text, fields):
        matches = list(tokens.finditer(form))
        labels = [plain_label(_label(match), fields.all_labels) for match in matches]
        first = next((place for place, label in enumerate(labels) if label in own), 0)
        if any(
            match["label"] and label in own for match, label in zip(matches, labels, strict=True)
        ):
            end = _value_end(form, matches[-1].end(), len(form))
            yield _reading(form, _Lines(tuple(matches[first:]), end), (0, 0), fields)


def _forms(text: str, fields: LetterFields) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The text without quotation marks, and what to look for in it."""
    labels = fields.all_labels
    for form in unquoted_forms(plain_spaces(text), labels):
        marked = _marked(form)
        for edited, anywhere in product((False, True), repeat=2):
            yield marked, _tokens(labels, anywhere, edited)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Labels and bars one after another, the first being a label, and where the last value ends."""

    matches: tuple[re.Match[str], ...]
    end: int

    @property
    def start(self) -> int:
        return self.matches[0].start()


def _parts(text: str, tokens: re.Pattern[str], fields: LetterFields) -> Iterator[_Lines]:
    """The lines of the text, parted after each control line and before each first line."""
    labels, first = fields.all_labels, fields.field("kind").letter_label
    part: list[re.Match[str]] = []
    for match in tokens.finditer(text):
        label = plain_label(_label(match), labels)
        if part and label == first:
            yield _Lines(tuple(part), _value_end(text, part[-1].end(), match.start()))
            part = []
        if label or part:
            part.append(match)
        if label == fields.labels["control"]:
            yield _Lines(tuple(part), _control_end(text, match.end()))
            part = []
    if part:
        yield _Lines(tuple(part), _value_end(text, part[-1].end(), len(text)))


def _is_letter(lines: _Lines, fields: LetterFields) -> bool:
    """Whether the lines are of the wizard: two, with its first line, its code or its sums."""
    labels = [plain_label(_label(match), fields.all_labels) for match in lines.matches]
    return len(labels) - labels.count("") > 1 and (
        labels[0] == fields.field("kind").letter_label
        or fields.field("reference").letter_label in labels
        or (labels[-1] == fields.labels["control"] and lines.end > lines.matches[-1].end())
    )


def _label(match: re.Match[str]) -> str:
    """The label that was found; empty for a bar."""
    found: str | None = match["label"] or match["edited"]
    return found or ""


def _reading(text: str, lines: _Lines, place: tuple[int, int], fields: LetterFields) -> Reading:
    labels = fields.all_labels
    ends = [*(match.start() for match in lines.matches[1:]), lines.end]
    values: list[tuple[re.Match[str], list[slice]]] = []  # beside a label and behind each bar
    expected = _Expected(fields)
    for match, end in zip(lines.matches, ends, strict=True):
        label = plain_label(_label(match), labels)
        if values and label and not expected.takes(label):
            texts = values[-1][1]
            texts[-1] = slice(texts[-1].start, end)
        elif label:
            values.append((match, [slice(match.end(), end)]))
        else:
            values[-1][1].append(slice(match.end(), end))
    entries = tuple(
        _entry(match, labels, [text[place] for place in places]) for match, places in values
    )
    return Reading(entries, place, _unmarked(text[: lines.start]), _unmarked(text[lines.end :]))


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


def _value_end(text: str, start: int, limit: int) -> int:
    """Where a value ends that no other line follows: no value of the wizard has an empty line."""
    value = text[start:limit]
    empty = _EMPTY_LINE.search(text, start + len(value) - len(value.lstrip()), limit)
    return empty.start() if empty else limit


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
