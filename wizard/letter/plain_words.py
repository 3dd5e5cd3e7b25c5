"""Whether a text says something, and one thing: a word from a text, one complaint from several."""

import re
from functools import lru_cache

from wizard.site_data.letter_fields import LetterFields, TextRules

_TOKEN = re.compile(r"\w+")
# A point of a list at the start of a line, or numbered with a bracket inside one.
_LIST_ITEM = re.compile(r"(?:^ *(?:\d{1,2}[.)]|[-*•])|(?<=\s)\d{1,2}\))\s+(?=\S)", re.MULTILINE)
_TELLING = re.compile(r"[^\W\d_]{3}")  # a text of shorter words and numbers tells nothing
_CLAUSE_END = re.compile(r"[,;.!?\n]| и | а также ")
_LISTED = 3  # things with the same complaint; two may be one cause and what follows from it
_NAME = 3  # words that name a thing: «принтер чеков Атол»
_TEXTS_KEPT = 4  # every step of a visit asks about the same text


def normalised(text: str) -> str:
    """Lower case, `ё` as `е`, single spaces: for comparing texts."""
    return " ".join(text.lower().replace("ё", "е").split())


def without_point(text: str) -> str:
    """`normalised`, without points at the end: for words of a list that were written by hand."""
    return normalised(text).rstrip(" .")


_kept_without_point = lru_cache(1)(without_point)


def is_unknown_version(text: str, fields: LetterFields) -> bool:
    """Whether the text says, in the words of `letter.toml`, that the version is not known."""
    return without_point(text) == _kept_without_point(fields.unknown_version)


def is_one_word(text: str, rules: TextRules) -> bool:
    """Whether the text is a single word, however often, or no more than fillers such as «тест»."""
    words = set(_TOKEN.findall(normalised(text)))
    return (
        len(words) < 2
        or not any(_TELLING.search(word) for word in words)
        or all(word in rules.fillers or word.isdecimal() for word in words)
    )


@lru_cache(_TEXTS_KEPT)
def holds_several_problems(text: str, rules: TextRules) -> bool:
    """Whether the text plainly holds several complaints; in doubt it does not."""
    lowered = _starts(rules.no_complaints).sub("", normalised_lines(text))
    if _joins(rules.counted).search(lowered) or _numbers_its_problems(lowered, rules):
        return True
    if any(_subjects(phrase, lowered, rules) >= _LISTED for phrase in rules.listed):
        return True
    complaint = _complaint(rules)
    points = [point for point in _LIST_ITEM.split(lowered) if point.strip()]
    if len(points) > 1 and sum(complaint.search(point) is not None for point in points) > 1:
        return True
    found = list(complaint.finditer(lowered))
    if not found:
        return False
    first_end, last_start = found[0].end(), found[-1].start()
    # A word or two may name what fails: «кроме того, программа вылетает».
    at_once = re.compile(rf"[\s,:—-]*+(?:и )?(?:(?!тоже )\w+ ){{0,2}}?{complaint.pattern}")
    return any(
        first_end <= join.start() and join.end() <= last_start
        for join in _joins(rules.joins).finditer(lowered)
    ) or any(
        first_end <= join.start() and at_once.match(lowered, join.end())
        for join in _joins(rules.soft_joins).finditer(lowered)
    )


def _numbers_its_problems(text: str, rules: TextRules) -> bool:
    """Whether a first problem is named, and a second after it."""
    first = _joins(rules.first).search(text)
    return first is not None and _joins(rules.second).search(text, first.end()) is not None


def _subjects(phrase: str, text: str, rules: TextRules) -> int:
    """Of how many things the phrase is said and no more: «не работает касса, …»."""
    clauses = (clause.strip() for clause in _CLAUSE_END.split(text))
    others = {
        clause.removeprefix(f"{phrase} ").removesuffix(f" {phrase}")
        for clause in clauses
        if clause.startswith(f"{phrase} ") or clause.endswith(f" {phrase}")
    }
    return sum(
        len(words) <= _NAME and words[0] not in rules.no_subjects
        for words in (other.split() for other in others)
    )


def normalised_lines(text: str) -> str:
    """`normalised`, line by line."""
    return "\n".join(normalised(line) for line in text.splitlines())


@lru_cache(maxsize=16)
def _joins(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the words, the longest first, standing by themselves."""
    longest_first = sorted(map(normalised, words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@lru_cache(maxsize=1)
def _starts(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Finds each phrase, to the end of its word."""
    starts = "|".join(re.escape(normalised(phrase)) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{starts})\w*")


@lru_cache(maxsize=1)
def _complaint(rules: TextRules) -> re.Pattern[str]:
    """Finds where a complaint begins."""
    starts = "|".join(re.escape(word.replace("ё", "е")) for word in rules.complaints)
    return re.compile(rf"(?<!\w)(?:{starts})")
