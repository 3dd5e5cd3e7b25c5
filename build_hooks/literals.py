"""Refuses policy numbers, prices, hours and addresses typed by hand into a page.

A page that repeats a value of `wizard/data/*.toml` would go on telling the old one after a change.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wizard.errors import DataError

_SPACE = r"(?:[ \u00a0\u202f]|&nbsp;)?"
_JINJA = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)
_UNIT_AFTER = r"(?:\s|&nbsp;|-)*"
_GAP = r"(?:[^\S\n]|&nbsp;|\n(?!\s*\n))*"  # within a paragraph
_RUBLES = rf"{_GAP}(?:₽|руб(?=\b|л(?:ь|я|ей|ям|ями|ях)\b))"
_R = rf"{_GAP}р\b(?![-/])"
"""«500 р.», but neither «р/с» nor «р-н»."""
_ROUND_NUMBERS = "|".join(
    (
        "(?:двад|трид)цать",
        "сорок",
        "(?:пять|шесть|семь|восемь)десят",
        "(?:девяно)?сто",
        "двести",
        "(?:три|четыре)ста",
        "(?:пять|шесть|семь|восемь|девять)сот",
        r"тысяч[аиу]?",
        r"тыс\.?",
    )
)


@dataclass(frozen=True, slots=True)
class Literal:
    """One value that pages must not type: how it looks in text, and what to write instead."""

    pattern: re.Pattern[str]
    instead: str


def policy_literals(values: Mapping[str, Any]) -> tuple[Literal, ...]:
    """The literals of the values that pages are rendered with (`page_values`)."""
    return tuple(
        Literal(re.compile(pattern, re.IGNORECASE), instead)
        for pattern, instead in (
            *_addresses(values),
            *_prices(values),
            *_durations(values),
            *_clock_times(values),
        )
    )


def require_no_literals(
    markdown: str, where: str, literals: tuple[Literal, ...], first_line: int = 1
) -> None:
    """`DataError` with the line of the first literal typed in the Markdown of the page `where`."""
    # Blank what Jinja fills in, and keep every line break so that lines stay countable.
    typed = _JINJA.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), markdown)
    for literal in literals:
        found = literal.pattern.search(typed)
        if found:
            line = typed.count("\n", 0, found.start()) + first_line
            raise DataError(
                f"{where}: line {line}",
                found[0],
                "a value of wizard/data/*.toml, not a copy of it",
                f"Write {literal.instead} instead.",
            )


def require_no_literals_in_key(text: str, where: str, literals: tuple[Literal, ...]) -> None:
    """`DataError` for a literal in a text of front matter, where Jinja values are not filled in."""
    for literal in literals:
        found = literal.pattern.search(text)
        if found:
            raise DataError(
                where,
                found[0],
                "no copy of a value of wizard/data/*.toml",
                f"Say it without the value; the text of the article can have {literal.instead}.",
            )


def _addresses(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    contacts = values["contacts"]
    digits = re.sub(r"\D", "", contacts["phone"])[1:]
    yield re.escape(contacts["email"]), "{{ contacts.email_link }}"
    yield r"(?:\+7|8)?[\s(-]*" + r"[\s()\u00a0-]*".join(digits), "{{ contacts.phone_link }}"


def _prices(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    prices = [(f"phone.bands[{n}]", band) for n, band in enumerate(values["phone"]["bands"])]
    prices += [("remote", values["remote"]), ("vip", values["vip"])]
    any_price = "a price of {{ phone }}, {{ remote }} or {{ vip }}"
    for name, price in prices:
        amount = re.sub(r"\D", "", price["price"])
        yield rf"\b{_grouped(amount)}(?:{_RUBLES}|{_R})", "{{ " + name + ".price }}"
    yield rf"\b\d[\d \u00a0]*(?:тыс\.?|тысяч\w*)?{_RUBLES}", any_price
    yield rf"\b(?:\d[ \u00a0]?){{3,}}{_R}", any_price  # «2 р. в день» is no price
    yield rf"\b(?:{_ROUND_NUMBERS})(?:{_RUBLES}|{_R})", any_price


def _grouped(amount: str) -> str:
    """The digits with or without a space between thousands."""
    return _SPACE.join(re.findall(r"\d{1,3}(?=(?:\d{3})*$)", amount))


def _durations(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    hours = r"(?:рабоч\w+(?:\s|&nbsp;)*)?ч(?:ас|\b)"
    yield rf"\b{values['reaction']['hours']}{_UNIT_AFTER}{hours}", "{{ reaction.text }}"
    yield rf"\b{values['vip']['hours']}{_UNIT_AFTER}{hours}", "{{ vip.hours }}"
    for number, band in enumerate(values["phone"]["bands"]):
        if band.get("upto_minutes"):
            instead = "{{ phone.bands[" + str(number) + "].upto_minutes }}"
            yield rf"\b{band['upto_minutes']}{_UNIT_AFTER}(?:[–-]\s*\d+\s*)?мин", instead


def _clock_times(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("opens", "closes"):
        hour, _, minute = values["hours"][name].partition(":")
        yield rf"\b{int(hour)}[:.]{minute}\b", "{{ hours." + name + " }}"
        yield rf"\b(?:с|до){_UNIT_AFTER}{int(hour)}{_UNIT_AFTER}час", "{{ hours." + name + " }}"
