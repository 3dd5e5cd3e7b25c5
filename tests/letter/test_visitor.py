"""From what was typed to a letter, and how complete it is."""

import pytest

from wizard.letter import (
    DescriptionPart,
    Letter,
    Urgency,
    completeness,
    letter_from_responses,
    reference_code,
)


def letter_of(fields, **responses: str) -> Letter:
    return letter_from_responses(responses, fields, token="t", clause_number="3.3")


def test_only_the_parts_of_the_kind_enter_the_letter(fields):
    letter = letter_of(fields, kind="wish", summary="Нужен отчёт", steps="старое", reasons="Долго")
    assert letter.description == (
        DescriptionPart("summary", "Нужен отчёт"),
        DescriptionPart("reasons", "Долго"),
    )


def test_the_subject_comes_from_the_summary(fields):
    assert letter_of(fields, summary="Не печатается. Совсем.").subject == "Не печатается"


def test_a_typed_version_wins_over_the_box(fields):
    assert letter_of(fields, version="1.2", version_unknown="yes").version == "1.2"
    assert letter_of(fields, version="", version_unknown="yes").version is None


@pytest.mark.parametrize("words", ["не знаю", "Не знаю.", " НЕ ЗНАЮ "])
def test_unknown_may_be_typed(words, fields):
    assert letter_of(fields, version=words).version is None


def test_urgency_carries_the_number_of_its_clause(fields):
    letter = letter_of(fields, urgency="module-down", urgency_details="печать стоит")
    assert letter.urgency == Urgency("module-down", "3.3", "печать стоит")
    assert letter_of(fields, urgency_details="печать стоит").urgency is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  а  ", "а"),
        ("а\r\nб\rв", "а\nб\nв"),
        ("а  \n  б", "а\n  б"),
        ("а\u00a0б\u2028в\0", "а б\nв"),
    ],
)
def test_typed_text_is_cleaned(typed, kept, fields):
    assert letter_of(fields, additional=typed).additional == kept


def test_the_code_depends_on_the_token_alone():
    assert reference_code("a") == reference_code("a") == "QL-CQ64-SDCT"
    assert reference_code("b") != reference_code("a")


def test_codes_of_many_letters_differ():
    assert len({reference_code(str(number)) for number in range(20_000)}) == 20_000


def test_the_meter_names_the_gaps_in_the_order_of_the_letter(fields):
    meter = completeness(letter_of(fields, kind="problem", version="1"), fields)
    assert meter.filled == ("kind", "version")
    assert meter.required == ("reproducibility", "summary", "steps", "expected", "actual")
    assert meter.welcome == ("additional", "files", "name", "organisation", "phone")
    assert meter.missing == meter.required + meter.welcome
    assert not meter.version_unknown


def test_the_meter_of_a_full_letter_has_no_gaps(letter, fields):
    assert completeness(letter, fields).missing == ()


def test_an_unknown_version_is_filled_and_marked(fields):
    meter = completeness(letter_of(fields, version_unknown="yes"), fields)
    assert "version" in meter.filled
    assert meter.version_unknown


def test_a_wish_is_not_asked_for_steps(fields):
    meter = completeness(letter_of(fields, kind="wish"), fields)
    assert meter.required == ("version", "summary", "reasons", "proposal")
