"""Drafts through mail parsers of another language: npm's postal-mime and mailparser, under Node."""

import base64
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.letter.test_hostile_input import ATTACKS, FIELDS, attacked
from wizard.letter import Attachment, Letter, compose_text, subject_line
from wizard.letter.eml import compose_eml
from wizard.letter.parse import parse_letter

TO = "support@example.org"
SCRIPT = Path(__file__).with_name("interop.mjs")
NODE = shutil.which("node")
PARSERS = ("postal-mime", "mailparser")

pytestmark = pytest.mark.skipif(NODE is None, reason="Node.js is not installed")


def seen_by_parsers(draft: bytes) -> dict:
    """What each parser makes of the draft."""
    result = subprocess.run([str(NODE), str(SCRIPT)], input=draft, capture_output=True, check=True)
    return json.loads(result.stdout)


def files_of(letter: Letter) -> list[dict[str, str]]:
    return [
        {
            "name": item.name,
            "type": item.media_type,
            "content": base64.b64encode(item.content).decode(),
        }
        for item in letter.attachments
    ]


def assert_both_see(letter: Letter, fields) -> None:
    for parser, seen in seen_by_parsers(compose_eml(letter, fields, TO)).items():
        assert parser in PARSERS
        assert seen["subject"] == subject_line(letter, fields)
        assert seen["to"] == [TO]
        assert seen["html"] is None
        text = seen["text"].replace("\r\n", "\n")
        assert text.rstrip("\n") == compose_text(letter, fields).rstrip("\n")
        assert seen["files"] == files_of(letter)
        assert {key.lower() for key in seen["headers"]} == {
            "x-unsent",
            "to",
            "subject",
            "mime-version",
            "content-type",
        } | ({"content-transfer-encoding"} if not letter.attachments else set())
        parsed = parse_letter(text, fields)
        assert parsed.letter == replace(letter, attachments=())


def test_the_example_is_seen_whole(letter, fields):
    assert_both_see(letter, fields)


def test_a_letter_without_files_is_seen_whole(letter, fields):
    assert_both_see(replace(letter, attachments=()), fields)


def test_files_of_every_kind_and_long_cyrillic_names_are_seen(letter, fields):
    names = [
        "я" * 100 + ".png",
        "снимок экрана (2) — копия.png",
        "журнал; и 'кавычки' & 100%.log",
        "👩‍💻.gif",
    ]
    types = ["image/png", "image/png", "text/plain", "image/gif"]
    files = tuple(
        Attachment(name, media_type, bytes(range(256)) * 40)
        for name, media_type in zip(names, types, strict=True)
    )
    assert_both_see(replace(letter, attachments=files), fields)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_in_every_field_at_once_changes_nothing(attack, letter, fields):
    hostile = letter
    for field in FIELDS:
        hostile = attacked(hostile, field, attack)
    assert_both_see(hostile, fields)
