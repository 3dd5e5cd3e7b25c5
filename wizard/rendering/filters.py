"""Plain values as a Russian reader expects them; the words themselves come from the templates."""

import re
from datetime import datetime

from pytils import numeral

from wizard.pricing.money import NO_BREAK_SPACE, format_number


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form of a Russian noun after `number`: 1 час, 2 часа, 5 часов, 11 часов, 21 час."""
    return numeral.choose_plural(number, (one, few, many))


def counted(number: int, one: str, few: str, many: str) -> str:
    """The number with its noun: `8 часов`, with a no-break space."""
    return f"{format_number(number)}{NO_BREAK_SPACE}{plural(number, one, few, many)}"


def number(value: int) -> str:
    """A whole number with a no-break space between thousands: `1 000`."""
    return format_number(value)


def clock(moment: datetime) -> str:
    """The time of day: `13:00`."""
    return f"{moment:%H:%M}"


def day(moment: datetime) -> str:
    """The date in figures: `23.11.2026`."""
    return f"{moment:%d.%m.%Y}"


def file_size(size: int, units: tuple[str, ...]) -> str:
    """A size in bytes with the largest of `units` that leaves at least 1: `1,4 МБ`.

    `units` go up by 1,000, as the limits of mail services do: bytes, kilobytes, megabytes.
    """
    value = float(size)
    for unit in units[:-1]:
        if value < 1_000:
            return _decimal(value, unit)
        value /= 1_000
    return _decimal(value, units[-1])


def _decimal(value: float, unit: str) -> str:
    digits = f"{value:.1f}".removesuffix(".0").replace(".", ",")
    return f"{digits}{NO_BREAK_SPACE}{unit}"


def nonbreaking(text: str) -> str:
    """The text with a no-break space after each number, so that it keeps its unit."""
    return re.sub(r"(?<=\d) (?=\S|\Z)", NO_BREAK_SPACE, text)
