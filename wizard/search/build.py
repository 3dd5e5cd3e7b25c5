"""Articles to an index; runs when the site is built, never in the browser."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain
from typing import Final

from wizard.errors import DataError
from wizard.search.analysis import normalize, term, terms, words_of
from wizard.search.articles import Article, articles_hash
from wizard.search.background import EMPTY_BACKGROUND, Background
from wizard.search.index import BODY_STEP, TITLE_STEP, ZIPF_STEP, Index, Postings, write_gaps

TITLE_WEIGHT: Final = 2.4
QUESTION_WEIGHT: Final = 1.2
LENGTH_SHARE: Final = 0.55
"""How far a long field thins its words out: 0 not at all, 1 in proportion (BM25's b)."""
KNOWN_WORDS: Final = 500
"""Frequent words of the language carried by an index beside its own terms."""


def build_index(articles: Sequence[Article], background: Background = EMPTY_BACKGROUND) -> Index:
    """The index of the articles, in their order; the same input gives the same index.

    Raises `DataError` when two articles have one id, or an id has a line break.
    """
    _refuse_bad_ids(articles)
    postings = _count(articles)
    names = tuple(sorted(postings))
    known = _known_words(background, postings)
    titles = tuple(_line(article.title) for article in articles)
    questions = tuple(tuple(filter(None, map(_line, a.questions))) for a in articles)
    return Index(
        articles_hash=articles_hash(articles),
        ids=tuple(article.id for article in articles),
        titles=titles,
        urls=tuple(_line(article.url) for article in articles),
        questions=questions,
        terms=names,
        commonness=_commonness(names, background.zipf),
        postings=_pack(postings[name] for name in names),
        stop_terms=tuple(sorted(background.stop_terms)),
        stop_words=_stop_words((*titles, *chain.from_iterable(questions)), background.stop_terms),
        known=known,
        known_commonness=_commonness(known, background.zipf),
    )


def _refuse_bad_ids(articles: Sequence[Article]) -> None:
    for article in articles:
        if "\n" in article.id:
            raise DataError("articles", article.id, "an id on one line", "Shorten the id.")
    for article_id, count in Counter(article.id for article in articles).items():
        if count > 1:
            raise DataError(
                "articles", article_id, "every id once", "Give each article an id of its own."
            )


def _stop_words(headings: Iterable[str], stop_terms: Set[str]) -> tuple[str, ...]:
    words = set(chain.from_iterable(map(words_of, headings)))
    return tuple(sorted(word for word in words if term(word) in stop_terms))


def _line(text: str) -> str:
    return " ".join(normalize(text).split())


def _count(articles: Sequence[Article]) -> dict[str, dict[int, int]]:
    """Term -> article number -> strength byte."""
    titles = [Counter(terms(normalize(article.title))) for article in articles]
    questions = [Counter(terms(normalize("\n".join(a.questions)))) for a in articles]
    bodies = [Counter(terms(normalize(_text(article)))) for article in articles]
    title_thinning = _thinning(titles)
    question_thinning = _thinning(questions)
    body_thinning = _thinning(bodies)
    postings: dict[str, dict[int, int]] = {}
    for number, (title, asked, body) in enumerate(zip(titles, questions, bodies, strict=True)):
        for name in sorted(title.keys() | asked.keys() | body.keys()):
            heading = TITLE_WEIGHT * title[name] / title_thinning[number]
            heading += QUESTION_WEIGHT * asked[name] / question_thinning[number]
            strength = _steps(heading, TITLE_STEP) << 4
            strength |= _steps(body[name] / body_thinning[number], BODY_STEP)
            postings.setdefault(name, {})[number] = strength
    return postings


def _text(article: Article) -> str:
    return "\n".join(f"{part.title}\n{part.text}" for part in article.parts())


def _thinning(fields: Sequence[Counter[str]]) -> list[float]:
    """What the counts of each article's field are divided by, for its length."""
    lengths = [field.total() for field in fields]
    average = sum(lengths) / max(1, sum(length > 0 for length in lengths)) or 1.0
    return [1 - LENGTH_SHARE + LENGTH_SHARE * length / average for length in lengths]


def _steps(value: float, step: float) -> int:
    return min(15, max(1, round(value / step))) if value else 0


def _commonness(names: Iterable[str], zipf: Mapping[str, float]) -> bytes:
    return bytes(min(255, max(0, round(zipf.get(name, 0.0) / ZIPF_STEP))) for name in names)


def _known_words(background: Background, postings: Mapping[str, object]) -> tuple[str, ...]:
    """The most frequent words that are neither terms of the index nor stop terms."""
    words = [w for w in background.zipf if w not in postings and w not in background.stop_terms]
    words.sort(key=lambda word: (-background.zipf[word], word))
    return tuple(sorted(words[:KNOWN_WORDS]))


def _pack(lists: Iterable[Mapping[int, int]]) -> Postings:
    counts, sizes = array("I"), array("I")
    gaps, strengths = bytearray(), bytearray()
    for articles in lists:
        written = write_gaps(list(articles))
        counts.append(len(articles))
        sizes.append(len(written))
        gaps += written
        strengths += bytes(articles.values())
    return Postings(counts, sizes, bytes(gaps), bytes(strengths))
