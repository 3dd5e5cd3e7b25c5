"""What an index knows of words: their weights, their relatives and their neighbours in spelling."""

import math
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Final, NamedTuple

from wizard.search.analysis import fold, skeleton
from wizard.search.index import ZIPF_STEP, Index, PostingLists
from wizard.search.roots import beginning_with, same_root
from wizard.search.spelling import Slips

FAMILY_LETTERS: Final = 4
FAMILY_SHARE: Final = 0.58
FAMILY_WEIGHT: Final = 0.8
ROOT_WEIGHT: Final = 0.7
"""How much a term counts that has the root of a word unknown to the index."""
BEGINNING_LETTERS: Final = 3
"""An unknown word of this many letters may be the beginning of a term: «физ. лицо»."""
BEGINNING_POWER: Final = 0.25
"""How much it counts then: this power of the share of the term's letters that are written."""
SPELLING_POWER: Final = 0.5
"""How much a misspelled word counts: this power of the share of its letters that are right."""
SLIP_ODDS: Final = 0.05
"""How often a word is written with one slip more, as a share."""
LIKELIHOOD_POWER: Final = 0.3
"""How much less a term counts than a likelier one that a misspelled word may be as well."""
HEADINGS_TELL_FROM: Final = 1_000
"""From this many articles on a word of a heading counts by its rarity among headings."""


class TermOption(NamedTuple):
    """A term of the index that a typed word may stand for.

    `closeness` is 1 for the same term, less for relatives and misspellings; `edits` counts slips.
    """

    term: int
    closeness: float
    edits: int = 0


class Vocabulary:
    """Looks words up among the terms of one index.

    `is_word` tells of a term that no article holds whether it is a word all the same, beside those
    that the index knows to be.
    """

    def __init__(
        self,
        index: Index,
        lists: PostingLists,
        is_word: Callable[[str], bool] = lambda _term: False,
    ) -> None:
        self._index = index
        self._is_word = is_word
        self._lists = lists
        self._numbers = dict(zip(index.terms, range(len(index.terms)), strict=True))
        self._stop_terms = frozenset(index.stop_terms)
        self._known = dict(zip(index.known, index.known_commonness, strict=True))
        self._weight = cache(self._read_weight)

    def number(self, term: str) -> int | None:
        """The number of a term of the index, or None."""
        return self._numbers.get(term)

    def is_stop(self, term: str) -> bool:
        """Whether the term says nothing about a problem."""
        return term in self._stop_terms

    def knows(self, term: str) -> bool:
        """Whether this is a word at all, as far as the index can tell."""
        known = term in self._numbers or term in self._stop_terms or term in self._known
        return known or self._is_word(term)

    def weight(self, number: int) -> float:
        """How much meeting this term says: rare in the articles, not a word of everyday talk."""
        return self._weight(number)

    def _read_weight(self, number: int) -> float:
        return self._rarity(self._lists.count(number)) * _emphasis(self._index.commonness[number])

    def heading_weight(self, number: int, headings: int) -> float:
        """How much meeting this term in a heading says, which so many articles have in theirs.

        A word that most articles use somewhere may be the subject of few. On a small site it says
        no more than in a text: there is no difference to measure, and ranking was learned so.
        """
        if len(self._index.ids) < HEADINGS_TELL_FROM:
            return self.weight(number)
        return self._rarity(headings) * _emphasis(self._index.commonness[number])

    def missing_weight(self, term: str) -> float:
        """The weight of a word that no article holds."""
        return self._rarity(0) * self.emphasis(term)

    @cached_property
    def greatest_weight(self) -> float:
        """The weight of a rare word that a single article holds; 1 in an index of none."""
        return self._rarity(1) if self._index.ids else 1.0

    def emphasis(self, term: str) -> float:
        """Less than 1 for words that everybody uses about everything, 0.35 at the least."""
        number = self._numbers.get(term)
        if number is not None:
            return _emphasis(self._index.commonness[number])
        return _emphasis(self._known.get(term, 0))

    def options(self, term: str, word: str) -> list[TermOption]:
        """What the typed word of this term may stand for.

        That is the term itself and its relatives; else terms of its root, terms that begin with the
        word, near spellings, and the relatives of those.
        """
        number = self._numbers.get(term)
        options = [] if number is None else [TermOption(number, 1.0)]
        if not term.isdigit():
            options += self._family(term)
            if number is None:
                options += self._same_root(term)
                if term not in self._known:
                    options += self._begun(fold(word))
                    if not self._is_word(term):
                        options += self._misspellings(term, word)
        return options

    def _same_root(self, term: str) -> list[TermOption]:
        return [TermOption(number, ROOT_WEIGHT) for number in same_root(self._index.terms, term)]

    def _begun(self, word: str) -> list[TermOption]:
        """Terms that begin with the whole word, which is cut off then."""
        if len(word) < BEGINNING_LETTERS:
            return []
        names = self._index.terms
        return [
            TermOption(number, (len(word) / len(names[number])) ** BEGINNING_POWER)
            for number in beginning_with(names, word)
        ]

    def _family(self, term: str) -> list[TermOption]:
        """Other terms that share a long beginning: настройка, настроить."""
        if len(term) < FAMILY_LETTERS:
            return []
        names = self._index.terms
        options = []
        for number in beginning_with(names, term[:FAMILY_LETTERS]):
            name = names[number]
            share = _shared_beginning(term, name) / max(len(term), len(name))
            if share >= FAMILY_SHARE and name != term:
                options.append(TermOption(number, FAMILY_WEIGHT * math.sqrt(share)))
        return options

    def _misspellings(self, term: str, word: str) -> list[TermOption]:
        near = sorted(self._slips.near(term, word).items())
        length = max(1, len(skeleton(term)))
        likely = [self._likelihood(number, edits) for number, edits in near]
        most = max(likely, default=1.0)
        options = []
        for (number, edits), likelihood in zip(near, likely, strict=True):
            closeness = (1 - edits / length) ** SPELLING_POWER
            closeness *= (likelihood / most) ** LIKELIHOOD_POWER
            options.append(TermOption(number, closeness, max(1, edits)))
        return options + self._relatives(options)

    def _likelihood(self, number: int, edits: int) -> float:
        """How likely a misspelled word is this term, in proportion.

        Terms are met as often as the articles and everybody use them (the geometric mean of both),
        and seldom with many slips.
        """
        commonness = self._index.commonness[number] * ZIPF_STEP
        return math.sqrt(self._lists.count(number) * 10**commonness) * SLIP_ODDS**edits

    def _relatives(self, options: Sequence[TermOption]) -> list[TermOption]:
        """Relatives of the likeliest options that are none of the options, each once."""
        least = min((option.edits for option in options), default=0)
        found = {option.term: option for option in options}
        for option in options:
            if option.edits == least:
                for relative in self._family(self._index.terms[option.term]):
                    closeness = option.closeness * relative.closeness
                    other = TermOption(relative.term, closeness, option.edits)
                    found.setdefault(relative.term, other)
        return list(found.values())[len(options) :]

    @cached_property
    def _slips(self) -> Slips:
        return Slips(self._index.terms)

    def _rarity(self, count: int) -> float:
        total = len(self._index.ids)
        return math.log(1 + (total - count + 0.5) / (count + 0.5))


def _emphasis(commonness: int) -> float:
    """1 for words met less than about 16 times in a million, falling with the Zipf value."""
    return min(1.0, max(0.35, 1 - 0.3 * (commonness * ZIPF_STEP - 4.2)))


def _shared_beginning(left: str, right: str) -> int:
    for place, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return place
    return min(len(left), len(right))
