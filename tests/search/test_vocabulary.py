"""What a typed word may stand for."""

from unittest.mock import patch

from tests.search.corpus import BACKGROUND
from wizard.search import Article, build_index
from wizard.search.index import PostingLists
from wizard.search.vocabulary import Vocabulary

INDEX = build_index([Article("a", "Обновление приложения", "Приложи обновлённый файл")], BACKGROUND)
VOCABULARY = Vocabulary(INDEX, PostingLists(INDEX.postings))


def test_a_misspelled_word_brings_the_relatives_of_the_word_meant() -> None:
    meant, relative = VOCABULARY.options("прелож", "преложи")
    assert [INDEX.terms[option.term] for option in (meant, relative)] == ["прилож", "приложен"]
    assert meant.closeness > relative.closeness
    assert (meant.edits, relative.edits) == (1, 1)


def test_a_word_that_no_article_holds_is_not_taken_for_a_misspelled_one() -> None:
    lists = PostingLists(INDEX.postings)
    knowing = Vocabulary(INDEX, lists, lambda term: term == "прелож")
    assert knowing.knows("прелож")
    assert knowing.options("прелож", "преложи") == []
    assert not VOCABULARY.knows("прелож")


def test_of_two_words_equally_near_the_one_that_more_is_said_with_is_closer() -> None:
    articles = [Article(id_, "Почта", "") for id_ in ("a", "b")] + [Article("c", "Почка", "")]
    index = build_index(articles, BACKGROUND)
    options = Vocabulary(index, PostingLists(index.postings)).options("почв", "почва")
    closeness = {index.terms[option.term]: option.closeness for option in options}
    assert closeness["почт"] > closeness["почк"]


def test_a_word_rare_in_headings_says_more_there_on_a_large_site() -> None:
    lists = PostingLists(INDEX.postings)
    number = VOCABULARY.number("обновлен")
    assert number is not None
    assert VOCABULARY.heading_weight(number, 0) == VOCABULARY.weight(number)
    with patch("wizard.search.vocabulary.HEADINGS_TELL_FROM", 1):
        large = Vocabulary(INDEX, lists)
        assert large.heading_weight(number, 0) > large.weight(number)
        assert large.heading_weight(number, lists.count(number)) == large.weight(number)


def test_an_unknown_form_brings_the_terms_of_its_root() -> None:
    index = build_index([Article("a", "Не могу выйти", "Можно убирать файлы")], BACKGROUND)
    found = Vocabulary(index, PostingLists(index.postings)).options("вышел", "вышел")
    assert [(index.terms[option.term], option.edits) for option in found] == [("выйт", 0)]


def test_an_unknown_word_may_be_the_beginning_of_a_term() -> None:
    index = build_index([Article("a", "Физические лица", "Физлицо")], BACKGROUND)
    found = Vocabulary(index, PostingLists(index.postings)).options("физ", "физ")
    closeness = {index.terms[option.term]: option.closeness for option in found}
    assert list(closeness) == ["физическ", "физлиц"]
    assert 1 > closeness["физлиц"] > closeness["физическ"] > 0
