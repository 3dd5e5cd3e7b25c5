"""Laws of the letter: it reads back exactly, and what was damaged on the way is never trusted."""

import re
import textwrap
from dataclasses import replace
from email import message_from_bytes, policy
from html import escape

import pytest
from hypothesis import given

from tests.letter.strategies import FIELDS, MANY, SOME, TEXTS, letters
from wizard.letter import (
    Letter,
    compose_text,
    delivery_routes,
    letter_from_json,
    letter_to_json,
    safe_file_name,
    subject_line,
)
from wizard.letter.eml import compose_eml
from wizard.letter.escaping import edited_label_pattern, escape_line, label_pattern, unescape_line
from wizard.letter.parse import ParsedLetter, parse_letter

TO = "support@example.org"


def lines_wrapped(text: str, **options: bool) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, 72, **options)) for line in text.split("\n"))


def whole_words_wrapped(text: str) -> str:
    return lines_wrapped(text, break_long_words=False, break_on_hyphens=False)


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def forwarded(text: str) -> str:
    header = "Добрый день!\n\n-------- Пересланное сообщение --------\nОт: Анна <a@example.org>\n"
    return f"{header}Тема: Fwd: письмо\nВерсия: 0\n\n{text}\n-- \nС уважением, Анна\nИмя: нет\n"


def as_html(text: str) -> bytes:
    """What a mail program makes of the text when it sends HTML alone."""
    lines = (escape(line).replace("\u00a0", "&nbsp;") for line in text.split("\n"))
    body = "".join(f"<div>{line or '<br>'}</div>\n" for line in lines)
    page = f"<html><head><style>p: x</style></head><body>\n{body}</body></html>"
    header = 'MIME-Version: 1.0\nContent-Type: text/html; charset="utf-8"\n'
    return f"{header}Content-Transfer-Encoding: 8bit\n\n{page}".encode()


def as_table(text: str) -> bytes:
    """The text as a table of two columns: labels, and what stands beside them."""
    lines = (escape(line) for line in text.split("\n") if line)
    rows = (re.sub(r"^([^|:]+:) ?", r"\1</td><td>", line) for line in lines)
    body = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
    return f"Content-Type: text/html; charset=utf-8\n\n<table>{body}</table>".encode()


def as_flowed(text: str) -> bytes:
    """The text as a program sends it that wraps with spaces to be deleted (RFC 3676)."""
    lines = (re.findall(r".{1,60}$|.{1,60} |.{1,60}", line) or [""] for line in text.split("\n"))
    body = "\n".join(" \n".join(pieces) for pieces in lines)
    stuffed = re.sub(r"(?m)^(?=[ >]|From )", " ", body)
    header = "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes"
    return f"{header}\n\n{stuffed}".encode()


HARMLESS = {
    "quoted": quoted,
    "quoted twice": lambda text: quoted(quoted(text)),
    "quoted with bars": lambda text: textwrap.indent(text, "| ", lambda line: True),
    "quoted with initials": lambda text: textwrap.indent(text, "АП> ", lambda line: True),
    "re-wrapped at 72": whole_words_wrapped,
    "re-wrapped, lines ended by spaces": lambda text: whole_words_wrapped(text).replace(
        "\n", "  \n"
    ),
    "re-wrapped, then quoted": lambda text: quoted(whole_words_wrapped(text)),
    "quoted, then re-wrapped without quotes": lambda text: whole_words_wrapped(quoted(text)),
    "made into one paragraph": lambda text: textwrap.fill(
        text, 72, break_long_words=False, break_on_hyphens=False
    ),
    "every space made no-break": lambda text: text.replace(" ", "\u00a0"),
    "every no-break space made plain": lambda text: text.replace("\u00a0", " "),
    "lines ended by CRLF": lambda text: text.replace("\n", "\r\n"),
    "lines ended by spaces": lambda text: text.replace("\n", "  \n"),
    "indented": lambda text: textwrap.indent(text, "    "),
    "empty lines between all lines": lambda text: text.replace("\n", "\n\n"),
    "forwarded": forwarded,
}


def files_aside(parsed: ParsedLetter) -> list[tuple[str, str]]:
    """The doubts, but for files that a text can only name."""
    return [(d.field, d.reason) for d in parsed.untrusted if d.reason != "not_enclosed"]


@MANY
@given(letters())
def test_a_draft_reads_back_exactly(letter: Letter):
    draft = compose_eml(letter, FIELDS, TO)
    parsed = parse_letter(draft, FIELDS)
    assert parsed.letter == letter
    assert parsed.untrusted == ()
    assert draft.isascii()
    assert compose_eml(letter, FIELDS, TO) == draft


@MANY
@given(letters())
def test_a_text_reads_back_exactly_but_for_the_files_themselves(letter: Letter):
    parsed = parse_letter(compose_text(letter, FIELDS), FIELDS)
    assert parsed.letter == replace(letter, attachments=())
    assert files_aside(parsed) == []


@pytest.mark.parametrize("damage", HARMLESS.values(), ids=HARMLESS.keys())
@SOME
@given(letter=letters())
def test_a_text_reads_back_exactly_after_its_way_through_mail(damage, letter: Letter):
    parsed = parse_letter(damage(compose_text(letter, FIELDS)), FIELDS)
    assert parsed.letter == replace(letter, attachments=())
    assert files_aside(parsed) == []


@MANY
@given(letters())
def test_a_text_sent_as_html_alone_reads_back_exactly(letter: Letter):
    parsed = parse_letter(as_html(compose_text(letter, FIELDS)), FIELDS)
    assert parsed.letter == replace(letter, attachments=())
    assert files_aside(parsed) == []


@MANY
@given(letters())
def test_a_text_flowed_by_deleted_spaces_reads_back_exactly(letter: Letter):
    parsed = parse_letter(as_flowed(compose_text(letter, FIELDS)), FIELDS)
    assert parsed.letter == replace(letter, attachments=())
    assert files_aside(parsed) == []


@SOME
@given(letters())
def test_a_text_made_into_a_table_reads_back_exactly(letter: Letter):
    parsed = parse_letter(as_table(compose_text(letter, FIELDS)), FIELDS)
    assert parsed.letter == replace(letter, attachments=())
    assert files_aside(parsed) == []


@MANY
@given(letters())
def test_words_broken_by_wrapping_are_restored_or_doubted(letter: Letter):
    parsed = parse_letter(lines_wrapped(compose_text(letter, FIELDS)), FIELDS)
    if parsed.letter != replace(letter, attachments=()):
        assert files_aside(parsed) != []


@MANY
@given(letters(), TEXTS)
def test_an_edited_answer_is_doubted(letter: Letter, text: str):
    edited = replace(letter, organisation=text)
    control = compose_text(letter, FIELDS).rstrip().rpartition("\n")[2]
    mixed = compose_text(edited, FIELDS).rstrip().rpartition("\n")[0] + "\n" + control
    parsed = parse_letter(mixed, FIELDS)
    assert parsed.letter == replace(edited, attachments=())
    reason = "changed" if text.strip() else "missing"
    assert files_aside(parsed) == (
        [("organisation", reason)] if text != letter.organisation else []
    )


@MANY
@given(letters())
def test_the_json_form_reads_back_exactly(letter: Letter):
    assert letter_from_json(letter_to_json(letter), FIELDS) == letter


@MANY
@given(letters())
def test_the_subject_is_short_one_line_and_ends_in_no_number_in_brackets(letter: Letter):
    line = subject_line(letter, FIELDS)
    assert 0 < len(line) <= FIELDS.subject_limit
    assert line.isprintable() or "\u200d" in line
    assert "=?" not in line
    assert not (line[-1] in ")]}" and line[:-1].rstrip(" )]}")[-1:].isdigit())
    header = message_from_bytes(compose_eml(letter, FIELDS, TO), policy=policy.default)["Subject"]
    assert header == line


@MANY
@given(letters())
def test_no_link_exceeds_its_budget_or_holds_a_raw_character(letter: Letter):
    from tests.letter.conftest import data_table  # noqa: PLC0415
    from wizard.site_data.delivery_routes import read_delivery_routes  # noqa: PLC0415

    routes = read_delivery_routes(data_table("webmail.toml"))
    budgets = {route.id: route.budget for route in routes.routes}
    for route in delivery_routes(letter, FIELDS, routes, TO):
        assert len(route.url) <= budgets[route.id]
        assert route.url.isascii()
        assert route.url.isprintable()
        assert " " not in route.url


@MANY
@given(TEXTS)
def test_an_escaped_line_shows_neither_label_nor_bar_and_reads_back(text: str):
    line = text.replace("\n", " ")
    escaped = escape_line(line, FIELDS.all_labels)
    assert unescape_line(escaped) == line
    assert not label_pattern(FIELDS.all_labels).search(escaped)
    assert not edited_label_pattern(FIELDS.all_labels).search(escaped)
    assert "|" not in escaped.split()
    assert escaped == escaped.strip(" \t\r\n")


@MANY
@given(TEXTS)
def test_a_file_name_made_safe_is_safe(text: str):
    name = safe_file_name(text)
    assert name == safe_file_name(name)
    assert 0 < len(name) <= 121
    assert not set(name) & set('\r\n\0\u2028\u202e\u2066<>:"/\\|?*')
    assert not name.startswith(".")


@MANY
@given(TEXTS)
def test_any_text_can_be_parsed(text: str):
    parse_letter(text, FIELDS)
    parse_letter(text.encode("utf-8", "surrogatepass"), FIELDS)
