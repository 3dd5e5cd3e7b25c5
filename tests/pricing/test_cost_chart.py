"""The figures of the chart."""

from datetime import date
from fractions import Fraction

from wizard.pricing import Calls, QuoteRequest, Sessions
from wizard.pricing.cost_chart import CostPoint, cost_chart, point_of_month

TODAY = date(2026, 11, 23)


def costs(chart, hours):
    return {(line.kind, int(line.size)): line.cost_of(Fraction(hours)) for line in chart.series}


def test_series_are_the_levels_of_the_regulations(tariffs):
    chart = cost_chart(tariffs, TODAY)

    assert costs(chart, 10) == {
        ("email", 0): 0,
        ("call", 15): 20000,
        ("call", 45): 14000,
        ("session", 1): 20000,
        ("vip", 30): 20000,
    }


def test_series_go_up_where_a_started_piece_counts(tariffs):
    chart = cost_chart(tariffs, TODAY)

    assert costs(chart, Fraction(1, 4))["call", 15] == 500
    assert costs(chart, Fraction(26, 100))["call", 15] == 1000
    assert costs(chart, Fraction(1))["session", 1] == 2000
    assert costs(chart, Fraction(101, 100))["session", 1] == 4000
    assert costs(chart, 30)["vip", 30] == 20000
    assert costs(chart, Fraction(301, 10))["vip", 30] == 22000


def test_every_series_reaches_the_end_of_the_chart(tariffs):
    chart = cost_chart(tariffs, TODAY)

    assert chart.hours_most == 35
    assert all(line.points[-1].hours >= 35 for line in chart.series)
    assert chart.cost_most == 70000


def test_break_even_points_lie_on_the_price_of_a_vip_month(tariffs):
    points = cost_chart(tariffs, TODAY).break_even

    assert [(item.kind, item.count, item.point) for item in points] == [
        ("call", 40, CostPoint(Fraction(10), 20000)),
        ("call", 20, CostPoint(Fraction(15), 20000)),
        ("session", 10, CostPoint(Fraction(10), 20000)),
    ]


def test_table_holds_every_break_even_point(tariffs):
    assert cost_chart(tariffs, TODAY).table_hours == (1, 2, 5, 10, 15, 30, 35)


def test_own_month_is_a_point(tariffs):
    month = QuoteRequest(calls=(Calls(30, 6),), sessions=(Sessions(Fraction(3, 2), 3),))

    assert point_of_month(month, tariffs, TODAY) == CostPoint(Fraction(15, 2), 18000)


def test_month_without_work_or_of_several_vip_months_is_none(tariffs):
    vip = QuoteRequest(sessions=(Sessions(Fraction(1)),), vip_months=2)

    assert point_of_month(QuoteRequest(letters=3), tariffs, TODAY) is None
    assert point_of_month(vip, tariffs, TODAY) is None


def test_month_outside_the_chart_is_known_to_lie_there(tariffs):
    chart = cost_chart(tariffs, TODAY)

    assert chart.holds(CostPoint(Fraction(35), 70_000))
    assert not chart.holds(CostPoint(Fraction(36), 70_000))
    assert not chart.holds(CostPoint(Fraction(5), 100_000))
