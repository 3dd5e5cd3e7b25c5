"""Candidates in their final order, and how sure the first of them may be."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sumprod
from operator import attrgetter
from typing import Final, NamedTuple

from wizard.search.headings import Headings
from wizard.search.index import Index, PostingLists
from wizard.search.query import Query, QueryWord, Reading
from wizard.search.scoring import greatest
from wizard.search.semantics import Meaning
from wizard.search.vocabulary import Vocabulary
from wizard.search.weights import LEXICAL, SEMANTIC, Weights

CANDIDATES: Final = 30
"""How many of the best-scored articles are looked at more closely."""
NEAREST: Final = 10
"""How many of the articles nearest in meaning are looked at as well."""
NEAR_MEANING: Final = 0.2
"""Likeness of meaning from which an article is found for a text of which no article has a word."""

MOST_SENTENCES: Final = 4
"""How many sentences of a query are compared each by itself."""
LEAST_SHARE: Final = 0.2
"""What the words of such a sentence must weigh, as a share of the weightiest sentence's."""

FOUND: Final = "found"
MAYBE: Final = "maybe"
NONE: Final = "none"


class Candidate(NamedTuple):
    """An article looked at closely.

    `value` orders the candidates of one query; `confidence` is the probability that the article
    answers it, comparable between queries, and `band` says it in a word.
    """

    article: int
    value: float
    confidence: float
    band: str


class Likeness(NamedTuple):
    """What speaks for an article: its word score, its heading's letters, its meaning.

    `sentence` is the likeness of meaning of that sentence of the query which is nearest to it.
    """

    article: int
    words: float
    letters: float
    meaning: float
    sentence: float


class WordWeights(NamedTuple):
    """What the words of a query weigh together, and those of them that any article has."""

    total: float
    met: float
    number: int


def word_weights(words: Sequence[QueryWord]) -> WordWeights:
    """The weights of a query's words."""
    total = sum(word.weight for word in words)
    met = sum(word.weight for word in words if word.options)
    return WordWeights(total, met, len(words))


class Ranker:
    """Compares the candidates of one index with a query."""

    def __init__(
        self,
        index: Index,
        lists: PostingLists,
        vocabulary: Vocabulary,
        meaning: Meaning | None = None,
    ) -> None:
        self._lists = lists
        self._index = index
        self._vocabulary = vocabulary
        self._headings = Headings(index)
        self._meaning = meaning
        self._weights = LEXICAL if meaning is None else SEMANTIC

    def read_ahead(self, article: int) -> None:
        """Read of an article what every query that may mean it compares."""
        self._headings.read_ahead(article)

    def rank(self, query: Query, scores: Mapping[int, float]) -> Iterator[Candidate]:
        """The candidates, the best first, equal ones in the order of the index.

        An article without a common word is one only where it may well be the answer or, where no
        article has one, where it is near in meaning.
        """
        found = self.likenesses(query, scores)
        best = max((likeness.words for likeness in found), default=0.0) or 1.0
        values = [self._value(likeness, best) for likeness in found]
        order = sorted(range(len(found)), key=lambda n: (-values[n], found[n].article))
        weights = word_weights(query.words)
        candidates = (self._candidate(weights, found[n], values[n]) for n in order)
        related = scores or {one.article for one in found if one.meaning >= NEAR_MEANING}
        return (c for c in candidates if c.band != NONE or c.article in related)

    def likenesses(self, query: Query, scores: Mapping[int, float]) -> list[Likeness]:
        """What speaks for each of the best-scored articles and of those nearest in meaning."""
        articles = greatest(scores.values(), scores.items(), CANDIDATES)
        whole, sentence = self._meanings(query)
        step = self._meaning.step if self._meaning else 0.0
        nearest = greatest(whole, enumerate(whole), NEAREST)
        articles = list(dict.fromkeys([*articles, *nearest]))
        self._lists.want_headings(articles)
        heading = self._headings.query(
            (word.reading.word, self._telling(word.reading.term)) for word in query.words
        )
        letters = self._headings.likenesses(heading, articles)
        return [
            Likeness(
                article,
                scores.get(article, 0.0),
                likeness,
                step * whole[article] if whole else 0.0,
                step * sentence[article] if sentence else 0.0,
            )
            for article, likeness in zip(articles, letters, strict=True)
        ]

    def _meanings(self, query: Query) -> tuple[Sequence[int], Sequence[int]]:
        """For every article the likeness of the whole query, and of the nearest sentence, in steps.

        Both are empty where there is no meaning to compare.
        """
        if self._meaning is None:
            return (), ()
        vectors = self._vectors(self._meaning, query)
        if not vectors:
            return (), ()
        whole, *sentences = map(self._meaning.likenesses, vectors)
        return whole, list(map(max, *sentences)) if len(sentences) > 1 else whole

    def _vectors(self, meaning: Meaning, query: Query) -> list[list[float]]:
        """The vector of the whole query, then those of its sentences when it has several."""
        mended = {word.reading.term: word for word in query.words}
        sentences = [
            list(self._stems(sentence, mended, meaning))
            for sentence in self._telling_sentences(query)
        ]
        return meaning.encoder.encode_parts(sentences)

    def _telling_sentences(self, query: Query) -> list[tuple[Reading, ...]]:
        """The sentences whose words weigh most, in their order; greetings and thanks left out."""
        weights = {word.reading.term: word.weight for word in query.words}
        told = [sum(weights.get(r.term, 0.0) for r in sentence) for sentence in query.sentences]
        least = LEAST_SHARE * max(told, default=0.0)
        places = [place for place, value in enumerate(told) if value and value >= least]
        places.sort(key=lambda place: (-told[place], place))
        return [query.sentences[place] for place in sorted(places[:MOST_SENTENCES])]

    def _stems(
        self, sentence: Iterable[Reading], mended: Mapping[str, QueryWord], meaning: Meaning
    ) -> Iterable[tuple[str, float]]:
        """The stems that carry the meaning of a sentence, slips of spelling mended.

        A mended word counts like any other: a text says less without its word than with a guess.
        """
        for term, word in {reading.term: reading.word for reading in sentence}.items():
            if meaning.encoder.knows(term):
                yield term, 1.0
            elif not self._vocabulary.knows(term) and (meant := meaning.meant(word)):
                yield meant, 1.0
            elif relatives := meaning.relatives(term):
                yield from relatives
            elif self._vocabulary.knows(term):
                continue
            elif term in mended and mended[term].options:
                option = max(mended[term].options, key=attrgetter("closeness"))
                yield self._index.terms[option.term], 1.0
            else:
                yield from meaning.guesses(term, word)

    def _telling(self, term: str) -> float:
        """Less than 1 for words of everyday talk; the root keeps short queries of them alive."""
        return math.sqrt(self._vocabulary.emphasis(term))

    def _value(self, likeness: Likeness, best: float) -> float:
        weights = self._weights
        return (
            weights.words * likeness.words / best
            + weights.letters * likeness.letters
            + weights.meaning * likeness.meaning
            + weights.sentence * likeness.sentence
            + weights.near_sentence * likeness.sentence**2
        )

    def _candidate(self, words: WordWeights, likeness: Likeness, value: float) -> Candidate:
        logit = sumprod(self._weights.sure, self.signs(words, likeness))
        confidence = 1 / (1 + math.exp(-logit))
        return Candidate(likeness.article, value, confidence, _band(confidence, self._weights))

    def signs(self, words: WordWeights, likeness: Likeness) -> tuple[float, ...]:
        """What the logistic looks at, a constant first: see `Weights.sure`."""
        return (
            1.0,
            likeness.words / words.total if words.total else 0.0,
            math.log1p(likeness.words / self._vocabulary.greatest_weight),
            likeness.letters,
            likeness.meaning,
            likeness.sentence,
            words.met / words.total if words.total else 0.0,
            math.log1p(words.number),
        )


def _band(confidence: float, weights: Weights) -> str:
    if confidence >= weights.found:
        return FOUND
    return MAYBE if confidence >= weights.maybe else NONE
