"""Sums in words against another library."""

import num2words
from hypothesis import given
from hypothesis import strategies as st

from wizard.pricing import rubles_in_words

LARGEST_QUOTE = 99_999_999


@given(st.integers(0, LARGEST_QUOTE))
def test_words_are_those_of_num2words(amount):
    assert rubles_in_words(amount).rpartition(" ")[0] == num2words.num2words(amount, lang="ru")


@given(st.integers(0, LARGEST_QUOTE))
def test_noun_agrees_with_the_number(amount):
    last, last_two = amount % 10, amount % 100
    few = last in (2, 3, 4) and last_two not in (12, 13, 14)
    expected = "рубль" if last == 1 and last_two != 11 else "рубля" if few else "рублей"

    assert rubles_in_words(amount).rpartition(" ")[2] == expected
