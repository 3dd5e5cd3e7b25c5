"""The interpreter as this site runs it: linked, split, and its loader without ballast."""

import re
import shutil
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from build_hooks.runtime.interpreter import COLD_CODE, LOADER, SCRIPT, WASM, Interpreter
from build_hooks.runtime.webassembly import Module, instrument, rare_tables, relocate, split

# Scripts that reach into the interpreter by the names it exports.
_OUR_SCRIPTS = (
    Path(__file__).with_name("snapshot.mjs"),
    Path(__file__).with_name("free_memory.mjs"),
    Path(__file__).parents[2] / "wizard" / "browser" / "snapshot.js",
)
_NAME = r"[A-Za-z_$][\w$]*"
# `var _f=Module["_f"]=wasmExports["f"];`, the same as a function of its arguments, and addresses.
_EXPORT = re.compile(
    rf"var ({_NAME})=Module\[\"\1\"\]="
    rf"(?:wasmExports\[\"({_NAME})\"\]"
    rf"|\(([^()]*)\)=>\(\1=Module\[\"\1\"\]=wasmExports\[\"({_NAME})\"\]\)\(\3\));"
)
_ADDRESS = re.compile(rf"(?:var {_NAME}=)?Module\[\"({_NAME})\"\]=\d+;")


def instrumented(interpreter: Interpreter, folder: Path) -> Interpreter:
    """A copy in `folder` that tells which of its functions ran."""
    _copy(interpreter, folder)
    module = relocate(Module(interpreter.file(WASM))).module
    (folder / WASM).write_bytes(instrument(Module(module)))
    return replace(interpreter, directory=folder)


def linked(interpreter: Interpreter, functions: Collection[int], folder: Path) -> Interpreter:
    """A copy in `folder` that has the `functions` at hand and the others in a file of their own."""
    _copy(interpreter, folder)
    script = interpreter.file(SCRIPT).decode()
    used = _used_names(script, interpreter.file(LOADER).decode())
    relocated = relocate(Module(interpreter.file(WASM)))
    module = Module(relocated.module)
    kept = {name: index for name, _, index in module.exports if {name, f"_{name}"} & used}
    hot = {*functions, *module.exported_functions(kept)}
    halves = split(module, hot, kept, rare_tables(module, hot, relocated.pointers))
    (folder / WASM).write_bytes(halves.hot)
    (folder / COLD_CODE).write_bytes(halves.cold)
    (folder / SCRIPT).write_text(_without_unused(script, used), encoding="utf-8")
    return replace(interpreter, directory=folder)


def _copy(interpreter: Interpreter, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in (LOADER, SCRIPT, WASM, "package.json", "pyodide-lock.json"):
        shutil.copy(interpreter.directory / name, folder / name)


def _used_names(script: str, loader: str) -> set[str]:
    """Every name in the scripts, the lines aside that only take an export over."""
    ours = [path.read_text(encoding="utf-8") for path in _OUR_SCRIPTS]
    rest = _ADDRESS.sub("", _EXPORT.sub("", script))
    return set(re.findall(_NAME, "\n".join([rest, loader, *ours])))


def _without_unused(script: str, used: set[str]) -> str:
    """The loader's script without the exports and addresses that nothing asks for."""

    def keep(found: re.Match[str]) -> str:
        return found[0] if found[1] in used else ""

    return _ADDRESS.sub(keep, _EXPORT.sub(keep, script))
