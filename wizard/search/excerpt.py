"""The place in an article where the words met."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final, NamedTuple

from wizard.search.analysis import lowered, term, word_end
from wizard.search.articles import Section

EXCERPT_LETTERS: Final = 220
"""About how many characters an excerpt shows."""

# A capital follows: «п. 2.4» and «т. е.» end no sentence.
_SENTENCE_END: Final = re.compile(r"[.!?…] (?=[«„(]?[A-ZА-ЯЁ])")


@dataclass(frozen=True, slots=True)
class ExcerptPart:
    """A run of an excerpt's text; `marked` where it is a word that met."""

    text: str
    marked: bool


class Place(NamedTuple):
    """Where the words met: the section, the excerpt, and each term as it is written.

    `said` are the terms that the article's title and the excerpt show.
    """

    anchor: str
    section: str
    excerpt: tuple[ExcerptPart, ...]
    written: Mapping[str, str]
    said: frozenset[str]


class _Hit(NamedTuple):
    start: int
    end: int
    term: str


def find_place(title: str, sections: Sequence[Section], weights: Mapping[str, float]) -> Place:
    """The section and the stretch of it that say most about the terms of `weights`.

    The article's title says some of them already: where it says all, the article begins with the
    answer.
    """
    said = frozenset(hit.term for hit in _hits(title, weights))
    weights = {name: 0.0 if name in said else weight for name, weight in weights.items()}
    best: tuple[float, Section, list[_Hit]] | None = None
    written: dict[str, str] = {}
    for section in sections:
        hits = _hits(section.text, weights)
        for hit in hits:
            written.setdefault(hit.term, section.text[hit.start : hit.end])
        value = _worth((hit.term for hit in (*_hits(section.title, weights), *hits)), weights)
        if best is None or value > best[0]:
            best = value, section, hits
    if best is None:
        return Place("", "", (), {}, said)
    _, section, hits = best
    excerpt = _excerpt(section.text, hits, weights)
    said |= {term(part.text) for part in excerpt if part.marked}
    return Place(section.anchor, section.title, excerpt, written, said)


def find_phrasing(
    phrasings: Sequence[str], said: Iterable[str], weights: Mapping[str, float]
) -> tuple[ExcerptPart, ...]:
    """The phrasing that says most about the terms of `weights`.

    Nothing where the terms of `said` count as much.
    """
    best: tuple[ExcerptPart, ...] = ()
    most = _worth(said, weights)
    for phrasing in phrasings:
        hits = _hits(phrasing, weights)
        value = _worth((hit.term for hit in hits), weights)
        if value > most:
            most, best = value, _excerpt(phrasing, hits, weights)
    return best


def _worth(names: Iterable[str], weights: Mapping[str, float]) -> float:
    """What the terms count, each once."""
    # The same terms count the same in whatever order a set gives them.
    return fsum(weights[name] for name in set(names))


def _hits(text: str, weights: Mapping[str, float]) -> list[_Hit]:
    folded = _of_same_length(text)
    # A term is the beginning of its word: few words need be looked at.
    hits = [hit for name in weights for hit in _hits_of(name, text, folded)]
    return sorted(hits, key=lambda hit: hit.start)


def _hits_of(name: str, text: str, folded: str) -> Iterator[_Hit]:
    start = folded.find(name)
    while start >= 0:
        end = word_end(text, start)
        if (not start or word_end(text, start - 1) <= start) and term(text[start:end]) == name:
            yield _Hit(start, end, name)
        start = folded.find(name, max(end, start + 1))


def _of_same_length(text: str) -> str:
    """The text in lower case, ё as е, each letter where it was."""
    folded = lowered(text)
    if len(folded) == len(text):
        return folded
    # Of a few letters the small one is two characters; none of them is part of a word here.
    small = (letter.lower() for letter in text)
    return "".join(new if len(new) == 1 else " " for new in small).replace("ё", "е")


def _excerpt(
    text: str, hits: Sequence[_Hit], weights: Mapping[str, float]
) -> tuple[ExcerptPart, ...]:
    start, end = _stretch(text, hits, weights)
    parts = []
    place = start
    for hit in hits:
        if hit.start < start or hit.end > end:
            continue
        if hit.start > place:
            parts.append(ExcerptPart(text[place : hit.start], False))
        parts.append(ExcerptPart(text[hit.start : hit.end], True))
        place = hit.end
    if place < end:
        parts.append(ExcerptPart(text[place:end], False))
    if start and parts:
        parts.insert(0, ExcerptPart("… ", False))
    if end < len(text):
        parts.append(ExcerptPart(" …", False))
    return tuple(parts)


def _sentence_start(text: str, place: int) -> int:
    """Where the sentence begins that holds this place."""
    ends = _SENTENCE_END.finditer(text, max(0, place - EXCERPT_LETTERS), place + 1)
    return max((match.end() for match in ends), default=0)


def _stretch(text: str, hits: Sequence[_Hit], weights: Mapping[str, float]) -> tuple[int, int]:
    """Bounds of the best stretch, at the borders of words."""
    if len(text) <= EXCERPT_LETTERS:
        return 0, len(text)
    best_value, best_start = 0.0, 0
    for place, hit in enumerate(hits):
        reach = hit.start + EXCERPT_LETTERS * 3 // 4
        value = _worth((h.term for h in hits[place:] if h.end <= reach), weights)
        if value > best_value:
            best_value, best_start = value, hit.start
    start = _sentence_start(text, best_start)
    if best_start - start >= EXCERPT_LETTERS // 3:
        start = 0
    if not start and best_start > EXCERPT_LETTERS // 3:
        start = text.rfind(" ", 0, best_start - EXCERPT_LETTERS // 5) + 1
    if start + EXCERPT_LETTERS >= len(text):
        return start, len(text)
    end = text.rfind(" ", best_start + 1, start + EXCERPT_LETTERS)
    return start, end if end > best_start else start + EXCERPT_LETTERS
