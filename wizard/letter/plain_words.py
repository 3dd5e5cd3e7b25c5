"""Whether a text says something: telling words from a run of keys, one complaint from several."""

import re

from wizard.site_data.letter_fields import TextRules

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\w+")
_LIST_ITEM = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•])\s+(?=\S)", re.MULTILINE)
_RUN = 5  # keys in a row, or consonants in a row, that no word of Russian or English has by chance


def normalised(text: str) -> str:
    """Lower case, `ё` as `е`, single spaces: for comparing texts."""
    return " ".join(text.lower().replace("ё", "е").split())


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
    lowered = normalised_lines(text)
    items = [item for item in _LIST_ITEM.split(lowered) if item.strip()]
    if len(items) > 1 and sum(_complains(item, rules) for item in items) > 1:
        return True
    return any(
        _complains(before, rules) and _complains(after, rules)
        for join in rules.joins
        for before, after in _around(join, lowered)
    )


def normalised_lines(text: str) -> str:
    """`normalised`, line by line."""
    return "\n".join(normalised(line) for line in text.splitlines())


def _around(join: str, text: str) -> list[tuple[str, str]]:
    """The text before and after each place where the word `join` stands."""
    pattern = re.compile(rf"(?<!\w){re.escape(normalised(join))}(?!\w)")
    return [(text[: match.start()], text[match.end() :]) for match in pattern.finditer(text)]


def _complains(statement: str, rules: TextRules) -> bool:
    return any(
        re.search(rf"(?<!\w){re.escape(word.replace('ё', 'е'))}", statement)
        for word in rules.complaints
    )


def _is_random(word: str, rules: TextRules) -> bool:
    if len(word) < _RUN:
        return len(word) > 2 and len(set(word)) == 1
    if len(set(word)) <= 2:
        return True
    if any(run in row for row in rules.keyboard_rows for run in _runs(word)):
        return True
    return re.search(rf"[^{rules.vowels}ьъ]{{{_RUN + 2},}}", word) is not None


def _runs(word: str) -> list[str]:
    return [word[place : place + _RUN] for place in range(len(word) - _RUN + 1)]
