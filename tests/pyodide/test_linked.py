"""The interpreter in two modules knows what a whole one knows."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from build_hooks.runtime import build_runtime
from build_hooks.runtime.interpreter import LOADER_FILES
from tests.pyodide.facts import all_facts
from tests.pyodide.test_in_pyodide import PROJECT, small_index

HERE = Path(__file__).parent


@pytest.mark.pyodide
def test_its_tables_say_the_same_as_cpythons(tmp_path):
    """Functions of a visit come first, before the other module with its tables is there."""
    cache = PROJECT / ".cache" / "runtime"
    manifest = build_runtime(tmp_path, cache, small_index(), compressed=False, snapshot=False)
    parts = {name: tmp_path / part.path for name, part in manifest.parts.items()}
    folder = parts[LOADER_FILES[0]].parent
    for name in ("package.json", "pyodide-lock.json"):
        shutil.copy(PROJECT / "node_modules" / "pyodide" / name, folder)
    arguments = [HERE / "facts.mjs", folder, parts["library"], parts["application"]]
    finished = subprocess.run(
        ["node", *map(str, arguments), str(HERE / "facts.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr[-2000:]
    assert json.loads(finished.stdout) == json.loads(all_facts())
