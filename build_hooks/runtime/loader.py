"""Pyodide's loader script without what this site never asks of it.

npm's script serves every extension that somebody may load: SDL, OpenGL, sounds, file systems, the
names of 9,708 exports. All of it is parsed at each start, and a small module of WebAssembly is made
for each OpenGL function, because the interpreter holds their addresses. What is cut here is cut as
text by Emscripten's own patterns; what nothing refers to after that, terser leaves out (adr/0021).
"""

import re
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from build_hooks.runtime.interpreter import SCRIPT
from build_hooks.runtime.tool import output_of
from build_hooks.runtime.webassembly import Module
from build_hooks.runtime.webassembly.binary import FUNCTION
from wizard.errors import DataError

NAME = r"[A-Za-z_$][\w$]*"
# `var _f=Module["_f"]=wasmExports["f"];`, the same as a function of its arguments, and addresses.
_EXPORT = re.compile(
    rf"var ({NAME})=Module\[\"\1\"\]="
    rf"(?:wasmExports\[\"({NAME})\"\]"
    rf"|\(([^()]*)\)=>\(\1=Module\[\"\1\"\]=wasmExports\[\"({NAME})\"\]\)\(\3\));"
)
_ADDRESS = re.compile(rf"(?:var {NAME}=)?Module\[\"({NAME})\"\]=\d+;")
# `Module["_f"]=_f;`: a function of the script itself, for others to find.
_OFFER = re.compile(rf"Module\[\"({NAME})\"\]={NAME};")
# `_f.sig="vii";`: how to make the function one of WebAssembly, when its address is asked for.
_SIGNATURE = re.compile(rf"({NAME})\.sig=\"\w*\";")
_IMPORTS = re.compile(r"(?<=var wasmImports=\{)[^{}]*(?=\};)")
# A worker has no canvas: no address of these is ever called.
_DRAWING = re.compile(r"(emscripten_)?e?gl[A-Z]\w*")
# Called as it stands, it sees every variable around it, so none could be left out or renamed. The
# site's policy forbids it either way.
_EVAL = re.compile(r"(?<![\w.$])eval\(")
# What the loader does about an address that it cannot give.
_UNDEFINED = "if(!value&&!entry.required){continue}"
# Small programs in Python, for each of which its compiler would wake up: the same by functions that
# are there.
_IMPORT_MODULE = "API._pyodide._base.import_module"
_PROGRAMS = {
    'API._pyodide._base.eval_code("{}")': "API._pyodide._base.builtins.dict()",
    'API.runPythonInternal("import importlib; importlib")': f'{_IMPORT_MODULE}("importlib")',
    'API.runPythonInternal("import __main__; __main__.__dict__")': (
        f'{_IMPORT_MODULE}("__main__").__dict__'
    ),
    'API.runPythonInternal("import builtins; builtins.__dict__")': (
        f'{_IMPORT_MODULE}("builtins").__dict__'
    ),
}
# One more, which whoever restores a memory need not run: the module is in it.
_CORE = re.compile(
    rf"(API\.finalizeBootstrap=function\(({NAME}),{NAME}\)\{{\2&&{NAME}\(\);let\[{NAME},{NAME}\]=)"
    r"(?=API\.rawRun\(\"import _pyodide_core\"\);)"
)
# Nothing is installed by name: no list of packages, and nobody looks for those that are there.
_PACKAGES = re.compile(
    rf"API\.lockFilePromise&&\(API\.packageIndexReady={NAME}\(API\.lockFilePromise\)\),"
)
_TERSER = ("--compress", "passes=3", "--format", "ascii_only=true")


def slim(script: str, module: Module, callers: Sequence[str], project: Path) -> str:
    """The loader's `script` with what `module` imports and the scripts in `callers` name.

    Raises `DataError` when the script is not laid out as Pyodide 0.29's is.
    """
    script = _without_unused_imports(script, module)
    script = _without_unused_offers(script, "\n".join(callers))
    script = _without_programs(_replaced(script, _UNDEFINED, "if(!value){continue}"))
    script = _EVAL.sub("(0,eval)(", _substituted(script, _PACKAGES, ""))
    bare = _run_terser(_ADDRESS.sub("", _EXPORT.sub("", script)), project)
    used = names_in(bare, *callers)
    return _run_terser(_with_exports(script, used), project, "--mangle")


def names_in(*scripts: str) -> set[str]:
    """Every name in the scripts, of whatever kind."""
    return {name for script in scripts for name in re.findall(NAME, script)}


def _without_unused_imports(script: str, module: Module) -> str:
    """Leave out functions that the interpreter does not import, and how to call them."""
    found = _IMPORTS.search(script)
    if found is None:
        raise _unexpected("no list of imports")
    wanted = {entry.name for entry in module.imports if not _is_drawing(entry.name)}
    # `f` or `f:_f`
    kept = [item for item in found[0].split(",") if item.partition(":")[0] in wanted]
    addressed = {
        f"_{entry.name}"
        for entry in module.imports
        if entry.kind != FUNCTION and entry.name in wanted
    }
    script = script[: found.start()] + ",".join(kept) + script[found.end() :]
    return _SIGNATURE.sub(lambda one: one[0] if one[1] in addressed else "", script)


def _is_drawing(name: str) -> bool:
    return _DRAWING.fullmatch(name) is not None


def _without_unused_offers(script: str, callers: str) -> str:
    rest = _OFFER.sub("", script)
    asked = {*re.findall(rf"\.({NAME})", rest), *re.findall(rf"\"({NAME})\"", rest)}
    asked |= names_in(callers)
    return _OFFER.sub(lambda one: one[0] if one[1] in asked else "", script)


def _with_exports(script: str, used: Collection[str]) -> str:
    """The script without the exports and addresses that are not `used`."""

    def keep(found: re.Match[str]) -> str:
        return found[0] if found[1] in used else ""

    return _ADDRESS.sub(keep, _EXPORT.sub(keep, script))


def _without_programs(script: str) -> str:
    for program, call in _PROGRAMS.items():
        script = _replaced(script, program, call)
    return _substituted(script, _CORE, r'\1\2?[0,""]:')


def _substituted(script: str, old: re.Pattern[str], new: str) -> str:
    script, times = old.subn(new, script)
    if times != 1:
        raise _unexpected(f"{times} times {old.pattern!r}")
    return script


def _replaced(script: str, old: str, new: str) -> str:
    if script.count(old) != 1:
        raise _unexpected(f"{script.count(old)} times {old!r}")
    return script.replace(old, new)


def _run_terser(script: str, project: Path, *options: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, SCRIPT)
        source.write_text(script, encoding="utf-8")
        return output_of(
            [str(project / "node_modules" / ".bin" / "terser"), str(source), *_TERSER, *options],
            where=SCRIPT,
            allowed="the script of Pyodide 0.29",
            hint="Mend what the message names; npm ci installs terser.",
        )


def _unexpected(found: str) -> DataError:
    return DataError(
        SCRIPT,
        found,
        "what Emscripten wrote for Pyodide 0.29",
        "Read how this version's loader is laid out, and adapt build_hooks/runtime/loader.py.",
    )
