"""Search over one index: a problem in the visitor's words to the articles that may solve it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import NamedTuple

from wizard.errors import DataError, UsageError
from wizard.search.analysis import lowered, term, tokens
from wizard.search.excerpt import ExcerptPart, Place, find_phrasing, find_place
from wizard.search.index import Index, PostingLists
from wizard.search.query import Query, QueryWord, Reading, read_query
from wizard.search.ranking import NONE, Candidate, Ranker
from wizard.search.scoring import Scores, score
from wizard.search.semantics import Meaning, Semantics
from wizard.search.similarity import Likeness
from wizard.search.texts import Texts
from wizard.search.vocabulary import TermOption, Vocabulary


class MatchedWord(NamedTuple):
    """A word of the visitor that met the article.

    `typed` is as it was written; `repaired` is the word understood instead of it (another layout,
    transliteration, a misspelling), None where nothing was mended; `met` is the article's word.
    """

    typed: str
    repaired: str | None
    met: str


@dataclass(frozen=True, slots=True)
class Match:
    """An article suggested for a problem, and why.

    `anchor` and `section` are the address and the title of the part where the words met; both are
    empty for an article without parts. `phrasing` is one of the article's other wordings of its
    question, where more words met than in its title and the excerpt; empty where none is.
    """

    article_id: str
    title: str
    url: str
    anchor: str
    section: str
    band: str
    words: tuple[MatchedWord, ...]
    excerpt: tuple[ExcerptPart, ...]
    phrasing: tuple[ExcerptPart, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """A typed word and what it was taken for."""

    typed: str
    repaired: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The matches, the best first; `band` is that of the best: "found", "maybe" or "none"."""

    matches: tuple[Match, ...]
    band: str
    repairs: tuple[Repair, ...]


type MetWord = tuple[QueryWord, TermOption]
"""A word that an article holds, and the term it met there."""
type Accept = Callable[[str, str], bool]
"""Whether the article of this id and band may be shown."""


class Engine:
    """Answers queries over one index.

    `texts` add excerpts and the articles' own spellings, `semantics` the likeness of meaning;
    each may come later than the index: make another engine then. `lists` is given for a split index
    only (shards.py); a search then raises `MissingShards` until what it needs is supplied. Raises
    `DataError` when the parts are not of the index's articles.
    """

    def __init__(
        self,
        index: Index,
        texts: Texts | None = None,
        semantics: Semantics | None = None,
        lists: PostingLists | None = None,
    ) -> None:
        for name, part in (("article texts", texts), ("semantics", semantics)):
            if part is not None and part.articles_hash != index.articles_hash:
                raise DataError(
                    name,
                    part.articles_hash.hex(),
                    f"those of the index {index.articles_hash.hex()}",
                    "Load the files of one build.",
                )
        self.index = index
        self._texts = texts
        self._lists = lists or PostingLists(index.postings)
        if semantics is None:
            self._vocabulary = Vocabulary(index, self._lists)
            meaning = None
        else:
            meaning = Meaning(semantics)
            self._vocabulary = Vocabulary(index, self._lists, meaning.is_word)
        self._ranker = Ranker(index, self._lists, self._vocabulary, meaning)
        self._likeness = Likeness(index, self._lists, self._vocabulary)
        self._heading_words = cache(self._read_heading_words)

    def search(self, text: str, limit: int = 3, accept: Accept | None = None) -> SearchResult:
        """At most `limit` accepted articles for the text, equal ones in the order of the index."""
        query = read_query(text, self._vocabulary)
        scores = self._score(query)
        ranked = (
            candidate
            for candidate in self._ranker.rank(query, scores.total)
            if accept is None or accept(self.index.ids[candidate.article], candidate.band)
        )
        shown = tuple(islice(ranked, limit))
        if self._texts is not None:
            self._lists.want_texts(candidate.article for candidate in shown)
        met = _met([candidate.article for candidate in shown], query.words, scores.holders)
        matches = tuple(self._match(candidate, met[candidate.article]) for candidate in shown)
        band = matches[0].band if matches else NONE
        return SearchResult(matches, band, _repairs(query.words))

    def read_ahead(self, articles: int) -> None:
        """Read of the first so many articles what is otherwise read when a query may mean them.

        Of a whole index only: a split one has them elsewhere.
        """
        for article in range(min(articles, len(self.index.titles))):
            self._ranker.read_ahead(article)

    def confidence(self, text: str) -> float:
        """The probability that the best match answers the text, 0 without one; for measuring."""
        query = read_query(text, self._vocabulary)
        best = next(self._ranker.rank(query, self._score(query).total), None)
        return 0.0 if best is None else best.confidence

    def _score(self, query: Query) -> Scores:
        return score(query.words, self._vocabulary, self._lists)

    def supply(self, files: Mapping[str, bytes]) -> None:
        """Hand over shards that `MissingShards` asked for, by name.

        `DataError` when one is damaged or of another build, `UsageError` where the index is whole.
        """
        self._lists.supply(files)

    def find(self, article_id: str) -> int | None:
        """The number of the article with this id, None when there is none."""
        try:
            return self.index.ids.index(article_id)
        except ValueError:
            return None

    def related(self, article_id: str, limit: int = 3) -> tuple[str, ...]:
        """Ids of the articles most like this one, the closest first.

        Raises `UsageError` for an id that is not in the index.
        """
        number = self.find(article_id)
        if number is None:
            raise UsageError(
                "related", article_id, "the id of an article of the index", "Check the id."
            )
        return tuple(self.index.ids[other] for other, _ in self._likeness.closest(number)[:limit])

    def _match(self, candidate: Candidate, met: Sequence[MetWord]) -> Match:
        article = candidate.article
        title, phrasings = self.index.titles[article], self.index.questions[article]
        weights = {self.index.terms[option.term]: word.weight for word, option in met}
        sections = self._texts.sections[article] if self._texts else ()
        place = find_place(title, sections, weights)
        return Match(
            self.index.ids[article],
            title,
            self.index.urls[article],
            place.anchor,
            place.section,
            candidate.band,
            tuple(self._matched_word(article, word, option, place) for word, option in met),
            place.excerpt,
            find_phrasing(phrasings, place.said, weights),
        )

    def _matched_word(
        self, article: int, word: QueryWord, option: TermOption, place: Place
    ) -> MatchedWord:
        name = self.index.terms[option.term]
        reading = word.reading
        met = self._heading_word(article, name) or place.written.get(name) or reading.word
        return MatchedWord(reading.typed, _mended(reading, option, met), met)

    def _heading_word(self, article: int, name: str) -> str | None:
        """The last word of the article's headings that has this term, as it is written there."""
        written, folded = self._heading_words(article)
        start = folded.rfind(f" {name}")
        while start >= 0:
            end = folded.index(" ", start + 1)
            # A term is the beginning of its word, so that few words need be stemmed.
            if term(folded[start + 1 : end]) == name:
                return written[start + 1 : end]
            start = folded.rfind(f" {name}", 0, start)
        return None

    def _read_heading_words(self, article: int) -> tuple[str, str]:
        """The words of the article's headings between spaces: as they are written, and folded."""
        texts = (self.index.titles[article], *self.index.questions[article])
        written = f" {' '.join(match[0] for text in texts for match in tokens(text))} "
        return written, lowered(written)


def _met(
    articles: Iterable[int], words: Iterable[QueryWord], holders: Mapping[int, Sequence[int]]
) -> dict[int, list[MetWord]]:
    """For each article the words it holds, with the closest term each met there."""
    met: dict[int, list[MetWord]] = {article: [] for article in articles}
    for word in words:
        options = sorted(word.options, key=lambda option: -option.closeness)
        for article, found in met.items():
            for option in options:
                if _holds(holders[option.term], article):
                    found.append((word, option))
                    break
    return met


def _holds(rising: Sequence[int], number: int) -> bool:
    place = bisect_left(rising, number)
    return place < len(rising) and rising[place] == number


def _mended(reading: Reading, option: TermOption, met: str) -> str | None:
    """The word understood instead of the typed one, or None where it was read as it stands."""
    if option.edits:
        return met
    return reading.word if reading.word != reading.typed else None


def _repairs(words: Sequence[QueryWord]) -> tuple[Repair, ...]:
    """Words mended whatever article they met: those of another layout or in transliteration."""
    return tuple(
        Repair(word.reading.typed, word.reading.word)
        for word in words
        if word.reading.word != word.reading.typed
    )
