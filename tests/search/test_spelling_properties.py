"""Fuzzy lookup against brute force."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.search.analysis import skeleton, skeletons, term
from wizard.search.bags import LONGEST
from wizard.search.spelling import Slips, SpellingIndex, edit_distance

WORDS = st.text("абвгд", max_size=12)
MANY_WORDS = st.lists(st.text("абв", max_size=11), max_size=40)


def slow_distance(left: str, right: str) -> int:
    """Optimal string alignment by its definition, the whole table."""
    rows = [list(range(len(right) + 1))]
    for i, letter in enumerate(left, 1):
        row = [i]
        for j, other in enumerate(right, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


@given(WORDS, WORDS, st.integers(0, 3))
def test_edit_distance_is_the_true_one_up_to_its_limit(left: str, right: str, limit: int) -> None:
    assert edit_distance(left, right, limit) == min(slow_distance(left, right), limit + 1)


@given(MANY_WORDS, st.text("абв", max_size=11), st.integers(0, 2))
def test_near_words_are_those_that_brute_force_finds(
    words: list[str], word: str, edits: int
) -> None:
    expected = {
        number: distance
        for number, other in enumerate(words)
        if (distance := slow_distance(word, other)) <= edits
    }
    assert SpellingIndex(words).near(word, edits) == expected


def test_words_longer_than_any_are_near_nothing() -> None:
    spelling = SpellingIndex(["", "а" * LONGEST, "а" * (LONGEST + 1)])
    assert spelling.near("а" * LONGEST, 1) == {1: 0}
    assert spelling.near("а" * (LONGEST + 1), 1) == {}
    assert spelling.near("", 2) == {0: 0}


@given(st.text("абвгдежз", min_size=4, max_size=14), st.data())
def test_a_word_with_slips_is_found_again(word: str, data: st.DataObject) -> None:
    slips = data.draw(st.integers(0, 2))
    typed = word
    for _ in range(slips):
        place = data.draw(st.integers(0, max(0, len(typed) - 1)))
        letter = data.draw(st.sampled_from(["", "ъ", "щ"]))
        typed = typed[:place] + letter + typed[place + data.draw(st.integers(0, 1)) :]
    if typed:
        assert 0 in SpellingIndex([word]).near(typed, 2)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("вкрсии", "версии"), ("вврдить", "вводить"), ("звнкии", "звонки"), ("врсия", "версия")],
)
def test_a_slip_that_moves_the_cut_of_the_stemmer_is_mended(typed: str, meant: str) -> None:
    assert Slips([term(meant)]).near(term(typed), typed) == {0: 1}


def test_a_word_is_not_cut_where_its_ending_would_be_no_ending() -> None:
    assert Slips(["верс"]).near(term("врсторш"), "врсторш") == {}


def test_short_and_latin_words_are_not_cut_elsewhere() -> None:
    assert Slips(["вид"]).near("вдо", "вдо") == {}
    assert Slips(["app"]).near("appps", "appps") == {}


@given(st.sets(st.text("0aeshz", max_size=6) | st.text("ашщйэъь", max_size=6)))
def test_many_skeletons_are_those_of_each_word(words: set[str]) -> None:
    assert skeletons(sorted(words)) == [skeleton(word) for word in sorted(words)]
