"""Pyodide's interpreter as a linker sees it: a module compiled to run at any address.

Its loader always places it at the same one, so every address is known when the site is built.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from build_hooks.runtime.webassembly.binary import (
    ACTIVE_IN_TABLE,
    CODE,
    DATA,
    ELEMENTS,
    EXPORTS,
    FUNCTION,
    FUNCTIONS,
    GLOBAL,
    GLOBAL_GET,
    GLOBAL_SET,
    I32_ADD,
    I32_CONST,
    IMPORTS,
    START,
    TABLES,
    TYPES,
    Import,
    Instruction,
    instructions,
    read_bodies,
    read_bytes,
    read_exports,
    read_imports,
    read_indices,
    read_sections,
    signed,
    unsigned,
    write_sections,
)
from wizard.errors import DataError

# Where pyodide.asm.js places the module (`___memory_base` and `___table_base` there).
MEMORY_BASE = 1024
TABLE_BASE = 1
# The function that stores addresses in the data; the loader calls it first thing.
RELOCATE = "__wasm_apply_data_relocs"
_BASES = {"__memory_base": MEMORY_BASE, "__table_base": TABLE_BASE}


@dataclass(frozen=True, slots=True)
class Signature:
    """A function type: the types of what it takes and of what it gives."""

    parameters: bytes
    results: bytes

    @property
    def empty(self) -> bool:
        """Whether it takes and gives nothing."""
        return not self.parameters and not self.results


class Module:
    """A parsed module; sections are replaced in copies only."""

    def __init__(self, content: bytes) -> None:
        self._sections = read_sections(content)
        self.sections = dict(self._sections)
        self.imports = read_imports(self.sections[IMPORTS])
        self.exports = read_exports(self.sections[EXPORTS])
        self.types, _ = read_indices(self.sections[FUNCTIONS])
        self.bodies = read_bodies(self.sections[CODE])
        self.start, _ = unsigned(self.sections[START], 0)

    @property
    def imported_functions(self) -> int:
        """How many functions come before those defined here."""
        return sum(entry.kind == FUNCTION for entry in self.imports)

    @cached_property
    def imported_globals(self) -> list[Import]:
        """Globals given by the host, in the order of their indices."""
        return [entry for entry in self.imports if entry.kind == GLOBAL]

    def body(self, function: int) -> bytes:
        """Locals and instructions of a function defined here."""
        return self.bodies[function - self.imported_functions]

    def exported(self, name: str) -> int:
        """The index of the export `name`; raises `DataError` when there is none."""
        for found, _, index in self.exports:
            if found == name:
                return index
        raise DataError(
            "pyodide.asm.wasm",
            f"no export {name!r}",
            "an Emscripten main module",
            "Read how this version of Pyodide is linked, and adapt build_hooks/runtime.",
        )

    def exported_functions(self, names: Collection[str]) -> set[int]:
        """The functions among the exports `names`."""
        return {i for name, kind, i in self.exports if kind == FUNCTION and name in names}

    @cached_property
    def constants(self) -> dict[int, int]:
        """Globals whose value is settled before any other code runs: index -> value.

        The bases come from the host; the start function sets the addresses that code reads through
        globals, each as a base and a distance.
        """
        known = {
            index: _BASES[entry.name]
            for index, entry in enumerate(self.imported_globals)
            if entry.name in _BASES
        }
        pending: list[Instruction] = []
        for found in instructions(self.body(self.start)):
            pending.append(found)
            if found.code == GLOBAL_SET:
                known[found.number] = _sum(pending[:-1], known)
                pending = []
        return known

    @cached_property
    def signatures(self) -> list[Signature]:
        """The types that functions have."""
        content = self.sections[TYPES]
        count, at = unsigned(content, 0)
        found = []
        for _ in range(count):
            parameters, at = read_bytes(content, at + 1)
            results, at = read_bytes(content, at)
            found.append(Signature(parameters, results))
        return found

    @cached_property
    def element_functions(self) -> set[int]:
        """The functions that stand in tables."""
        content = self.sections[ELEMENTS]
        count, at = unsigned(content, 0)
        found = set[int]()
        for _ in range(count):
            indices, at = self._read_elements(content, at)
            found.update(indices)
        return found

    def _read_elements(self, content: bytes, at: int) -> tuple[list[int], int]:
        """The functions of an active segment, and the position after it."""
        if content[at : at + 2] == bytes([0, GLOBAL_GET]):  # npm's file has one: of its own table
            _, at = unsigned(content, at + 2)
            return read_indices(content, at + 1)
        if content[at] == ACTIVE_IN_TABLE:  # as `elements_of_table` writes them
            _, at = unsigned(content, at + 1)
            _, at = signed(content, at + 1)
            return read_indices(content, at + 2)
        raise _unexpected("elements", content[at : at + 3])

    @cached_property
    def data(self) -> bytes:
        """What the module lays out in memory from the memory base on."""
        laid_out = bytearray()
        content = self.sections[DATA]
        count, at = unsigned(content, 0)
        for _ in range(count):
            # An active segment: where it goes, by an expression of one instruction.
            place, at = self._read_place(content, at)
            segment, at = read_bytes(content, at)
            laid_out += bytes(place - MEMORY_BASE - len(laid_out))
            laid_out += segment
        return bytes(laid_out)

    def _read_place(self, content: bytes, at: int) -> tuple[int, int]:
        """The address of an active segment, and the position after it."""
        head = content[at : at + 2]
        if head == bytes([0, GLOBAL_GET]):
            index, at = unsigned(content, at + 2)
            return self.constants[index], at + 1
        if head == bytes([0, I32_CONST]):
            place, at = signed(content, at + 2)
            return place, at + 1
        raise _unexpected("data", head)

    @property
    def memory_base_global(self) -> int:
        """The index of the global that holds the memory base."""
        return [entry.name for entry in self.imported_globals].index("__memory_base")

    @cached_property
    def own_functions(self) -> frozenset[int]:
        """What Emscripten wrote to place the module: it mentions everything and uses nothing."""
        return frozenset({self.start, self.exported(RELOCATE)})

    @property
    def table_count(self) -> int:
        """Tables defined here."""
        return unsigned(self.sections[TABLES], 0)[0]

    def replaced(self, sections: dict[int, bytes]) -> bytes:
        """The module with other contents for some of its sections."""
        return write_sections(
            [(number, sections.get(number, content)) for number, content in self._sections]
        )


def _sum(found: list[Instruction], known: dict[int, int]) -> int:
    """What `global.get, i32.const, i32.add` leave; the constant may be missing."""
    kinds = [one.code for one in found]
    if (
        kinds not in ([GLOBAL_GET], [GLOBAL_GET, I32_CONST, I32_ADD])
        or found[0].number not in known
    ):
        raise _unexpected("start function", repr(kinds))
    return known[found[0].number] + sum(one.number for one in found[1:2])


def _unexpected(place: str, found: object) -> DataError:
    return DataError(
        f"pyodide.asm.wasm: {place}",
        repr(found),
        "what Emscripten wrote for Pyodide 0.29",
        "Read how this version of Pyodide is linked, and adapt build_hooks/runtime/webassembly.",
    )
