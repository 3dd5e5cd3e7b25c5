"""Whether a text can be read: words told from keys hit at random or in the wrong layout."""

import re
from functools import lru_cache

from wizard.search.layout import (
    from_latin_layout,
    from_russian_layout,
    letters_of_latin_outnumber,
)
from wizard.site_data.letter_fields import TextRules

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3  # letters of a word that tells something
_ACRONYM = 3  # letters that need not read as a word in small letters either: офд, vpn
_RUN = 5  # keys in a row, or letters without a vowel, that no word has by chance
_CONSONANTS = 7  # in a row; «контрвзрыв» has six
_ABBREVIATION = 6  # capitals that need not: ЕГРЮЛ, HTTPS
_GROUPS = (2, 3)  # letters that, repeated, make up no word
_RARE_IN_WORD = 1 / 5  # of its pairs; two slips of the finger in a long word stay below
_RARE_IN_TEXT = 1 / 12  # of its pairs, in the wrong layout
_WORDS_WITH_RARE = 2  # of a text in the wrong layout: one may be a name or a word of a program
_BETTER = 3  # times fewer rare pairs in the layout that was meant
_TEXTS_KEPT = 16  # a letter has fewer, and every step of a visit asks about all of them
_EDGE = "_"  # stands for either end of a word in the pairs of the rules


@lru_cache(_TEXTS_KEPT)
def is_gibberish(text: str, rules: TextRules) -> bool:
    """Whether nothing in the text can be read: no letters, mostly random keys, the wrong layout."""
    words = _words(text)
    if not words:
        return not re.search(r"\d", text)
    random = [word for word in words if _is_random(word, rules)]
    readable = sum(len(word) >= _SHORTEST for word in words) - len(random)
    # One long word hit by chance among two that can be read is a slip, or a name.
    mostly_random = sum(map(len, random)) * 2 > sum(map(len, words)) and len(random) >= readable
    return mostly_random or _is_in_wrong_layout(text, rules)


def _words(text: str) -> list[str]:
    return [re.sub("[ёЁ]", "е", word) for word in _WORD.findall(text)]


def _is_random(word: str, rules: TextRules) -> bool:
    """Whether the word shows one of the signs of keys that were hit, not typed."""
    lowered = word.lower()
    if len(set(lowered)) <= 2:
        return (len(set(lowered)) == 1 and len(word) >= _SHORTEST) or len(word) >= _RUN
    if _is_run_of_keys(lowered, rules):
        return True
    if len(word) <= _ACRONYM or (word.isupper() and len(word) <= _ABBREVIATION):
        return False
    return (
        any(_repeats(lowered, size) for size in _GROUPS)
        or _lacks_vowels(lowered, rules)
        or _has_rare_pairs(lowered, rules)
    )


def _is_run_of_keys(word: str, rules: TextRules) -> bool:
    rows = (*rules.keyboard_rows, *(row[::-1] for row in rules.keyboard_rows))
    runs = (word[place : place + _RUN] for place in range(len(word) - _RUN + 1))
    return any(run in row for run in runs for row in rows)


def _repeats(word: str, size: int) -> bool:
    """Whether the word is its first `size` letters twice or more: «лорлорл»."""
    return len(word) >= 2 * max(_GROUPS) and word == (word[:size] * len(word))[: len(word)]


def _lacks_vowels(word: str, rules: TextRules) -> bool:
    if len(word) >= _RUN and not set(word) & set(rules.vowels):
        return True
    return re.search(rf"[^{rules.vowels}ьъ]{{{_CONSONANTS},}}", word) is not None


def _has_rare_pairs(word: str, rules: TextRules) -> bool:
    """Whether too many letters stand side by side that hardly do: «пвыалорп», «gjvjubnt».

    One such pair is enough where all keys are of one row: a slip of the finger leaves it.
    """
    rare, pairs = _rare_pairs(word, rules)
    if any(set(word) <= set(row) for row in rules.keyboard_rows):
        return rare > 0
    return rare > 1 and rare >= pairs * _RARE_IN_WORD


def _rare_pairs(word: str, rules: TextRules) -> tuple[int, int]:
    """How many pairs of the word, its ends included, are rare, and how many there are."""
    edged = f"{_EDGE}{word}{_EDGE}"
    pairs = [edged[place : place + 2] for place in range(len(edged) - 1)]
    return sum(pair in rules.rare_pairs for pair in pairs), len(pairs)


def _is_in_wrong_layout(text: str, rules: TextRules) -> bool:
    """Whether the same keys in the other layout write what reads far better: «ghbdtn»."""
    latin = letters_of_latin_outnumber(text)
    other = from_latin_layout(text) if latin else from_russian_layout(text)
    odd_words, share = _oddity(text, rules)
    _, share_meant = _oddity(other, rules)
    return odd_words >= _WORDS_WITH_RARE and share > max(_RARE_IN_TEXT, share_meant * _BETTER)


def _oddity(text: str, rules: TextRules) -> tuple[int, float]:
    """How many words have rare pairs, and the share of these among all pairs."""
    words = [word.lower() for word in _words(text) if len(word) > _ACRONYM]
    counts = [_rare_pairs(word, rules) for word in words]
    rare, pairs = sum(rare for rare, _ in counts), sum(pairs for _, pairs in counts)
    return sum(rare > 0 for rare, _ in counts), rare / pairs if pairs else 0.0
