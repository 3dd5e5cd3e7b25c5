"""Text files packed with the wizard."""

import pytest

from wizard.errors import DataError
from wizard.packed_files import read_packed


def test_a_packed_file_is_read_as_text():
    assert 'company = "Quartech"' in read_packed("data/contacts.toml")


def test_a_file_that_is_not_packed_is_told():
    with pytest.raises(DataError) as error:
        read_packed("data/nothing.toml")
    assert str(error.value) == (
        "wizard/data/nothing.toml: expected a file packed with the wizard, got None. Restore it."
    )
