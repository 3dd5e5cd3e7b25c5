"""The Luhn check."""

import pytest

from wizard.pricing.card_number import passes_luhn


@pytest.mark.parametrize(
    "number", ["4111111111111111", "2200-0000-0000-0053", "5555 5555 5555 4444"]
)
def test_right_number_passes(number):
    assert passes_luhn(number)


@pytest.mark.parametrize(
    "number",
    [
        "4111111111111112",
        "1411111111111111",
        "",
        "0",
        "411111111111",
        "4111 1111 1111 111x",
        "٤١١١١١١١١١١١١١١١",
        "4111111111111111" * 2,
    ],
)
def test_wrong_number_does_not(number):
    assert not passes_luhn(number)
