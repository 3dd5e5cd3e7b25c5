"""Runs inside Pyodide before its memory is kept: makes it ready to live without files.

A restored interpreter has no files: every template is compiled now, and the archives leave the
import path, so that a missing module is missing plainly.
"""

import gc
import random
import sys
import zipimport
from types import FunctionType

import jinja2

APPLICATION = "/lib/application.zip"
TEMPLATES = "wizard/templates/"


def compile_templates() -> None:
    """Put every template that a reply may use into its environment's cache."""
    (environment,) = (o for o in gc.get_objects() if isinstance(o, jinja2.Environment))
    for archived in zipimport._zip_directory_cache[APPLICATION]:  # type: ignore[attr-defined]
        folder, _, name = archived.partition(TEMPLATES)
        # Whole pages are rendered when the site is built.
        if not folder and name.endswith(".jinja") and not name.startswith("pages/"):
            environment.get_template(name)


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
