"""Texts of format=flowed; delsp=yes put together again."""

import pytest

from tests.tables import load_cases
from wizard.letter.flowed_text import unflowed


@pytest.mark.parametrize(("text", "expected"), load_cases("flowed_texts.toml"))
def test_unflowed(text, expected):
    assert unflowed(text) == expected
