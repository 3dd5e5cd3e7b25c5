"""tariffs.toml -> Tariffs, refusing what a price list cannot mean."""

from itertools import pairwise

from wizard.pricing.card_number import passes_luhn
from wizard.pricing.tariff import (
    Limits,
    Payment,
    PhoneBand,
    PhoneTariff,
    Reading,
    RemoteTariff,
    Tariff,
    Tariffs,
    VipTariff,
)
from wizard.validation import Table

READINGS = {
    "band-edges": ("cheaper", "dearer"),
    "phone-hours": ("whole", "minute"),
    "remote-hours": ("whole", "minute"),
    "vip-excess": ("remote", "month"),
    "vip-calls": ("separate", "included"),
}
"""What the regulations leave open: each question with the answers the rules can apply."""


def read_tariffs(table: Table) -> Tariffs:
    """The price lists of tariffs.toml; `DataError` names the key that is wrong."""
    tariffs = Tariffs(
        lists=_read_lists(table),
        readings=_read_readings(table.table("readings")),
        payment=_read_payment(table.table("payment")),
        limits=_read_limits(table.table("limits")),
    )
    table.finish()
    return tariffs


def _read_lists(table: Table) -> tuple[Tariff, ...]:
    lists = tuple(_read_tariff(row) for row in table.tables("tariff"))
    dates = [tariff.valid_from for tariff in lists]
    if not lists or any(later <= earlier for earlier, later in pairwise(dates)):
        raise table.error(
            "tariff",
            "at least one price list, each with a later valid_from than the one before",
            "Put the price lists in the order of their dates.",
        )
    return lists


def _read_tariff(row: Table) -> Tariff:
    tariff = Tariff(
        valid_from=row.date("valid_from"),
        note=row.text("note"),
        source=row.text("source"),
        phone=_read_phone(row.table("phone")),
        remote=_read_remote(row.table("remote")),
        vip=_read_vip(row.table("vip")),
    )
    row.finish()
    return tariff


def _read_phone(table: Table) -> PhoneTariff:
    bands = tuple(_read_band(row) for row in table.tables("bands"))
    edges = [band.upto_minutes for band in bands[:-1]]
    known = [edge for edge in edges if edge is not None]
    ascending = all(earlier < later for earlier, later in pairwise(known))
    if not bands or len(known) < len(edges) or not ascending or bands[-1].upto_minutes is not None:
        raise table.error(
            "bands",
            "bands with growing upto_minutes, the last band without it",
            "Order the bands by length and leave the last one open.",
        )
    phone = PhoneTariff(bands=bands, source=table.text("source"))
    table.finish()
    return phone


def _read_band(row: Table) -> PhoneBand:
    upto = row.integer("upto_minutes", default=0, least=1) or None
    per_hour = row.boolean("per_hour", default=False)
    if per_hour and upto is not None:
        raise row.error(
            "per_hour",
            "a price per hour in the last band only",
            "Remove per_hour, or remove upto_minutes.",
        )
    band = PhoneBand(upto_minutes=upto, price=_read_price(row), per_hour=per_hour)
    row.finish()
    return band


def _read_remote(table: Table) -> RemoteTariff:
    remote = RemoteTariff(
        price=_read_price(table),
        minimum_hours=table.integer("minimum_hours"),
        source=table.text("source"),
    )
    table.finish()
    return remote


def _read_vip(table: Table) -> VipTariff:
    vip = VipTariff(
        price=_read_price(table),
        hours=table.integer("hours", least=1),
        source=table.text("source"),
        hours_source=table.text("hours_source"),
    )
    table.finish()
    return vip


def _read_price(table: Table) -> int:
    return table.integer("price", least=1)


def _read_readings(table: Table) -> dict[str, Reading]:
    readings = {
        name: _read_reading(table.table(name), name, values) for name, values in READINGS.items()
    }
    table.finish()
    return readings


def _read_reading(table: Table, name: str, values: tuple[str, ...]) -> Reading:
    texts = table.table("texts")
    wording = {value: texts.text(value) for value in values}
    texts.finish()
    value = table.choice("value", values)
    reading = Reading(name, value, values, wording[value], source=table.text("source"))
    table.finish()
    return reading


def _read_payment(table: Table) -> Payment:
    card = table.optional_text("card")
    if card is not None and not passes_luhn(card):
        raise table.error(
            "card",
            "a card number that passes the Luhn check, or an empty text",
            "Correct the digits.",
        )
    payment = Payment(
        card=card, card_missing=table.text("card_missing"), source=table.text("source")
    )
    table.finish()
    return payment


def _read_limits(table: Table) -> Limits:
    limits = Limits(
        call_minutes=table.integer("call_minutes", least=1),
        remote_hours=table.integer("remote_hours", least=1),
        vip_months=table.integer("vip_months", least=1),
        requests=table.integer("requests", least=1),
    )
    if limits.call_minutes > limits.remote_hours * 60:
        raise table.error(
            "call_minutes",
            "a call no longer than remote_hours",
            "The comparison prices calls as connections: lower one limit or raise the other.",
        )
    table.finish()
    return limits
