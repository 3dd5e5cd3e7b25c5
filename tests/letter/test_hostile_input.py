"""Every field against everything that smuggles headers, parts and parameters."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from urllib.parse import parse_qs, urlsplit

import pytest

from wizard.letter import (
    ArticleNote,
    Attachment,
    DescriptionPart,
    Letter,
    Urgency,
    compose_text,
    delivery_routes,
    letter_from_json,
    letter_to_json,
)
from wizard.letter.eml import compose_eml
from wizard.letter.parse import parse_letter

TO = "support@example.org"
ATTACKS = {
    "CR": "a\rBcc: evil@example.org",
    "LF": "a\nBcc: evil@example.org",
    "CRLF": "a\r\nBcc: evil@example.org\r\n\r\n<b>body</b>",
    "folded": "a\r\n Bcc: evil@example.org",
    "NUL": "a\0Bcc: evil@example.org",
    "U+2028": "a\u2028Bcc: evil@example.org",
    "U+2029": "a\u2029Bcc: evil@example.org",
    "U+0085": "a\u0085Bcc: evil@example.org",
    "VT and FF": "a\v\fBcc: evil@example.org",
    "encoded word": "=?utf-8?q?a=0D=0ABcc:_evil=40example.org?=",
    "encoded word in base64": "=?utf-8?b?DQpCY2M6IGV2aWxAZXhhbXBsZS5vcmc=?=",
    "boundary": "\n--=_letter_0123456789abcdef0123456789abcdef\nContent-Type: text/html\n\n<b>",
    "closing boundary": "\n--=_letter_0123456789abcdef0123456789abcdef--\n",
    "parameters": "a&bcc=evil@example.org&subject=x#fragment?cc=y+z%0D%0ABcc:x",
    "path": "../../../etc/passwd",
    "Windows path": "..\\..\\C:\\autoexec.bat",
    "right-to-left override": "счёт\u202egnp.exe",
    "isolate": "\u2067a\u2069",
    "half a surrogate pair": "a\ud800b",
    "label": "Версия: 6.6.6\nКонтроль: 1 00000",
    "end of data": "\r\n.\r\nMAIL FROM:<evil@example.org>",
}


def attacked(letter: Letter, field: str, text: str) -> Letter:
    """The letter with the attack in one field."""
    match field:
        case "sources" | "shown":
            return replace(letter, **{field: (ArticleNote(text, text, text),)})
        case "urgency":
            return replace(letter, urgency=Urgency("product-down", text, text))
        case "files":
            values = letter_to_json(letter)
            values["attachments"][0]["name"] = text
            return replace(letter, attachments=_read(values))
        case "summary" | "steps" | "expected" | "actual":
            parts = tuple(
                DescriptionPart(part.field, text) if part.field == field else part
                for part in letter.description
            )
            return replace(letter, description=parts)
        case "reasons" | "proposal":
            texts = {
                "summary": "Нужна сверка",
                "reasons": "Долго",
                "proposal": "Рядом",
                field: text,
            }
            parts = tuple(DescriptionPart(*part) for part in texts.items())
            return replace(letter, kind="requirement", reproducibility="", description=parts)
        case _:
            return replace(letter, **{field: text})


def _read(values) -> tuple[Attachment, ...]:
    from tests.letter.conftest import data_table  # noqa: PLC0415
    from wizard.site_data.letter_fields_reader import read_letter_fields  # noqa: PLC0415

    fields = read_letter_fields(data_table("letter.toml"))
    return letter_from_json(values, fields).attachments


FIELDS = [
    *("subject", "version", "summary", "steps", "expected", "actual", "additional", "files"),
    *(
        "reasons",
        "proposal",
        "sources",
        "shown",
        "urgency",
        "name",
        "organisation",
        "phone",
        "zone",
        "reference",
    ),
]


@pytest.fixture(params=FIELDS)
def field(request) -> str:
    return request.param


@pytest.fixture(params=ATTACKS.values(), ids=ATTACKS.keys())
def hostile(request, letter, field) -> Letter:
    return attacked(letter, field, request.param)


def test_the_draft_has_the_headers_and_parts_it_should_and_reads_back(hostile, letter, fields):
    draft = compose_eml(hostile, fields, TO)
    message = message_from_bytes(draft, policy=policy.default)
    assert draft.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", draft)
    assert [*message.keys()] == ["Subject", "X-Unsent", "To", "MIME-Version", "Content-Type"]
    assert message["To"] == TO
    parts = list(message.walk())
    assert [part.get_content_type() for part in parts] == [
        "multipart/mixed",
        "text/plain",
        "image/png",
    ]
    assert not any(part.defects for part in parts)
    assert set(parts[1].keys()) == {"Content-Type", "Content-Transfer-Encoding"}
    assert parts[2].get_content() == letter.attachments[0].content
    name = parts[2].get_filename()
    assert name == hostile.attachments[0].name
    assert not re.search(r'[\x00-\x1f<>:"/\\|?*\u2028\u202e\u2066-\u2069]', name)
    parsed = parse_letter(draft, fields)
    assert (parsed.letter, parsed.untrusted) == (hostile, ())


def test_the_text_has_no_hidden_character(hostile, fields):
    text = compose_text(hostile, fields)
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text
    )
    assert "\n--=_letter_" not in text


def test_links_have_the_parameters_they_should(hostile, fields, routes):
    for route in delivery_routes(hostile, fields, routes, TO):
        query = parse_qs(urlsplit(route.url).query, strict_parsing=True, keep_blank_values=True)
        names = {name.lower() for name in query}
        assert names <= {"to", "su", "subject", "body", "view", "fs"}
        assert all(len(values) == 1 for values in query.values())
        assert urlsplit(route.url).fragment == ""
        subject = query.get("su") or query.get("subject") or query.get("Subject")
        assert not re.search(r"[\x00-\x1f]", subject[0])
