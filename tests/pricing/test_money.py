"""Roubles in figures and words."""

from fractions import Fraction

import pytest

from wizard.pricing import format_hours, format_rubles, rubles_in_words, rubles_with_noun
from wizard.pricing.money import whole_rubles_down


@pytest.mark.parametrize(
    ("amount", "figures", "noun", "words"),
    [
        (0, "0 ₽", "0 рублей", "ноль рублей"),
        (1, "1 ₽", "1 рубль", "один рубль"),
        (500, "500 ₽", "500 рублей", "пятьсот рублей"),
        (1000, "1 000 ₽", "1 000 рублей", "одна тысяча рублей"),
        (1011, "1 011 ₽", "1 011 рублей", "одна тысяча одиннадцать рублей"),
        (2002, "2 002 ₽", "2 002 рубля", "две тысячи два рубля"),
        (21021, "21 021 ₽", "21 021 рубль", "двадцать одна тысяча двадцать один рубль"),
        (1000000, "1 000 000 ₽", "1 000 000 рублей", "один миллион рублей"),
    ],
)
def test_roubles_as_a_reader_expects_them(amount, figures, noun, words):
    assert format_rubles(amount) == figures.replace(" ", "\u00a0")
    assert rubles_with_noun(amount) == noun.replace(" ", "\u00a0")
    assert rubles_in_words(amount) == words


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (Fraction(2), "2"),
        (Fraction(3, 2), "1,5"),
        (Fraction(5, 4), "1,25"),
        (Fraction(5, 6), "0,83"),
        (Fraction(1, 20), "0,05"),
        (Fraction(10), "10"),
        (Fraction(2401, 2), "1\u00a0200,5"),
    ],
)
def test_hours_to_the_hundredth(size, text):
    assert format_hours(size) == text


def test_kopecks_are_lost_downwards():
    assert whole_rubles_down(Fraction(99_999, 100)) == 999
