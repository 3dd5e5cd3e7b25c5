"""The calculator: from its fields to a quote and a comparison."""

import re
from collections.abc import Container, Mapping
from datetime import date, timedelta

from wizard.app.month import FIELDS, month_of, month_values, open_kinds, responses_of, rows_of
from wizard.app.problems import texts_by_field, worded
from wizard.app.step_views import View, break_even_view, timing_view, today
from wizard.app.visit import Visit
from wizard.flow import Responses
from wizard.pricing import (
    Comparison,
    LinkProblem,
    Option,
    Quote,
    QuoteRequest,
    SavedQuote,
    Tariff,
    compare,
    decode_quote,
    encode_quote,
    quote,
    quote_change,
    rubles_in_words,
)
from wizard.pricing.offer import LONGEST_CUSTOMER
from wizard.rendering.views import clause_view, contacts_view, level_view
from wizard.site_data import SiteData

TARIFFS_PAGE = "tariffs/"
TOLD_LIMITS = ("level-free", "vip-limit")
"""The clauses of the limits that the comparison tells of a level."""
CUSTOMER = "customer"
LINK = "quote"
"""Name of the response that holds the query of an earlier quote's link."""


def calculator_view(data: SiteData, visit: Visit) -> View:
    """The fields with what was typed into them, and the cost they come to."""
    return {**calculator_fields(data, visit.responses), **cost_view(data, visit)}


def calculator_fields(data: SiteData, responses: Responses) -> View:
    """The fields alone, as a page shows them before Python is there."""
    return {
        **rows_view(data, responses),
        "customer": responses.get(CUSTOMER),
        "longest_customer": LONGEST_CUSTOMER,
        "contacts": contacts_view(data.contacts),
        "counted": False,
        "unread_link": False,
    }


def rows_view(data: SiteData, responses: Responses) -> View:
    """The texts of all fields, and the further rows, each with its place among those of its kind.

    The first call and the first connection stand in the fields that are always there.
    """
    values = month_values(responses)
    rows = rows_of(values)
    kinds = [row.kind for row in rows]
    names = (*FIELDS, *(name for row in rows for name in row.fields))
    problems = month_of(responses, data.tariffs.limits).problems
    texts = texts_by_field(worded(data, problems))
    return {
        "shown": {
            "values": {name: values.get(name, "") for name in names},
            "numbers": _numbers(values, names, texts),
            "errors": {name: texts.get(name, "") for name in names},
        },
        "limits": data.tariffs.limits,
        "rows": [
            {
                "kind": row.kind,
                "number": row.number,
                "place": kinds[: at + 1].count(row.kind) + 1,
                "fields": {name.partition(".")[0]: name for name in row.fields},
            }
            for at, row in enumerate(rows)
        ],
        "open_kinds": open_kinds(rows),
    }


def cost_view(data: SiteData, visit: Visit) -> View:
    """The cost of the typed month, what each level takes for it, and by when to expect help."""
    estimate = month_of(visit.responses, data.tariffs.limits)
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
        "comparison": _comparison_view(data, estimate.request, on),
        "earlier": _earlier(data, visit, on),
    }


def saved_quote(data: SiteData, visit: Visit) -> SavedQuote | None:
    """What the fields ask for with today's date; None while a field is wrong."""
    request = month_of(visit.responses, data.tariffs.limits).request
    return None if request is None else SavedQuote(request, today(data, visit))


def quote_address(data: SiteData, visit: Visit) -> str | None:
    """The link to the quote on its page: numbers only, so that it can be sent to anyone."""
    saved = saved_quote(data, visit)
    return None if saved is None else f"{visit.site}{TARIFFS_PAGE}?{encode_quote(saved)}#calculator"


def responses_of_link(data: SiteData, query: str) -> dict[str, str]:
    """The fields that a quote's link fills; none for a foreign link or one that they cannot say."""
    saved = decode_quote(query, data.tariffs)
    if isinstance(saved, LinkProblem):
        return {}
    filled = responses_of(saved.request)
    return {LINK: query, **filled} if filled else {}


def _numbers(
    values: Mapping[str, str], names: tuple[str, ...], wrong: Container[str]
) -> dict[str, str]:
    """The fields as the numbers they hold, for a spin button's value; empty for a wrong one."""
    return {name: "" if name in wrong else _plain(values.get(name, "")) for name in names}


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
        "bounds": (priced.lower_bound, priced.upper_bound),
        "assumptions": [data.tariffs.readings[name].text for name in priced.assumptions],
        "clauses": [_clause(data, visit, clause) for clause in priced.clauses],
        "payment": data.tariffs.payment,
    }


def _comparison_view(data: SiteData, request: QuoteRequest, on: date) -> View:
    found = compare(request, data.tariffs, on)
    tariff = data.tariffs.on(on)
    return {
        "options": [_option(data, option, found, tariff) for option in found.options],
        "cheapest": found.cheapest.id,
        "reason": found.reason,
        "months": max(1, request.vip_months),
        "break_even": break_even_view(found.break_even),
    }


def _option(data: SiteData, option: Option, found: Comparison, tariff: Tariff) -> View:
    return {
        "id": option.id,
        "total": option.total,
        "uncovered": option.uncovered,
        "caveats": option.caveats,
        "limits": _limits(data, option.id, tariff),
        "cheapest": option.id == found.cheapest.id,
    }


def _limits(data: SiteData, option_id: str, tariff: Tariff) -> list[str]:
    """Where the level ends, whatever was asked for."""
    levels = [level for level in data.levels.levels if level.id == option_id]
    statements = [row for level in levels for row in level_view(level, data, tariff)["limits"]]
    return [text for text, source in statements if source in TOLD_LIMITS]


def _earlier(data: SiteData, visit: Visit, on: date) -> View | None:
    """The quote of the link the visitor came by, as it was made and as it is today.

    `changed` says that its price is another one, `promised` that an offer of that day may still
    bind us.
    """
    saved = _linked_quote(data, visit, on)
    if saved is None:
        return None
    change = quote_change(saved.request, data.tariffs, saved.made_on, on)
    promised = on <= saved.made_on + timedelta(days=data.offer_wording.valid_days)
    return {"then": change.then, "now": change.now, "changed": change.changed, "promised": promised}


def _linked_quote(data: SiteData, visit: Visit, on: date) -> SavedQuote | None:
    """What the link asked for; None once the fields ask for something else."""
    query = visit.responses.get(LINK)
    saved = decode_quote(query, data.tariffs) if query else None
    if not isinstance(saved, SavedQuote) or saved.made_on > on:
        return None
    filled = responses_of_link(data, query)
    same = all(visit.responses.values.get(name) == text for name, text in filled.items())
    return saved if same else None


def _clause(data: SiteData, visit: Visit, clause_id: str) -> Mapping[str, str]:
    return clause_view(data.clauses.get(clause_id, "quote"), visit.site)
