"""A text as it was before a mail program quoted it: without its marks, its spaces made alike."""

import re

from wizard.letter.escaping import edited_label_pattern

_MOST_DEPTHS = 8  # that letters of one thread are quoted at; more only keep the reader busy
_QUOTED = re.compile(r"[ \t]*((?:>[ \t]?)+)")
# Other marks that some programs put before the lines: a bar, the initials of who wrote them.
_OTHER_MARK = re.compile(r"[ \t]*(\||[^\W\d_]{1,4}>)[ \t]?")
_MOST_MARKS = 2  # as with depths


def plain_spaces(text: str) -> str:
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


def unquoted_forms(text: str, labels: tuple[str, ...]) -> list[str]:
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
