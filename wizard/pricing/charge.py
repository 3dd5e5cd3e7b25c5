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
    """`units` times `price`; `readings` are ids of what had to be assumed on the way."""

    units: Fraction
    price: Rubles
    amount: Rubles
    readings: tuple[str, ...] = ()


def flat_charge(price: Rubles, units: int = 1, readings: tuple[str, ...] = ()) -> Charge:
    """`units` whole pieces at `price`, nothing left to interpret but `readings`."""
    return Charge(Fraction(units), price, units * price, readings)


def call_charge(minutes: int, phone: PhoneTariff, tariffs: Tariffs) -> Charge:
    """The price of one call of `minutes`, which are more than none (clause 4.6)."""
    edges = ("band-edges",) if any(band.upto_minutes == minutes for band in phone.bands) else ()
    band = _band(minutes, phone, tariffs)
    if not band.per_hour:
        return flat_charge(band.price, readings=edges)
    return _hourly_charge(Fraction(minutes, 60), band.price, "phone-hours", tariffs, edges)


def remote_charge(hours: Fraction, remote: RemoteTariff, tariffs: Tariffs) -> Charge:
    """The price of one remote connection of `hours`, which are more than none (clause 4.10)."""
    paid = max(hours, Fraction(remote.minimum_hours))
    return _hourly_charge(paid, remote.price, "remote-hours", tariffs)


def vip_excess_charge(hours: Fraction, tariff: Tariff, tariffs: Tariffs) -> Charge:
    """The price of `hours` of work past those of the VIP months (clause 4.14)."""
    if tariffs.reads("vip-excess", "remote"):
        return remote_charge(hours, tariff.remote, tariffs)
    return flat_charge(tariff.vip.price, ceil(hours / tariff.vip.hours), ("vip-excess",))


def _band(minutes: int, phone: PhoneTariff, tariffs: Tariffs) -> PhoneBand:
    edge = 0 if tariffs.reads("band-edges", "cheaper") else 1
    closed = (band for band in phone.bands[:-1] if minutes + edge <= (band.upto_minutes or 0))
    return next(closed, phone.bands[-1])


def _hourly_charge(
    hours: Fraction, price: Rubles, reading: str, tariffs: Tariffs, other: tuple[str, ...] = ()
) -> Charge:
    """`hours` at `price`, started hours counted whole or by the minute, as `reading` says."""
    units = Fraction(ceil(hours)) if tariffs.reads(reading, "whole") else hours
    return Charge(units, price, whole_rubles_down(units * price), (*other, reading))
