"""The working time of the site."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from wizard.validation import Table
from wizard.worktime import WorkingTime, read_working_time


def parsed() -> dict[str, Any]:
    """working_time.toml as plain values."""
    file = files("wizard") / "data" / "working_time.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def working_time() -> WorkingTime:
    return read_working_time(Table(parsed(), "working_time.toml"))
