"""Dated price lists, readings of what the regulations leave open, limits of a request."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from wizard.errors import UsageError
from wizard.pricing.money import Rubles


@dataclass(frozen=True, slots=True)
class PhoneBand:
    """The price of calls up to a length; `upto_minutes` is None in the last band."""

    upto_minutes: int | None
    price: Rubles
    per_hour: bool


@dataclass(frozen=True, slots=True)
class PhoneTariff:
    """The price of a call by its length, shortest band first."""

    bands: tuple[PhoneBand, ...]
    source: str


@dataclass(frozen=True, slots=True)
class RemoteTariff:
    """The price of an hour of remote connection and the least that is paid for."""

    price: Rubles
    minimum_hours: int
    source: str


@dataclass(frozen=True, slots=True)
class VipTariff:
    """The price of a month of VIP support and the hours of work it holds."""

    price: Rubles
    hours: int
    source: str
    hours_source: str


@dataclass(frozen=True, slots=True)
class Tariff:
    """One whole price list, in force from `valid_from` until the next one."""

    valid_from: date
    note: str
    source: str
    phone: PhoneTariff
    remote: RemoteTariff
    vip: VipTariff


@dataclass(frozen=True, slots=True)
class Reading:
    """What we take the regulations to mean where they are silent: our word, never theirs.

    `value` is one of `values`, the answers that the rules can apply; `text` says it in words.
    """

    id: str
    value: str
    values: tuple[str, ...]
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Payment:
    """Where to pay; `card` is None while the regulations do not give its number."""

    card: str | None
    card_missing: str
    source: str


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest numbers of one request."""

    call_minutes: int
    remote_hours: int
    vip_months: int
    requests: int


@dataclass(frozen=True, slots=True)
class Tariffs:
    """Every price list in the order of its date, with what is needed to apply one."""

    lists: tuple[Tariff, ...]
    readings: Mapping[str, Reading]
    payment: Payment
    limits: Limits

    def on(self, day: date) -> Tariff:
        """The price list in force on `day`; `UsageError` for a day before the first one."""
        started = [tariff for tariff in self.lists if tariff.valid_from <= day]
        if not started:
            raise UsageError(
                "date of the quote",
                day.isoformat(),
                f"a day on or after {self.lists[0].valid_from.isoformat()}",
                "Choose a later day, or add the price list of that time to tariffs.toml.",
            )
        return started[-1]

    def next_after(self, day: date) -> Tariff | None:
        """The first price list that begins after `day`, or None."""
        return next((tariff for tariff in self.lists if tariff.valid_from > day), None)

    def read_as(self, values: Mapping[str, str]) -> Self:
        """The same price lists with other values of some readings, their texts left as they are."""
        changed = {name: replace(self.readings[name], value=values[name]) for name in values}
        return replace(self, readings={**self.readings, **changed})

    def reads(self, reading: str, value: str) -> bool:
        """Whether the reading called `reading` is set to `value`."""
        return self.readings[reading].value == value
