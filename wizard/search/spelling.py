"""Words within one or two slips of a typed word."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import Final

from wizard.search.analysis import fold, skeleton, skeletons
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
    """Finds every word of a list within some slips of a given one.

    Words of one length lie side by side in one string, so that the built-in substring search does
    the scanning. Whoever differs by `e` slips shares at least one of `e + 1` pieces untouched: the
    first one where it begins, the last one where it ends, others nearly in place; unless two
    letters were swapped across a seam, and those swaps are tried as well.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        sizes = list(map(len, words))
        by_size = sorted(range(len(words)), key=sizes.__getitem__)
        self._numbers = {size: list(g) for size, g in groupby(by_size, key=sizes.__getitem__)}
        self._text = cache(self._join)

    def near(self, word: str, edits: int) -> dict[int, int]:
        """Number of each word within `edits` slips of `word`, with its distance."""
        found: dict[int, int] = {}
        letters = set(word)
        for size in range(max(1, len(word) - edits), len(word) + edits + 1):
            numbers = self._numbers.get(size)
            if numbers is None:
                continue
            text = self._text(size)
            for row in set(_rows(text, size, word, edits)):
                start = row * (size + 1) + 1
                other = text[start : start + size]
                if len(letters.symmetric_difference(other)) > 2 * edits:
                    continue  # a slip changes one letter for another at the most
                distance = edit_distance(word, other, edits)
                if distance <= edits:
                    found[numbers[row]] = distance
        return found

    def _join(self, size: int) -> str:
        words = map(self._words.__getitem__, self._numbers[size])
        return f"\n{'\n'.join(words)}\n"


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


def _rows(text: str, size: int, word: str, edits: int) -> Iterator[int]:
    """Rows of `text` that can be within `edits` of `word`: some that are not, none left out."""
    stride = size + 1
    pieces = edits + 1
    seams = [len(word) * part // pieces for part in range(pieces + 1)]
    for start, end in pairwise(seams):
        piece = word[start:end]
        if not piece:
            yield from range(len(text) // stride)
        elif start == 0:
            yield from (at // stride for at in _places(text, f"\n{piece}"))
        elif end == len(word):
            yield from (at // stride for at in _places(text, f"{piece}\n"))
        else:
            for at in _places(text, piece):
                row, column = divmod(at - 1, stride)
                if -edits <= column - start <= edits:
                    yield row
    if edits:
        for seam in seams[1:-1]:
            if 0 < seam < len(word):
                swapped = word[: seam - 1] + word[seam] + word[seam - 1] + word[seam + 1 :]
                yield from _rows(text, size, swapped, edits - 1)


def _places(text: str, part: str) -> Iterator[int]:
    """Where the part begins in the text, every time."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def edit_distance(left: str, right: str, limit: int) -> int:
    """Slips between two words (optimal string alignment), or `limit + 1` when there are more."""
    if left == right:
        return 0
    start = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        start += 1
    stop_left, stop_right = len(left), len(right)
    while stop_left > start and stop_right > start and left[stop_left - 1] == right[stop_right - 1]:
        stop_left -= 1
        stop_right -= 1
    return _aligned(left[start:stop_left], right[start:stop_right], limit)


def _aligned(left: str, right: str, limit: int) -> int:
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    if not left or not right:
        return len(left) + len(right)
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != other))
            if earlier and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(before) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
