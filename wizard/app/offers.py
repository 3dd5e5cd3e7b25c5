"""What the buttons under the calculator do: the offer as text, print, link, CSV and JSON."""

import json
from collections.abc import Mapping
from typing import Any

from wizard.app.calculator import CUSTOMER, quote_address, quote_view, saved_quote
from wizard.app.calculator_requests import new_reply, refused_reply
from wizard.app.knowledge import Knowledge
from wizard.app.reply import Reply
from wizard.app.visit import Visit
from wizard.pricing import (
    Offer,
    make_offer,
    offer_text,
    offer_values,
    quote,
    quote_csv,
)
from wizard.rendering.views import contacts_view
from wizard.site_data import SiteData

WAYS = ("copy", "link", "print", "csv", "json", "new")
STEP = "estimate"
PLACE = "offer"
"""Id of the element that holds the offer while it is printed."""
FILE_NAME = "quartech-{day}.{ending}"


def offer_reply(knowledge: Knowledge, visit: Visit, way: str) -> Reply:
    """What the page does for `way`, one of `WAYS`; while there is nothing to offer, why."""
    data = knowledge.data
    offer = _offer(data, visit)
    address = quote_address(data, visit)
    responses = visit.responses.values
    if visit.step != STEP:
        return Reply({}, responses=responses)
    if way == "new":
        return new_reply(knowledge, visit)
    if offer is None or address is None or not offer.quote.lines:
        return refused_reply(knowledge, visit)
    match way:
        case "copy":
            return Reply({}, responses=responses, effects=(_copy(_text(data, offer)),))
        case "link":
            return Reply({}, responses=responses, effects=(_copy(address),))
        case "print":
            view = _offer_view(data, visit, offer, address)
            page = knowledge.render("fragments/offer.html.jinja", view)
            return Reply({PLACE: page}, responses=responses, effects=({"type": "print"},))
        case "csv":
            table = quote_csv(offer.quote, data.offer_wording, data.clauses.number_of)
            return _download(offer, "csv", "text/csv;charset=utf-8", table, responses)
        case "json":
            values = offer_values(offer, data.offer_wording, data.tariffs)
            text = json.dumps(values, ensure_ascii=False, indent=2)
            return _download(offer, "json", "application/json", text, responses)
    return Reply({}, responses=responses)


def _offer(data: SiteData, visit: Visit) -> Offer | None:
    saved = saved_quote(data, visit)
    if saved is None:
        return None
    priced = quote(saved.request, data.tariffs, saved.made_on)
    customer = visit.responses.get(CUSTOMER)
    return make_offer(customer, priced, data.tariffs, data.offer_wording.valid_days)


def _text(data: SiteData, offer: Offer) -> str:
    number_of = data.clauses.number_of
    return offer_text(offer, data.offer_wording, data.tariffs, data.contacts, number_of)


def _offer_view(data: SiteData, visit: Visit, offer: Offer, address: str) -> dict[str, Any]:
    return {
        "offer": offer,
        "cost": quote_view(data, visit, offer.quote),
        "contacts": contacts_view(data.contacts),
        "address": address,
    }


def _copy(text: str) -> Mapping[str, object]:
    return {"type": "copy", "text": text}


def _download(
    offer: Offer, ending: str, media_type: str, text: str, responses: Mapping[str, str]
) -> Reply:
    name = FILE_NAME.format(day=offer.made_on.isoformat(), ending=ending)
    effect = {"type": "download", "name": name, "media_type": media_type, "file": 0}
    return Reply({}, responses=responses, effects=(effect,), files=(text.encode(),))
