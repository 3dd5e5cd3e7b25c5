"""How well every article answers the words of a query: BM25F over weighted terms."""

from collections.abc import Iterable, Mapping, Sequence, Set
from heapq import nlargest
from typing import Final

from wizard.search.index import BODY_STEP, TITLE_STEP, PostingLists
from wizard.search.query import QueryWord
from wizard.search.vocabulary import Vocabulary

SATURATION: Final = 1.3
"""How soon repetition stops counting (BM25's k1)."""
MOST_ARTICLES: Final = 2_000
"""Once so many articles have a score, commoner words only add to them and bring no new ones."""


def _impact(strength: int) -> float:
    count = (strength >> 4) * TITLE_STEP + (strength & 15) * BODY_STEP
    return count * (SATURATION + 1) / (SATURATION + count)


IMPACTS: Final = tuple(_impact(strength) for strength in range(256))


def score(
    words: Sequence[QueryWord], vocabulary: Vocabulary, lists: PostingLists
) -> dict[int, float]:
    """Article number -> score, for the articles that hold any of the words."""
    lists.want(option.term for word in words for option in word.options)
    scores: dict[int, float] = {}
    for word in sorted(words, key=lambda word: (-word.weight, word.reading.term)):
        full = len(scores) >= MOST_ARTICLES
        contributions = _contributions(word, vocabulary, lists, scores.keys() if full else None)
        for article, value in contributions.items():
            scores[article] = scores.get(article, 0.0) + value
    return scores


def _contributions(
    word: QueryWord, vocabulary: Vocabulary, lists: PostingLists, only: Set[int] | None
) -> dict[int, float]:
    """What the word adds to each article: the best of the terms it may stand for."""
    best: dict[int, float] = {}
    for option in word.options:
        scale = option.closeness * vocabulary.weight(option.term)
        articles, strengths = lists.articles(option.term), lists.strengths(option.term)
        table = {strength: scale * IMPACTS[strength] for strength in set(strengths)}
        found: Iterable[tuple[int, int]] = zip(articles, strengths, strict=True)
        if only is not None:
            held = dict(found)
            found = ((article, held[article]) for article in held.keys() & only)
        if not best:
            best = {article: table[strength] for article, strength in found}
            continue
        for article, strength in found:
            value = table[strength]
            if value > best.get(article, 0.0):
                best[article] = value
    return best


def best_articles(scores: Mapping[int, float], count: int) -> list[int]:
    """The articles of the greatest scores, the best first, equal ones by number."""
    if not scores:
        return []
    least = nlargest(count, scores.values())[-1]
    near = [article for article, value in scores.items() if value >= least]
    return sorted(near, key=lambda article: (-scores[article], article))[:count]
