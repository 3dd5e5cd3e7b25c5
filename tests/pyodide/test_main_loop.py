"""The main loop without its rarer instructions does what the whole one does."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from build_hooks.runtime.interpreter import WASM, Interpreter, find_interpreter
from build_hooks.runtime.webassembly import Module, with_short_main_loop
from build_hooks.runtime.webassembly.main_loop import MainLoop
from tests.pyodide.instructions import say

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    return find_interpreter(PROJECT)


@pytest.mark.pyodide
@pytest.mark.parametrize("kept", [0, 1, 2], ids=["none stay", "half stay", "the others stay"])
def test_python_does_the_same_whichever_instructions_are_apart(interpreter, tmp_path, kept):
    module = Module(interpreter.file(WASM))
    cases = [case.depth for case in MainLoop(module).cases]
    often = [depth for depth in cases if kept and depth % 2 == kept - 1]
    folder = tmp_path / "pyodide"
    shutil.copytree(interpreter.directory, folder)
    (folder / WASM).write_bytes(with_short_main_loop(module, often).replaced({}))
    finished = subprocess.run(
        ["node", str(HERE / "instructions.mjs"), str(folder), str(HERE / "instructions.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr[-2000:]
    assert json.loads(finished.stdout) == json.loads(say())


def test_the_short_loop_is_much_shorter_and_no_function_changes_its_number(interpreter):
    module = Module(interpreter.file(WASM))
    loop = MainLoop(module)
    short = with_short_main_loop(module, ())
    assert len(loop.cases) > 200
    assert len(short.body(loop.function)) < len(module.body(loop.function)) / 4
    changed = [
        number
        for number, (before, after) in enumerate(zip(module.bodies, short.bodies, strict=False))
        if before != after
    ]
    assert changed == [loop.function - module.imported_functions]
    assert len(short.bodies) == len(module.bodies) + len(loop.called) + len(loop.cases)
