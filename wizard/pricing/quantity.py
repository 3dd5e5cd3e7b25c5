"""Numbers as visitors type them: a value, or the code of what is wrong with it."""

import re
from collections.abc import Iterable
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
ROW_FIELDS = {
    "call": ("minutes", "count"),
    "remote": ("hours", "count"),
    "letters": ("count",),
    "vip": ("months",),
}
"""The fields of a further row of the calculator, by its kind."""

_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]{1,2})?")
_THOUSANDS_SPACE = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the fields of the calculator ask for: a request, or none and the bad fields."""

    request: QuoteRequest | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A further row of the calculator: its kind, and the name and text of each of `ROW_FIELDS`.

    A name may go on after a point, `minutes.2`, to tell one row from another.
    """

    kind: str
    fields: tuple[tuple[str, str], ...]


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


def parse_estimate(
    call_minutes: str,
    remote_hours: str,
    requests: str,
    limits: Limits,
    rows: Iterable[TypedRow] = (),
) -> Estimate:
    """A month of `requests`, each a call of so many minutes and a connection of so many hours.

    The `rows` come on top of it. Its problems have the names of the parameters and of the fields
    of the rows.
    """
    minutes = parse_whole(call_minutes, "call_minutes", limits.call_minutes)
    hours = parse_hours(remote_hours, "remote_hours", limits.remote_hours)
    count = parse_whole(requests, "requests", limits.requests)
    typed = [(row.kind, tuple(_number(*field, limits) for field in row.fields)) for row in rows]
    found = (minutes, hours, count, *(number for _, numbers in typed for number in numbers))
    problems = tuple(number for number in found if isinstance(number, Problem))
    if problems:
        return Estimate(None, problems)
    work = [("call", (minutes, count)), ("remote", (hours, count)), *typed]
    return Estimate(_request(work).present(), ())


def _number(field: str, text: str, limits: Limits) -> int | Fraction | Problem:
    """The number in a field of a row; its name says what it counts."""
    match field.partition(".")[0]:
        case "minutes":
            return parse_whole(text, field, limits.call_minutes)
        case "hours":
            return parse_hours(text, field, limits.remote_hours)
        case "months":
            return parse_whole(text, field, limits.vip_months)
    return parse_whole(text, field, limits.requests)


def _request(work: Iterable[tuple[str, tuple[int | Fraction | Problem, ...]]]) -> QuoteRequest:
    """The work by its kinds; none of the numbers is a problem."""
    found: dict[str, list[list[int | Fraction]]] = {kind: [] for kind in ROW_FIELDS}
    for kind, numbers in work:
        found[kind].append([number for number in numbers if not isinstance(number, Problem)])
    return QuoteRequest(
        calls=tuple(Calls(int(minutes), int(count)) for minutes, count in found["call"]),
        sessions=tuple(Sessions(Fraction(hours), int(count)) for hours, count in found["remote"]),
        vip_months=sum(int(months) for (months,) in found["vip"]),
        letters=sum(int(count) for (count,) in found["letters"]),
    )


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
