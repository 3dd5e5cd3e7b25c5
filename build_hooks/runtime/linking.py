"""The interpreter as this site runs it: linked, split, and its loader without ballast."""

import shutil
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from build_hooks.runtime.interpreter import (
    COLD_CODE,
    LATER_CODE,
    LOADER,
    SCRIPT,
    WASM,
    Interpreter,
)
from build_hooks.runtime.loader import names_in, slim
from build_hooks.runtime.webassembly import (
    Module,
    instrument,
    rare_tables,
    relocate,
    split,
    with_short_main_loop,
)

_PROJECT = Path(__file__).parents[2]
# Scripts that reach into the interpreter by the names it exports.
_OUR_SCRIPTS = (
    Path(__file__).with_name("snapshot.mjs"),
    Path(__file__).with_name("free_memory.mjs"),
    _PROJECT / "wizard" / "browser" / "snapshot.js",
)


def instrumented(interpreter: Interpreter, folder: Path) -> Interpreter:
    """A copy in `folder` that tells which of its functions ran."""
    _copy(interpreter, folder)
    module = relocate(Module(interpreter.file(WASM))).module
    (folder / WASM).write_bytes(instrument(Module(module)))
    return replace(interpreter, directory=folder)


def linked(
    interpreter: Interpreter, functions: Collection[int], often: Collection[int], folder: Path
) -> Interpreter:
    """A copy in `folder` that has the `functions` at hand and the others in a file of their own."""
    _copy(interpreter, folder)
    relocated = relocate(Module(interpreter.file(WASM)))
    whole = Module(relocated.module)
    module = with_short_main_loop(whole, often)
    callers = [interpreter.file(LOADER).decode()]
    callers += [path.read_text(encoding="utf-8") for path in _OUR_SCRIPTS]
    script = slim(interpreter.file(SCRIPT).decode(), module, callers, _PROJECT)
    used = names_in(script, *callers)
    kept = {name: index for name, _, index in module.exports if {name, f"_{name}"} & used}
    added = range(len(whole.bodies), len(module.bodies))
    hot = {*functions, *module.exported_functions(kept)}
    hot.update(module.imported_functions + place for place in added)
    halves = split(module, hot, kept, rare_tables(module, hot, relocated.pointers), name="cold")
    (folder / WASM).write_bytes(halves.hot)
    (folder / COLD_CODE).write_bytes(halves.cold)
    (folder / SCRIPT).write_text(script, encoding="utf-8")
    return replace(interpreter, directory=folder)


def with_marks(interpreter: Interpreter, folder: Path) -> Interpreter:
    """A copy in `folder` of a linked one that tells which of its functions ran."""
    _copy(interpreter, folder)
    module = Module(interpreter.file(WASM))
    (folder / WASM).write_bytes(instrument(module, cases=False))
    shutil.copy(interpreter.directory / COLD_CODE, folder)
    return replace(interpreter, directory=folder)


def with_later_code(interpreter: Interpreter, first: Collection[int], folder: Path) -> Interpreter:
    """A copy in `folder` of a linked one that has only what runs `first` at hand.

    What else it had at hand comes in a file of its own, to be fetched right after that.
    """
    _copy(interpreter, folder)
    module = Module(interpreter.file(WASM))
    kept = {name for name, _, _ in module.exports}
    hot = {*first, *module.exported_functions(kept)}
    halves = split(module, hot, kept, name="later")
    (folder / WASM).write_bytes(halves.hot)
    shutil.copy(interpreter.directory / COLD_CODE, folder)
    # Last: it tells that all the others are there.
    (folder / LATER_CODE).write_bytes(halves.cold)
    return replace(interpreter, directory=folder)


def _copy(interpreter: Interpreter, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in (LOADER, SCRIPT, WASM, "package.json", "pyodide-lock.json"):
        shutil.copy(interpreter.directory / name, folder / name)
