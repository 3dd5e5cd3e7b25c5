"""The place in an article where the words met."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wizard.search.analysis import term, tokens
from wizard.search.articles import Section

EXCERPT_LETTERS: Final = 220
"""About how many characters an excerpt shows."""


@dataclass(frozen=True, slots=True)
class ExcerptPart:
    """A run of an excerpt's text; `marked` where it is a word that met."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words met: the section, the excerpt, and each term as it is written."""

    anchor: str
    section: str
    excerpt: tuple[ExcerptPart, ...]
    written: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    term: str


def find_place(sections: Sequence[Section], weights: Mapping[str, float]) -> Place:
    """The section and the stretch of it that say most about the terms of `weights`."""
    best: tuple[float, Section, list[_Hit]] | None = None
    written: dict[str, str] = {}
    for section in sections:
        hits = _hits(section.text, weights)
        for hit in hits:
            written.setdefault(hit.term, section.text[hit.start : hit.end])
        in_title = {hit.term for hit in _hits(section.title, weights)}
        value = sum(weights[name] for name in in_title | {hit.term for hit in hits})
        if best is None or value > best[0]:
            best = value, section, hits
    if best is None:
        return Place("", "", (), {})
    _, section, hits = best
    return Place(section.anchor, section.title, _excerpt(section.text, hits, weights), written)


def _hits(text: str, weights: Mapping[str, float]) -> list[_Hit]:
    hits = []
    # Most words of a text begin otherwise, and need not be stemmed to be passed over.
    initials = _both_cases(name[0] for name in weights)
    for match in tokens(text):
        word = match[0]
        if word[0] in initials and (name := term(word)) in weights:
            hits.append(_Hit(match.start(), match.end(), name))
    return hits


def _both_cases(letters: Iterable[str]) -> set[str]:
    """The letters of terms as words may have them: е stands for ё as well."""
    small = set(letters)
    if "е" in small:
        small.add("ё")
    return small.union(map(str.upper, small))


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


def _stretch(text: str, hits: Sequence[_Hit], weights: Mapping[str, float]) -> tuple[int, int]:
    """Bounds of the best stretch, at the borders of words."""
    if len(text) <= EXCERPT_LETTERS:
        return 0, len(text)
    best_value, best_start = 0.0, 0
    for place, hit in enumerate(hits):
        inside = {h.term for h in hits[place:] if h.end <= hit.start + EXCERPT_LETTERS * 3 // 4}
        value = sum(weights[name] for name in inside)
        if value > best_value:
            best_value, best_start = value, hit.start
    sentence = max(text.rfind(mark, 0, best_start) for mark in (". ", "! ", "? "))
    start = sentence + 2 if sentence >= 0 and best_start - sentence < EXCERPT_LETTERS // 3 else 0
    if not start and best_start > EXCERPT_LETTERS // 3:
        start = text.rfind(" ", 0, best_start - EXCERPT_LETTERS // 5) + 1
    if start + EXCERPT_LETTERS >= len(text):
        return start, len(text)
    end = text.rfind(" ", best_start + 1, start + EXCERPT_LETTERS)
    return start, end if end > best_start else start + EXCERPT_LETTERS
