"""What a typed word may stand for."""

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
