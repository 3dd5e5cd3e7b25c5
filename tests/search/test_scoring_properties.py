"""Scores against their definition, article by article."""

from collections.abc import Iterable
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from wizard.search import Article, build_index
from wizard.search.index import BODY_STEP, TITLE_STEP, PostingLists
from wizard.search.query import QueryWord, read_query
from wizard.search.scoring import IMPACTS, greatest, score
from wizard.search.vocabulary import TermOption, Vocabulary

# Words with relatives and with neighbours in spelling, so that one may stand for several terms.
WORDS = ["принтер", "принтеры", "принтерный", "печать", "печатать", "сеть", "сетевой", "пароль"]
TEXT = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
ARTICLES = st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=15).map(
    lambda texts: [Article(str(n), title, body) for n, (title, body) in enumerate(texts)]
)
QUERY = st.lists(st.sampled_from([*WORDS, "принтир", "печят"]), max_size=6).map(" ".join)


def slow_value(
    option: TermOption, strength: int, strengths: Iterable[int], vocabulary: Vocabulary
) -> float:
    """What a posting is worth: its parts in headings and in texts by their own rarities."""
    heading, text = (strength >> 4) * TITLE_STEP, (strength & 15) * BODY_STEP
    weight = vocabulary.weight(option.term)
    headings = sum(other >= 16 for other in strengths)
    more = vocabulary.heading_weight(option.term, headings) - weight
    share = heading / (heading + text) if heading else 0.0
    return option.closeness * (weight + more * share) * IMPACTS[strength]


def slow_score(
    words: list[QueryWord], vocabulary: Vocabulary, lists: PostingLists, most_articles: int
) -> dict[int, float]:
    """Each article's score, every posting looked up on its own."""
    held = {
        option.term: dict(
            zip(lists.articles(option.term), lists.strengths(option.term), strict=True)
        )
        for word in words
        for option in word.options
    }
    total: dict[int, float] = {}
    for word in words:
        full = len(total) >= most_articles
        for article in sorted(set().union(*held.values())):
            values = [
                slow_value(option, strength, held[option.term].values(), vocabulary)
                for option in word.options
                if (strength := held[option.term].get(article)) is not None
            ]
            if values and (article in total or not full):
                total[article] = total.get(article, 0.0) + max(values)
    return total


@given(ARTICLES, QUERY, st.integers(0, 16), st.integers(1, 20), st.integers(1, 20))
def test_scores_are_those_of_their_definition(
    articles: list[Article], text: str, most_articles: int, longest_list: int, tell_from: int
) -> None:
    with patch("wizard.search.vocabulary.HEADINGS_TELL_FROM", tell_from):
        check_scores(articles, text, most_articles, longest_list)


def check_scores(articles: list[Article], text: str, most_articles: int, longest_list: int) -> None:
    index = build_index(articles, longest_list=longest_list)
    lists = PostingLists(index.postings)
    vocabulary = Vocabulary(index, lists)
    words = sorted(
        read_query(text, vocabulary).words, key=lambda word: (-word.weight, word.reading.term)
    )
    scores = score(words[::-1], vocabulary, lists, most_articles)
    assert scores.total == slow_score(words, vocabulary, lists, most_articles)
    assert scores.holders == {
        option.term: lists.articles(option.term) for word in words for option in word.options
    }


@given(st.dictionaries(st.integers(0, 50), st.sampled_from([0.5, 1.0, 2.5])), st.integers(1, 10))
def test_the_greatest_are_the_first_of_all_in_order(scores: dict[int, float], count: int) -> None:
    in_order = sorted(scores, key=lambda article: (-scores[article], article))
    assert greatest(scores.values(), scores.items(), count) == in_order[:count]
