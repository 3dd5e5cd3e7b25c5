"""What is done to many texts at once is what is done to each; what terms have in common; NFKC."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from wizard.search.analysis import fold, normalize, term, words_of, words_of_each

LINES = st.lists(st.text(st.characters(exclude_characters="\n")) | st.text("аЯёЁz İK9-. "))


@given(LINES)
def test_the_words_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    assert list(words_of_each(texts)) == [words_of(text) for text in texts]


@given(st.from_regex(r"[A-Za-z]{1,50}|[А-Яа-яЁё]{1,50}|[0-9]{1,50}", fullmatch=True))
def test_a_term_is_the_beginning_of_its_word(word: str) -> None:
    assert fold(word).startswith(term(word))


@given(st.text(st.sampled_from("…№\u00a0aйи\u0306\u0308 .1")))
def test_a_normal_text_is_that_of_the_standard(text: str) -> None:
    assert normalize(text) == unicodedata.normalize("NFKC", text)
