"""A visitor's text to the words that will be looked for."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched, chain, groupby
from operator import itemgetter
from typing import Final, NamedTuple

from wizard.search.analysis import normalize, term, tokens
from wizard.search.layout import (
    from_latin_layout,
    from_russian_layout,
    from_transliteration,
    letters_of_latin_outnumber,
)
from wizard.search.vocabulary import TermOption, Vocabulary

LONGEST_TEXT: Final = 8_000
"""Characters read of a query; a longer story has said what matters by then."""
MOST_WORDS: Final = 32
"""Words scored; of a longer text the most telling are kept."""
LONGEST_SENTENCE: Final = 32
"""Words in a sentence, at the most: some people end none."""

_SENTENCE_END: Final = re.compile(r"[.!?…]+(?=\s|$)|\n")


class Reading(NamedTuple):
    """One typed word as it was understood; `word` differs from `typed` after a repair."""

    typed: str
    word: str
    term: str


class QueryWord(NamedTuple):
    """A word to look for: the terms it may stand for, and what meeting it is worth."""

    reading: Reading
    options: tuple[TermOption, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Query:
    """A text as it was understood.

    `words` can tell articles apart: those of the text in their order, each once. `sentences` hold
    every word, those of everyday talk included: they say how the others belong together.
    """

    words: tuple[QueryWord, ...]
    sentences: tuple[tuple[Reading, ...], ...]


def read_query(text: str, vocabulary: Vocabulary) -> Query:
    """The text's words and sentences, mended where they were typed in another layout or script."""
    # The first cut bounds the work of normalizing, which can shorten or lengthen the text.
    text = normalize(text[:LONGEST_TEXT])[:LONGEST_TEXT]
    sentences = tuple(_sentences(text, vocabulary))
    unique: dict[str, Reading] = {}
    for reading in chain.from_iterable(sentences):
        if not vocabulary.is_stop(reading.term):
            unique.setdefault(reading.term, reading)
    chosen = _most_telling(unique.values(), vocabulary)
    return Query(tuple(_query_word(reading, vocabulary) for reading in chosen), sentences)


def _sentences(text: str, vocabulary: Vocabulary) -> Iterator[tuple[Reading, ...]]:
    """The readings between ends of sentences; a sentence without an end is cut all the same."""
    readings, read_as = _readings(text, vocabulary)
    ends = [match.start() for match in _SENTENCE_END.finditer(read_as)]
    numbers = (bisect_right(ends, match.start()) for match in tokens(read_as))
    numbered = zip(numbers, readings, strict=True)
    for _, pairs in groupby(numbered, key=itemgetter(0)):
        sentence = (reading for _, reading in pairs)
        yield from batched(sentence, LONGEST_SENTENCE, strict=False)


def _readings(text: str, vocabulary: Vocabulary) -> tuple[list[Reading], str]:
    """Each word as it was understood, and the text in the layout whose tokens the words are."""
    plain = [_plain(match[0]) for match in tokens(text)]
    if not letters_of_latin_outnumber(text):
        return [_repaired(reading, vocabulary) for reading in plain], text
    layout = _layout_readings(text, vocabulary)
    translit = [_transliterated(reading, vocabulary) for reading in plain]
    return max(
        ((plain, text), (layout, from_latin_layout(text)), (translit, text)),
        key=lambda read: _known_letters(read[0], vocabulary),
    )


def _plain(typed: str) -> Reading:
    return Reading(typed, typed, term(typed))


def _layout_readings(text: str, vocabulary: Vocabulary) -> list[Reading]:
    """The text as the Russian layout writes it; signs such as `;` become letters of words."""
    readings = []
    for match in tokens(from_latin_layout(text)):
        typed = text[match.start() : match.end()]
        reading = Reading(typed, match[0], term(match[0]))
        if not vocabulary.knows(reading.term) and vocabulary.knows(term(typed)):
            reading = _plain(typed)
        readings.append(reading)
    return readings


def _transliterated(reading: Reading, vocabulary: Vocabulary) -> Reading:
    if not _is_latin(reading.word) or vocabulary.number(reading.term) is not None:
        return reading
    readings = [
        Reading(reading.typed, word, term(word)) for word in from_transliteration(reading.word)
    ]
    return next((r for r in readings if vocabulary.knows(r.term)), readings[0])


def _repaired(reading: Reading, vocabulary: Vocabulary) -> Reading:
    """The word in the other layout or in transliteration, when only so it is a word."""
    if vocabulary.knows(reading.term) or reading.word.isdigit():
        return reading
    if _is_latin(reading.word):
        others = [from_latin_layout(reading.word), *from_transliteration(reading.word)]
    else:
        others = [from_russian_layout(reading.word)]
    for word in others:
        if len(word) > 2 and vocabulary.number(term(word)) is not None:
            return Reading(reading.typed, word, term(word))
    return reading


def _is_latin(word: str) -> bool:
    return "a" <= word[:1].lower() <= "z"


def _known_letters(readings: Iterable[Reading], vocabulary: Vocabulary) -> int:
    return sum(len(r.typed) for r in readings if vocabulary.knows(r.term))


def _most_telling(readings: Iterable[Reading], vocabulary: Vocabulary) -> list[Reading]:
    """The words of the greatest weight, in their order; unknown words after known ones."""
    kept = list(readings)
    if len(kept) <= MOST_WORDS:
        return kept

    def telling(place: int) -> float:
        number = vocabulary.number(kept[place].term)
        return -1.0 if number is None else vocabulary.weight(number)

    best = sorted(range(len(kept)), key=lambda place: (-telling(place), place))[:MOST_WORDS]
    return [kept[place] for place in sorted(best)]


def _query_word(reading: Reading, vocabulary: Vocabulary) -> QueryWord:
    options = tuple(vocabulary.options(reading.term, reading.word))
    weights = [option.closeness * vocabulary.weight(option.term) for option in options]
    return QueryWord(
        reading, options, max(weights, default=vocabulary.missing_weight(reading.term))
    )
