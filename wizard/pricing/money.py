"""Whole roubles: rounding, figures and words; and the figures of the work they pay for."""

from fractions import Fraction

from pytils import numeral

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
ROUBLE_FORMS = ("рубль", "рубля", "рублей")

type Rubles = int
"""A sum in whole roubles, never negative."""


def whole_rubles_down(amount: Fraction) -> Rubles:
    """The whole roubles in `amount`: the one place where money is rounded.

    Only lower bounds and by-the-minute readings have kopecks to lose; rounding down keeps a lower
    bound true whichever way the accountant rounds.
    """
    return amount.numerator // amount.denominator


def format_number(number: int) -> str:
    """`20000` as `20 000`, with no-break spaces."""
    return f"{number:,}".replace(",", NO_BREAK_SPACE)


def format_hours(size: Fraction) -> str:
    """Hours or minutes to the hundredth, with a comma: `1,5`, `0,83`, `1 200`."""
    hundredths = round(size * 100)
    whole, rest = divmod(hundredths, 100)
    decimals = f",{rest:02}".rstrip("0") if rest else ""
    return format_number(whole) + decimals


def format_rubles(amount: Rubles) -> str:
    """`1000` as `1 000 ₽`, with no-break spaces."""
    return f"{format_number(amount)}{NO_BREAK_SPACE}₽"


def rubles_with_noun(amount: Rubles) -> str:
    """`1001` as `1 001 рубль`, with no-break spaces."""
    noun = numeral.choose_plural(amount, ROUBLE_FORMS)
    return f"{format_number(amount)}{NO_BREAK_SPACE}{noun}"


def rubles_in_words(amount: Rubles) -> str:
    """`1001` as `одна тысяча один рубль`; sums under a hundred milliards."""
    return numeral.sum_string(amount, numeral.MALE, ROUBLE_FORMS)
