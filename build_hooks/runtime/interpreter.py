"""The pinned interpreter: the npm package `pyodide` as package.json names it."""

import importlib.util
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard.errors import DataError, UsageError

_INSTALL = "Run `npm ci` (or `make build`, which does)."
LOADER, SCRIPT, WASM = "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm"
# What linking.py adds: the functions that a visit hardly ever runs, and those that it runs after
# its first answer. The last is there only where a snapshot is, whose start was measured.
COLD_CODE = "pyodide.cold.wasm"
LATER_CODE = "pyodide.later.wasm"
LOADER_FILES = (LOADER, SCRIPT, WASM, COLD_CODE)


@dataclass(frozen=True, slots=True)
class Interpreter:
    """An unpacked npm package `pyodide` that fits both package.json and the host's Python."""

    directory: Path
    version: str
    info: dict[str, str]

    def file(self, name: str) -> bytes:
        """The bytes of one file of the package."""
        return (self.directory / name).read_bytes()


def find_interpreter(project: Path) -> Interpreter:
    """The package installed under `project`, checked against its pin and the host's byte code.

    Raises `UsageError` when it is not installed, `DataError` when it is another version than
    package.json pins, or when this Python cannot make byte code for it.
    """
    directory = project / "node_modules" / "pyodide"
    if not (directory / "package.json").is_file():
        raise UsageError(str(directory), None, "the npm package pyodide", _INSTALL)
    version = _read_json(directory / "package.json")["version"]
    pinned = _read_json(project / "package.json")["dependencies"]["pyodide"]
    if version != pinned:
        raise DataError(str(directory), version, f"pyodide {pinned}", _INSTALL)
    info = _read_json(directory / "pyodide-lock.json")["info"]
    _check_host(info["python"])
    return Interpreter(directory, version, info)


def _read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _check_host(python: str) -> None:
    """Byte code is the same within one minor version; a build of another one would not load."""
    host = f"{sys.version_info.major}.{sys.version_info.minor}"
    if host != python.rpartition(".")[0]:
        raise DataError(
            "the Python that builds the site",
            f"{host} (byte code {importlib.util.MAGIC_NUMBER.hex()})",
            f"Python {python.rpartition('.')[0]}, the one inside Pyodide",
            "Make the virtual environment with that version.",
        )
