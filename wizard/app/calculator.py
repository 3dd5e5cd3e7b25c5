"""The calculator: from its three fields to a quote and a comparison."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from wizard.app.problems import worded
from wizard.app.step_views import View, timing_view, today
from wizard.app.visit import Visit
from wizard.flow import Responses
from wizard.flow.support_request import CHANNELS
from wizard.pricing import (
    Calls,
    Comparison,
    Estimate,
    LinkProblem,
    Option,
    Quote,
    QuoteChange,
    QuoteRequest,
    SavedQuote,
    Sessions,
    compare,
    decode_quote,
    encode_quote,
    parse_estimate,
    quote,
    quote_change,
    rubles_in_words,
)
from wizard.rendering.views import clause_view
from wizard.site_data import SiteData

FIELDS = ("call_minutes", "remote_hours", "requests")
TARIFFS_PAGE = "tariffs/"
LINK = "quote"
"""Name of the response that holds the query of an earlier quote's link."""

# What the fields say before anyone has typed: one of what was chosen.
STARTS: Mapping[str, tuple[str, str, str]] = {
    "call": ("15", "0", "1"),
    "remote": ("0", "1", "1"),
    "vip": ("0", "1", "10"),
}
DEFAULT_START = STARTS["call"]


def calculator_view(data: SiteData, visit: Visit) -> View:
    """The fields with what was typed into them, and the cost they come to."""
    return {**calculator_fields(data, visit.responses), **cost_view(data, visit)}


def calculator_fields(data: SiteData, responses: Responses) -> View:
    """The fields alone, as a page shows them before Python is there."""
    return {
        "values": estimate_values(responses),
        "numbers": _numbers(data, responses),
        "limits": data.tariffs.limits,
        "customer": responses.get("customer"),
        "phone": data.contacts.phone,
        "phone_href": data.contacts.phone_href,
        "counted": False,
        "unread_link": False,
    }


def estimate_values(responses: Responses) -> dict[str, str]:
    """The text of each field; where nothing was typed yet, the start for the chosen channel."""
    channel = responses.chosen("channel", CHANNELS) or ""
    start = dict(zip(FIELDS, STARTS.get(channel, DEFAULT_START), strict=True))
    return {name: responses.values.get(name, start[name]) for name in FIELDS}


def cost_view(data: SiteData, visit: Visit) -> View:
    """The cost of the typed month, what each level takes for it, and by when to expect help."""
    estimate = _estimate(data, visit.responses)
    on = today(data, visit)
    view: View = {
        "counted": True,
        "problems": worded(data, estimate.problems),
        **timing_view(data, visit),
    }
    if estimate.request is None:
        return {**view, "cost": None}
    priced = quote(estimate.request, data.tariffs, on)
    return {
        **view,
        "cost": quote_view(data, visit, priced),
        "comparison": _comparison_view(data, compare(estimate.request, data.tariffs, on)),
        "earlier": _earlier(data, visit, on),
    }


def saved_quote(data: SiteData, visit: Visit) -> SavedQuote | None:
    """What the fields ask for with today's date; None while a field is wrong."""
    request = _estimate(data, visit.responses).request
    return None if request is None else SavedQuote(request, today(data, visit))


def quote_address(data: SiteData, visit: Visit) -> str | None:
    """The link to the quote: numbers only, so that it can be sent to anyone."""
    saved = saved_quote(data, visit)
    return None if saved is None else f"{visit.site}{TARIFFS_PAGE}?{encode_quote(saved)}"


def responses_of_link(data: SiteData, query: str) -> dict[str, str]:
    """The fields that a quote's link fills; none for a foreign link or one that they cannot say."""
    saved = decode_quote(query, data.tariffs)
    if isinstance(saved, LinkProblem):
        return {}
    request = saved.request
    call = request.calls[0] if request.calls else None
    session = request.sessions[0] if request.sessions else None
    count = call.count if call else session.count if session else 0
    if request != _request(call, session, count):
        return {LINK: query}
    hours = f"{float(session.hours):g}".replace(".", ",") if session else "0"
    values = (str(call.minutes if call else 0), hours, str(count))
    return {LINK: query, **dict(zip(FIELDS, values, strict=True))}


def _request(call: Calls | None, session: Sessions | None, count: int) -> QuoteRequest:
    """What the three fields can say: one kind of call, one of connection, as many of each."""
    return QuoteRequest(
        calls=(replace(call, count=count),) if call else (),
        sessions=(replace(session, count=count),) if session else (),
    )


def _estimate(data: SiteData, responses: Responses) -> Estimate:
    values = estimate_values(responses)
    return parse_estimate(
        values["call_minutes"], values["remote_hours"], values["requests"], data.tariffs.limits
    )


def _numbers(data: SiteData, responses: Responses) -> dict[str, str]:
    """The fields as the numbers they hold, for a spin button's value; empty for a wrong one."""
    wrong = {problem.field for problem in _estimate(data, responses).problems}
    values = estimate_values(responses)
    return {name: "" if name in wrong else _plain(text) for name, text in values.items()}


def _plain(number: str) -> str:
    """A number as a visitor wrote it, in figures with a decimal point."""
    return f"{float(re.sub(r'\s', '', number).replace(',', '.')):.10g}"


def quote_view(data: SiteData, visit: Visit, priced: Quote) -> View:
    wording = data.offer_wording
    return {
        "lines": [
            {
                "description": wording.describe(line),
                "quantity": line.quantity,
                "formula": line.formula,
                "amount": line.amount,
                "clauses": [_clause(data, visit, clause) for clause in line.clauses],
            }
            for line in priced.lines
        ],
        "total": priced.total,
        "words": rubles_in_words(priced.total),
        "lower_bound": priced.lower_bound,
        "assumptions": [data.tariffs.readings[name].text for name in priced.assumptions],
        "clauses": [_clause(data, visit, clause) for clause in priced.clauses],
        "payment": data.tariffs.payment,
    }


def _comparison_view(data: SiteData, found: Comparison) -> View:
    return {
        "options": [_option(option, found) for option in found.options],
        "cheapest": found.cheapest.id,
        "reason": found.reason,
        "break_even": found.break_even,
    }


def _option(option: Option, found: Comparison) -> View:
    return {
        "id": option.id,
        "total": option.quote.total,
        "lower_bound": option.quote.lower_bound,
        "uncovered": option.uncovered,
        "caveats": option.caveats,
        "cheapest": option.id == found.cheapest.id,
    }


def _earlier(data: SiteData, visit: Visit, on: date) -> QuoteChange | None:
    """The quote of the link the visitor came by, when its price was another one."""
    query = visit.responses.get(LINK)
    saved = decode_quote(query, data.tariffs) if query else None
    if not isinstance(saved, SavedQuote) or saved.made_on > on:
        return None
    filled = responses_of_link(data, query)
    if any(visit.responses.values.get(name) != text for name, text in filled.items()):
        return None  # the fields ask for something else by now
    change = quote_change(saved.request, data.tariffs, saved.made_on, on)
    return change if change.changed else None


def _clause(data: SiteData, visit: Visit, clause_id: str) -> Mapping[str, str]:
    return clause_view(data.clauses.get(clause_id, "quote"), visit.site)
