"""What a visitor is told at a field that is not right."""

import tomllib

import pytest

from wizard.errors import DataError
from wizard.packed_files import read_packed
from wizard.pricing.quantity import PROBLEM_CODES
from wizard.site_data.messages import read_messages
from wizard.validation import Problem, Table

PARSED = tomllib.loads(read_packed("data/messages.toml"))


@pytest.fixture(scope="module")
def messages():
    return read_messages(Table(PARSED, "messages.toml"))


def test_a_wording_is_found_by_field_and_code(messages):
    assert messages.text(Problem("text", "missing")) == PARSED["text"]["missing"]


def test_a_field_of_one_article_has_the_wording_of_its_kind(messages):
    assert messages.knows("unclear.which-version")
    assert (
        messages.text(Problem("unclear.which-version", "missing")) == (PARSED["unclear"]["missing"])
    )


def test_values_are_filled_in(messages):
    found = messages.text(Problem("requests", "too_big", {"most": "1000"}))

    assert found == "Это больше, чем мы считаем: не более 1000 обращений в месяц."


def test_a_value_with_braces_is_filled_in_as_it_is(messages):
    assert "{0.__class__}" in messages.text(
        Problem("requests", "too_big", {"most": "{0.__class__}"})
    )


def test_a_code_without_a_wording_is_an_error_of_the_data(messages):
    with pytest.raises(DataError) as error:
        messages.text(Problem("requests", "too_loud"))
    assert str(error.value) == (
        "messages.toml: requests.too_loud: expected a wording for every code, got None. Add it."
    )


@pytest.mark.parametrize("field", ["call_minutes", "remote_hours", "requests"])
def test_every_code_of_a_number_has_its_wording(field, messages):
    never = {"remote_hours": "not_whole"}.get(field, "too_precise")
    codes = [code for code in PROBLEM_CODES if code != never]

    assert all(messages.text(Problem(field, code, {"most": "9"})) for code in codes)
    assert sorted(PARSED[field]) == sorted(codes)
