"""The Snowball stemmer for Russian, small and fast enough to run on every word in a browser.

The algorithm is https://snowballstem.org/algorithms/russian/stemmer.html; a test holds this code
equal to the `snowballstemmer` package, word for word. Words come with ё already written as е.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_VOWELS: Final = frozenset("аеиоуыэюя")

type _Endings = tuple[tuple[int, frozenset[str]], ...]


def _endings(*groups: str) -> _Endings:
    """Endings by length, the longest first."""
    words = [word for group in groups for word in group.split()]
    lengths = sorted({len(word) for word in words}, reverse=True)
    return tuple((size, frozenset(w for w in words if len(w) == size)) for size in lengths)


def _words(group: str) -> frozenset[str]:
    return frozenset(group.split())


# Endings of the second group are cut as they are, those of the first only after а or я.
_GERUND_AFTER_A: Final = _words("в вши вшись")
_GERUND: Final = _endings("в вши вшись", "ив ивши ившись ыв ывши ывшись")
_ADJECTIVE: Final = _endings(
    "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею"
)
_PARTICIPLE_AFTER_A: Final = _words("ем нн вш ющ щ")
_PARTICIPLE: Final = _endings("ем нн вш ющ щ", "ивш ывш ующ")
_VERB_AFTER_A: Final = _words("ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно")
_VERB: Final = _endings(
    "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно",
    "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены"
    " ить ыть ишь ую ю",
)
_NOUN: Final = _endings(
    "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях"
    " ы ь ию ью ю ия ья я"
)
_NONE: Final = frozenset[str]()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one lower-case word in Russian letters, without ё."""
    after_vowel, second_region = _regions(word)
    word = _without_inflection(word, after_vowel)
    if word.endswith("и") and len(word) > after_vowel:
        word = word[:-1]
    for suffix in ("ость", "ост"):
        if word.endswith(suffix) and len(word) - len(suffix) >= second_region:
            word = word[: -len(suffix)]
            break
    return _tidied(word, after_vowel)


def _regions(word: str) -> tuple[int, int]:
    """Where the part after the first vowel starts, and where Snowball's region R2 does."""
    vowels = [letter in _VOWELS for letter in word]
    marks = [_position(vowels, True, 0)]
    for wanted in (False, True, False):
        marks.append(_position(vowels, wanted, marks[-1]))
    return marks[0], marks[3]


def _position(vowels: list[bool], wanted: bool, start: int) -> int:
    """One past the first vowel (or consonant) from `start` on; the length where there is none."""
    try:
        return vowels.index(wanted, start) + 1
    except ValueError:
        return len(vowels)


def _without_inflection(word: str, floor: int) -> str:
    cut = _cut(word, floor, _GERUND, _GERUND_AFTER_A)
    if cut is not None:
        return cut
    if word.endswith(("ся", "сь")) and len(word) - 2 >= floor:
        word = word[:-2]
    cut = _cut(word, floor, _ADJECTIVE, _NONE)
    if cut is not None:
        participle = _cut(cut, floor, _PARTICIPLE, _PARTICIPLE_AFTER_A)
        return cut if participle is None else participle
    for endings, after_a in ((_VERB, _VERB_AFTER_A), (_NOUN, _NONE)):
        cut = _cut(word, floor, endings, after_a)
        if cut is not None:
            return cut
    return word


def _cut(word: str, floor: int, endings: _Endings, after_a: Iterable[str]) -> str | None:
    """The word without its longest ending, or None where it has none that may be cut.

    Only the longest ending counts: when it needs а or я before it and they are not there,
    Snowball does not try a shorter one.
    """
    for size, group in endings:
        start = len(word) - size
        if start >= floor and (ending := word[start:]) in group:
            if ending in after_a and (start <= floor or word[start - 1] not in "ая"):
                return None
            return word[:start]
    return None


def _tidied(word: str, floor: int) -> str:
    """Without the superlative, a doubled н or the soft sign."""
    if word.endswith("ь") and len(word) > floor:
        return word[:-1]
    for suffix in ("ейше", "ейш"):
        if word.endswith(suffix) and len(word) - len(suffix) >= floor:
            word = word[: -len(suffix)]
            break
    if word.endswith("нн") and len(word) - 2 >= floor:
        return word[:-1]
    return word
