"""A text to words and sentences."""

import pytest

from tests.search.corpus import ARTICLES, BACKGROUND
from wizard.search import build_index
from wizard.search.index import PostingLists
from wizard.search.query import LONGEST_SENTENCE, MOST_WORDS, read_query
from wizard.search.vocabulary import Vocabulary

INDEX = build_index(ARTICLES, BACKGROUND)
VOCABULARY = Vocabulary(INDEX, PostingLists(INDEX.postings))


def sentences(text: str) -> list[str]:
    return [
        " ".join(reading.word for reading in sentence)
        for sentence in read_query(text, VOCABULARY).sentences
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Не печатает. Что делать?!", ["Не печатает", "Что делать"]),
        ("версия 3.2 не ставится", ["версия 3 2 не ставится"]),  # a dot inside is no end
        ("первая строка\nвторая строка", ["первая строка", "вторая строка"]),
        ("yt gtxfnftn ghbynth& xnj ltkfnm", ["не печатает принтер", "что делать"]),
        ("?!. …", []),
        ("", []),
    ],
)
def test_a_text_is_parted_at_the_ends_of_its_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_sentence_without_an_end_is_cut() -> None:
    lengths = [len(s.split()) for s in sentences("принтер не печатает " * 40)]
    assert lengths == [LONGEST_SENTENCE] * 3 + [120 - 3 * LONGEST_SENTENCE]


def test_words_of_everyday_talk_are_in_sentences_only() -> None:
    query = read_query("здравствуйте, как сменить пароль", VOCABULARY)
    assert "здравствуйте" in [reading.word for reading in query.sentences[0]]
    assert "здравствуйте" not in [word.reading.word for word in query.words]


def test_of_a_long_story_the_most_telling_words_are_kept() -> None:
    story = " ".join(f"слово{chr(1072 + n)}{chr(1072 + n // 2)}" for n in range(31)) * 2
    query = read_query(f"{story} принтер пароль экран", VOCABULARY)
    assert len(query.words) <= MOST_WORDS
    assert {"принтер", "пароль", "экран"} <= {word.reading.word for word in query.words}
