"""Words as the articles write them: what a misspelled word was likeliest meant to be.

A slip among the last letters makes a stem that is near no other: «каналб» stays `каналб`, where
«канал» becomes `кана`. Whole words are compared here.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from wizard.search.analysis import fold, term, words_of
from wizard.search.spelling import LEAST_LETTERS, SpellingIndex, allowed_edits

LEAST_FORM: Final = LEAST_LETTERS - 1
"""Letters of a form at the least: one of the letters of a mended word may be too much."""
MOST_COMMON: Final = 9
"""The greatest commonness, one digit."""
SLIP_ODDS: Final = 0.003
"""How likely a word holds one slip more, in proportion: about the square of the vocabulary's, which
weighs the roots of counts."""
FIRST_LETTER_ODDS: Final = 0.3
"""How likely a slip is in the first letter, in proportion to the others."""

_FORM: Final = re.compile(r"(\d)(\D*)")


def count_forms(texts: Iterable[str]) -> Counter[str]:
    """How often Russian words stand in the texts, in lower case and with ё as е.

    Words met once are left out: half of all, and seldom what another one was meant to be.
    """
    words = (word for text in texts for word in words_of(text))
    counts = Counter(word for word in words if word >= "а" and len(word) >= LEAST_FORM)
    return Counter({word: count for word, count in counts.items() if count > 1})


def write_forms(stems: Sequence[str], counts: Mapping[str, int]) -> bytes:
    """The forms of these stems: a line a stem, a digit of commonness and the ending for each.

    The digit is the binary logarithm of the count. Forms of other stems are left out.
    """
    endings: dict[str, list[str]] = {stem: [] for stem in stems}
    for form, count in sorted(counts.items()):
        stem = term(form)
        if stem in endings and form.startswith(stem):
            commonness = min(MOST_COMMON, count.bit_length() - 1)
            endings[stem].append(f"{commonness}{form.removeprefix(stem)}")
    return "\n".join(map("".join, endings.values())).encode("cp1251")


def read_forms(stems: Sequence[str], data: bytes) -> dict[str, int]:
    """The commonness of each form that `write_forms` wrote with these stems."""
    lines = data.decode("cp1251").split("\n")
    return {
        f"{stem}{ending}": int(commonness)
        for stem, line in zip(stems, lines, strict=False)
        if line
        for commonness, ending in _FORM.findall(line)
    }


class Forms:
    """Mends words by the forms that articles have; read when the first word is asked for."""

    def __init__(self, stems: Sequence[str], data: bytes) -> None:
        self._stems = stems
        self._data = data

    def meant(self, word: str) -> str | None:
        """The form that the word, a slip or two from it, likeliest is.

        None where none is near, and for a form and the beginning of one: these are not misspelled.
        """
        word = fold(word)
        if word < "а":
            return None
        place = bisect_left(self._forms, word)
        if place < len(self._forms) and self._forms[place].startswith(word):
            return None
        near = self._spelling.near(word, allowed_edits(word))
        forms = ((self._forms[number], slips) for number, slips in sorted(near.items()))
        meant = max(forms, key=lambda form: self._likelihood(word, *form), default=None)
        return meant and meant[0]

    def _likelihood(self, word: str, form: str, edits: int) -> float:
        """How likely the word is this form with so many slips, in proportion."""
        likelihood = math.ldexp(SLIP_ODDS**edits, self._commonness[form])
        return likelihood if form[0] == word[0] else likelihood * FIRST_LETTER_ODDS

    @cached_property
    def _commonness(self) -> Mapping[str, int]:
        return read_forms(self._stems, self._data)

    @cached_property
    def _forms(self) -> Sequence[str]:
        return sorted(self._commonness)

    @cached_property
    def _spelling(self) -> SpellingIndex:
        return SpellingIndex(self._forms)
