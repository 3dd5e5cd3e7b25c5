"""Letters counted in many words at once, against words counted one by one."""

from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from wizard.search.bags import LONGEST, Bags

LETTERS = "абвz7"
WORD = st.text(LETTERS, min_size=1, max_size=12) | st.text(
    LETTERS, min_size=LONGEST - 2, max_size=LONGEST
)


@given(st.lists(WORD, max_size=30), WORD, st.integers(0, 3))
@example(["а" * LONGEST], "а" * LONGEST, 3)
@example(["а" * LONGEST, "я"], "б", 0)
@example([], "а", 2)
@example([""], "а", 1)
def test_near_bags_are_those_that_counting_finds(words: list[str], word: str, missed: int) -> None:
    expected = [
        place
        for place, other in enumerate(words)
        if (Counter(word) & Counter(other)).total() >= max(len(word), len(other)) - missed
    ]
    assert list(Bags(words).near(word, missed)) == expected


ANY_SIGN = st.characters(exclude_categories=["Cc"])


@given(st.lists(st.text(ANY_SIGN, min_size=1, max_size=8), min_size=1, max_size=20), st.data())
def test_words_of_any_sign_are_near_themselves(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    assert place in Bags(words).near(words[place], 0)
