"""The letters of many words, counted in all of them at once.

Each letter has a whole number with a byte for every word. Adding up those of a few letters counts,
at the speed of C, how many of them each word holds: SIMD within a register, as in lanes.py.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Final

LONGEST: Final = 100
"""Letters in a word, at the most: every sum of a byte stays in it."""
_REACHED: Final = 128


class Bags:
    """The letters of each of some words, however they are ordered.

    The words fall in length, from `LONGEST` letters on. Signs foreign to Russian and English count
    as one letter.
    """

    def __init__(self, words: Sequence[str]) -> None:
        same_length = [(size, _bytes("".join(group))) for size, group in groupby(words, key=len)]
        longest = len(words[0]) if words else 0
        self._columns = [
            b"".join(letters[place::size] for size, letters in same_length if size > place)
            for place in range(longest)
        ]
        self._count = len(words)
        self._each = int.from_bytes(b"\1" * len(words), "little")
        self._sizes = int.from_bytes(bytes(map(len, words)), "little")
        self._levels = cache(self._read_levels)

    def near(self, word: str, edits: int) -> Iterator[int]:
        """Places of the words that share all letters of the longer word but so many, rising.

        A letter counts as often as both have it.
        """
        bag = Counter(_bytes(word))
        held = (level for byte, times in bag.items() for level in self._levels(byte)[:times])
        spared = sum(held, self._each * (_REACHED + edits))
        reached = (spared - self._each * len(word)) & (spared - self._sizes)
        marks = (reached & self._each * _REACHED).to_bytes(self._count, "little")
        place = marks.find(_REACHED)
        while place >= 0:
            yield place
            place = marks.find(_REACHED, place + 1)

    def _read_levels(self, byte: int) -> Sequence[int]:
        """A number with 1 for each word that has the letter, one for each that has it twice..."""
        levels: list[int] = []
        only = bytes(byte) + b"\1" + bytes(255 - byte)
        for column in self._columns:
            more = int.from_bytes(column.translate(only), "little")
            for number, level in enumerate(levels):
                levels[number], more = level | more, level & more
            if more:
                levels.append(more)
        return levels


def _bytes(text: str) -> bytes:
    return text.encode("cp1251", "replace")
