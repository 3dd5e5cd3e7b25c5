"""A quote or an offer for other programs: plain values for JSON, and CSV."""

import csv
import io
from typing import Any

from wizard.pricing.money import rubles_in_words
from wizard.pricing.offer import Offer
from wizard.pricing.offer_wording import ClauseNumber, OfferWording
from wizard.pricing.quote import Quote
from wizard.pricing.quote_line import QuoteLine
from wizard.pricing.tariff import Tariffs

BYTE_ORDER_MARK = "\ufeff"


def quote_values(quote: Quote, wording: OfferWording, tariffs: Tariffs) -> dict[str, Any]:
    """`quote` as values that JSON can hold: sums in whole roubles, days in ISO 8601."""
    return {
        "on": quote.on.isoformat(),
        "tariff_from": quote.tariff_from.isoformat(),
        "total": quote.total,
        "total_words": rubles_in_words(quote.total),
        "lower_bound": quote.lower_bound,
        "upper_bound": quote.upper_bound,
        "lines": [_line_values(line, wording) for line in quote.lines],
        "assumptions": [
            {"id": name, "text": tariffs.readings[name].text} for name in quote.assumptions
        ],
        "clauses": list(quote.clauses),
    }


def offer_values(offer: Offer, wording: OfferWording, tariffs: Tariffs) -> dict[str, Any]:
    """`offer` as values that JSON can hold: its quote, the customer and the dates."""
    return {
        "customer": offer.customer,
        "made_on": offer.made_on.isoformat(),
        "valid_until": offer.valid_until.isoformat(),
        **quote_values(offer.quote, wording, tariffs),
    }


def quote_csv(quote: Quote, wording: OfferWording, number_of: ClauseNumber) -> str:
    """The lines of `quote` and its total as a table that a Russian spreadsheet opens by itself.

    That means semicolons and a byte order mark. Nothing in it was typed by a visitor, so no cell
    can be taken for a formula.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(wording.csv_columns)
    for line in quote.lines:
        cited = wording.cite(line.clauses, number_of)
        cells = (line.quantity, line.formula, line.amount, cited)
        writer.writerow((wording.describe(line), *cells))
    writer.writerow((wording.csv_total, "", "", quote.total, ""))
    if quote.lower_bound != quote.upper_bound:
        for name, bound in zip(
            wording.csv_bounds, (quote.lower_bound, quote.upper_bound), strict=True
        ):
            writer.writerow((name, "", "", bound, ""))
    return BYTE_ORDER_MARK + text.getvalue()


def _line_values(line: QuoteLine, wording: OfferWording) -> dict[str, Any]:
    return {
        "level": line.level,
        "code": line.code,
        "description": wording.describe(line),
        "quantity": line.quantity,
        "size": float(line.size),
        "formula": line.formula,
        "amount": line.amount,
        "clauses": list(line.clauses),
        "assumptions": list(line.assumptions),
    }
