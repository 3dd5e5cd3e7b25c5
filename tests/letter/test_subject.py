"""The Subject header: what it shows first, what it never holds."""

import re

import pytest

from tests.tables import load_cases
from wizard.letter import Letter, subject_from, subject_line


@pytest.mark.parametrize(("given", "expected"), load_cases("subjects.toml"))
def test_subject_line(given, expected, fields):
    line = subject_line(Letter(kind="problem", **given), fields)
    assert line == expected
    assert len(line) <= fields.subject_limit
    assert not re.search(r"\d\s*[\])}]\s*$", line)


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Не печатается документ. Пишет ошибку.", "Не печатается документ"),
        ("Не печатается документ\nПишет ошибку", "Не печатается документ"),
        ("Почему версия 1.2.3 не запускается? Помогите", "Почему версия 1.2.3 не запускается?"),
        ("  \n ", ""),
        (
            "Слово " * 30,
            "Слово Слово Слово Слово Слово Слово Слово Слово Слово Слово Слово Слово Слово…",
        ),
    ],
)
def test_subject_is_the_first_sentence_of_the_summary(summary, expected):
    assert subject_from(summary) == expected
