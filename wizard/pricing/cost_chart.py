"""What a month costs by its hours of work, level by level: the figures of chart and table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from wizard.pricing.comparison import break_even
from wizard.pricing.money import Rubles
from wizard.pricing.quote import price
from wizard.pricing.quote_request import Calls, QuoteRequest, Sessions
from wizard.pricing.tariff import Tariff, Tariffs

HOURS_PAST_VIP = 5
TABLE_HOURS = (1, 2, 5)
"""The first hours of the table; the break-even points and the ends follow."""


@dataclass(frozen=True, slots=True)
class CostPoint:
    """So many hours of work in a month at that cost."""

    hours: Fraction
    cost: Rubles


@dataclass(frozen=True, slots=True)
class CostSeries:
    """One way to be supported: from each point on, up to and with the next one's hours.

    `kind` is email, call, session or vip. `size` is what one piece is: minutes of a call, hours of
    a connection or of a VIP month, 0 for letters. A point's cost is that of any work longer than
    the hours of the point before it and no longer than its own.
    """

    kind: str
    size: Fraction
    points: tuple[CostPoint, ...]

    def cost_of(self, hours: Fraction) -> Rubles:
        """The cost of a month with that much work, within the hours of the chart."""
        return next(point.cost for point in self.points if hours <= point.hours)


@dataclass(frozen=True, slots=True)
class BreakEvenPoint:
    """Where the series of `kind` and `size` has come up to the price of a VIP month."""

    kind: str
    size: Fraction
    count: int
    point: CostPoint


@dataclass(frozen=True, slots=True)
class CostChart:
    """The series from none to `hours_most` hours, and the break-even points.

    `table_hours` are the hours that the table shows; every break-even point is among them.
    """

    hours_most: int
    cost_most: Rubles
    series: tuple[CostSeries, ...]
    break_even: tuple[BreakEvenPoint, ...]
    table_hours: tuple[int, ...]

    def holds(self, point: CostPoint) -> bool:
        """Whether the point lies within the ends of the chart."""
        return point.hours <= self.hours_most and point.cost <= self.cost_most


def cost_chart(tariffs: Tariffs, on: date) -> CostChart:
    """The chart of a month by the price list of that day; errors are those of `quote`."""
    tariff = tariffs.on(on)
    hours_most = tariff.vip.hours + HOURS_PAST_VIP
    series = tuple(_series(tariff, tariffs, on, hours_most))
    points = tuple(_break_even_points(tariffs, on, tariff))
    marks = {
        *TABLE_HOURS,
        *(ceil(item.point.hours) for item in points),
        tariff.vip.hours,
        hours_most,
    }
    cost_most = max(point.cost for line in series for point in line.points)
    return CostChart(
        hours_most=hours_most,
        cost_most=cost_most,
        series=series,
        break_even=points,
        table_hours=tuple(sorted(marks)),
    )


def point_of_month(month: QuoteRequest, tariffs: Tariffs, on: date) -> CostPoint | None:
    """Where a month's work stands on the chart or past its ends.

    None without work, and with several months of VIP support: the chart is that of one month.
    """
    if month.vip_months > 1 or not month.work_hours():
        return None
    return CostPoint(month.work_hours(), price(month, tariffs, on))


def _series(tariff: Tariff, tariffs: Tariffs, on: date, hours_most: int) -> Iterator[CostSeries]:
    yield CostSeries("email", Fraction(0), (CostPoint(Fraction(hours_most), 0),))
    for band in tariff.phone.bands[:-1]:
        minutes = band.upto_minutes or 0
        piece = price(QuoteRequest(calls=(Calls(minutes),)), tariffs, on)
        points = _repeated(Fraction(minutes, 60), piece, hours_most)
        yield CostSeries("call", Fraction(minutes), points)
    hour = Fraction(1)
    piece = price(QuoteRequest(sessions=(Sessions(hour),)), tariffs, on)
    yield CostSeries("session", hour, _repeated(hour, piece, hours_most))
    yield CostSeries(
        "vip", Fraction(tariff.vip.hours), tuple(_vip(tariff, tariffs, on, hours_most))
    )


def _repeated(step: Fraction, piece: Rubles, hours_most: int) -> tuple[CostPoint, ...]:
    """One piece after another: each is paid for itself."""
    counts = range(1, ceil(hours_most / step) + 1)
    return tuple(CostPoint(count * step, count * piece) for count in counts)


def _vip(tariff: Tariff, tariffs: Tariffs, on: date, hours_most: int) -> Iterator[CostPoint]:
    for hours in map(Fraction, range(tariff.vip.hours, hours_most + 1)):
        month = QuoteRequest(sessions=(Sessions(hours),), vip_months=1)
        yield CostPoint(hours, price(month, tariffs, on))


def _break_even_points(tariffs: Tariffs, on: date, tariff: Tariff) -> Iterator[BreakEvenPoint]:
    edges = {band.upto_minutes for band in tariff.phone.bands[:-1]}
    for found in break_even(tariffs, on):
        hours = found.count * (found.size / 60 if found.kind == "call" else found.size)
        if found.kind == "session" or found.size in edges:
            point = CostPoint(hours, found.count * found.price)
            yield BreakEvenPoint(found.kind, found.size, found.count, point)
