"""The policy data as the plain values that pages and templates print."""

from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from wizard.pricing import Level, PhoneBand, Tariff
from wizard.pricing.money import format_rubles, rubles_with_noun
from wizard.rendering.filters import counted
from wizard.site_data import Clause, LetterFields, SiteData
from wizard.site_data.contacts import Contacts
from wizard.worktime import WorkingTime

REGULATIONS = "regulations/"
HOURS = ("час", "часа", "часов")
WORKING_HOURS = ("рабочий час", "рабочих часа", "рабочих часов")


def page_values(data: SiteData, on: date) -> dict[str, Any]:
    """Every policy value by the name that Markdown pages use for it, as it stands on the day `on`.

    `UsageError` for a day before every price list.
    """
    tariff = data.tariffs.on(on)
    return {
        "contacts": contacts_view(data.contacts),
        "hours": _hours(data.working_time),
        "reaction": _reaction(data.working_time),
        "phone": {"bands": [_band(band) for band in tariff.phone.bands]},
        "remote": {
            **_price(tariff.remote.price),
            "minimum_hours": tariff.remote.minimum_hours,
            "minimum_text": _hours_paid_at_least(tariff.remote.minimum_hours),
        },
        "vip": {**_price(tariff.vip.price), "hours": tariff.vip.hours},
        "payment": data.tariffs.payment,
        "assumptions": {name: reading.text for name, reading in data.tariffs.readings.items()},
        "screenshot_formats": screenshot_formats(data.letter_fields),
        "reproducibility": data.letter_fields.reproducibility,
        "kinds": data.letter_fields.kinds,
        "levels": [level_view(level, data, tariff) for level in data.levels.levels],
        "delay_reasons": [named.statement for named in data.levels.delay_reasons],
        "out_of_turn": [named.statement for named in data.levels.out_of_turn],
    }


def contacts_view(contacts: Contacts) -> dict[str, Any]:
    """The contacts, with ready links."""
    link = Markup('<a href="{}">{}</a>')
    return {
        "company": contacts.company,
        "product": contacts.product,
        "email": contacts.email,
        "phone": contacts.phone,
        "phone_href": contacts.phone_href,
        "email_link": link.format(f"mailto:{contacts.email}", contacts.email),
        "phone_link": link.format(contacts.phone_href, contacts.phone),
    }


def screenshot_formats(fields: LetterFields) -> str:
    """The formats of a screenshot as the regulations list them (clause «files»)."""
    return ", ".join(kind.id for kind in fields.files if kind.role == "screenshot")


def clause_view(clause: Clause, site: str) -> dict[str, str]:
    """A clause with the address of its place in the regulations; `site` is the site's root."""
    return {
        "number": clause.number,
        "title": clause.title,
        "url": f"{site}{REGULATIONS}#{clause.id}",
    }


def level_view(level: Level, data: SiteData, tariff: Tariff) -> dict[str, Any]:
    """A support level with its sentences filled in."""
    figures = {
        "reaction_hours": data.working_time.reaction_hours,
        "vip_hours": tariff.vip.hours,
        "minimum_hours": tariff.remote.minimum_hours,
    }
    statements = {
        name: [(statement.filled(figures), statement.source) for statement in found]
        for name, found in (
            ("covers", level.covers),
            ("limits", level.limits),
            ("prerequisites", level.prerequisites),
        )
    }
    return {
        "id": level.id,
        "name": level.name,
        "channel": level.channel,
        "clause": level.source,
        **statements,
    }


def _hours(time: WorkingTime) -> dict[str, Any]:
    return {
        "opens": f"{time.opens:%H:%M}",
        "closes": f"{time.closes:%H:%M}",
        "per_day": time.hours_per_day,
        "zone": time.zone_name,
    }


def _reaction(time: WorkingTime) -> dict[str, Any]:
    """`same_day_before` is left out of a norm that no working day holds."""
    values: dict[str, Any] = {
        "hours": time.reaction_hours,
        "text": counted(time.reaction_hours, *WORKING_HOURS),
    }
    if time.reaction_hours <= time.hours_per_day:
        latest = datetime.combine(date.min, time.closes) - time.reaction
        values["same_day_before"] = f"{latest:%H:%M}"
    return values


def _band(band: PhoneBand) -> dict[str, Any]:
    return {
        **_price(band.price),
        "upto_minutes": band.upto_minutes,
        "per_hour": band.per_hour,
    }


def _price(amount: int) -> dict[str, str]:
    return {"price": format_rubles(amount), "rubles": rubles_with_noun(amount)}


def _hours_paid_at_least(hours: int) -> str:
    """«час» or «2 часа»: one hour is said without its number, as in the regulations."""
    return HOURS[0] if hours == 1 else counted(hours, *HOURS)
