"""Links to quotes: numbers only, and nothing but our own are taken back."""

from datetime import date
from fractions import Fraction

import pytest

from wizard.errors import UsageError
from wizard.pricing import (
    Calls,
    LinkProblem,
    QuoteRequest,
    SavedQuote,
    Sessions,
    decode_quote,
    encode_quote,
)

TODAY = date(2026, 11, 23)
SAVED = SavedQuote(
    QuoteRequest(
        calls=(Calls(50, 2), Calls(10)),
        sessions=(Sessions(Fraction(3, 2), 3), Sessions(Fraction(10))),
        vip_months=1,
        letters=4,
    ),
    TODAY,
)
QUERY = "on=2026-11-23&call=50-2&call=10-1&remote=1.5-3&remote=10-1&vip=1&letters=4"


def test_link_holds_numbers_only():
    assert encode_quote(SAVED) == QUERY


@pytest.mark.parametrize("query", [QUERY, f"?{QUERY}"])
def test_link_is_read_back(query, tariffs):
    assert decode_quote(query, tariffs) == SAVED


def test_link_to_nothing_is_read_back(tariffs):
    saved = SavedQuote(QuoteRequest(), TODAY)

    assert decode_quote(encode_quote(saved), tariffs) == saved


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?",
        "call=50-2",
        "on=2026-11-23&on=2026-11-24",
        "on=2026-13-01",
        "on=2026-02-30",
        "on=20261123",
        "on=1999-01-01",
        "on=2026-11-23&call=50",
        "on=2026-11-23&call=-5-1",
        "on=2026-11-23&call=5e3-1",
        "on=2026-11-23&call=٥٠-1",
        "on=2026-11-23&remote=1.555-1",
        "on=2026-11-23&remote=1/3-1",
        "on=2026-11-23&remote=NaN-1",
        "on=2026-11-23&vip=1&vip=2",
        "on=2026-11-23&call=%35%30-1",
        "on=2026-11-23&call=50-1\r\nSet-Cookie:a=b",
        "on=2026-11-23;call=50-1",
        "on=2026-11-23&call=" + "9" * 5000,
        "on=2026-11-23" + "&call=1-1" * 100,
    ],
)
def test_anything_else_is_malformed(query, tariffs):
    assert decode_quote(query, tariffs) == LinkProblem("malformed")


@pytest.mark.parametrize(
    "added", ["&", ".", ")", "&utm_source=mail", "&customer=<script>", f"&utm_term={'я' * 900}"]
)
def test_what_others_add_to_a_link_is_passed_over(added, tariffs):
    saved = decode_quote(f"on=2026-11-23&call=50-2{added}", tariffs)

    assert saved == SavedQuote(QuoteRequest(calls=(Calls(50, 2),)), TODAY)


@pytest.mark.parametrize("query", ["call=10001-1", "call=1-1001", "remote=1000.01-1", "vip=61"])
def test_number_past_its_limit_is_out_of_range(query, tariffs):
    assert decode_quote(f"on=2026-11-23&{query}", tariffs) == LinkProblem("out-of-range")


def test_day_before_every_price_list_has_no_price(tariffs):
    assert decode_quote("on=2024-12-31", tariffs) == LinkProblem("no-price")


def test_hours_that_a_link_cannot_hold_are_refused():
    saved = SavedQuote(QuoteRequest(sessions=(Sessions(Fraction(5, 6)),)), TODAY)

    with pytest.raises(UsageError) as caught:
        encode_quote(saved)

    assert str(caught.value) == (
        "quote link: expected hours to the hundredth, got '5/6'. Round the hours before."
    )


def test_request_too_long_for_a_link_is_refused():
    saved = SavedQuote(QuoteRequest(calls=tuple(Calls(n) for n in range(1, 100))), TODAY)

    with pytest.raises(UsageError) as caught:
        encode_quote(saved)

    assert caught.value.allowed == "at most 500 characters"
