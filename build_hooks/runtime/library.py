"""The trimmed archives: of everything at hand, what the application was seen to import."""

import json
import subprocess
from collections.abc import Collection
from pathlib import Path

from build_hooks.runtime.archive import Files, compile_archive
from build_hooks.runtime.interpreter import Interpreter
from build_hooks.runtime.manifest import fingerprint
from wizard.errors import DataError, UsageError

_HERE = Path(__file__).parent


def measure_modules(
    interpreter: Path, library: Path, application: Path, index: Path
) -> frozenset[str]:
    """The files of both archives that an exercised application took its modules from.

    Each is a path inside the interpreter: `/lib/python313.zip/json/decoder.pyc`.
    Raises `UsageError` without Node, `DataError` when the exercise fails.
    """
    script = [str(_HERE / "measure.mjs"), str(interpreter), str(library), str(application)]
    script += [str(index), str(_HERE / "exercise.py")]
    try:
        finished = subprocess.run(
            ["node", *script],
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise UsageError("node", None, "Node 20 or newer", "Install Node.js.") from None
    if finished.returncode != 0:
        raise DataError(
            "the application under Pyodide",
            finished.stderr.strip()[-3000:],
            "an application that runs the exercise",
            "Mend what the traceback names; a library it misses is listed in application.py.",
        )
    return frozenset(json.loads(finished.stdout))


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
