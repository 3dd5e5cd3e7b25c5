"""A quote as the query of a link: numbers only, never a name or a word of the problem.

    on=2026-11-23&call=50-2&remote=1.5-3&vip=1&letters=4

`call=50-2` is two calls of fifty minutes, `remote=1.5-3` three connections of an hour and a half.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from wizard.errors import UsageError
from wizard.pricing.quote_request import Calls, QuoteRequest, Sessions, check_limits
from wizard.pricing.tariff import Tariffs

LONGEST = 500
FIELDS = {
    "on": re.compile(r"(20[0-9]{2}-[0-9]{2}-[0-9]{2})"),
    "call": re.compile(r"([0-9]{1,6})-([0-9]{1,6})"),
    "remote": re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,2})?)-([0-9]{1,6})"),
    "vip": re.compile(r"([0-9]{1,6})"),
    "letters": re.compile(r"([0-9]{1,6})"),
}
REPEATABLE = {"call", "remote"}
_AFTER_ADDRESS = ".,;:!?)]»&"
"""Signs that a mail program takes into an address that stands in a sentence."""


@dataclass(frozen=True, slots=True)
class SavedQuote:
    """What a link asks for, and the day the quote was made."""

    request: QuoteRequest
    made_on: date


@dataclass(frozen=True, slots=True)
class LinkProblem:
    """Why a link is refused; `code` is malformed (not one of ours), out-of-range or no-price."""

    code: str


def encode_quote(saved: SavedQuote) -> str:
    """The query of a link to `saved`, without a question mark.

    `UsageError` for hours that have more than two digits after the point, and for a request with
    too many kinds of calls and connections.
    """
    query = "&".join(f"{name}={value}" for name, value in _pairs(saved))
    if len(query) > LONGEST:
        raise UsageError(
            "quote link", query, f"at most {LONGEST} characters", "Ask for fewer kinds of work."
        )
    return query


def decode_quote(query: str, tariffs: Tariffs) -> SavedQuote | LinkProblem:
    """What a link made by `encode_quote` asks for; anything else is a `LinkProblem`."""
    found = _fields(query)
    if found is None:
        return LinkProblem("malformed")
    try:
        saved = _saved_quote(found)
    except ValueError:  # digits in the right places, but no such day
        return LinkProblem("malformed")
    try:
        check_limits(saved.request, tariffs.limits)
    except UsageError:
        return LinkProblem("out-of-range")
    before_all = saved.made_on < tariffs.lists[0].valid_from
    return LinkProblem("no-price") if before_all else saved


def is_quote_link(query: str) -> bool:
    """Whether the query means to be one of ours, readable or not."""
    return bool(_parts(query))


def _parts(query: str) -> list[str]:
    """The parameters that are ours: mail services and social networks add others of their own."""
    parts = query.removeprefix("?").rstrip(_AFTER_ADDRESS).split("&")
    return [part for part in parts if part.partition("=")[0] in FIELDS]


def _pairs(saved: SavedQuote) -> Iterator[tuple[str, str]]:
    request = saved.request
    yield "on", saved.made_on.isoformat()
    for calls in request.calls:
        yield "call", f"{calls.minutes}-{calls.count}"
    for sessions in request.sessions:
        yield "remote", f"{_decimal(sessions.hours)}-{sessions.count}"
    if request.vip_months:
        yield "vip", str(request.vip_months)
    if request.letters:
        yield "letters", str(request.letters)


def _decimal(hours: Fraction) -> str:
    whole, hundredths = divmod(hours * 100, 100)
    if hundredths.denominator != 1:
        raise UsageError(
            "quote link", str(hours), "hours to the hundredth", "Round the hours before."
        )
    return f"{whole}.{int(hundredths):02}".rstrip("0").rstrip(".") if hundredths else str(whole)


def _fields(query: str) -> dict[str, list[tuple[str, ...]]] | None:
    found: dict[str, list[tuple[str, ...]]] = {}
    parts = _parts(query)
    if len("&".join(parts)) > LONGEST:
        return None
    for part in parts:
        name, _, value = part.partition("=")
        match = FIELDS[name].fullmatch(value)
        if match is None or (name in found and name not in REPEATABLE):
            return None
        found.setdefault(name, []).append(match.groups())
    return found if "on" in found else None


def _saved_quote(found: dict[str, list[tuple[str, ...]]]) -> SavedQuote:
    calls = tuple(Calls(int(size), int(count)) for size, count in found.get("call", ()))
    sessions = tuple(
        Sessions(Fraction(size), int(count)) for size, count in found.get("remote", ())
    )
    request = QuoteRequest(calls, sessions, _number(found, "vip"), _number(found, "letters"))
    return SavedQuote(request, date.fromisoformat(found["on"][0][0]))


def _number(found: dict[str, list[tuple[str, ...]]], name: str) -> int:
    return int(found[name][0][0]) if name in found else 0
