"""`quartech-support quote`: the rules of the page's calculator on the command line."""

import json
from collections import Counter
from datetime import date, datetime
from fractions import Fraction

import click

from wizard.errors import UsageError
from wizard.pricing import (
    Calls,
    Quote,
    QuoteRequest,
    Sessions,
    make_offer,
    offer_text,
    parse_hours,
    parse_whole,
    quote,
    quote_values,
)
from wizard.pricing.tariff import Limits
from wizard.site_data import SiteData, load_site_data
from wizard.validation import Problem


@click.command("quote")
@click.option("--call", "calls", multiple=True, metavar="MINUTES", help="One call.")
@click.option("--remote", "sessions", multiple=True, metavar="HOURS", help="One connection.")
@click.option("--vip", default="0", metavar="MONTHS", help="Months of VIP support.")
@click.option(
    "--on", "day", metavar="DATE", help="The day of the quote; today in Moscow if absent."
)
@click.option("--json", "as_json", is_flag=True, help="Print values instead of the offer's text.")
def quote_command(
    calls: tuple[str, ...], sessions: tuple[str, ...], vip: str, day: str | None, as_json: bool
) -> None:
    """Price support by the tariffs in force on a day."""
    data = load_site_data()
    limits = data.tariffs.limits
    minutes = [_whole("--call", text, limits.call_minutes) for text in calls]
    hours = [_hours(text, limits) for text in sessions]
    request = QuoteRequest(
        calls=tuple(Calls(*item) for item in Counter(minutes).items()),
        sessions=tuple(Sessions(*item) for item in Counter(hours).items()),
        vip_months=_whole("--vip", vip, limits.vip_months),
    )
    on = datetime.now(data.working_time.zone).date() if day is None else _date(day)
    made = quote(request, data.tariffs, on)
    if not made.lines:
        raise UsageError(
            "quote", 0, "a number above 0 at --call, --remote or --vip", "Say what to price."
        )
    click.echo(_as_json(made, data) if as_json else _as_text(made, data), nl=as_json)


def _as_json(made: Quote, data: SiteData) -> str:
    values = quote_values(made, data.offer_wording, data.tariffs)
    return json.dumps(values, ensure_ascii=False, indent=2)


def _as_text(made: Quote, data: SiteData) -> str:
    wording = data.offer_wording
    offer = make_offer("", made, data.tariffs, wording.valid_days)
    return offer_text(offer, wording, data.tariffs, data.contacts, data.clauses.number_of)


def _whole(option: str, text: str, most: int) -> int:
    value = parse_whole(text, option, most)
    if isinstance(value, Problem):
        raise UsageError(option, text, f"a whole number from 0 to {most}", "Correct the number.")
    return value


def _hours(text: str, limits: Limits) -> Fraction:
    value = parse_hours(text, "--remote", limits.remote_hours)
    if isinstance(value, Problem):
        allowed = f"hours from 0 to {limits.remote_hours}, to the hundredth"
        raise UsageError("--remote", text, allowed, "Correct the number.")
    return value


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("--on", text, "a date such as 2026-11-23", "Correct the date.") from None
