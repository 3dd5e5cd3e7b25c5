"""A month's work priced by every support level: what each costs, what it leaves undone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from wizard.pricing.charge import call_charge, remote_charge
from wizard.pricing.money import Rubles
from wizard.pricing.quote import price
from wizard.pricing.quote_request import QuoteRequest
from wizard.pricing.tariff import Tariff, Tariffs

OPTION_IDS = ("email", "phone", "remote", "phone-and-remote", "vip")
REASONS = ("free-covers", "cheapest", "same-price-more-hours")


@dataclass(frozen=True, slots=True)
class Option:
    """One way to be supported for a month.

    `id` is one of `OPTION_IDS`. `uncovered` names what of the work it leaves undone: calls,
    sessions; empty when it covers everything. `caveats` are codes of what to know about it:
    calls-by-remote (VIP solves by connection what was asked as a call), over-hours (work past the
    hours of a VIP month).
    """

    id: str
    total: Rubles
    uncovered: tuple[str, ...]
    caveats: tuple[str, ...]

    @property
    def covers(self) -> bool:
        """Whether the whole work is done."""
        return not self.uncovered


@dataclass(frozen=True, slots=True)
class BreakEven:
    """From `count` pieces a month on, a VIP month is no dearer than paying for each.

    `kind` is call or session, `size` its minutes or hours, `price` what one costs.
    """

    kind: str
    size: Fraction
    price: Rubles
    count: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The options for a month, the cheapest that covers it and why, one of `REASONS`."""

    options: tuple[Option, ...]
    cheapest: Option
    reason: str
    break_even: tuple[BreakEven, ...]


def compare(month: QuoteRequest, tariffs: Tariffs, on: date) -> Comparison:
    """The ways to have the calls, connections and letters of `month` served.

    It is one month; where it asks for more months of VIP support, the work is that of all of them.
    Errors are those of `quote`.
    """
    wanted = replace(month, vip_months=0).present()
    options = tuple(_options(wanted, max(1, month.vip_months), tariffs, on))
    cheapest, reason = _choose([option for option in options if option.covers])
    return Comparison(options, cheapest, reason, break_even(tariffs, on))


def break_even(tariffs: Tariffs, on: date) -> tuple[BreakEven, ...]:
    """For the longest call of each band and for a remote hour: how many cost a VIP month.

    A call without a band's upper edge is an hour long. A kind that would need more than the hours
    of a VIP month to cost as much is left out.
    """
    tariff = tariffs.on(on)
    return tuple(point for point in _break_even_points(tariff, tariffs) if point is not None)


def _options(wanted: QuoteRequest, months: int, tariffs: Tariffs, on: date) -> Iterator[Option]:
    letters = replace(wanted, calls=(), sessions=())
    ways = {
        "email": letters,
        "phone": replace(letters, calls=wanted.calls),
        "remote": replace(letters, sessions=wanted.sessions),
    }
    if wanted.calls and wanted.sessions:
        ways["phone-and-remote"] = wanted
    for name, served in ways.items():
        yield Option(name, price(served, tariffs, on), tuple(_uncovered(wanted, served)), ())
    yield _vip_option(wanted, months, tariffs, on)


def _vip_option(wanted: QuoteRequest, months: int, tariffs: Tariffs, on: date) -> Option:
    by_remote = replace(wanted, vip_months=months).calls_as_sessions()
    over = wanted.work_hours() > months * tariffs.on(on).vip.hours
    caveats = ("calls-by-remote",) * bool(wanted.calls) + ("over-hours",) * over
    return Option("vip", price(by_remote, tariffs, on), (), caveats)


def _uncovered(wanted: QuoteRequest, served: QuoteRequest) -> Iterator[str]:
    if wanted.calls and not served.calls:
        yield "calls"
    if wanted.sessions and not served.sessions:
        yield "sessions"


def _choose(covering: list[Option]) -> tuple[Option, str]:
    # At the same price a VIP month holds more hours, so the later option wins a tie with it; the
    # others never tie unless nothing is to be paid, and then the free level comes first.
    least = min(option.total for option in covering)
    equal = [option for option in covering if option.total == least]
    if least == 0:
        return equal[0], "free-covers"
    if len(equal) > 1:
        return equal[-1], "same-price-more-hours"
    return equal[0], "cheapest"


def _break_even_points(tariff: Tariff, tariffs: Tariffs) -> Iterator[BreakEven | None]:
    for band in tariff.phone.bands:
        minutes = band.upto_minutes or 60
        price = call_charge(minutes, tariff.phone, tariffs).amount
        yield _break_even("call", Fraction(minutes), Fraction(minutes, 60), price, tariff)
    hour = Fraction(1)
    price = remote_charge(hour, tariff.remote, tariffs).amount
    yield _break_even("session", hour, hour, price, tariff)


def _break_even(
    kind: str, size: Fraction, hours: Fraction, price: Rubles, tariff: Tariff
) -> BreakEven | None:
    count = -(-tariff.vip.price // price)
    if count * hours > tariff.vip.hours:
        return None
    return BreakEven(kind, size, price, count)
