"""Laws of prices and links over requests of any shape."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from wizard.pricing import (
    Calls,
    LinkProblem,
    QuoteRequest,
    SavedQuote,
    Sessions,
    compare,
    decode_quote,
    encode_quote,
    price,
    quote,
)
from wizard.site_data import load_site_data

TARIFFS = load_site_data().tariffs
TODAY = date(2026, 11, 23)

counts = st.integers(0, 50)
calls = st.builds(Calls, st.integers(0, 600), counts)
sessions = st.builds(Sessions, st.integers(0, 4000).map(lambda n: Fraction(n, 100)), counts)
requests = st.builds(
    QuoteRequest,
    st.lists(calls, max_size=4).map(tuple),
    st.lists(sessions, max_size=4).map(tuple),
    st.integers(0, 12),
    st.integers(0, 100),
)
days = st.dates(date(2025, 1, 1), date(2099, 12, 31))


EVERY_READING = [
    TARIFFS.read_as(dict(zip(TARIFFS.readings, values, strict=True)))
    for values in product(*(reading.values for reading in TARIFFS.readings.values()))
]


@given(requests)
def test_bounds_are_the_least_and_the_most_of_every_reading(request):
    found = quote(request, TARIFFS, TODAY)

    totals = {price(request, tariffs, TODAY) for tariffs in EVERY_READING}
    assert (found.lower_bound, found.upper_bound) == (min(totals), max(totals))


@given(requests)
def test_lines_add_up_to_the_quote(request):
    found = quote(request, TARIFFS, TODAY)

    assert found.total == sum(line.amount for line in found.lines)
    assert found.total == price(request, TARIFFS, TODAY)


@given(requests, st.sampled_from(EVERY_READING))
def test_lines_of_vip_work_hold_the_hours_asked_for(request, tariffs):
    request = replace(request, calls=(), vip_months=max(request.vip_months, 1))
    month, *work = quote(request, tariffs, TODAY).lines[bool(request.letters) :]

    hours = {line.code: Fraction(0) for line in work}
    for line in work:
        hours[line.code] += line.quantity * line.size
    excess = hours.pop("vip-excess", 0)
    assert sum(hours.values()) + excess == request.session_hours()
    assert sum(hours.values()) <= month.quantity * month.size


@given(requests, calls)
def test_another_call_never_makes_it_cheaper(request, call):
    longer = replace(request, calls=(*request.calls, call))

    assert price(longer, TARIFFS, TODAY) >= price(request, TARIFFS, TODAY)


@given(requests)
def test_cheapest_option_is_no_dearer_than_any_that_covers_the_work(request):
    found = compare(request, TARIFFS, TODAY)

    costs = [option.total for option in found.options if option.covers]
    assert found.cheapest.covers
    assert found.cheapest.total == min(costs)


@given(requests, days)
def test_link_comes_back_as_it_was(request, made_on):
    saved = SavedQuote(request, made_on)

    assert decode_quote(encode_quote(saved), TARIFFS) == saved


@given(st.text())
def test_any_text_for_a_link_is_answered(text):
    found = decode_quote(text, TARIFFS)

    assert isinstance(found, LinkProblem | SavedQuote)


@given(st.text(st.sampled_from("oncalremotvip=&-.0123456789"), max_size=60))
def test_any_text_that_looks_like_a_link_is_answered(text):
    found = decode_quote(f"on=2026-11-23&{text}", TARIFFS)

    assert isinstance(found, LinkProblem | SavedQuote)
