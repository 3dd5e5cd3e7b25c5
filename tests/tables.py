"""Tables of cases: each row of a TOML file is one test, and its name a sentence.

    [[case]]
    name = "A call of fifteen minutes is still short"
    input = 15
    expected = 500
    why = "15:00 is the first band: ADR 0006"

Only pytest is needed here, so that the same tables run inside Pyodide.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"
REQUIRED = {"name", "input", "expected"}
KEYS = REQUIRED | {"why"}


def load_cases(file: str, key: str = "case") -> list[Any]:
    """The rows under `key` of tests/cases/`file` as parameters (input, expected).

    `ValueError` for a row with a key missing or unknown, for a name used twice and for no rows.
    """
    rows = tomllib.loads((CASES / file).read_text(encoding="utf-8"))[key]
    names = [row.get("name") for row in rows]
    if not rows or len(set(names)) < len(names):
        raise ValueError(f"{file}: {key}: expected rows with different names, got {names!r}")
    for row in rows:
        if not REQUIRED <= set(row) <= KEYS:
            raise ValueError(f"{file}: {row!r}: expected the keys {', '.join(sorted(KEYS))}")
    return [pytest.param(row["input"], row["expected"], id=row["name"]) for row in rows]
