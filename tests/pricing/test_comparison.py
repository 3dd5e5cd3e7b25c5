"""Which level is cheapest for a month, and where a VIP month begins to pay."""

from datetime import date
from fractions import Fraction

import pytest

from tests.pricing.test_quote import request_of
from tests.tables import load_cases
from wizard.pricing import BreakEven, Calls, QuoteRequest, Sessions, break_even, compare

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(("month", "expected"), load_cases("comparisons.toml"))
def test_comparison_finds_the_cheapest_that_covers_the_work(month, expected, tariffs):
    found = compare(request_of(month), tariffs, TODAY)

    covering = {option.id: option.total for option in found.options if option.covers}
    assert covering == expected["covering"]
    assert (found.cheapest.id, found.reason) == (expected["cheapest"], expected["reason"])


def test_option_says_what_it_leaves_undone(tariffs):
    month = QuoteRequest(calls=(Calls(50),), sessions=(Sessions(Fraction(1)),))

    options = {option.id: option for option in compare(month, tariffs, TODAY).options}

    assert {name: option.uncovered for name, option in options.items()} == {
        "email": ("calls", "sessions"),
        "phone": ("sessions",),
        "remote": ("calls",),
        "phone-and-remote": (),
        "vip": (),
    }


def test_vip_option_says_how_it_differs_from_what_was_asked(tariffs):
    month = QuoteRequest(calls=(Calls(60, 31),))

    assert compare(month, tariffs, TODAY).options[-1].caveats == ("calls-by-remote", "over-hours")


def test_one_vip_month_of_the_request_says_nothing(tariffs):
    month = QuoteRequest(calls=(Calls(50),))
    with_vip = QuoteRequest(calls=(Calls(50),), vip_months=1)

    assert compare(with_vip, tariffs, TODAY) == compare(month, tariffs, TODAY)


def test_work_of_several_vip_months_is_compared_with_so_many(tariffs):
    quarter = QuoteRequest(sessions=(Sessions(Fraction(1), 60),), vip_months=3)
    vip = compare(quarter, tariffs, TODAY).options[-1]

    assert (vip.total, vip.caveats) == (60_000, ())


def test_break_even_points_are_those_of_the_regulations(tariffs):
    assert break_even(tariffs, TODAY) == (
        BreakEven("call", Fraction(15), 500, 40),
        BreakEven("call", Fraction(45), 1000, 20),
        BreakEven("call", Fraction(60), 2000, 10),
        BreakEven("session", Fraction(1), 2000, 10),
    )


def test_break_even_points_follow_the_prices(changed_tariffs):
    def change(values):
        values["tariff"][0]["vip"]["price"] = 31_000
        values["tariff"][0]["phone"]["bands"][0]["price"] = 250

    counts = [point.count for point in break_even(changed_tariffs(change), TODAY)]

    # 124 short calls are 31 hours, more than a VIP month holds: that kind has no point.
    assert counts == [31, 16, 16]
