"""Runs inside Pyodide beside pytest: notes what the application imports that its bundle lacks."""

import builtins
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import door  # noqa: F401

APPLICATION = ("door", "jinja2", "markupsafe", "pytils", "wizard")
# Some modules of the wizard serve the desk alone: only what the door leads to counts.
IN_BROWSER = frozenset(name for name in sys.modules if name.partition(".")[0] in APPLICATION)
BUNDLED = frozenset(json.loads(Path("/tmp/modules.json").read_text()))
FOUND: set[str] = set()


def watch() -> None:
    """From now on, note every import made by the application, or by what it calls."""
    usual = builtins.__import__

    def watching(name, globals=None, locals=None, fromlist=(), level=0):
        module = usual(name, globals, locals, fromlist, level)
        if level == 0 and name in sys.modules and _missing(name):
            importer = _importer(sys._getframe(1))
            if importer:
                FOUND.add(f"{importer} imports {name}")
        return module

    builtins.__import__ = watching


def _missing(name: str) -> bool:
    """Whether `name` comes from the whole standard library and is not in the trimmed one."""
    origin = getattr(getattr(sys.modules[name], "__spec__", None), "origin", None) or ""
    file = origin.partition("/lib/python313.zip/")[2]
    return bool(file) and file not in BUNDLED


def _importer(frame: FrameType | None) -> str | None:
    """The module of the application on whose behalf this import runs, if there is one."""
    for caller in _callers(frame):
        name = caller.f_globals.get("__name__", "")
        if name in IN_BROWSER:
            return name
        if name.partition(".")[0] in ("tests", "_pytest"):
            return None
    return None


def _callers(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back
