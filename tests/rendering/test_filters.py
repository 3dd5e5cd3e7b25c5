"""Plain values as a Russian reader expects them."""

from datetime import datetime

import pytest

from wizard.rendering.filters import clock, counted, day, file_size, nonbreaking, plural

UNITS = ("Б", "КБ", "МБ")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "часов"), (1, "час"), (2, "часа"), (4, "часа"), (5, "часов"), (11, "часов"),
        (12, "часов"), (14, "часов"), (21, "час"), (22, "часа"), (25, "часов"), (100, "часов"),
        (101, "час"), (111, "часов"), (1002, "часа"),
    ],
)  # fmt: skip
def test_a_noun_agrees_with_its_number(number, expected):
    assert plural(number, "час", "часа", "часов") == expected


def test_a_number_keeps_its_noun():
    assert counted(8, "час", "часа", "часов") == "8\u00a0часов"
    assert counted(1000, "час", "часа", "часов") == "1\u00a0000\u00a0часов"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "0\u00a0Б"),
        (1, "1\u00a0Б"),
        (999, "999\u00a0Б"),
        (1_000, "1\u00a0КБ"),
        (1_536, "1,5\u00a0КБ"),
        (1_000_000, "1\u00a0МБ"),
        (1_500_000, "1,5\u00a0МБ"),
        (5_000_000_000, "5000\u00a0МБ"),
    ],
)
def test_a_size_has_the_largest_unit_that_fits(size, expected):
    assert file_size(size, UNITS) == expected


def test_moments_are_written_in_figures():
    moment = datetime.fromisoformat("2026-11-03T09:05:59+03:00")

    assert clock(moment) == "09:05"
    assert day(moment) == "03.11.2026"


def test_a_number_keeps_its_unit():
    assert nonbreaking("8 рабочих часов и 2 000 ₽") == "8\u00a0рабочих часов и 2\u00a0000\u00a0₽"


def test_a_number_keeps_a_unit_that_another_piece_of_the_text_has():
    assert nonbreaking("от 45 ") == "от 45\u00a0"
    assert nonbreaking("от \n") == "от \n"
