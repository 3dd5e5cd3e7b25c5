"""Pyodide's loader script keeps what is asked of it, and nothing else."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from build_hooks.runtime.interpreter import SCRIPT, find_interpreter
from build_hooks.runtime.loader import names_in, slim
from build_hooks.runtime.webassembly import Module
from build_hooks.runtime.webassembly.binary import FUNCTION, GLOBAL, Import
from wizard.errors import DataError

PROJECT = Path(__file__).parents[2]
SOURCE = """var create=(()=>async function(Module={}){
function _read(a){return wasmExports["used"]()+inner(a)}_read.sig="ii";
function inner(a){return "inner"+a}
function _draw(){return "drawn"}_draw.sig="v";
function _glDraw(){return "drawn by gl"}_glDraw.sig="v";
function _told(){return "told"}_told.sig="v";
function _run(code){return eval(code)}
Module["_draw"]=_draw;Module["_run"]=_run;
var wasmImports={read:_read,draw:_draw,glDraw:_glDraw,told:_told};
var wasmExports=Module.make(wasmImports);
var _used=Module["_used"]=wasmExports["used"];
var _unused=Module["_unused"]=wasmExports["unused"];
Module["_unused_place"]=1234;Module["_place"]=5678;
var report=()=>{for(var entry of Module.got){var value=entry.value;\
if(!value&&!entry.required){continue}entry.value=value.sig}};
report();
API.finalizeBootstrap=function(t,e){t&&Sr();let[r,n]=API.rawRun("import _pyodide_core");r&&fail(n),\
API.runPythonInternal_dict=API._pyodide._base.eval_code("{}"),\
API.importlib=API.runPythonInternal("import importlib; importlib");let o=API.importlib,\
i=API.runPythonInternal("import __main__; __main__.__dict__"),\
s=API.runPythonInternal("import builtins; builtins.__dict__");return wrap(i,s,o)};
API.manage=function(t){API.lockFilePromise&&(API.packageIndexReady=On(API.lockFilePromise)),API.manager=t};
return Module})();
"""
IMPORTS = [
    Import("env", "read", FUNCTION),
    Import("GOT.func", "glDraw", GLOBAL),
    Import("GOT.func", "told", GLOBAL),
]
CALLERS = ["module._run(1); module._used(); module._place"]


def slimmed(source: str = SOURCE) -> str:
    return slim(source, SimpleNamespace(imports=IMPORTS), CALLERS, PROJECT)  # type: ignore[arg-type]


def test_what_the_interpreter_imports_stays_with_all_that_it_needs():
    script = slimmed()
    assert "inner" in script
    assert "told" in script


def test_what_only_other_extensions_import_goes():
    script = slimmed()
    assert "drawn" not in script
    assert "_unused" not in script


def test_what_callers_name_stays():
    assert {"_run", "_used", "_place"} <= names_in(slimmed())


def test_only_functions_whose_address_is_asked_for_say_how_they_are_called():
    assert slimmed().count(".sig=") == 1


def test_code_given_as_text_sees_no_variables_of_the_script():
    assert "(0,eval)(" in slimmed()


def test_an_address_that_cannot_be_given_is_left_undefined():
    assert ".required" not in slimmed()


def test_a_start_compiles_no_program_where_a_memory_is_restored():
    script = slimmed()
    assert "runPythonInternal(" not in script
    assert "eval_code(" not in script
    assert re.search(r"\w\?\[0,\"\"\]:API\.rawRun\(", script)


def test_nobody_looks_for_installed_packages():
    assert "lockFilePromise" not in slimmed()


@pytest.mark.parametrize(
    "missing",
    [
        "var wasmImports={",
        "if(!value&&!entry.required){continue}",
        'import __main__; __main__.__dict__"',
        'let[r,n]=API.rawRun("import _pyodide_core"',
        "API.lockFilePromise&&",
    ],
)
def test_a_script_of_another_layout_is_refused(missing):
    with pytest.raises(DataError, match=r"pyodide\.asm\.js"):
        slimmed(SOURCE.replace(missing, re.sub("[vak]", "w", missing)))


def test_a_script_that_cannot_be_read_is_refused():
    with pytest.raises(DataError, match=r"pyodide\.asm\.js"):
        slimmed(SOURCE + "}")


def test_the_interpreters_own_script_loses_two_thirds():
    interpreter = find_interpreter(PROJECT)
    whole = interpreter.file(SCRIPT).decode()
    callers = [interpreter.file("pyodide.mjs").decode()]
    module = Module(interpreter.file("pyodide.asm.wasm"))
    assert len(slim(whole, module, callers, PROJECT)) < len(whole) / 3
