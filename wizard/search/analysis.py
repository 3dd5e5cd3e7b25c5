"""Text to terms: the same steps when an index is built and when a query is read."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from wizard.search.stemmer import stem

ANALYSIS_VERSION: Final = 1
"""Goes up whenever the same text would give other terms; an index carries it."""

# The signs of ordinary messages that NFKC changes, as it writes them: a text without any is seen to
# be normal at once, and the browser need not fetch the tables for all of Unicode.
_COMMON_SIGNS: Final = (("…", "..."), ("№", "No"), ("\u00a0", " "))
_TOKEN: Final = re.compile(r"[A-Za-z]+|[А-Яа-яЁё]+|[0-9]+")
_TOKEN_OR_BREAK: Final = re.compile(rf"{_TOKEN.pattern}|\n")
_LONGEST_WORD: Final = 40

# Latin words written as Russian ears hear them, so that «рутуб» stands close to "rutube".
_LATIN_SOUNDS: Final = (
    ("shch", "щ"), ("sch", "ш"), ("oo", "у"), ("ee", "и"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"),
    ("ch", "ч"), ("sh", "ш"), ("ph", "ф"), ("th", "т"), ("ck", "к"), ("yu", "ю"), ("ya", "я"),
)  # fmt: skip
_LATIN_LETTERS: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстуввхиз")
_SAME_SOUNDS: Final = (("й", "и"), ("э", "е"), ("щ", "ш"), ("ь", ""), ("ъ", ""))


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Runs of letters of one script and runs of digits, with their places in the text."""
    return _TOKEN.finditer(text)


def word_end(text: str, place: int) -> int:
    """Where the run that the character at `place` belongs to ends; `place` when it is in none."""
    match = _TOKEN.match(text, place)
    return match.end() if match else place


def normalize(text: str) -> str:
    """The text with composed letters (й as one sign): the first step for articles and queries.

    It is Unicode's NFKC (https://www.unicode.org/reports/tr15/).
    """
    for sign, plain in _COMMON_SIGNS:
        text = text.replace(sign, plain)
    return unicodedata.normalize("NFKC", text)


def lowered(text: str) -> str:
    """The text in lower case, ё as е."""
    return text.lower().replace("ё", "е")


def fold(token: str) -> str:
    """The token in lower case, ё as е, cut where it is longer than any word."""
    return lowered(token)[:_LONGEST_WORD]


def term(token: str) -> str:
    """The term of one token: folded, Russian words stemmed."""
    word = fold(token)
    return stem(word) if word >= "а" else word


def terms(text: str) -> list[str]:
    """The terms of a text in their order, repeated as they repeat."""
    return [term(token) for token in _TOKEN.findall(text)]


def words_of(text: str) -> list[str]:
    """The words of a text as they are written, but in lower case and with ё as е."""
    return lowered(" ".join(_TOKEN.findall(text))).split()


def words_of_each(texts: Sequence[str]) -> Iterator[list[str]]:
    """The same of each of many texts, which have no line feeds."""
    if not texts:
        return iter(())
    found = _TOKEN_OR_BREAK.findall("\n".join(texts))
    return map(str.split, lowered(" ".join(found)).split("\n"))


def skeleton(word: str) -> str:
    """How a term sounds, in Russian letters whatever its script; spelling is compared on these."""
    return _russian_skeleton(_heard(word) if "a" <= word[:1] <= "z" else word)


def skeletons(words: Sequence[str]) -> list[str]:
    """The same of many words at once; they are sorted and have no line feeds."""
    if not words:
        return []
    # Within a sorted list those that begin with a Latin letter lie side by side.
    low, high = bisect_left(words, "a"), bisect_left(words, "{")
    if low < high:
        words = *words[:low], _heard("\n".join(words[low:high])), *words[high:]
    return _russian_skeleton("\n".join(words)).split("\n")


def _heard(latin: str) -> str:
    for written, russian in _LATIN_SOUNDS:
        latin = latin.replace(written, russian)
    return latin.translate(_LATIN_LETTERS)


def _russian_skeleton(text: str) -> str:
    # One after another at the speed of C, where a table would be asked for every letter.
    for letter, same in _SAME_SOUNDS:
        text = text.replace(letter, same)
    return text
