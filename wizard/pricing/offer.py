"""An offer: a quote with a customer's name on it and a day until which its prices are promised."""

from dataclasses import dataclass
from datetime import date, timedelta

from wizard.pricing.quote import Quote
from wizard.pricing.tariff import Tariffs

LONGEST_CUSTOMER = 200


@dataclass(frozen=True, slots=True)
class Offer:
    """A quote as it is sent; `customer` may be empty, `valid_until` is the last day included."""

    customer: str
    made_on: date
    valid_until: date
    quote: Quote


def make_offer(customer: str, quote: Quote, tariffs: Tariffs, valid_days: int) -> Offer:
    """The offer of `quote`, valid for `valid_days` but not past the day its price list ends."""
    last_day = min(quote.on.toordinal() + valid_days, date.max.toordinal())
    valid_until = date.fromordinal(last_day)
    following = tariffs.next_after(quote.on)
    if following is not None:
        valid_until = min(valid_until, following.valid_from - timedelta(days=1))
    return Offer(one_line(customer), quote.on, valid_until, quote)


def one_line(text: str) -> str:
    """`text` as one line of printable characters, cut to what fits on the offer."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(printable.split())[:LONGEST_CUSTOMER].rstrip()
