"""The check digit of a payment card."""

import re

_CARD = re.compile(r"[0-9]{12,19}")


def passes_luhn(number: str) -> bool:
    """Whether `number`, spaces and hyphens aside, is 12–19 digits with a right check digit.

    ISO/IEC 7812-1, annex B: every second digit from the right is doubled, the digits are summed.
    """
    digits = re.sub(r"[ \-\N{NO-BREAK SPACE}]", "", number)
    if not _CARD.fullmatch(digits):
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
