"""Runs inside Pyodide before its memory is kept: makes it ready to live without files.

A restored interpreter has no files: every template is compiled now, and the archives leave the
import path, so that a missing module is missing plainly. Functions that a visit never entered give
their code away; whoever calls one has the code of all fetched back.
"""

import gc
import marshal
import random
import sys
import warnings
import zipimport
from collections.abc import Callable, Collection
from functools import _lru_cache_wrapper
from types import CodeType, FunctionType

import jinja2
import js

APPLICATION = "/lib/application.zip"
TEMPLATES = "wizard/templates/"


class LaidAside:
    """Functions whose code is kept elsewhere."""

    def __init__(self) -> None:
        self._functions: list[FunctionType] = []
        constants = {"REVIVE": self.revive}
        self._caller = _CALLER.replace(
            co_consts=tuple(constants.get(value, value) for value in _CALLER.co_consts)
        )

    def lay_aside(self, entered: Collection[str]) -> bytes:
        """Take the code of every function that is not `entered`; gives all of it, marshalled."""
        own = [*globals().values(), *vars(LaidAside).values()]
        needed = {one.__code__ for one in own if type(one) is FunctionType}
        self._functions = [
            function
            for function in gc.get_objects()
            if type(function) is FunctionType
            and function.__code__ not in needed
            and name_of(function.__code__) not in entered
            and not function.__code__.co_flags & _GENERATORS
            and not function.__code__.co_filename.startswith(_HOST)
        ]
        codes = [function.__code__ for function in self._functions]
        for number, function in enumerate(self._functions):
            function.__code__ = self._stand_in(function.__code__, number)
        return marshal.dumps(codes)

    def revive(self) -> Callable[..., object]:
        """The function whose stand-in calls this, after its code is back."""
        function = self._functions[sys._getframe(1).f_code.co_firstlineno]
        if function.__code__.co_name == _CALLER.co_name:
            self.bring_back()
        return function

    def bring_back(self) -> None:
        """Give every function its code."""
        # Whoever starts the interpreter puts this function among JavaScript's globals.
        codes = marshal.loads(js.fetchLaidAside().to_bytes())
        for function, code in zip(self._functions, codes, strict=True):
            function.__code__ = code

    def _stand_in(self, code: CodeType, number: int) -> CodeType:
        """Code that has function `number` revived and calls it with what it was called with."""
        stand_in: CodeType = self._caller.replace(
            # All share their constants: there are thousands, and each visitor receives them.
            co_firstlineno=number,
            co_freevars=code.co_freevars,
            co_flags=_CALLER.co_flags | (_NESTED if code.co_freevars else 0),
        )
        return stand_in


# https://docs.python.org/3.13/library/inspect.html#code-objects-bit-flags
_NESTED = 0x10
# The loader calls these while it restores, when JavaScript's objects cannot be reached yet.
_HOST = ("<frozen importlib", "importlib/", "_pyodide/", "pyodide/")
# Generators and coroutines: code of another kind cannot stand in for theirs.
_GENERATORS = 0x20 | 0x80 | 0x100 | 0x200
with warnings.catch_warnings(action="ignore"):  # of calling a string: it will be none
    _CALLER = compile(
        "def REVIVE(*given, **named): return 'REVIVE'()(*given, **named)", "", "exec"
    ).co_consts[0]


def name_of(code: CodeType) -> str:
    """What a code object is called in the list of those that were entered."""
    return f"{code.co_filename}:{code.co_firstlineno}:{code.co_qualname}"


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


def forget_results() -> None:
    """Empty the caches that the road has filled with its own words.

    Those without a bound are of what the site itself has: its articles.
    """
    for cache in [o for o in gc.get_objects() if isinstance(o, _lru_cache_wrapper)]:
        if cache.cache_parameters()["maxsize"] is not None:
            cache.cache_clear()


def settle() -> None:
    """Do all of it; the random state is set so that two builds keep the same one."""
    compile_templates()
    leave_archives()
    forget_annotations()
    forget_results()
    random.seed(0)
    sys._clear_internal_caches()
