"""What is found in a log and how it is masked."""

import pytest

from tests.tables import load_cases
from wizard.letter import find_secrets, mask
from wizard.letter.confidential import Sighting, mask_log, read_log, sightings


@pytest.mark.parametrize(("line", "expected"), load_cases("secrets.toml"))
def test_find_secrets(line, expected):
    found = [f"{secret.kind}: {line[secret.start : secret.end]}" for secret in find_secrets(line)]
    assert found == expected


@pytest.mark.parametrize(("line", "expected"), load_cases("secrets.toml"))
def test_a_masked_text_keeps_its_length_and_has_no_secrets(line, expected):
    masked = mask(line, find_secrets(line))
    assert len(masked) == len(line)
    for secret in expected:
        assert secret.partition(": ")[2] not in masked


def test_only_the_secret_is_masked():
    line = "user=anna password=abc host=b"
    assert mask(line, find_secrets(line)) == "user=anna password=*** host=b"


def test_the_lines_of_a_masked_key_stay_lines():
    key = "-----BEGIN PRIVATE KEY-----\r\nMIIEpAIBAAKCAQEA7\r\n-----END PRIVATE KEY-----"
    masked = mask(key, find_secrets(key))
    assert [set(line) for line in masked.split("\r\n")] == [{"*"}] * 3
    assert len(masked) == len(key)


def test_a_letter_that_grows_in_lower_case_shifts_nothing():
    line = "İİİ password=abc"
    assert mask(line, find_secrets(line)) == "İİİ password=***"


# Read once for each of its clues, such a line would take minutes.
@pytest.mark.parametrize(
    "piece",
    ["пароль: ", "password=«", "password>", "-----BEGIN PRIVATE KEY-----", "eyJaaaaaaaaa.", "1 "],
)
def test_a_runaway_line_is_read_in_time(piece):
    find_secrets(piece * (300_000 // len(piece)))


def test_overlapping_finds_are_one():
    line = "token=eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJ"
    assert [(s.start, s.end, s.kind) for s in find_secrets(line)] == [(6, 40, "token")]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_a_log_is_masked_in_the_encoding_it_came_in(encoding):
    log = "Пароль: сирень\r\nготово".encode(encoding)
    assert mask_log(log) == "Пароль: ******\r\nготово".encode(encoding)
    assert read_log(log)[0] == "Пароль: сирень\r\nготово"


def test_a_secret_is_shown_with_its_line_and_the_words_around_it():
    log = (
        "готово\n2026-11-23 10:15:42 INFO login=anna password=abc host=10.0.0.1 port=443\r\nпин: 1"
    )
    assert sightings(log, most=5) == (
        (Sighting("password", 2, "…login=anna password=abc host=10.0.0.1 port=…"),),
        0,
    )


def test_no_more_secrets_are_shown_than_asked_for():
    found, more = sightings("Пароль: сирень\n" * 7, most=5)
    assert ([secret.line for secret in found], more) == ([1, 2, 3, 4, 5], 2)


def test_of_a_long_secret_the_beginning_is_shown():
    (secret,), _ = sightings("password=" + "x" * 1000, most=5)
    assert secret.text == "password=" + "x" * 91 + "…"
