"""Every getter of a table: what it gives back, and the exact message when it cannot."""

import datetime

import pytest

from tests.tables import load_cases
from wizard.errors import DataError
from wizard.validation import Problem, Table

FULL = {
    "text": "слово",
    "integer": 7,
    "boolean": False,
    "date": datetime.date(2026, 11, 23),
    "time": datetime.time(10),
    "choice": "never",
    "texts": ["gif", "png"],
    "dates": [datetime.date(2026, 11, 23)],
    "table": {"inner": "слово"},
    "tables": [{"inner": "раз"}, {"inner": "два"}],
}


def table(values):
    return Table(values, "file.toml")


@pytest.mark.parametrize(
    ("getter", "key", "expected"),
    [
        ("text", "text", "слово"),
        ("optional_text", "text", "слово"),
        ("integer", "integer", 7),
        ("boolean", "boolean", False),
        ("date", "date", datetime.date(2026, 11, 23)),
        ("time", "time", datetime.time(10)),
        ("texts", "texts", ("gif", "png")),
        ("dates", "dates", (datetime.date(2026, 11, 23),)),
    ],
)
def test_a_getter_gives_the_value(getter, key, expected):
    found = getattr(table(FULL), getter)(key)

    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("getter", "default"),
    [
        ("text", ""),
        ("integer", 0),
        ("boolean", False),
        ("date", datetime.date(2026, 1, 1)),
        ("time", datetime.time(0)),
        ("texts", ()),
        ("dates", ()),
    ],
)
def test_a_getter_gives_its_default_for_an_absent_key(getter, default):
    assert getattr(table({}), getter)("absent", default) == default


def test_a_choice_gives_the_word_and_its_default():
    allowed = ("now", "never")

    assert table(FULL).choice("choice", allowed) == "never"
    assert table(FULL).choice("absent", allowed, "now") == "now"


def test_a_default_stands_in_for_an_absent_value_only():
    with pytest.raises(DataError):
        table({"text": ""}).text("text", "слово")


@pytest.mark.parametrize("values", [{}, {"key": ""}])
def test_an_optional_text_may_be_absent_or_empty(values):
    read = table(values)

    assert read.optional_text("key") is None
    read.finish()


@pytest.mark.parametrize(("given", "message"), load_cases("validation_errors.toml"))
def test_a_wrong_value_is_told_with_its_place(given, message):
    arguments = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in given.get("arguments", {}).items()
    }
    part = Table({"part": given["table"]}, "file.toml").table("part")
    with pytest.raises(DataError) as error:
        list(getattr(part, given["getter"])("key", **arguments))  # tables are read as one walks
    assert str(error.value) == f"file.toml: part.key: {message}"


def test_nested_tables_know_their_places():
    read = table(FULL)

    assert read.table("table").at("inner") == "file.toml: table.inner"
    assert [row.at("inner") for row in read.tables("tables")] == [
        "file.toml: tables[0].inner",
        "file.toml: tables[1].inner",
    ]
    assert read.optional_table("table").text("inner") == "слово"
    assert read.optional_table("absent") is None


def test_keys_stand_in_the_order_of_the_file():
    assert table({"b": 1, "a": 2}).keys() == ("b", "a")


def test_an_error_of_the_callers_own_rule_names_the_place_and_the_value():
    assert str(table({"day": 32}).error("day", "a day of the month", "Correct it.")) == (
        "file.toml: day: expected a day of the month, got 32. Correct it."
    )


def test_finish_passes_when_every_key_was_read():
    read = table({"text": "слово", "integer": 1})
    read.text("text")
    read.integer("integer")
    read.optional_text("absent")

    read.finish()


def test_finish_refuses_a_key_that_nobody_read():
    part = table({"part": {"name": "слово", "naem": "слово"}}).table("part")
    part.text("name")
    with pytest.raises(DataError) as error:
        part.finish()
    assert str(error.value) == (
        "file.toml: part.naem: expected only the keys name, got 'naem'. "
        "Correct the key, or remove it."
    )


def test_a_problem_has_no_values_unless_it_is_given_some():
    assert Problem("text", "missing").values == {}
