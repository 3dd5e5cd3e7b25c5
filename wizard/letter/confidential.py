"""What a text log should not carry out of the house: passwords, tokens, card and phone numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wizard.letter.secret_shapes import CARD_NUMBER, CARDS, DIGITS, PHONE, SHAPES, Shape
from wizard.pricing.card_number import passes_luhn

KINDS = ("password", "token", "card", "phone")
MASK = "*"
_CONTEXT = 20  # characters shown on either side of a secret
_EXCERPT = 100  # characters shown of one secret and its surroundings
_SHORTEST_CARD = 13  # digits

type _Place = tuple[int, int, str]  # start, end, kind


@dataclass(frozen=True, slots=True)
class Secret:
    """A place in a text, `text[start:end]`, and what was found there: one of `KINDS`."""

    start: int
    end: int
    kind: str


def find_secrets(text: str) -> tuple[Secret, ...]:
    """What looks confidential, in the order of the text, without overlaps."""
    found = sorted(_places(text), key=lambda place: (place[0], -place[1]))
    kept: list[_Place] = []
    for place in found:
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
        elif place[1] > kept[-1][1]:
            kept[-1] = (kept[-1][0], place[1], kept[-1][2])
    return tuple(Secret(*place) for place in kept)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A secret as it is shown to its owner: its kind, its line from 1, and the words around it."""

    kind: str
    line: int
    text: str


def sightings(text: str, most: int) -> tuple[tuple[Sighting, ...], int]:
    """The first `most` secrets of the text as they are shown, and how many more there are."""
    found = find_secrets(text)
    return tuple(_sighting(text, secret) for secret in found[:most]), len(found[most:])


def _sighting(text: str, secret: Secret) -> Sighting:
    line_start = text.rfind("\n", 0, secret.start) + 1
    line_end = text.find("\n", secret.end)
    line_end = len(text) if line_end < 0 else line_end
    start = max(line_start, secret.start - _CONTEXT)
    end = min(line_end, secret.end + _CONTEXT, start + _EXCERPT)
    shown = " ".join(text[start:end].split())
    number = text.count("\n", 0, secret.start) + 1
    before = "…" if text[line_start:start].strip() else ""
    after = "…" if text[end:line_end].strip() else ""
    return Sighting(secret.kind, number, f"{before}{shown}{after}")


def mask(text: str, secrets: tuple[Secret, ...]) -> str:
    """The text with every sign of the secrets replaced by an asterisk; its lines are as long."""
    pieces: list[str] = []
    place = 0
    for secret in secrets:
        pieces += [text[place : secret.start], _masked(text[secret.start : secret.end])]
        place = secret.end
    return "".join([*pieces, text[place:]])


def _masked(secret: str) -> str:
    """As many asterisks; a key of several lines stays as many lines."""
    return MASK * len(secret) if secret.isprintable() else re.sub(r"[^\r\n]", MASK, secret)


def read_log(content: bytes) -> tuple[str, str]:
    """A log's text and encoding: UTF-8, UTF-16 where marked, else the code page 1251."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), "utf-16"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("windows-1251", "replace"), "windows-1251"


def mask_log(content: bytes) -> bytes:
    """The log with everything `find_secrets` finds masked, in the encoding it came in."""
    text, encoding = read_log(content)
    return mask(text, find_secrets(text)).encode(encoding, "replace")


def _places(text: str) -> Iterator[_Place]:
    # No letter may grow when it is made small, or the places would shift: only this one does.
    lowered = text.replace("İ", "I").lower()
    for shape in SHAPES:
        for clue in shape.clues:
            yield from _places_at(clue, shape, text, lowered)
    for digits in DIGITS.finditer(text):
        start, end = digits.span()
        for match in PHONE.finditer(text, max(0, start - 1), end + 1):  # «+» or «(» stands before
            yield (*match.span(), "phone")
        if end - start >= _SHORTEST_CARD:
            yield from _cards_in(text, start, end)


def _places_at(clue: str, shape: Shape, text: str, lowered: str) -> Iterator[_Place]:
    """The secrets of the shape at its clue.

    A log is long and its clues are few: `str.find` passes over the rest tens of times quicker than
    a pattern that has to be tried at every letter. What was matched is not looked into again, or a
    long line of clues would be read once for each.
    """
    place = lowered.find(clue)
    while place >= 0:
        match = shape.pattern.match(text, place)
        if match:
            start, end = match.span(match.lastindex or 0)
            yield start, end, shape.kind
        place = lowered.find(clue, match.end() if match else place + len(clue))


def _cards_in(text: str, start: int, end: int) -> Iterator[_Place]:
    """The cards among groups of digits: a phone or another number may stand right before one."""
    for pattern in CARDS:
        for match in pattern.finditer(text, start, end + 1):
            number = re.sub("[^0-9]", "", match[1])
            if CARD_NUMBER.fullmatch(number) and passes_luhn(number):
                yield (*match.span(1), "card")
