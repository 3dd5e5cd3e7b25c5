"""Numbers as visitors type them: a value, or the code of what is wrong with it."""

import re
from dataclasses import dataclass
from fractions import Fraction

from wizard.pricing.quote_request import Calls, QuoteRequest, Sessions
from wizard.pricing.tariff import Limits

PROBLEMS = ("empty", "not-a-number", "negative", "too-big", "not-whole", "too-precise")
LONGEST = 40
HOUR_PARTS = 100
"""Hours are taken to the hundredth."""

_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]{1,2})?")
_THOUSANDS_SPACE = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")


@dataclass(frozen=True, slots=True)
class QuantityProblem:
    """Why a typed number is refused: `code` is one of `PROBLEMS`, `most` the largest allowed."""

    code: str
    most: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the three fields of the calculator ask for: a request, or a problem for each bad field.

    The keys of `problems` are call_minutes, remote_hours and requests.
    """

    request: QuoteRequest | None
    problems: dict[str, QuantityProblem]


def parse_whole(text: str, most: int) -> int | QuantityProblem:
    """The whole number from 0 to `most` that `text` says, spaces between thousands allowed."""
    value = _parse(text, most)
    if isinstance(value, QuantityProblem):
        return value
    return int(value) if value.denominator == 1 else QuantityProblem("not-whole", most)


def parse_hours(text: str, most: int) -> Fraction | QuantityProblem:
    """The number of hours from 0 to `most` that `text` says; comma or point, to the hundredth."""
    value = _parse(text, most)
    if isinstance(value, QuantityProblem):
        return value
    exact = HOUR_PARTS % value.denominator == 0
    return value if exact else QuantityProblem("too-precise", most)


def parse_estimate(call_minutes: str, remote_hours: str, requests: str, limits: Limits) -> Estimate:
    """A month of `requests`, each a call of so many minutes and a connection of so many hours."""
    minutes = parse_whole(call_minutes, limits.call_minutes)
    hours = parse_hours(remote_hours, limits.remote_hours)
    count = parse_whole(requests, limits.requests)
    if isinstance(minutes, int) and isinstance(hours, Fraction) and isinstance(count, int):
        calls, sessions = Calls(minutes, count), Sessions(hours, count)
        return Estimate(QuoteRequest(calls=(calls,), sessions=(sessions,)).present(), {})
    fields = {"call_minutes": minutes, "remote_hours": hours, "requests": count}
    return Estimate(
        None, {name: value for name, value in fields.items() if isinstance(value, QuantityProblem)}
    )


def _parse(text: str, most: int) -> Fraction | QuantityProblem:
    bare = _THOUSANDS_SPACE.sub("", text.strip())
    if not bare:
        return QuantityProblem("empty", most)
    if len(bare) > LONGEST or not _NUMBER.fullmatch(bare):
        return QuantityProblem("not-a-number", most)
    value = Fraction(bare.replace(",", "."))
    if value < 0:
        return QuantityProblem("negative", most)
    return value if value <= most else QuantityProblem("too-big", most)
