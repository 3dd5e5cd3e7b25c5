"""Lists of very common words hold the strongest of their articles, from all over the site."""

from hypothesis import given
from hypothesis import strategies as st

from tests.search.corpus import ARTICLES as HELP_DESK
from wizard.search import Article, Index, build_index
from wizard.search.index import PostingLists
from wizard.search.vocabulary import Vocabulary

BODIES = st.lists(st.text("аб вг", min_size=1, max_size=30), min_size=1, max_size=12)
LENGTHS = st.integers(1, 4)


def articles_of(bodies: list[str]) -> list[Article]:
    return [Article(str(number), "", body) for number, body in enumerate(bodies)]


def listed(index: Index, term: int) -> dict[int, int]:
    """Article -> strength of a term's list."""
    lists = PostingLists(index.postings)
    return dict(zip(lists.articles(term), lists.strengths(term), strict=True))


@given(BODIES, LENGTHS)
def test_the_strongest_articles_are_listed_as_in_a_whole_list(
    bodies: list[str], longest: int
) -> None:
    articles = articles_of(bodies)
    whole, cut = build_index(articles), build_index(articles, longest_list=longest)
    assert cut.terms == whole.terms
    for term in range(len(whole.terms)):
        before, after = listed(whole, term), listed(cut, term)
        assert len(after) == min(longest, len(before))
        assert after.items() <= before.items()
        left_out = [strength for article, strength in before.items() if article not in after]
        assert max(left_out, default=0) <= min(after.values())


@given(BODIES, LENGTHS)
def test_what_a_word_weighs_does_not_change(bodies: list[str], longest: int) -> None:
    articles = articles_of(bodies)
    for term in range(len(build_index(articles).terms)):
        whole, cut = (
            Vocabulary(index, PostingLists(index.postings)).weight(term)
            for index in (build_index(articles), build_index(articles, longest_list=longest))
        )
        assert cut == whole


def test_equal_articles_are_listed_from_all_over_the_site() -> None:
    index = build_index(articles_of(["слово"] * 400), longest_list=40)
    tenths = [article // 40 for article in listed(index, 0)]
    assert all(3 <= tenths.count(tenth) <= 5 for tenth in range(10))


def test_no_list_is_cut_where_no_word_is_that_common() -> None:
    assert not build_index(HELP_DESK).postings.cut
