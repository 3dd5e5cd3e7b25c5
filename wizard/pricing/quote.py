"""The price of a piece of support on a day, with what had to be assumed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from wizard.pricing.money import Rubles
from wizard.pricing.quote_line import QuoteLine, quote_lines
from wizard.pricing.quote_request import QuoteRequest, check_limits
from wizard.pricing.tariff import Tariffs


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of a request on a day.

    `total` is what the readings of tariffs.toml give, the bounds the least and the most that any
    other reading gives. `assumptions` are ids of the readings applied, `clauses` ids of the clauses
    followed.
    """

    on: date
    tariff_from: date
    lines: tuple[QuoteLine, ...]
    total: Rubles
    lower_bound: Rubles
    upper_bound: Rubles
    assumptions: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """A quote as it was made, and the same request on a later day."""

    then: Quote
    now: Quote

    @property
    def changed(self) -> bool:
        """Whether the price is another one now."""
        then, now = self.then, self.now
        return (then.total, then.lower_bound, then.upper_bound) != (
            now.total, now.lower_bound, now.upper_bound
        )  # fmt: skip


def quote(request: QuoteRequest, tariffs: Tariffs, on: date) -> Quote:
    """The price of `request` by the price list in force `on` that day.

    `UsageError` for a day before every price list, and for a number outside the limits.
    """
    check_limits(request, tariffs.limits)
    lines = _lines(request, tariffs, on)
    totals = _totals(request, tariffs, on)
    clauses = dict.fromkeys(clause for line in lines for clause in line.clauses)
    return Quote(
        on=on,
        tariff_from=tariffs.on(on).valid_from,
        lines=lines,
        total=_sum(lines),
        lower_bound=min(totals),
        upper_bound=max(totals),
        assumptions=_assumptions(lines),
        clauses=tuple(clauses),
    )


def price(request: QuoteRequest, tariffs: Tariffs, on: date) -> Rubles:
    """The price alone; errors are those of `quote`."""
    check_limits(request, tariffs.limits)
    return _sum(_lines(request, tariffs, on))


def quote_change(
    request: QuoteRequest, tariffs: Tariffs, made_on: date, today: date
) -> QuoteChange:
    """`request` priced on the day the quote was made, and `today`."""
    return QuoteChange(then=quote(request, tariffs, made_on), now=quote(request, tariffs, today))


def _lines(request: QuoteRequest, tariffs: Tariffs, on: date) -> tuple[QuoteLine, ...]:
    return tuple(quote_lines(request.present(), tariffs.on(on), tariffs))


def _sum(lines: tuple[QuoteLine, ...]) -> Rubles:
    return sum(line.amount for line in lines)


def _assumptions(lines: tuple[QuoteLine, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for line in lines for name in line.assumptions))


def _totals(request: QuoteRequest, tariffs: Tariffs, on: date) -> set[Rubles]:
    """What the request costs under every reading that matters to it.

    One reading can bring another into play: calls counted into the hours of VIP may exceed them.
    """
    open_questions: dict[str, None] = {}
    while True:
        count = len(open_questions)
        totals = set()
        for values in _values_of(tuple(open_questions), tariffs):
            lines = _lines(request, tariffs.read_as(values), on)
            totals.add(_sum(lines))
            open_questions |= dict.fromkeys(_assumptions(lines))
        if len(open_questions) == count:
            return totals


def _values_of(readings: tuple[str, ...], tariffs: Tariffs) -> Iterator[Mapping[str, str]]:
    """Each choice of a value for each of the readings."""
    for values in product(*(tariffs.readings[name].values for name in readings)):
        yield dict(zip(readings, values, strict=True))
