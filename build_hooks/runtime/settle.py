"""Runs inside Pyodide before its memory is kept: makes it ready to live without files.

A restored interpreter has no files: every template is compiled now, and the archives leave the
import path, so that a missing module is missing plainly.
"""

import gc
import importlib.resources
import random
import sys
import zipimport
from types import FunctionType

import jinja2


def compile_templates() -> None:
    """Put every template that a reply may use into its environment's cache."""
    (environment,) = (o for o in gc.get_objects() if isinstance(o, jinja2.Environment))
    root = importlib.resources.files("wizard") / "templates"
    for folder in root.iterdir():
        if folder.name != "pages":  # rendered when the site is built
            for file in folder.iterdir():
                environment.get_template(f"{folder.name}/{file.name}")


def leave_archives() -> None:
    """Take the archives out of the import path and forget their contents."""
    sys.path[:] = [entry for entry in sys.path if not entry.endswith(".zip")]
    sys.path_importer_cache.clear()
    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]


def forget_annotations() -> None:
    """Drop what functions say of their types: nobody asks any more, and everybody receives it."""
    for function in [o for o in gc.get_objects() if type(o) is FunctionType]:
        function.__annotations__ = None  # type: ignore[assignment]


def settle() -> None:
    """Do all of it; the random state is set so that two builds keep the same one."""
    compile_templates()
    leave_archives()
    forget_annotations()
    random.seed(0)
    sys._clear_internal_caches()
