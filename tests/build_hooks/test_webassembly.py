"""The small linker, on the interpreter that it is for."""

from pathlib import Path

import pytest

from build_hooks.runtime.interpreter import WASM, find_interpreter
from build_hooks.runtime.webassembly import Module, Table, rare_tables, relocate, split
from build_hooks.runtime.webassembly.binary import (
    CALL,
    DATA,
    DATA_COUNT,
    END,
    UNREACHABLE,
    instructions,
    read_bodies,
    read_sections,
    signed,
    unsigned,
    write_bodies,
    write_signed,
    write_unsigned,
)
from build_hooks.runtime.webassembly.module import MEMORY_BASE
from wizard.errors import DataError

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def interpreter() -> Module:
    return Module(find_interpreter(PROJECT).file(WASM))


@pytest.mark.parametrize("value", [0, 1, 63, 64, 127, 128, 300, 2**31 - 1])
def test_numbers_are_read_as_they_were_written(value):
    assert unsigned(write_unsigned(value), 0)[0] == value
    for number in (value, -value):
        assert signed(write_signed(number), 0)[0] == number


def test_code_is_read_as_it_was_written():
    bodies = [b"\0\x0b", b"\0" + b"\x01" * 200 + b"\x0b"]
    assert read_bodies(write_bodies(bodies)) == bodies


def test_what_is_no_webassembly_is_refused():
    with pytest.raises(DataError, match="the header of WebAssembly 1"):
        read_sections(b"<!doctype html>")


def test_relocated_data_holds_addresses_of_the_interpreters_own_memory(interpreter):
    relocated = relocate(interpreter)
    end = MEMORY_BASE + len(interpreter.data)
    assert len(relocated.pointers) > 20_000
    assert all(MEMORY_BASE <= place < end for place in relocated.pointers)
    assert len(relocated.module) < sum(len(part) for part in interpreter.sections.values())


def test_no_table_is_moved_that_a_function_in_use_refers_to(interpreter):
    relocated = relocate(interpreter)
    module = Module(relocated.module)
    first = module.imported_functions
    everything = range(first, first + len(module.bodies))
    assert rare_tables(module, everything, relocated.pointers) == []


def test_functions_keep_their_numbers_and_the_others_leave_stubs(interpreter):
    module = Module(relocate(interpreter).module)
    hot = {module.exported("malloc")}
    halves = split(module, hot, {"malloc", "free"}, name="cold")
    first = Module(halves.hot)
    assert len(first.bodies) == len(module.bodies)
    assert first.body(module.exported("malloc")) == module.body(module.exported("malloc"))
    assert len(first.body(module.exported("free"))) < 20
    assert {name for name, _, _ in first.exports} == {"malloc", "free", "cold"}


def test_what_only_the_second_module_calls_leaves_no_stub(interpreter):
    module = Module(relocate(interpreter).module)
    hot = module.exported("PyObject_Malloc")
    first = Module(split(module, {hot}, {"PyObject_Malloc"}, name="cold").hot)
    called = {found.number for found in instructions(module.body(hot)) if found.code == CALL}
    called.update(module.element_functions)
    defined = range(first.imported_functions, first.imported_functions + len(first.bodies))
    trap = bytes([0, UNREACHABLE, END])
    silent = {function for function in defined if first.body(function) == trap}
    # Those that do nothing else in npm's file stay what they are, whoever calls them.
    silent -= {function for function in defined if module.body(function) == trap}
    assert len(silent) > 1000
    assert silent.isdisjoint(called)


def test_a_first_module_that_is_split_again_keeps_its_stubs(interpreter):
    module = Module(relocate(interpreter).module)
    names = {"PyObject_Malloc", "PyObject_Free"}
    hot = module.exported_functions(names)
    once = Module(split(module, hot, names, name="cold").hot)
    kept = {*names, "cold"}
    again = Module(split(once, {once.exported("PyObject_Malloc")}, kept, name="later").hot)
    assert {name for name, _, _ in again.exports} == kept | {"later"}
    freed = once.exported("PyObject_Free")
    assert again.body(freed) != once.body(freed)
    others = set(range(once.imported_functions, once.imported_functions + len(once.bodies))) - hot
    assert sum(again.body(function) == once.body(function) for function in others) == len(others)


def test_both_halves_lay_out_the_same_data_without_its_long_zeros(interpreter):
    module = Module(relocate(interpreter).module)
    table = Table(MEMORY_BASE + 4096, 500)
    halves = split(module, {module.exported("malloc")}, {"malloc"}, [table], name="cold")
    wanted = bytearray(module.data)
    at = table.address - MEMORY_BASE
    assert any(wanted[at : at + table.length])
    wanted[at : at + table.length] = bytes(table.length)
    laid_out = Module(halves.hot).data
    assert laid_out == wanted.rstrip(b"\0")
    sections = dict(read_sections(halves.hot))
    assert len(sections[DATA]) < len(wanted) - 400_000
    assert sections[DATA_COUNT] == sections[DATA][: len(sections[DATA_COUNT])]
