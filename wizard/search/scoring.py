"""How well every article answers the words of a query: BM25F over weighted terms."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, KeysView, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wizard.search.index import BODY_STEP, TITLE_STEP, PostingLists
from wizard.search.query import QueryWord
from wizard.search.vocabulary import TermOption, Vocabulary

SATURATION: Final = 1.3
"""How soon repetition stops counting (BM25's k1)."""
MOST_ARTICLES: Final = 4_000
"""Scored articles among which a right one is as a rule, if the rarer words brought so many."""


_TEXT_ALONE: Final = bytes(range(16))
"""Strengths of articles that have the term in no heading."""


def _counts(strength: int) -> tuple[float, float]:
    return (strength >> 4) * TITLE_STEP, (strength & 15) * BODY_STEP


def _impact(strength: int) -> float:
    count = sum(_counts(strength))
    return count * (SATURATION + 1) / (SATURATION + count)


def _heading_share(strength: int) -> float:
    heading, text = _counts(strength)
    return heading / (heading + text) if heading else 0.0


IMPACTS: Final = tuple(_impact(strength) for strength in range(256))
HEADING_SHARES: Final = tuple(_heading_share(strength) for strength in range(256))
"""How much of each strength comes from headings, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the words of a query found.

    `total` is the score of each article that holds any of them; `holders` has, for each term that a
    word may stand for, the articles that hold it, rising.
    """

    total: Mapping[int, float]
    holders: Mapping[int, Sequence[int]]


def score(
    words: Sequence[QueryWord],
    vocabulary: Vocabulary,
    lists: PostingLists,
    most_articles: int = MOST_ARTICLES,
) -> Scores:
    """The articles that hold any of the words, scored, the rarest words first.

    Once `most_articles` have a score, commoner words only add to them and bring no new ones.
    """
    terms = {option.term for word in words for option in word.options}
    lists.want(terms)
    holders = {term: lists.articles(term) for term in terms}
    total: dict[int, float] = {}
    for word in sorted(words, key=lambda word: (-word.weight, word.reading.term)):
        only = total.keys() if len(total) >= most_articles else None
        for article, value in _values(word, vocabulary, lists, holders, only):
            total[article] = total.get(article, 0.0) + value
    return Scores(total, holders)


def _values(
    word: QueryWord,
    vocabulary: Vocabulary,
    lists: PostingLists,
    holders: Mapping[int, Sequence[int]],
    only: KeysView[int] | None,
) -> Iterable[tuple[int, float]]:
    """What the word adds to each article: the best of the terms it may stand for."""
    values = (_term_values(option, vocabulary, lists, holders, only) for option in word.options)
    if len(word.options) == 1:
        return next(values)
    best: dict[int, float] = {}
    for found in values:
        if not best:
            best = dict(found)
            continue
        for article, value in found:
            if value > best.get(article, 0.0):
                best[article] = value
    return best.items()


def _term_values(
    option: TermOption,
    vocabulary: Vocabulary,
    lists: PostingLists,
    holders: Mapping[int, Sequence[int]],
    only: KeysView[int] | None,
) -> Iterable[tuple[int, float]]:
    """What one term of a word adds to each article that holds it."""
    articles, strengths = holders[option.term], lists.strengths(option.term)
    values = _strength_values(option, strengths, vocabulary)
    if only is not None:
        articles, strengths = _among(only, articles, strengths)
    return zip(articles, map(values.__getitem__, strengths), strict=True)


def _strength_values(
    option: TermOption, strengths: bytes, vocabulary: Vocabulary
) -> Mapping[int, float]:
    """What each strength of a term's list is worth."""
    weight = vocabulary.weight(option.term)
    headings = len(strengths.translate(None, _TEXT_ALONE))
    more = vocabulary.heading_weight(option.term, headings) - weight
    return {
        strength: option.closeness * (weight + more * HEADING_SHARES[strength]) * IMPACTS[strength]
        for strength in set(strengths)
    }


def _among(
    only: KeysView[int], articles: Sequence[int], strengths: bytes
) -> tuple[Sequence[int], bytes]:
    """The postings of these articles alone; the articles in a list rise."""
    kept = list(only & articles)
    return kept, bytes(strengths[bisect_left(articles, article)] for article in kept)


def greatest(
    values: Collection[float], numbered: Iterable[tuple[int, float]], count: int
) -> list[int]:
    """The numbers of the greatest values, the greatest first, equal ones by number.

    `values` are those of the pairs of a number and a value.
    """
    if not values:
        return []
    # Sorting the values alone takes half of the time of `heapq.nlargest` in the browser.
    least = sorted(values)[-count:][0]
    near = [(-value, number) for number, value in numbered if value >= least]
    return [number for _, number in sorted(near)[:count]]
