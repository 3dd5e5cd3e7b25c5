"""The JSON of a letter: what it refuses, in which words."""

import pytest

from wizard.errors import DataError
from wizard.letter import Letter, letter_from_json, letter_to_json


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {},
            "request.json: kind: expected one of problem, requirement, wish, got None. "
            "Add the key.",
        ),
        (
            {"kind": "complaint"},
            "request.json: kind: expected one of problem, requirement, wish, got 'complaint'. "
            "Correct the value.",
        ),
        (
            {"kind": "wish", "version": 3},
            "request.json: version: expected a non-empty text, got 3. Correct the value.",
        ),
        (
            {"kind": "wish", "attachments": [{"name": "a.png", "content": "***"}]},
            "request.json: attachments[0].content: expected base64 text, got '***'. "
            "Encode the file's bytes again.",
        ),
        (
            {"kind": "wish", "urgency": {"ground": "now"}},
            "request.json: urgency.ground: expected one of product-down, module-down, "
            "urgent-consultation, got 'now'. Correct the value.",
        ),
        (
            {"kind": "wish", "description": {"story": "x"}},
            "request.json: description.story: expected only the keys actual, expected, "
            "proposal, reasons, steps, summary, got 'story'. "
            "Correct the key, or remove it.",
        ),
    ],
)
def test_wrong_values_are_refused(values, message, fields):
    with pytest.raises(DataError) as caught:
        letter_from_json(values, fields, "request.json")
    assert str(caught.value) == message


def test_an_unknown_key_is_refused(fields):
    with pytest.raises(DataError) as caught:
        letter_from_json({"kind": "wish", "colour": "red"}, fields, "request.json")
    assert str(caught.value).startswith("request.json: colour: expected only the keys ")


def test_absent_answers_are_not_given(fields):
    assert letter_from_json({"kind": "wish"}, fields) == Letter(kind="wish")


def test_null_as_version_is_the_legal_answer_of_not_knowing(fields):
    assert letter_from_json({"kind": "wish", "version": None}, fields).version is None


def test_every_key_is_written(fields):
    assert list(letter_to_json(Letter(kind="wish"))) == [
        *("kind", "subject", "reproducibility", "version", "description", "additional"),
        *("attachments", "sources", "shown", "urgency"),
        *("name", "organisation", "phone", "zone", "reference"),
    ]


def test_a_hostile_file_name_is_made_safe(fields):
    values = {"kind": "wish", "attachments": [{"name": "../../a\r\nb.png", "content": ""}]}
    assert letter_from_json(values, fields).attachments[0].name == "a b.png"
