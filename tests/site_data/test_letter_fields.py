"""letter.toml: what the site has, and what the reader refuses."""

import copy
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from wizard.errors import DataError
from wizard.site_data.letter_fields import LetterFields
from wizard.site_data.letter_fields_reader import read_letter_fields
from wizard.validation import Table

DATA = files("wizard") / "data"


def parsed(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def fields() -> LetterFields:
    return read_letter_fields(Table(parsed("letter.toml"), "letter.toml"))


def test_the_six_values_are_those_of_the_regulations_in_their_order(fields):
    assert [value.label for value in fields.reproducibility] == [
        "Всегда",
        "Иногда",
        "Случайно",
        "Попыток не было",
        "Невоспроизводимо",
        "Недоступно",
    ]


def test_each_kind_asks_what_the_regulations_ask_of_it(fields):
    assert {kind.id: kind.parts for kind in fields.kinds} == {
        "problem": ("summary", "steps", "expected", "actual"),
        "requirement": ("summary", "reasons", "proposal"),
        "wish": ("summary", "reasons", "proposal"),
    }


def test_screenshots_are_those_of_the_regulations(fields):
    assert [kind.id for kind in fields.files if kind.role == "screenshot"] == ["gif", "png", "jpg"]


def test_everything_cites_a_clause_that_exists(fields):
    known = {row["id"] for row in parsed("clauses.toml")["clause"]}
    groups = (fields.fields, fields.reproducibility, fields.kinds, fields.urgency, fields.files)
    assert {item.source for group in groups for item in group} <= known


def test_a_message_fills_its_places(fields):
    assert fields.message("name", "too_long", {"length": "300", "limit": "200"}) == (
        "Слишком длинный текст: знаков 300, а помещается 200. Сократите его."
    )


def test_a_field_has_its_own_words_before_the_shared_ones(fields):
    assert fields.message("name", "missing", {}) == "Заполните поле «Имя»."
    assert fields.message("steps", "missing", {}).startswith("Перечислите действия по порядку")


def test_a_code_without_words_is_a_mistake_of_the_data(fields):
    with pytest.raises(DataError) as caught:
        fields.message("name", "nonsense", {})
    assert str(caught.value) == (
        "letter.toml: messages.nonsense: expected a wording for every code, got None. Add it."
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda values: values["kind"][0]["parts"].append("story"),
            "letter.toml: kind.problem.parts: expected one of actual, expected, proposal, "
            "reasons, steps, summary, got 'story'. "
            "Correct the id, or mark the field with part = true.",
        ),
        (
            lambda values: values["field"][0]["required_for"].append("complaint"),
            "letter.toml: field.kind.required_for: expected one of problem, requirement, wish, "
            "got 'complaint'. Correct the id.",
        ),
        (
            lambda values: values["field"][3].update(letter_label="Новая Ссылка"),
            "letter.toml: letter_label: expected labels that do not end with 'Ссылка', "
            "got 'Новая Ссылка'. Rename one of them.",
        ),
        (
            lambda values: values["mantis"]["severity"].pop("wish"),
            "letter.toml: mantis.severity: expected a severity for each of problem, requirement, "
            "wish, got ['problem', 'requirement']. Add or remove kinds.",
        ),
        (
            lambda values: values["reproducibility"][0]["mantis"].update(code="ten"),
            "letter.toml: reproducibility[0].mantis.code: expected a whole number, at least 0, "
            "got 'ten'. Correct the value.",
        ),
        (
            lambda values: values["file"][0].update(role="film"),
            "letter.toml: file[0].role: expected one of screenshot, log, convertible, "
            "got 'film'. Correct the value.",
        ),
        (
            lambda values: values["field"][0].update(lable="x"),
            "letter.toml: field[0].lable: expected only the keys bad, cost, good, hint, id, "
            "label, letter_label, limit, messages, part, required_for, source, why, got 'lable'. "
            "Correct the key, or remove it.",
        ),
    ],
)
def test_wrong_definitions_are_refused(change: Callable[[dict[str, Any]], object], message):
    values = copy.deepcopy(parsed("letter.toml"))
    change(values)
    with pytest.raises(DataError) as caught:
        read_letter_fields(Table(values, "letter.toml"))
    assert str(caught.value) == message
