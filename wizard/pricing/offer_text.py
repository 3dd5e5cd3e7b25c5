"""An offer as plain text for a letter."""

from collections.abc import Iterator
from typing import Protocol

from wizard.pricing.money import format_number, format_rubles, rubles_in_words
from wizard.pricing.offer import Offer
from wizard.pricing.offer_wording import ClauseNumber, OfferWording
from wizard.pricing.quote import Quote
from wizard.pricing.tariff import Tariffs

DAY = "%d.%m.%Y"


class ContactDetails(Protocol):
    """How to reach support, as contacts.toml has it."""

    @property
    def company(self) -> str: ...
    @property
    def product(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...


def offer_text(
    offer: Offer,
    wording: OfferWording,
    tariffs: Tariffs,
    contacts: ContactDetails,
    number_of: ClauseNumber,
) -> str:
    """The whole offer; blocks are parted by empty lines, the text ends with a line break."""
    text = wording.text
    blocks = (
        _heading(offer, wording, contacts),
        _lines(offer.quote, wording, number_of),
        _totals(offer.quote, wording),
        _assumptions(offer.quote, wording, tariffs),
        [text["clauses"].format_map({"clauses": wording.cite(offer.quote.clauses, number_of)})]
        if offer.quote.clauses
        else [],
        [
            text["payment"].format_map(
                {"card": tariffs.payment.card or tariffs.payment.card_missing}
            ),
            text["contacts"].format_map(
                {"company": contacts.company, "email": contacts.email, "phone": contacts.phone}
            ),
        ],
    )
    return "\n\n".join("\n".join(block) for block in map(list, blocks) if block) + "\n"


def _heading(offer: Offer, wording: OfferWording, contacts: ContactDetails) -> Iterator[str]:
    yield wording.text["title"].format_map({"product": contacts.product})
    if offer.customer:
        yield wording.text["customer"].format_map({"customer": offer.customer})
    dates = {"made_on": f"{offer.made_on:{DAY}}", "valid_until": f"{offer.valid_until:{DAY}}"}
    yield wording.text["dates"].format_map(dates)


def _lines(quote: Quote, wording: OfferWording, number_of: ClauseNumber) -> Iterator[str]:
    for number, line in enumerate(quote.lines, start=1):
        is_plain = line.formula == format_rubles(line.amount)
        yield wording.text["line_plain" if is_plain else "line"].format_map(
            {
                "number": number,
                "description": wording.describe(line),
                "quantity": format_number(line.quantity),
                "formula": line.formula,
                "amount": format_rubles(line.amount),
                "clauses": wording.cite(line.clauses, number_of),
            }
        )


def _totals(quote: Quote, wording: OfferWording) -> Iterator[str]:
    total = {"total": format_rubles(quote.total), "words": rubles_in_words(quote.total)}
    yield wording.text["total"].format_map(total)
    if quote.lower_bound != quote.upper_bound:
        bounds = {
            "lower_bound": format_rubles(quote.lower_bound),
            "upper_bound": format_rubles(quote.upper_bound),
        }
        yield wording.text["bounds"].format_map(bounds)


def _assumptions(quote: Quote, wording: OfferWording, tariffs: Tariffs) -> Iterator[str]:
    if quote.assumptions:
        yield wording.text["assumptions"]
    for name in quote.assumptions:
        yield wording.text["assumption"].format_map({"text": tariffs.readings[name].text})
