"""Prices: dated price lists, quotes, the comparison of levels, and what a customer is sent."""

from wizard.pricing.comparison import BreakEven, Comparison, Option, break_even, compare
from wizard.pricing.levels import Level, Levels, NamedStatement, Statement, read_levels
from wizard.pricing.money import (
    Rubles,
    format_hours,
    format_number,
    format_rubles,
    rubles_in_words,
    rubles_with_noun,
)
from wizard.pricing.offer import Offer, make_offer
from wizard.pricing.offer_text import offer_text
from wizard.pricing.offer_wording import OfferWording, read_offer_wording
from wizard.pricing.quantity import (
    Estimate,
    TypedRow,
    parse_estimate,
    parse_hours,
    parse_whole,
)
from wizard.pricing.quote import Quote, QuoteChange, price, quote, quote_change
from wizard.pricing.quote_export import offer_values, quote_csv, quote_values
from wizard.pricing.quote_line import QuoteLine
from wizard.pricing.quote_link import (
    LinkProblem,
    SavedQuote,
    decode_quote,
    encode_quote,
    is_quote_link,
)
from wizard.pricing.quote_request import Calls, QuoteRequest, Sessions
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
from wizard.pricing.tariff_reader import read_tariffs

__all__ = [
    "BreakEven",
    "Calls",
    "Comparison",
    "Estimate",
    "Level",
    "Levels",
    "Limits",
    "LinkProblem",
    "NamedStatement",
    "Offer",
    "OfferWording",
    "Option",
    "Payment",
    "PhoneBand",
    "PhoneTariff",
    "Quote",
    "QuoteChange",
    "QuoteLine",
    "QuoteRequest",
    "Reading",
    "RemoteTariff",
    "Rubles",
    "SavedQuote",
    "Sessions",
    "Statement",
    "Tariff",
    "Tariffs",
    "TypedRow",
    "VipTariff",
    "break_even",
    "compare",
    "decode_quote",
    "encode_quote",
    "format_hours",
    "format_number",
    "format_rubles",
    "is_quote_link",
    "make_offer",
    "offer_text",
    "offer_values",
    "parse_estimate",
    "parse_hours",
    "parse_whole",
    "price",
    "quote",
    "quote_change",
    "quote_csv",
    "quote_values",
    "read_levels",
    "read_offer_wording",
    "read_tariffs",
    "rubles_in_words",
    "rubles_with_noun",
]
