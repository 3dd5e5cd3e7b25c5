"""A visitor's mistakes in the visitor's language."""

import pytest

from wizard.app.problems import worded
from wizard.errors import DataError
from wizard.site_data import load_site_data
from wizard.validation import Problem


@pytest.fixture(scope="module")
def data():
    return load_site_data()


def test_a_problem_of_the_letter_has_the_wording_of_its_field(data):
    (found,) = worded(data, [Problem("version", "missing")])

    assert found == {
        "field": "version",
        "text": "Напишите версию продукта. Если не знаете, где её посмотреть, отметьте "
        "«Не знаю версию».",
    }


def test_what_happened_is_typed_at_the_first_step(data):
    (found,) = worded(data, [Problem("summary", "too_short")])

    assert found["field"] == "text"


def test_problems_keep_their_order(data):
    fields = ["steps", "version", "actual"]

    assert [p["field"] for p in worded(data, [Problem(f, "missing") for f in fields])] == fields


def test_values_stand_in_the_text_as_they_are(data):
    (found,) = worded(data, [Problem("files", "file_empty", {"name": "{name}<b>.png"})])

    assert found["text"].startswith("Файл «{name}<b>.png» пустой.")


def test_a_code_that_nobody_worded_is_an_error_of_the_data(data):
    with pytest.raises(DataError):
        worded(data, [Problem("version", "too_loud")])
