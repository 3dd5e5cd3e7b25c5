"""The lines of a quote, one for each kind of work in the request."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from wizard.pricing.charge import (
    NOTHING,
    Charge,
    call_charge,
    flat_charge,
    remote_charge,
    vip_excess_charge,
)
from wizard.pricing.money import NO_BREAK_SPACE, Rubles, format_number, format_rubles
from wizard.pricing.quote_request import Calls, QuoteRequest, Sessions
from wizard.pricing.tariff import Tariff, Tariffs

LETTERS_CLAUSE = "email-free"
VIP_WORK_CLAUSE = "vip-remote"
LINE_CODES = (
    "letters", "call", "session", "vip-month", "session-in-vip", "vip-covered", "vip-excess"
)  # fmt: skip
LEVELS = ("email", "phone", "remote", "vip")


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """`quantity` pieces of `size`, each charged `units` times `price`.

    `level` is one of `LEVELS`; `code`, one of `LINE_CODES`, finds the wording in offer.toml.
    `size` is minutes for a call and hours for the rest: of one connection, of the work in a VIP
    month, of all that VIP covers, of the work past it. `clauses` are the ids of the clauses it
    follows, the price first; `assumptions` are ids of the readings that were applied.
    """

    level: str
    code: str
    quantity: int
    size: Fraction
    units: Fraction
    price: Rubles
    amount: Rubles
    clauses: tuple[str, ...]
    assumptions: tuple[str, ...]

    @property
    def formula(self) -> str:
        """How the amount came about, in figures only: `2 × 3 × 2 000 ₽`; factors of 1 left out."""
        factors = [
            format_number(int(factor)) if factor == int(factor) else str(factor)
            for factor in (self.quantity, self.units)
            if factor != 1
        ]
        return f"{NO_BREAK_SPACE}×{NO_BREAK_SPACE}".join([*factors, format_rubles(self.price)])


def quote_lines(request: QuoteRequest, tariff: Tariff, tariffs: Tariffs) -> Iterator[QuoteLine]:
    """The lines of `request` by the price list `tariff`: letters, calls, connections, VIP."""
    included = bool(request.vip_months and request.calls) and tariffs.reads("vip-calls", "included")
    if included:
        request = request.calls_as_sessions()
    if request.letters:
        free = flat_charge(0)
        yield _line("email", "letters", request.letters, NOTHING, free, LETTERS_CLAUSE)
    for calls in request.calls:
        yield _call_line(calls, request, tariff, tariffs)
    if request.vip_months:
        yield from _vip_lines(request, tariff, tariffs, ("vip-calls",) * included)
    else:
        yield from (_session_line(sessions, tariff, tariffs) for sessions in request.sessions)


def _call_line(calls: Calls, request: QuoteRequest, tariff: Tariff, tariffs: Tariffs) -> QuoteLine:
    charge = call_charge(calls.minutes, tariff.phone, tariffs)
    if request.vip_months:
        charge = replace(charge, readings=(*charge.readings, "vip-calls"))
    size = Fraction(calls.minutes)
    return _line("phone", "call", calls.count, size, charge, tariff.phone.source)


def _session_line(sessions: Sessions, tariff: Tariff, tariffs: Tariffs) -> QuoteLine:
    charge = remote_charge(sessions.hours, tariff.remote, tariffs)
    source = tariff.remote.source
    return _line("remote", "session", sessions.count, sessions.hours, charge, source)


def _vip_lines(
    request: QuoteRequest, tariff: Tariff, tariffs: Tariffs, readings: tuple[str, ...]
) -> Iterator[QuoteLine]:
    vip = tariff.vip
    month = flat_charge(vip.price, readings=readings)
    hours = Fraction(vip.hours)
    yield _line("vip", "vip-month", request.vip_months, hours, month, vip.source, vip.hours_source)
    covered = flat_charge(0, readings=("vip-excess",))
    limit = request.vip_months * hours
    excess = request.session_hours() - limit
    if excess <= 0:
        for item in request.sessions:
            yield _line("vip", "session-in-vip", item.count, item.hours, covered, VIP_WORK_CLAUSE)
        return
    # Which of the connections ran past the limit is not known, so their hours stand together.
    yield _line("vip", "vip-covered", 1, limit, covered, VIP_WORK_CLAUSE)
    charge = vip_excess_charge(excess, tariff, tariffs)
    priced_as_remote = tariffs.reads("vip-excess", "remote")
    source = tariff.remote.source if priced_as_remote else vip.source
    yield _line("vip", "vip-excess", 1, excess, charge, source, vip.hours_source)


def _line(
    level: str, code: str, quantity: int, size: Fraction, charge: Charge, *clauses: str
) -> QuoteLine:
    return QuoteLine(
        level=level,
        code=code,
        quantity=quantity,
        size=size,
        units=charge.units,
        price=charge.price,
        amount=quantity * charge.amount,
        clauses=clauses,
        assumptions=charge.readings,
    )
