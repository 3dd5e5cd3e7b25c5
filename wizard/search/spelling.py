"""Words within one or two slips of a typed word."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from wizard.search.analysis import fold, skeleton, skeletons
from wizard.search.bags import LONGEST, Bags
from wizard.search.stemmer import stem

LEAST_LETTERS: Final = 4
"""Shorter words are not repaired: at one slip everything is near everything."""
LONG_WORD: Final = 8
"""From this many letters on two slips are allowed."""

LONGEST_ENDING: Final = 4
"""Letters that a word may lose where it is cut otherwise than by the stemmer."""
_ENDINGS_START: Final = frozenset("аеиоуыьэюяй")


def allowed_edits(word: str) -> int:
    """How many slips (a letter lost, added, changed, or two swapped) the word may hold."""
    if len(word) < LEAST_LETTERS:
        return 0
    return 1 if len(word) < LONG_WORD else 2


class SpellingIndex:
    """Finds every word of a list within some slips of a given one; none has over 100 letters.

    A slip changes one letter at the most, so that of the longer of two words all letters but the
    slips are in the other, however they are ordered: their bag distance (Bartolini, Ciaccia and
    Patella 2002). Few other words pass this test; these are compared letter by letter.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def near(self, word: str, edits: int) -> dict[int, int]:
        """Number of each word within `edits` slips of `word`, with its distance."""
        if len(word) > LONGEST:
            return {}
        found: dict[int, int] = {}
        for number in self._bags.near(word, edits):
            distance = edit_distance(word, self._words[number], edits)
            if distance <= edits:
                found[number] = distance
        return found

    @cached_property
    def _bags(self) -> Bags:
        return Bags(self._words)


class Slips:
    """Finds the terms of a sorted list that a misspelled word may stand for."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self._sounds = SpellingIndex(skeletons(terms))

    def near(self, term: str, word: str) -> dict[int, int]:
        """Number of each term near the word of this term, with its slips."""
        sound = skeleton(term)
        found = self._sounds.near(sound, allowed_edits(sound))
        return found or self._cut_elsewhere(fold(word))

    def _cut_elsewhere(self, word: str) -> dict[int, int]:
        """Terms one slip from a beginning of the word, whose own ending the rest of it can be.

        A slip among the vowels moves the place where the stemmer cuts: `вкрси` of «вкрсии» is far
        from `верс`, but `вкрс` is near, and `верс` is what the stemmer makes of «верс» and «ии».
        """
        found: dict[int, int] = {}
        # One letter less than a term that may be mended: it may be the one that is lost.
        for end in range(max(LEAST_LETTERS - 1, len(word) - LONGEST_ENDING), len(word)):
            if word[end] not in _ENDINGS_START:
                continue
            for number, edits in self._sounds.near(skeleton(word[:end]), 1).items():
                term = self._terms[number]
                if len(term) < LEAST_LETTERS or term < "а":
                    continue
                if stem(term + word[end:]) == term:
                    found[number] = edits
        return found


def edit_distance(left: str, right: str, limit: int) -> int:
    """Slips between two words (optimal string alignment), or `limit + 1` when there are more.

    Hyyrö's bit-vector algorithm (2003): bit `n` of each number is row `n` of a column of the table
    of distances, which is walked from column to column, a letter of `right` each.
    """
    if abs(len(left) - len(right)) > limit or not left:
        return min(limit + 1, max(len(left), len(right)))
    places: dict[str, int] = {}
    for place, letter in enumerate(left):
        places[letter] = places.get(letter, 0) | 1 << place
    last = 1 << len(left) - 1
    # Where a row's distance is one more, one less than the row's above, and where it is that of
    # the diagonal; numbers of bits without end, negative ones with ones without end.
    more, less, same = -1, 0, 0
    met_before = 0
    distance = len(left)
    for letter in right:
        met = places.get(letter, 0)
        swapped = (~same & met) << 1 & met_before
        same = ((met & more) + more ^ more) | met | less | swapped
        rises = less | ~(same | more)
        falls = same & more
        distance += bool(rises & last) - bool(falls & last)
        rises = rises << 1 | 1
        more = falls << 1 | ~(same | rises)
        less = rises & same
        met_before = met
    return min(distance, limit + 1)
