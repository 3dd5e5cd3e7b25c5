"""What each step of the wizard shows, as plain values for its template."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wizard.app.visit import Visit
from wizard.flow import Responses
from wizard.flow.recommendation import TRIAGE, Triage, recommend, triage_of
from wizard.flow.support_request import (
    CHANNELS,
    articles_to_explain,
    has_rejected,
    kind_of,
    verdict_on,
)
from wizard.pricing import BreakEven, Tariff, break_even, format_hours
from wizard.rendering.views import clause_view, contacts_view
from wizard.search import Match, SearchResult
from wizard.site_data import SiteData
from wizard.worktime import deadline, service_status

type View = dict[str, Any]


def describe_view(data: SiteData, responses: Responses) -> View:
    """The first step: the problem in the customer's own words, and its kind."""
    return {
        "text": responses.values.get("text", ""),
        "summary": data.letter_fields.field("summary"),
        "kinds": options_view(data.letter_fields.kinds),
        "kind": kind_of(responses),
    }


def matches_view(visit: Visit, result: SearchResult) -> View:
    """The articles that match, each with its reasons and the verdict given so far.

    `complete` says that each has its verdict, so that the visitor can go on.
    """
    responses = visit.responses
    shown = tuple(match.article_id for match in result.matches)
    return {
        "text": responses.get("text"),
        "result": {"matches": [_match(match, visit) for match in result.matches]},
        "rejected": has_rejected(shown, responses),
        "complete": has_rejected(shown, responses)
        or (bool(shown) and all(verdict_on(article_id, responses) for article_id in shown)),
    }


def channel_view(data: SiteData, visit: Visit) -> View:
    """The ways to support: price, deadline and clause of each, and which one we would take."""
    triage = triage_of(visit.responses)
    return {
        **timing_view(data, visit),
        **recommendation_view(data, visit),
        "explained": bool(articles_to_explain(visit.responses)),
        "triage": {name: getattr(triage, name) for name in TRIAGE},
        "triage_open": any(getattr(triage, name) for name in TRIAGE),
        "channels": [_channel(data, visit, channel) for channel in CHANNELS],
        "channel": visit.responses.get("channel"),
        "tariff": tarifftoday(data, visit),
        "contacts": contacts_view(data.contacts),
    }


LEVEL_OF_CHANNEL = {"letter": "email", "call": "phone", "remote": "remote", "vip": "vip"}

CHANNEL_CLAUSES = {
    "letter": ("level-free", "reaction-norm"),
    "call": ("phone-price", "phone-urgent"),
    "remote": ("remote-price", "remote-condition"),
    "vip": ("vip-price", "vip-limit"),
}
"""Where the price and the terms of each channel stand."""


def channel_label(data: SiteData, channel: str) -> str:
    """The name of a channel as the visitor reads it."""
    return data.levels.level(LEVEL_OF_CHANNEL[channel]).channel


def _channel(data: SiteData, visit: Visit, channel: str) -> View:
    clauses = [_clause(data, visit, clause_id) for clause_id in CHANNEL_CLAUSES[channel]]
    return {"id": channel, "label": channel_label(data, channel), "clauses": clauses}


def recommendation_view(data: SiteData, visit: Visit) -> View:
    """The way that the triage answers speak for, with its clause."""
    triage = triage_of(visit.responses)
    found = recommend(triage)
    if found is None:
        return {"recommendation": None, "triage_begun": triage != Triage()}
    clause = clause_view(data.clauses.get(found.clause, "recommendation"), visit.site)
    return {
        "recommendation": {
            "channel": found.channel,
            "label": channel_label(data, found.channel),
            "reason": found.reason,
            "clause": clause,
            "tariff": tarifftoday(data, visit),
            "break_even": break_even_view(break_even(data.tariffs, today(data, visit))),
        }
    }


def break_even_view(points: Iterable[BreakEven]) -> list[View]:
    """From how many pieces on a VIP month is no dearer, for each kind."""
    return [
        {"kind": point.kind, "size": format_hours(point.size), "count": point.count}
        for point in points
    ]


def timing_view(data: SiteData, visit: Visit) -> View:
    """Whether support works now, and by when it has reacted to a letter sent now.

    The seconds are left out: the steps are shown in minutes, and have to add up.
    """
    now = visit.now.replace(second=0, microsecond=0)
    due = deadline(now, data.working_time)
    local = visit.local(due.due)
    return {
        "status": service_status(now, data.working_time),
        "due": {
            "due": due.due,
            "local": local,
            "is_local": local.utcoffset() == due.due.utcoffset(),
            "steps": due.steps,
            "provisional": due.provisional,
            "norm_clause": _clause(data, visit, data.working_time.reaction_source),
            "counting_clause": _clause(data, visit, data.working_time.counting_source),
        },
    }


def tarifftoday(data: SiteData, visit: Visit) -> Tariff:
    """The price list in force on the day of the visit, by the calendar of support."""
    return data.tariffs.on(today(data, visit))


def today(data: SiteData, visit: Visit) -> date:
    """The day of the visit by the calendar of support.

    A day before every price list means that the visitor's clock is wrong, as it is on a computer
    with an empty battery: the first list's prices are shown then.
    """
    return max(data.working_time.local(visit.now).date(), data.tariffs.lists[0].valid_from)


def _clause(data: SiteData, visit: Visit, clause_id: str) -> Mapping[str, str]:
    return clause_view(data.clauses.get(clause_id, "view"), visit.site)


def options_view(items: Iterable[Any]) -> list[View]:
    """Options of a radio group: each with what it means beside it."""
    return [{"id": item.id, "label": item.label, "hint": item.explanation} for item in items]


def _match(match: Match, visit: Visit) -> View:
    return {
        "id": match.article_id,
        "title": match.title,
        "url": visit.site + match.url + (f"#{match.anchor}" if match.anchor else ""),
        "band": match.band,
        "phrasing": match.phrasing,
        "excerpt": match.excerpt,
        "words": match.words,
        "verdict": verdict_on(match.article_id, visit.responses),
        "unclear": note_on("clarify", match.article_id, visit.responses),
        "reason": note_on("no", match.article_id, visit.responses),
    }


NOTE_OF_VERDICT = {"clarify": "unclear", "no": "reason"}
"""The response, by verdict, that says what is unclear in an article or why it does not help."""


def note_on(verdict: str, article_id: str, responses: Responses) -> str:
    """What the visitor wrote about an article with this verdict."""
    return responses.get(f"{NOTE_OF_VERDICT[verdict]}.{article_id}")
