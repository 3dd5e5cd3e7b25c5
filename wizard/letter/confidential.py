"""What a text log should not carry out of the house: passwords, tokens, card and phone numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wizard.pricing.card_number import passes_luhn

KINDS = ("password", "token", "card", "phone")
MASK = "*"
_CONTEXT = 20  # characters shown on either side of a secret
_EXCERPT = 100  # characters shown of one secret and its surroundings

# Each pattern's group `secret` is what gets masked; the word that gives it away stays readable.
_PASSWORD = re.compile(
    r"""(?:\bпарол[а-яё]{0,3}|\bpass(?:word|wd|phrase)?|\bpwd|\bпин-?код|\bpin)["']?\s{0,4}[:=]\s{0,4}
        (?:"(?P<quoted>[^"\r\n]+)"|'(?P<single>[^'\r\n]+)'|(?P<secret>[^\s"';,&<>]+))""",
    re.IGNORECASE | re.VERBOSE,
)
_URL_PASSWORD = re.compile(r"://[^\s/:@]{1,200}:(?P<secret>[^\s/@]{1,200})@")
_NAMED_TOKEN = re.compile(
    r"""(?:token|api[_-]?key|secret|access[_-]?key|session[_-]?id|\bтокен[а-яё]{0,2})["']?\s{0,4}[:=]\s{0,4}
        ["']?(?:bearer\s{1,4})?(?P<secret>[^\s"';,&<>]{6,})""",
    re.IGNORECASE | re.VERBOSE,
)
_BEARER = re.compile(r"\b(?:bearer|basic)\s{1,4}(?P<secret>[A-Za-z0-9._~+/=-]{8,})", re.IGNORECASE)
_SHAPED_TOKEN = re.compile(
    r"\b(?P<secret>eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|gh[pousr]_\w{20,}|AKIA[0-9A-Z]{16}|sk-[\w-]{20,})"
)
# Digits in groups, as cards, phones and plain numbers are written; a card is looked for among them.
_DIGITS = re.compile(r"(?<![\d.])\d+(?:[ -]\d+)*")
_CARD_DIGITS = range(13, 20)  # ISO/IEC 7812-1
_FIRST_CARD_GROUP = 4  # digits: a card is written in one piece, or begins with a group of four
_PHONE = re.compile(
    r"""(?<![\d.+])(?P<secret>
        \+\d{1,3}[ -]?\(?\d{3,4}\)?(?:[ -]?\d){6,8}   # +7 (495) 979-68-80
      | [78][ -]?\(\d{3,5}\)(?:[ -]?\d){5,7}           # 8 (495) 979-68-80
      | [78][ -]\d{3}[ -]\d{3}[ -]?\d{2}[ -]?\d{2}     # 8 916 123-45-67
      | [78]9\d{9}                                     # 89161234567
    )(?!\d)""",
    re.VERBOSE,
)
_PATTERNS = (
    ("password", _PASSWORD),
    ("password", _URL_PASSWORD),
    ("token", _NAMED_TOKEN),
    ("token", _BEARER),
    ("token", _SHAPED_TOKEN),
    ("phone", _PHONE),
)


@dataclass(frozen=True, slots=True)
class Secret:
    """A place in a text, `text[start:end]`, and what was found there: one of `KINDS`."""

    start: int
    end: int
    kind: str


def find_secrets(text: str) -> tuple[Secret, ...]:
    """What looks confidential, in the order of the text, without overlaps."""
    found = sorted(_all_secrets(text), key=lambda secret: (secret.start, -secret.end))
    kept: list[Secret] = []
    for secret in found:
        if not kept or secret.start >= kept[-1].end:
            kept.append(secret)
        elif secret.end > kept[-1].end:
            kept[-1] = Secret(kept[-1].start, secret.end, kept[-1].kind)
    return tuple(kept)


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
    start = max(line_start, secret.start - _CONTEXT)
    end = min(len(text) if line_end < 0 else line_end, secret.end + _CONTEXT, start + _EXCERPT)
    number = text.count("\n", 0, secret.start) + 1
    return Sighting(secret.kind, number, " ".join(text[start:end].split()))


def mask(text: str, secrets: tuple[Secret, ...]) -> str:
    """The text with every sign of the secrets replaced by an asterisk; as long as before."""
    pieces: list[str] = []
    place = 0
    for secret in secrets:
        pieces += [text[place : secret.start], MASK * (secret.end - secret.start)]
        place = secret.end
    return "".join([*pieces, text[place:]])


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


def _all_secrets(text: str) -> Iterator[Secret]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Secret(*_span(match), kind)
    for match in _DIGITS.finditer(text):
        for start, end in _cards_in(match[0]):
            yield Secret(match.start() + start, match.start() + end, "card")


def _cards_in(digits: str) -> Iterator[tuple[int, int]]:
    """The places of card numbers among groups of digits: a phone may stand right before one."""
    groups = [match.span() for match in re.finditer(r"\d+", digits)]
    for first, (start, first_end) in enumerate(groups):
        for last, (_, end) in enumerate(groups[first : first + _CARD_DIGITS.start]):
            length = end - start - last
            if length not in _CARD_DIGITS or (last and first_end - start != _FIRST_CARD_GROUP):
                continue
            if passes_luhn(digits[start:end]):
                yield start, end


def _span(match: re.Match[str]) -> tuple[int, int]:
    """The span of the group that took part: a password may stand in quotes."""
    names = match.re.groupindex
    name = next(name for name in names if match[name] is not None)
    return match.span(name)
