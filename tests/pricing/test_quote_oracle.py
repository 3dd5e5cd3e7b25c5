"""Every length of a call and of a connection, against prices written down in another way."""

from datetime import date
from fractions import Fraction

from wizard.pricing import Calls, QuoteRequest, Sessions, quote

TODAY = date(2026, 11, 23)


def call_oracle(minutes: int) -> tuple[int, int]:
    """The price of a call and its lower bound, by counting started hours one after another."""
    if minutes == 0:
        return 0, 0
    if minutes <= 15:
        return 500, 500
    if minutes <= 45:
        return 1000, 1000
    total = 0
    while total * 60 < minutes * 2000:
        total += 2000
    return total, minutes * 2000 // 60


def remote_oracle(half_hours: int) -> tuple[int, int]:
    """The price of a connection and its lower bound: 1,000 for a half-hour, in pairs."""
    if half_hours == 0:
        return 0, 0
    return 1000 * (half_hours + half_hours % 2), 1000 * max(half_hours, 2)


def test_every_minute_to_ten_thousand(tariffs):
    for minutes in range(10_001):
        found = quote(QuoteRequest(calls=(Calls(minutes),)), tariffs, TODAY)

        assert (found.total, found.lower_bound) == call_oracle(minutes), minutes


def test_every_half_hour_of_connection_to_four_hundred(tariffs):
    for half_hours in range(801):
        request = QuoteRequest(sessions=(Sessions(Fraction(half_hours, 2)),))
        found = quote(request, tariffs, TODAY)

        assert (found.total, found.lower_bound) == remote_oracle(half_hours), half_hours
