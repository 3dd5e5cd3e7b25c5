"""Articles to an index; runs when the site is built, never in the browser."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
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
LONGEST_LIST: Final = 1_000
"""Articles listed of one term, its strongest: a word that so many hold tells few of them apart."""
KNOWN_WORDS: Final = 500
"""Frequent words of the language carried by an index beside its own terms."""

# Its multiples lie evenly spread below 2^32 (it is their golden section): of articles that hold a
# term equally those from all over the site are listed, not those at its beginning.
_SCATTER: Final = 2_654_435_769


def build_index(
    articles: Sequence[Article],
    background: Background = EMPTY_BACKGROUND,
    longest_list: int = LONGEST_LIST,
) -> Index:
    """The index of the articles, in their order; the same input gives the same index.

    Of a term that more than `longest_list` articles hold, only the strongest so many are listed.
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
        postings=_pack([postings[name] for name in names], longest_list),
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


@dataclass(frozen=True, slots=True)
class _Holders:
    """The articles that hold a term, rising; how often, by fields weighed; their strengths."""

    articles: "array[int]" = field(default_factory=lambda: array("I"))
    counts: "array[float]" = field(default_factory=lambda: array("d"))
    strengths: bytearray = field(default_factory=bytearray)

    def strongest(self, most: int) -> Iterable[tuple[int, int]]:
        """The numbers and strengths of the strongest articles, `most` at the most, rising."""
        places: Iterable[int] = range(len(self.articles))
        if len(self.articles) > most:
            places = sorted(sorted(places, key=self._order)[:most])
        return ((self.articles[place], self.strengths[place]) for place in places)

    def _order(self, place: int) -> tuple[float, int]:
        return -self.counts[place], self.articles[place] * _SCATTER % (1 << 32)


def _count(articles: Sequence[Article]) -> dict[str, _Holders]:
    titles = [Counter(terms(normalize(article.title))) for article in articles]
    questions = [Counter(terms(normalize("\n".join(a.questions)))) for a in articles]
    bodies = [Counter(terms(normalize(_text(article)))) for article in articles]
    title_thinning = _thinning(titles)
    question_thinning = _thinning(questions)
    body_thinning = _thinning(bodies)
    postings: dict[str, _Holders] = defaultdict(_Holders)
    for number, (title, asked, body) in enumerate(zip(titles, questions, bodies, strict=True)):
        for name in title.keys() | asked.keys() | body.keys():
            heading = TITLE_WEIGHT * title[name] / title_thinning[number]
            heading += QUESTION_WEIGHT * asked[name] / question_thinning[number]
            text = body[name] / body_thinning[number]
            holders = postings[name]
            holders.articles.append(number)
            holders.counts.append(heading + text)
            holders.strengths.append(_steps(heading, TITLE_STEP) << 4 | _steps(text, BODY_STEP))
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


def _pack(lists: Sequence[_Holders], longest: int) -> Postings:
    sizes, widths = array("I"), bytearray()
    gaps, strengths = bytearray(), bytearray()
    cut: dict[int, int] = {}
    for term_number, holders in enumerate(lists):
        articles, strong = zip(*holders.strongest(longest), strict=True)
        width, written = write_gaps(articles)
        sizes.append(len(articles))
        widths.append(width)
        gaps += written
        strengths += bytes(strong)
        if len(holders.articles) > longest:
            cut[term_number] = len(holders.articles)
    cut_terms, cut_counts = array("I", cut), array("I", cut.values())
    return Postings(sizes, bytes(widths), bytes(gaps), bytes(strengths), cut_terms, cut_counts)
