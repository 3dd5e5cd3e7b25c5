"""The price lists of the site, and copies of them with something changed."""

import copy
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from wizard.pricing import (
    Levels,
    OfferWording,
    Tariffs,
    read_levels,
    read_offer_wording,
    read_tariffs,
)
from wizard.validation import Table

DATA = files("wizard") / "data"


def parsed(name: str) -> dict[str, Any]:
    """A data file as plain values."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def tariffs() -> Tariffs:
    return read_tariffs(Table(parsed("tariffs.toml"), "tariffs.toml"))


@pytest.fixture(scope="session")
def wording() -> OfferWording:
    return read_offer_wording(Table(parsed("offer.toml"), "offer.toml"))


@pytest.fixture(scope="session")
def levels() -> Levels:
    return read_levels(Table(parsed("levels.toml"), "levels.toml"))


@pytest.fixture
def changed_tariffs() -> Callable[[Callable[[dict[str, Any]], object]], Tariffs]:
    """A function that reads tariffs.toml after `change` has been made to its values."""

    def read(change: Callable[[dict[str, Any]], object]) -> Tariffs:
        values = copy.deepcopy(parsed("tariffs.toml"))
        change(values)
        return read_tariffs(Table(values, "tariffs.toml"))

    return read
