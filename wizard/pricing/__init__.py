"""Prices: dated price lists, quotes, the comparison of levels, and what a customer is sent."""

from wizard.pricing.comparison import BreakEven, Comparison, Option, break_even, compare
from wizard.pricing.levels import Level, Levels, NamedStatement, Statement, read_levels
from wizard.pricing.money import (
    Rubles,
    format_number,
    format_rubles,
    rubles_in_words,
    rubles_with_noun,
)
from wizard.pricing.quote import Quote, QuoteChange, quote, quote_change
from wizard.pricing.quote_line import QuoteLine
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
    "Level",
    "Levels",
    "Limits",
    "NamedStatement",
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
    "Sessions",
    "Statement",
    "Tariff",
    "Tariffs",
    "VipTariff",
    "break_even",
    "compare",
    "format_number",
    "format_rubles",
    "quote",
    "quote_change",
    "read_levels",
    "read_tariffs",
    "rubles_in_words",
    "rubles_with_noun",
]
