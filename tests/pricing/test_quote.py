"""Quotes by the price list of the regulations, by other readings, and on other days."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.tables import load_cases
from wizard.errors import UsageError
from wizard.pricing import Calls, QuoteRequest, Sessions, quote, quote_change

TODAY = date(2026, 11, 23)


def request_of(values: dict[str, Any]) -> QuoteRequest:
    return QuoteRequest(
        calls=tuple(Calls(minutes, count) for minutes, count in values.get("calls", ())),
        sessions=tuple(Sessions(Fraction(h), count) for h, count in values.get("remote", ())),
        vip_months=values.get("vip", 0),
        letters=values.get("letters", 0),
    )


@pytest.mark.parametrize(("asked", "expected"), load_cases("quotes.toml"))
def test_quote_follows_the_regulations(asked, expected, tariffs):
    found = quote(request_of(asked), tariffs, TODAY)

    assert {
        "total": found.total,
        "lower": found.lower_bound,
        "upper": found.upper_bound,
        "assumptions": list(found.assumptions),
        "clauses": list(found.clauses),
    } == expected


def test_line_says_how_its_amount_came_about(tariffs):
    (line,) = quote(QuoteRequest(calls=(Calls(121, 2),)), tariffs, TODAY).lines

    assert line.formula == "2\u00a0×\u00a03\u00a0×\u00a02\u00a0000\u00a0₽"
    assert (line.level, line.code, line.quantity, line.size) == ("phone", "call", 2, 121)
    assert line.amount == 12000


def test_hours_past_the_limit_of_vip_are_not_among_the_covered_ones(tariffs):
    asked = request_of({"vip": 1, "remote": [["20", 1], ["5.5", 2]]})
    lines = quote(asked, tariffs, TODAY).lines

    assert [(line.code, line.quantity, line.size, line.amount) for line in lines] == [
        ("vip-month", 1, 30, 20000),
        ("vip-covered", 1, 30, 0),
        ("vip-excess", 1, 1, 2000),
    ]


def set_reading(name, value):
    return lambda values: values["readings"][name].update(value=value)


@pytest.mark.parametrize(
    ("reading", "value", "asked", "total"),
    [
        ("band-edges", "dearer", {"calls": [[15, 1]]}, 1000),
        ("band-edges", "dearer", {"calls": [[14, 1]]}, 500),
        ("phone-hours", "minute", {"calls": [[90, 1]]}, 3000),
        ("remote-hours", "minute", {"remote": [["1.5", 1]]}, 3000),
        ("remote-hours", "minute", {"remote": [["0.5", 1]]}, 2000),
        ("vip-excess", "month", {"vip": 1, "remote": [["61", 1]]}, 60000),
        ("vip-calls", "included", {"vip": 1, "calls": [[60, 31]]}, 22000),
    ],
)
def test_another_reading_is_a_setting(reading, value, asked, total, changed_tariffs):
    tariffs = changed_tariffs(set_reading(reading, value))

    assert quote(request_of(asked), tariffs, TODAY).total == total


@pytest.mark.parametrize(
    ("value", "clauses"),
    [("remote", ("remote-price", "vip-limit")), ("month", ("vip-price", "vip-limit"))],
)
def test_hours_past_the_limit_of_vip_cite_the_price_they_are_charged(
    value, clauses, changed_tariffs
):
    tariffs = changed_tariffs(set_reading("vip-excess", value))
    excess = quote(request_of({"vip": 1, "remote": [["31", 1]]}), tariffs, TODAY).lines[-1]

    assert (excess.code, excess.clauses) == ("vip-excess", clauses)


@pytest.mark.parametrize("value", ["separate", "included"])
def test_a_call_beside_vip_is_open_to_doubt_however_it_is_read(value, changed_tariffs):
    tariffs = changed_tariffs(set_reading("vip-calls", value))

    found = quote(QuoteRequest(calls=(Calls(44),), vip_months=1), tariffs, TODAY)

    assert (found.lower_bound, found.upper_bound) == (20_000, 21_000)
    assert "vip-calls" in found.assumptions


def test_bounds_are_those_of_all_readings_whichever_is_set(changed_tariffs):
    tariffs = changed_tariffs(set_reading("phone-hours", "minute"))

    found = quote(QuoteRequest(calls=(Calls(50),)), tariffs, TODAY)

    assert (found.total, found.lower_bound, found.upper_bound) == (1666, 1666, 2000)
    assert found.lines[0].formula == "5/6\u00a0×\u00a02\u00a0000\u00a0₽"


def add_dearer_list(values):
    newer = {**values["tariff"][0], "valid_from": date(2027, 1, 1)}
    newer["remote"] = {**newer["remote"], "price": 2500}
    values["tariff"][1:] = [newer]


def test_price_list_holds_until_the_day_before_the_next_one(changed_tariffs):
    tariffs = changed_tariffs(add_dearer_list)
    hour = QuoteRequest(sessions=(Sessions(Fraction(1)),))

    assert quote(hour, tariffs, date(2026, 12, 31)).total == 2000
    assert quote(hour, tariffs, date(2027, 1, 1)).total == 2500


def test_old_quote_is_shown_beside_the_new_price(changed_tariffs):
    tariffs = changed_tariffs(add_dearer_list)
    hour = QuoteRequest(sessions=(Sessions(Fraction(1)),))

    change = quote_change(hour, tariffs, made_on=TODAY, today=date(2027, 2, 1))

    assert (change.then.total, change.now.total, change.changed) == (2000, 2500, True)


def test_new_price_list_changes_nothing_for_work_it_prices_the_same(changed_tariffs):
    tariffs = changed_tariffs(add_dearer_list)

    change = quote_change(
        QuoteRequest(calls=(Calls(10),)), tariffs, made_on=TODAY, today=date(2027, 2, 1)
    )

    assert not change.changed


def test_day_before_every_price_list_has_no_price(tariffs):
    with pytest.raises(UsageError) as caught:
        quote(QuoteRequest(), tariffs, date(2024, 12, 31))

    assert str(caught.value) == (
        "date of the quote: expected a day on or after 2025-01-01, got '2024-12-31'. "
        "Choose a later day, or add the price list of that time to tariffs.toml."
    )


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            QuoteRequest(calls=(Calls(10001),)),
            "minutes of a call: expected a number from 0 to 10000, got '10001'.",
        ),
        (
            QuoteRequest(calls=(Calls(1, -1),)),
            "number of calls: expected a number from 0 to 1000, got '-1'.",
        ),
        (
            QuoteRequest(sessions=(Sessions(Fraction(-1, 2)),)),
            "hours of a remote connection: expected a number from 0 to 1000, got '-1/2'.",
        ),
        (
            QuoteRequest(sessions=(Sessions(Fraction(1), 1001),)),
            "number of remote connections: expected a number from 0 to 1000, got '1001'.",
        ),
        (
            QuoteRequest(letters=1001),
            "number of letters: expected a number from 0 to 1000, got '1001'.",
        ),
        (
            QuoteRequest(vip_months=61),
            "months of VIP support: expected a number from 0 to 60, got '61'.",
        ),
    ],
)
def test_number_outside_its_limits_is_refused(request_, message, tariffs):
    with pytest.raises(UsageError) as caught:
        quote(request_, tariffs, TODAY)

    assert str(caught.value) == f"{message} Correct the number."
