"""Letters as tickets, rows and counts."""

import csv
import io
from dataclasses import replace

import pytest

from tests.tables import load_cases
from wizard.letter import Letter, compose_text
from wizard.letter.eml import compose_eml
from wizard.letter.gaps import gap_report, report_to_json
from wizard.letter.parse import parse_letter
from wizard.letter.safe_csv import safe_cell, to_csv
from wizard.letter.tickets import Ticket, make_ticket, mantis_row, ticket_row, ticket_to_json


def ticket_of(letter: Letter, fields) -> Ticket:
    draft = compose_eml(letter, fields, "support@example.org")
    sent = b"Date: Mon, 23 Nov 2026 10:15:00 +0300\r\nFrom: a@example.org\r\nMessage-ID: <1@a>\r\n"
    return make_ticket("in/1.eml", parse_letter(sent + draft, fields), fields)


def test_a_ticket_has_the_letter_and_where_it_came_from(letter, fields):
    values = ticket_to_json(ticket_of(letter, fields))
    assert values["place"] == "in/1.eml"
    assert values["sent"] == "2026-11-23T10:15:00+03:00"
    assert (values["sender"], values["message_id"]) == ("a@example.org", "<1@a>")
    assert values["attachments"] == [
        {"name": "снимок экрана.png", "media_type": "image/png", "size": 70}
    ]
    assert (values["labelled"], values["missing"], values["untrusted"]) == (True, [], {})
    assert values["description"]["expected"] == "Документ напечатается"


def test_an_issue_for_mantis_has_the_names_of_mantis(letter, fields):
    issue = mantis_row(ticket_of(letter, fields), fields)
    assert issue["reproducibility"] == "always"
    assert (issue["severity"], issue["priority"]) == ("minor", "urgent")
    assert issue["steps_to_reproduce"].startswith("1. Включил компьютер")
    assert "Как воспроизвести" not in issue["description"]
    assert issue["description"].startswith("Суть обращения: После обновления")


@pytest.mark.parametrize(
    ("value", "code", "name"),
    [
        ("always", 10, "always"),
        ("sometimes", 30, "sometimes"),
        ("random", 50, "random"),
        ("not-tried", 70, "have not tried"),
        ("once", 90, "unable to reproduce"),
        ("no-access", 100, "N/A"),
    ],
)
def test_reproducibility_is_that_of_mantis(value, code, name, letter, fields):
    issue = mantis_row(ticket_of(replace(letter, reproducibility=value), fields), fields)
    assert issue["reproducibility"] == name
    assert fields.reproducibility_value(value).mantis_code == code


def test_a_wish_is_a_feature_of_ordinary_priority(fields):
    issue = mantis_row(ticket_of(Letter(kind="wish"), fields), fields)
    assert (issue["severity"], issue["priority"], issue["reproducibility"]) == (
        "feature",
        "normal",
        "N/A",
    )


def test_a_row_has_one_text_for_every_column(letter, fields):
    row = ticket_row(ticket_of(replace(letter, version=None), fields), fields)
    assert all(isinstance(value, str) for value in row.values())
    assert row["version"] == "не знаю"
    assert row["files"] == "снимок экрана.png"


@pytest.mark.parametrize(("text", "expected"), load_cases("csv_cells.toml"))
def test_safe_cell(text, expected):
    assert safe_cell(text) == expected


def test_csv_reads_back_with_its_line_breaks_and_quotes():
    rows = [{"a": 'раз\n"два", три', "b": ""}, {"a": "=1", "b": ";"}]
    text = to_csv(rows, for_excel=True)
    assert text.startswith("\ufeff")
    assert list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) == [
        {"a": 'раз\n"два", три', "b": ""},
        {"a": "'=1", "b": ";"},
    ]


def test_csv_of_nothing_is_empty():
    assert to_csv([]) == ""


def test_gaps_count_what_was_asked_of_each_letter(letter, fields):
    tickets = [
        ticket_of(letter, fields),
        ticket_of(replace(letter, version=None, phone=""), fields),
        ticket_of(Letter(kind="wish", version="1"), fields),
        make_ticket("2", parse_letter("Сломалось всё, помогите", fields), fields),
    ]
    report = report_to_json(gap_report(tickets, fields))
    assert (report["letters"], report["labelled"], report["complete"]) == (4, 3, 2)
    assert report["version_unknown"] == 1
    gaps = {gap["field"]: (gap["missing"], gap["asked"]) for gap in report["fields"]}
    assert gaps["steps"] == (1, 3)
    assert gaps["reasons"] == (1, 1)
    assert gaps["phone"] == (3, 4)
    required = [gap["required"] for gap in report["fields"]]
    assert required == sorted(required, reverse=True)


def test_edited_fields_and_articles_are_counted(letter, fields):
    text = compose_text(replace(letter, attachments=()), fields)
    edited = parse_letter(text.replace("Версия: 1.2.3", "Версия: 2"), fields)
    report = report_to_json(gap_report([make_ticket("1", edited, fields)] * 2, fields))
    assert report["edited"] == {"version": 2}
    assert report["articles"] == [
        {
            "url": "https://support.example/faq/deadlines/how-long/",
            "title": "Сколько ждать ответа?",
            "rejected": 0,
            "unclear": 2,
        },
        {
            "url": "https://support.example/faq/windows/printer-does-not-print/",
            "title": "Принтер не печатает",
            "rejected": 2,
            "unclear": 0,
        },
    ]


def test_gaps_of_an_empty_inbox_are_none(fields):
    assert report_to_json(gap_report([], fields))["fields"] == []
