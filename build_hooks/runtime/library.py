"""Of everything at hand, what the application was seen to use."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from build_hooks.runtime.archive import Files, compile_archive
from build_hooks.runtime.interpreter import Interpreter
from build_hooks.runtime.manifest import fingerprint
from build_hooks.runtime.tool import output_of
from wizard.errors import UsageError

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Use:
    """What an exercised application took of everything at hand.

    `files` are those of both archives that modules came from, as paths inside the interpreter:
    `/lib/python313.zip/json/decoder.pyc`. `functions` are the interpreter's own, by index;
    `often` are the cases of its main loop that run often until a first answer, by depth;
    `entered` are Python's, as `settle.name_of` writes them.
    """

    files: frozenset[str]
    functions: frozenset[int]
    often: frozenset[int]
    entered: frozenset[str]


def measure_use(interpreter: Path, library: Path, application: Path, index: Path) -> Use:
    """Let the application walk the exercise in the instrumented `interpreter`, and look.

    Raises `UsageError` without Node, `DataError` when the exercise fails.
    """
    script = [str(_HERE / "measure.mjs"), str(interpreter), str(library), str(application)]
    script += [str(index), str(_HERE / "exercise.py")]
    try:
        said = output_of(
            ["node", *script],
            where="the application under Pyodide",
            allowed="an application that runs the exercise",
            hint="Mend what the traceback names; a library it misses is listed in application.py.",
        )
    except FileNotFoundError:
        raise UsageError("node", None, "Node 20 or newer", "Install Node.js.") from None
    found = json.loads(said)
    return Use(
        frozenset(found["origins"]),
        frozenset(found["functions"]),
        frozenset(found["often"]),
        frozenset(found["entered"]),
    )


def trim(files: Files, used: Collection[str], root: str, keep: str | None = None) -> Files:
    """Of `files` in the archive at `root`: the modules in `used`, and all that is under `keep`."""
    return {
        name: content
        for name, content in files.items()
        if f"{root}/{name}" in used or (keep is not None and name.startswith(keep))
    }


def compiled_library(interpreter: Interpreter, cache: Path) -> Path:
    """The whole standard library as byte code: some seconds' work, kept in `cache`."""
    source = interpreter.file("python_stdlib.zip")
    kept = cache / f"stdlib-{fingerprint(source)}.zip"
    if not kept.is_file():
        part = kept.with_suffix(".part.zip")
        part.write_bytes(source)
        compile_archive(part)
        part.replace(kept)
    return kept
