"""The price of a piece of support on a day, with what had to be assumed."""

from dataclasses import dataclass
from datetime import date

from wizard.pricing.money import Rubles
from wizard.pricing.quote_line import QuoteLine, quote_lines
from wizard.pricing.quote_request import QuoteRequest, check_limits
from wizard.pricing.tariff import Tariffs


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of a request on a day.

    `total` is what the readings of tariffs.toml give, `lower_bound` the same work counted by the
    minute. `assumptions` are ids of the readings applied, `clauses` ids of the clauses followed.
    """

    on: date
    tariff_from: date
    lines: tuple[QuoteLine, ...]
    total: Rubles
    lower_bound: Rubles
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
        return (self.then.total, self.then.lower_bound) != (self.now.total, self.now.lower_bound)


def quote(request: QuoteRequest, tariffs: Tariffs, on: date) -> Quote:
    """The price of `request` by the price list in force `on` that day.

    `UsageError` for a day before every price list, and for a number outside the limits.
    """
    check_limits(request, tariffs.limits)
    tariff = tariffs.on(on)
    lines = tuple(quote_lines(_as_served(request.present(), tariffs), tariff, tariffs))
    assumptions = dict.fromkeys(name for line in lines for name in line.assumptions)
    clauses = dict.fromkeys(clause for line in lines for clause in line.clauses)
    return Quote(
        on=on,
        tariff_from=tariff.valid_from,
        lines=lines,
        total=sum(line.amount for line in lines),
        lower_bound=sum(line.lower_bound for line in lines),
        assumptions=tuple(assumptions),
        clauses=tuple(clauses),
    )


def quote_change(
    request: QuoteRequest, tariffs: Tariffs, made_on: date, today: date
) -> QuoteChange:
    """`request` priced on the day the quote was made, and `today`."""
    return QuoteChange(then=quote(request, tariffs, made_on), now=quote(request, tariffs, today))


def _as_served(request: QuoteRequest, tariffs: Tariffs) -> QuoteRequest:
    if request.vip_months and tariffs.reads("vip-calls", "included"):
        return request.calls_as_sessions()
    return request
