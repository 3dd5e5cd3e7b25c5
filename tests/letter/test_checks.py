"""What is refused and what is let through: tables of visitors' answers."""

from dataclasses import replace

import pytest

from tests.tables import load_cases
from wizard.letter import Attachment, Letter, check_letter, letter_from_responses, letter_size
from wizard.letter.plain_words import holds_several_problems
from wizard.site_data.letter_fields import LetterFields

RIGHT = {
    "kind": "problem",
    "summary": "После обновления не печатается документ",
    "steps": "Запустил программу, открыл документ, нажал печать",
    "expected": "Документ напечатается",
    "actual": "На экране сообщение «Нет связи с принтером»",
    "reproducibility": "always",
    "version": "1.2.3",
}


def letter_of(changes, fields) -> Letter:
    return letter_from_responses({**RIGHT, **changes}, fields, token="t", clause_number="3.3")


@pytest.mark.parametrize(("changes", "expected"), load_cases("letter_checks.toml"))
def test_problems(changes, expected, fields):
    problems = check_letter(letter_of(changes, fields), fields)
    assert [f"{problem.field} {problem.code}" for problem in problems] == expected


@pytest.mark.parametrize(("changes", "expected"), load_cases("letter_checks.toml"))
def test_every_problem_has_a_wording_without_places(changes, expected, fields):
    for problem in check_letter(letter_of(changes, fields), fields):
        wording = fields.message(problem.field, problem.code, problem.values)
        assert "{" not in wording
        assert wording[-1] in ".»"


# By the square of such a length, which no field allows, the search would take hours.
@pytest.mark.parametrize(
    ("piece", "several"),
    [("\n", False), ("\u2028", False), ("ещё ", False), ("также не ", True), ("- завис\n", True)],
)
def test_several_problems_are_told_in_a_runaway_paste_too(piece, several, fields):
    summary = f"Не печатается {piece * (500_000 // len(piece))}документ"
    assert holds_several_problems(summary, fields.text_rules) is several


def files_of(fields: LetterFields, *sizes: int) -> Letter:
    files = tuple(
        Attachment(f"{place}.png", "image/png", b"x" * size) for place, size in enumerate(sizes)
    )
    letter = letter_of({}, fields)
    return Letter(
        **{name: getattr(letter, name) for name in letter.__slots__} | {"attachments": files}
    )


def test_files_over_the_budget_name_the_largest(fields):
    problems = check_letter(files_of(fields, 1_000_000, 18_000_000), fields)
    assert [
        fields.message(problem.field, problem.code, problem.values) for problem in problems
    ] == [
        "Письмо получится 26 МБ, а доходит не больше 25 МБ. Больше всего занимает файл "
        "«1.png»: уберите его или сожмите."
    ]


def test_files_within_the_budget_pass(fields):
    assert check_letter(files_of(fields, 18_000_000), fields) == ()


def test_size_is_never_below_that_of_the_real_draft(fields):
    from wizard.letter.eml import compose_eml  # noqa: PLC0415  (its import is slow in the browser)

    for sizes in ((), (0,), (1,), (57,), (58,), (100_000, 3), (1, 1, 1, 1)):
        letter = files_of(fields, *sizes)
        draft = len(compose_eml(letter, fields, "support@example.org"))
        assert draft <= letter_size(letter, fields) <= draft + 4096 + 600 * (len(sizes) + 1)


def test_a_long_text_counts_as_well_as_the_files(fields):
    from wizard.letter.eml import compose_eml  # noqa: PLC0415

    letter = replace(files_of(fields, 100_000), additional="Строка журнала\n" * 3000)
    draft = len(compose_eml(letter, fields, "support@example.org"))
    assert draft <= letter_size(letter, fields) <= draft + 4096 + 1200


def test_an_unknown_option_is_told_although_its_letter_has_no_text(fields):
    letter = replace(files_of(fields, 10), reproducibility="often")
    assert [(p.field, p.code) for p in check_letter(letter, fields)] == [
        ("reproducibility", "unknown_option")
    ]
