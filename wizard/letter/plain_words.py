"""Whether a text says something: telling words from a run of keys, one complaint from several."""

import re

from wizard.site_data.letter_fields import TextRules

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\w+")
# A point of a list at the start of a line, or numbered with a bracket inside one.
_LIST_ITEM = re.compile(r"(?:^ *(?:\d{1,2}[.)]|[-*•])|(?<=\s)\d{1,2}\))\s+(?=\S)", re.MULTILINE)
_RUN = 5  # keys in a row, or consonants in a row, that no word of Russian or English has by chance


def normalised(text: str) -> str:
    """Lower case, `ё` as `е`, single spaces: for comparing texts."""
    return " ".join(text.lower().replace("ё", "е").split())


def without_point(text: str) -> str:
    """`normalised`, without points at the end: for words of a list that were written by hand."""
    return normalised(text).rstrip(" .")


def is_one_word(text: str, rules: TextRules) -> bool:
    """Whether the text is a single word, or a filler such as «тест»."""
    words = _TOKEN.findall(text)
    return len(words) < 2 or normalised(text) in rules.fillers


def is_gibberish(text: str, rules: TextRules) -> bool:
    """Whether nothing in the text can be read: no letters, or mostly random keys."""
    words = [word.lower().replace("ё", "е") for word in _WORD.findall(text)]
    if not words:
        return not re.search(r"\d", text)
    random = sum(len(word) for word in words if _is_random(word, rules))
    return random * 2 > sum(len(word) for word in words)


def holds_several_problems(text: str, rules: TextRules) -> bool:
    """Whether the text plainly holds several complaints; in doubt it does not."""
    lowered = _without(rules.no_complaints, normalised_lines(text))
    if _joins(rules.counted).search(lowered):
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


def normalised_lines(text: str) -> str:
    """`normalised`, line by line."""
    return "\n".join(normalised(line) for line in text.splitlines())


def _joins(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the words, the longest first, standing by themselves."""
    longest_first = sorted(map(normalised, words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _without(phrases: tuple[str, ...], text: str) -> str:
    """The text with each phrase, to the end of its word, taken out."""
    starts = "|".join(re.escape(normalised(phrase)) for phrase in phrases)
    return re.sub(rf"(?<!\w)(?:{starts})\w*", "", text)


def _complaint(rules: TextRules) -> re.Pattern[str]:
    """Finds where a complaint begins."""
    starts = "|".join(re.escape(word.replace("ё", "е")) for word in rules.complaints)
    return re.compile(rf"(?<!\w)(?:{starts})")


def _is_random(word: str, rules: TextRules) -> bool:
    if len(word) < _RUN:
        return len(word) > 2 and len(set(word)) == 1
    if len(set(word)) <= 2:
        return True
    rows = (*rules.keyboard_rows, *(row[::-1] for row in rules.keyboard_rows))
    if any(run in row for row in rows for run in _runs(word)):
        return True
    return re.search(rf"[^{rules.vowels}ьъ]{{{_RUN + 2},}}", word) is not None


def _runs(word: str) -> list[str]:
    return [word[place : place + _RUN] for place in range(len(word) - _RUN + 1)]
