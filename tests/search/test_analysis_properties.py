"""What is done to many texts at once is what is done to each."""

from hypothesis import given
from hypothesis import strategies as st

from wizard.search.analysis import words_of, words_of_each

LINES = st.lists(st.text(st.characters(exclude_characters="\n")) | st.text("аЯёЁz İK9-. "))


@given(LINES)
def test_the_words_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    assert list(words_of_each(texts)) == [words_of(text) for text in texts]
