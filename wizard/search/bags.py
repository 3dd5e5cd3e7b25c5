"""The letters of many words, counted in all of them at once.

Each letter has a whole number with a byte for every word. Adding up those of a few letters counts,
at the speed of C, how many of them each word holds: SIMD within a register, as in lanes.py.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

LONGEST: Final = 100
"""Letters of a word that are counted, at the most: every sum of a byte stays in it."""
_REACHED: Final = 128
_SEVEN_BITS: Final = bytes(range(128)) * 2


class Bags:
    """The letters of each of some words, however they are ordered; no word has blanks.

    Some signs count as one, and a word longer than `LONGEST` as one without letters: what is near
    is among what these bags find, but they may find a little more.
    """

    def __init__(self, words: Sequence[str]) -> None:
        sizes = list(map(len, words))
        if max(sizes, default=0) > LONGEST:
            words = [word if len(word) <= LONGEST else "" for word in words]
            sizes = list(map(len, words))
        width = max(sizes, default=0) + 1
        rows = _bytes("\t".join(words)).expandtabs(width)
        self._columns = [_number(rows[place::width]) for place in range(width - 1)]
        self._count = len(words)
        self._each = _number(b"\1" * len(words))
        self._sizes = _number(bytes(sizes))
        self._letter = cache(self._read_letter)
        self._held = cache(self._read_held)

    def near(self, word: str, missed: int) -> Iterator[int]:
        """Places of the words that share with `word` all letters of the longer one but so many.

        They rise. A letter counts as often as both have it.
        """
        bag = Counter(_bytes(word))
        held = (self._held(byte, time) for byte in bag for time in range(1, bag[byte] + 1))
        shared = sum(held, self._each * (_REACHED + missed))
        reached = (shared - self._each * len(word)) & (shared - self._sizes)
        marks = (reached & self._each * _REACHED).to_bytes(self._count, "little")
        place = marks.find(_REACHED)
        while place >= 0:
            yield place
            place = marks.find(_REACHED, place + 1)

    def _read_held(self, byte: int, times: int) -> int:
        """For each word 1 where it has the letter so many times or more, else 0."""
        reached = self._letter(byte) + self._each * (_REACHED - times)
        return (reached & self._each * _REACHED) >> 7

    def _read_letter(self, byte: int) -> int:
        """For each word how often it has the letter."""
        wanted, most = self._each * byte, self._each * 127
        # Unlike letters differ by 1 to 127: only then is the eighth bit reached.
        unlike = sum(((column ^ wanted) + most >> 7) & self._each for column in self._columns)
        return self._each * len(self._columns) - unlike


def _bytes(text: str) -> bytes:
    """Seven bits a letter: some of other alphabets are alike, those of Russian and digits not."""
    return text.encode("cp1251", "replace").translate(_SEVEN_BITS)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")
