"""The month that the calculator's fields describe: as typed, as a request, as a link fills them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import count

from wizard.flow import Responses
from wizard.flow.support_request import CHANNELS
from wizard.pricing import Calls, Estimate, QuoteRequest, Sessions, TypedRow, parse_estimate
from wizard.pricing.quantity import ROW_FIELDS
from wizard.pricing.tariff import Limits

FIELDS = ("call_minutes", "remote_hours", "requests")
ROWS = "rows"
"""Name of the response that lists the further rows: `call.2 letters.3`."""
NO_ROWS = "-"
MOST_ROWS = 8  # a link to so many stays far below its 500 characters, an offer on one sheet
ONCE = ("letters", "vip")
"""Kinds of which there is at most one row."""
_ROW = re.compile(rf"({'|'.join(ROW_FIELDS)})\.([1-9][0-9]?)", re.ASCII)
_ROW_STARTS = {"minutes": "15", "hours": "1", "count": "1", "months": "1"}

# What the fields say before anyone has typed: one of what was chosen.
_STARTS: Mapping[str, Mapping[str, str]] = {
    "call": {"call_minutes": "15", "remote_hours": "0", "requests": "1"},
    "remote": {"call_minutes": "0", "remote_hours": "1", "requests": "1"},
    "vip": {
        "call_minutes": "0", "remote_hours": "1", "requests": "10",
        ROWS: "vip.2", "months.2": "1",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One more kind of work; its fields end in its `number`, which no other row has."""

    kind: str
    number: int

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(f"{name}.{self.number}" for name in ROW_FIELDS[self.kind])


def month_values(responses: Responses) -> Mapping[str, str]:
    """Every field with its text; where nothing was typed yet, the start for the chosen channel."""
    channel = responses.chosen("channel", CHANNELS)
    return {**_STARTS.get(channel or "", _STARTS["call"]), **responses.values}


def without_starts(responses: Responses) -> Responses:
    """The responses without the numbers that another channel than the chosen one begins with.

    The page sends every field it shows, so those numbers come back although nobody typed them.
    """
    channel = responses.chosen("channel", CHANNELS)
    values = responses.values
    for other, starts in _STARTS.items():
        untouched = all(values.get(name) == starts[name] for name in FIELDS)
        if (
            other != channel
            and untouched
            and values.get(ROWS, starts.get(ROWS)) == starts.get(ROWS)
        ):
            return Responses({name: text for name, text in values.items() if name not in starts})
    return responses


def without_month(responses: Responses) -> Responses:
    """The responses without all that the calculator's fields say."""
    fields = (field for row in rows_of(month_values(responses)) for field in row.fields)
    gone = {*FIELDS, ROWS, *fields}
    return Responses({name: text for name, text in responses.values.items() if name not in gone})


def rows_of(values: Mapping[str, str]) -> tuple[Row, ...]:
    """The further rows; what is no list of them, or too long a one, counts only so far."""
    rows: dict[int, Row] = {}
    for name in values.get(ROWS, "").split():
        found = _ROW.fullmatch(name)
        if found and not (found[1] in ONCE and found[1] in _kinds(rows.values())):
            rows.setdefault(int(found[2]), Row(found[1], int(found[2])))
    return tuple(rows.values())[:MOST_ROWS]


def open_kinds(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The kinds of which there may be one more row."""
    if len(rows) >= MOST_ROWS:
        return ()
    return tuple(kind for kind in ROW_FIELDS if not (kind in ONCE and kind in _kinds(rows)))


def add_row(responses: Responses, kind: str) -> tuple[Responses, Row | None]:
    """The responses with one more row of that kind, and the row; None where there is no room."""
    rows = rows_of(month_values(responses))
    if kind not in open_kinds(rows):
        return responses, None
    taken = {row.number for row in rows}
    row = Row(kind, next(number for number in count(2) if number not in taken))
    starts = zip(row.fields, (_ROW_STARTS[name] for name in ROW_FIELDS[kind]), strict=True)
    return Responses({**responses.values, **dict(starts), ROWS: _listed((*rows, row))}), row


def remove_row(responses: Responses, number: str) -> tuple[Responses, Row | None]:
    """The responses without that row and its fields, and the row; None where there is none."""
    rows = rows_of(month_values(responses))
    gone = next((row for row in rows if str(row.number) == number), None)
    if gone is None:
        return responses, None
    left = _listed(tuple(row for row in rows if row != gone))
    kept = {name: text for name, text in responses.values.items() if name not in gone.fields}
    return Responses({**kept, ROWS: left}), gone


def month_of(responses: Responses, limits: Limits) -> Estimate:
    """What the fields ask for, or which of them are wrong."""
    values = month_values(responses)
    rows = [
        TypedRow(row.kind, tuple((name, values.get(name, "")) for name in row.fields))
        for row in rows_of(values)
    ]
    minutes, hours, requests = (values[name] for name in FIELDS)
    return parse_estimate(minutes, hours, requests, limits, rows)


def responses_of(request: QuoteRequest) -> dict[str, str]:
    """The fields that say `request`; none where it has more kinds of work than there are rows.

    The three fields hold the first kind of call and, when there are as many of it, the first kind
    of connection. Everything else has a row, in its order: the quote's lines are the same.
    """
    calls, sessions = list(request.calls), list(request.sessions)
    call = calls.pop(0) if calls else None
    together = sessions and (call is None or sessions[0].count == call.count)
    session = sessions.pop(0) if together else None
    first = call or session
    numbers = (call.minutes if call else 0, session.hours if session else 0)
    further = _further(calls, sessions, request)
    if len(further) > MOST_ROWS:
        return {}
    rows = tuple(Row(kind, number) for number, (kind, _) in enumerate(further, 2))
    values = dict(zip(FIELDS, map(_typed, (*numbers, first.count if first else 0)), strict=True))
    for row, (_, sizes) in zip(rows, further, strict=True):
        values |= zip(row.fields, map(_typed, sizes), strict=True)
    return {**values, ROWS: _listed(rows)}


def _further(
    calls: Iterable[Calls], sessions: Iterable[Sessions], request: QuoteRequest
) -> list[tuple[str, tuple[Fraction | int, ...]]]:
    """The kinds of the further rows, each with what stands in its fields."""
    return [
        *(("call", (item.minutes, item.count)) for item in calls),
        *(("remote", (item.hours, item.count)) for item in sessions),
        *([("letters", (request.letters,))] if request.letters else []),
        *([("vip", (request.vip_months,))] if request.vip_months else []),
    ]


def _kinds(rows: Iterable[Row]) -> set[str]:
    return {row.kind for row in rows}


def _listed(rows: tuple[Row, ...]) -> str:
    return " ".join(f"{row.kind}.{row.number}" for row in rows) or NO_ROWS


def _typed(number: Fraction | int) -> str:
    """A number as a Russian visitor types it: `1,5`."""
    return f"{float(number):g}".replace(".", ",")
