"""The letters of `letter example`, compared with the files beside them."""

import pytest

from tests.letter.golden import GOLDEN, outputs


@pytest.mark.parametrize("name", sorted(outputs()))
def test_output_is_the_golden_file(name):
    assert outputs()[name] == (GOLDEN / name).read_bytes(), (
        "If the change is meant: python -m tests.letter.golden, and read the diff."
    )


def test_no_golden_file_is_left_over():
    kept = {path.name for path in GOLDEN.iterdir() if path.suffix in {".txt", ".eml"}}
    assert kept == set(outputs())
