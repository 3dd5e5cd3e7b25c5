"""The chart of a month's cost as inline SVG, with its table: from hours and roubles to places."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from wizard.pricing import QuoteRequest
from wizard.pricing.cost_chart import (
    BreakEvenPoint,
    CostChart,
    CostPoint,
    CostSeries,
    cost_chart,
    point_of_month,
)
from wizard.pricing.money import format_hours, format_rubles
from wizard.site_data import SiteData

WIDTH, HEIGHT = 400, 300
LEFT, RIGHT, TOP, BOTTOM = 82, 14, 14, 48
HOUR_TICK = 5
COST_TICKS = (5_000, 10_000, 20_000, 50_000, 100_000)
MOST_COST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot's scale: from hours and roubles to units of the drawing, rounded to a tenth."""

    hours_most: int
    cost_most: int

    def x(self, hours: Fraction | int) -> float:
        """How far to the right `hours` are."""
        return round(LEFT + float(hours) / self.hours_most * (WIDTH - LEFT - RIGHT), 1)

    def y(self, cost: int) -> float:
        """How far down `cost` is."""
        return round(HEIGHT - BOTTOM - cost / self.cost_most * (HEIGHT - TOP - BOTTOM), 1)


class CostChartRenderer:
    """Draws the chart; all of it but the visitor's own month is worked out once a day."""

    def __init__(self, environment: Environment, data: SiteData) -> None:
        self._template = environment.get_template("fragments/cost_chart.html.jinja")
        self._tariffs = data.tariffs
        self._chart_on = lru_cache(maxsize=2)(self._make_chart)

    def render(self, on: date, month: QuoteRequest | None = None) -> Markup:
        """The chart as it stands on the day `on`, with the visitor's month when there is one."""
        chart, view = self._chart_on(on)
        point = month and point_of_month(month, self._tariffs, on)
        own = {**_point_view(point, frame_of(chart)), "fits": chart.holds(point)} if point else None
        return Markup(self._template.render({**view, "own": own}))

    def _make_chart(self, on: date) -> tuple[CostChart, dict[str, Any]]:
        chart = cost_chart(self._tariffs, on)
        return chart, chart_view(chart)


def frame_of(chart: CostChart) -> Frame:
    """The scale of a chart, up to the next tick of its costs."""
    tick = _cost_tick(chart.cost_most)
    return Frame(chart.hours_most, -(-chart.cost_most // tick) * tick)


def chart_view(chart: CostChart) -> dict[str, Any]:
    """The chart as plain values: numbers of the drawing and figures as a reader sees them."""
    tick = _cost_tick(chart.cost_most)
    frame = frame_of(chart)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "plot": {"left": LEFT, "right": WIDTH - RIGHT, "top": TOP, "bottom": HEIGHT - BOTTOM},
        "hour_ticks": [
            {"x": frame.x(hours), "text": str(hours)}
            for hours in range(0, chart.hours_most + 1, HOUR_TICK)
        ],
        "cost_ticks": [
            {"y": frame.y(cost), "text": format_rubles(cost)}
            for cost in range(0, frame.cost_most + 1, tick)
        ],
        "series": [_series_view(number, line, frame) for number, line in enumerate(chart.series)],
        "break_even": [_break_even_view(point, frame) for point in chart.break_even],
        "table": [
            {
                "hours": hours,
                "costs": [format_rubles(line.cost_of(Fraction(hours))) for line in chart.series],
            }
            for hours in chart.table_hours
        ],
    }


def _cost_tick(cost_most: int) -> int:
    fitting = (tick for tick in COST_TICKS if cost_most <= tick * MOST_COST_TICKS)
    return next(fitting, COST_TICKS[-1] * -(-cost_most // (COST_TICKS[-1] * MOST_COST_TICKS)))


def _series_view(number: int, line: CostSeries, frame: Frame) -> dict[str, Any]:
    return {
        "number": number,
        "kind": line.kind,
        "size": format_hours(line.size),
        "path": _staircase(line.points, frame),
    }


def _staircase(points: tuple[CostPoint, ...], frame: Frame) -> str:
    """An SVG path that rises to each cost where its stretch of hours begins."""
    start = f"M{frame.x(0)} {frame.y(points[0].cost)}"
    most = Fraction(frame.hours_most)
    steps = (f"V{frame.y(point.cost)}H{frame.x(min(point.hours, most))}" for point in points)
    return start + "".join(steps)


def _break_even_view(point: BreakEvenPoint, frame: Frame) -> dict[str, Any]:
    return {
        **_point_view(point.point, frame),
        "kind": point.kind,
        "size": format_hours(point.size),
        "count": point.count,
    }


def _point_view(point: CostPoint, frame: Frame) -> dict[str, Any]:
    return {
        "x": frame.x(point.hours),
        "y": frame.y(point.cost),
        "hours": format_hours(point.hours),
        "cost": format_rubles(point.cost),
    }
