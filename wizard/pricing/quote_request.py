"""What a customer asks the price of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Self

from wizard.errors import UsageError
from wizard.pricing.tariff import Limits


@dataclass(frozen=True, slots=True)
class Calls:
    """`count` calls of `minutes` each; a call of no minutes is no call."""

    minutes: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class Sessions:
    """`count` remote connections of `hours` each; one of no hours is none."""

    hours: Fraction
    count: int = 1


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    """Calls, remote connections, letters and months of VIP support, each possibly none."""

    calls: tuple[Calls, ...] = ()
    sessions: tuple[Sessions, ...] = ()
    vip_months: int = 0
    letters: int = 0

    def present(self) -> Self:
        """The same request without the calls and connections that are none."""
        return replace(
            self,
            calls=tuple(item for item in self.calls if item.minutes and item.count),
            sessions=tuple(item for item in self.sessions if item.hours and item.count),
        )

    def session_hours(self) -> Fraction:
        """The hours of all remote connections."""
        return sum((item.hours * item.count for item in self.sessions), Fraction(0))

    def work_hours(self) -> Fraction:
        """The hours of all calls and remote connections."""
        minutes = sum(item.minutes * item.count for item in self.calls)
        return Fraction(minutes, 60) + self.session_hours()

    def calls_as_sessions(self) -> Self:
        """The same work by remote connection: each call becomes a connection of its length."""
        moved = tuple(Sessions(Fraction(item.minutes, 60), item.count) for item in self.calls)
        return replace(self, calls=(), sessions=(*self.sessions, *moved))


def check_limits(request: QuoteRequest, limits: Limits) -> None:
    """`UsageError` for the first number of `request` that is negative or past its limit."""
    for name, found, most in _numbers(request, limits):
        if not 0 <= found <= most:
            raise UsageError(name, str(found), f"a number from 0 to {most}", "Correct the number.")


def _numbers(request: QuoteRequest, limits: Limits) -> Iterator[tuple[str, Fraction | int, int]]:
    for calls in request.calls:
        yield "minutes of a call", calls.minutes, limits.call_minutes
        yield "number of calls", calls.count, limits.requests
    for sessions in request.sessions:
        yield "hours of a remote connection", sessions.hours, limits.remote_hours
        yield "number of remote connections", sessions.count, limits.requests
    yield "number of letters", request.letters, limits.requests
    yield "months of VIP support", request.vip_months, limits.vip_months
