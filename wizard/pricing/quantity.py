"""Numbers as visitors type them: a value, or the code of what is wrong with it."""

import re
from dataclasses import dataclass
from fractions import Fraction

from wizard.pricing.money import format_number
from wizard.pricing.quote_request import Calls, QuoteRequest, Sessions
from wizard.pricing.tariff import Limits
from wizard.validation import Problem

PROBLEM_CODES = ("missing", "not_a_number", "negative", "too_big", "not_whole", "too_precise")
LONGEST = 40
HOUR_PARTS = 100
"""Hours are taken to the hundredth."""

_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]{1,2})?")
_THOUSANDS_SPACE = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the fields of the calculator ask for: a request, or none and the bad fields."""

    request: QuoteRequest | None
    problems: tuple[Problem, ...]


def parse_whole(text: str, field: str, most: int) -> int | Problem:
    """The whole number from 0 to `most` that `text` says, spaces between thousands allowed.

    A `Problem` at `field` has one of `PROBLEM_CODES` and, in its values, `most`.
    """
    value = _parse(text, field, most)
    if isinstance(value, Problem):
        return value
    return int(value) if value.denominator == 1 else _problem("not_whole", field, most)


def parse_hours(text: str, field: str, most: int) -> Fraction | Problem:
    """The hours from 0 to `most` that `text` says: comma or point, to the hundredth.

    A `Problem` is that of `parse_whole`.
    """
    value = _parse(text, field, most)
    if isinstance(value, Problem):
        return value
    return value if HOUR_PARTS % value.denominator == 0 else _problem("too_precise", field, most)


def parse_estimate(call_minutes: str, remote_hours: str, requests: str, limits: Limits) -> Estimate:
    """A month of `requests`, each a call of so many minutes and a connection of so many hours.

    The fields of its problems are named like the parameters.
    """
    minutes = parse_whole(call_minutes, "call_minutes", limits.call_minutes)
    hours = parse_hours(remote_hours, "remote_hours", limits.remote_hours)
    count = parse_whole(requests, "requests", limits.requests)
    if isinstance(minutes, Problem) or isinstance(hours, Problem) or isinstance(count, Problem):
        found = (minutes, hours, count)
        return Estimate(None, tuple(value for value in found if isinstance(value, Problem)))
    request = QuoteRequest(calls=(Calls(minutes, count),), sessions=(Sessions(hours, count),))
    return Estimate(request.present(), ())


def _parse(text: str, field: str, most: int) -> Fraction | Problem:
    bare = _THOUSANDS_SPACE.sub("", text.strip())
    if not bare:
        return _problem("missing", field, most)
    if len(bare) > LONGEST or not _NUMBER.fullmatch(bare):
        return _problem("not_a_number", field, most)
    value = Fraction(bare.replace(",", "."))
    if value < 0:
        return _problem("negative", field, most)
    return value if value <= most else _problem("too_big", field, most)


def _problem(code: str, field: str, most: int) -> Problem:
    return Problem(field, code, {"most": format_number(most)})
