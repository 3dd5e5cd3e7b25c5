"""The letter's definitions as the site has them, and a letter with everything in it."""

import tomllib
from importlib.resources import files

import pytest

from wizard.letter import Letter
from wizard.letter.example import example_letter
from wizard.site_data.delivery_routes import DeliveryRoutes, read_delivery_routes
from wizard.site_data.letter_fields import LetterFields
from wizard.site_data.letter_fields_reader import read_letter_fields
from wizard.validation import Table

DATA = files("wizard") / "data"


def data_table(name: str) -> Table:
    """A data file of the wizard, parsed."""
    return Table(tomllib.loads((DATA / name).read_text(encoding="utf-8")), name)


@pytest.fixture(scope="session")
def fields() -> LetterFields:
    return read_letter_fields(data_table("letter.toml"))


@pytest.fixture(scope="session")
def routes() -> DeliveryRoutes:
    return read_delivery_routes(data_table("webmail.toml"))


@pytest.fixture(scope="session")
def letter(fields) -> Letter:
    return example_letter("problem", "3.3", fields)
