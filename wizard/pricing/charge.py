"""What one call, one remote connection or one month costs."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from wizard.pricing.money import Rubles, whole_rubles_down
from wizard.pricing.tariff import PhoneBand, PhoneTariff, RemoteTariff, Tariff, Tariffs

NOTHING = Fraction(0)
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Charge:
    """`units` times `price`; `readings` are ids of what had to be assumed on the way.

    `lower_bound` is the least the text of the regulations allows for the same work.
    """

    units: Fraction
    price: Rubles
    amount: Rubles
    lower_bound: Rubles
    readings: tuple[str, ...] = ()


def flat_charge(price: Rubles, units: int = 1, readings: tuple[str, ...] = ()) -> Charge:
    """`units` whole pieces at `price`, nothing left to interpret but `readings`."""
    amount = units * price
    return Charge(Fraction(units), price, amount, amount, readings)


def call_charge(minutes: int, phone: PhoneTariff, tariffs: Tariffs) -> Charge:
    """The price of one call of `minutes`, which are more than none (clause 4.6)."""
    edges = ("band-edges",) if any(band.upto_minutes == minutes for band in phone.bands) else ()
    band = _band(minutes, phone, tariffs)
    if not band.per_hour:
        return flat_charge(band.price, readings=edges)
    whole = tariffs.reads("phone-hours", "whole")
    hourly = _hourly_charge(Fraction(minutes, 60), band.price, whole=whole)
    return Charge(
        hourly.units, hourly.price, hourly.amount, hourly.lower_bound, (*edges, "phone-hours")
    )


def remote_charge(hours: Fraction, remote: RemoteTariff, tariffs: Tariffs) -> Charge:
    """The price of one remote connection of `hours`, which are more than none (clause 4.10)."""
    paid = max(hours, Fraction(remote.minimum_hours))
    whole = tariffs.reads("remote-hours", "whole")
    hourly = _hourly_charge(paid, remote.price, whole=whole)
    return Charge(hourly.units, hourly.price, hourly.amount, hourly.lower_bound, ("remote-hours",))


def vip_excess_charge(hours: Fraction, tariff: Tariff, tariffs: Tariffs) -> Charge:
    """The price of `hours` of work past those of the VIP months (clause 4.14)."""
    if tariffs.reads("vip-excess", "remote"):
        return remote_charge(hours, tariff.remote, tariffs)
    return flat_charge(tariff.vip.price, units=ceil(hours / tariff.vip.hours))


def _band(minutes: int, phone: PhoneTariff, tariffs: Tariffs) -> PhoneBand:
    edge = 0 if tariffs.reads("band-edges", "cheaper") else 1
    closed = (band for band in phone.bands[:-1] if minutes + edge <= (band.upto_minutes or 0))
    return next(closed, phone.bands[-1])


def _hourly_charge(hours: Fraction, price: Rubles, *, whole: bool) -> Charge:
    by_minute = whole_rubles_down(hours * price)
    units = Fraction(ceil(hours)) if whole else hours
    amount = ceil(hours) * price if whole else by_minute
    return Charge(units, price, amount, by_minute)
