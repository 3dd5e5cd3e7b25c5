"""The message that a person who mends data reads."""

import pytest

from wizard.errors import DataError, SupportError, UsageError


@pytest.mark.parametrize("kind", [DataError, UsageError])
def test_an_error_tells_its_four_parts(kind):
    error = kind("tariffs.toml: price", "по запросу", "whole roubles", "Write the number.")

    assert str(error) == (
        "tariffs.toml: price: expected whole roubles, got 'по запросу'. Write the number."
    )
    assert (error.where, error.found, error.allowed, error.action) == (
        "tariffs.toml: price",
        "по запросу",
        "whole roubles",
        "Write the number.",
    )
    assert isinstance(error, SupportError)
