"""The interpreter in two modules: what a visit runs, and everything else, fetched when called.

A function that was never seen to run leaves a stub in the first module. The stub has the second
one loaded (slot 0 of a table of its own) and passes the call on, so nothing is missing, only later.
What only the second module calls leaves its number: browsers that compile a whole module before it
starts take their time for each stub.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from build_hooks.runtime.webassembly.binary import (
    CALL,
    CALL_INDIRECT,
    CODE,
    DATA,
    DATA_DROP,
    ELEMENTS,
    END,
    EXPORTS,
    FUNCTIONS,
    GLOBAL_GET,
    GLOBAL_SET,
    I32_CONST,
    IMPORTS,
    LOCAL_GET,
    MEMORY_INIT,
    REF_FUNC,
    RETURN_CALL,
    TABLE,
    TABLE_GET,
    TABLE_SET,
    TABLES,
    TYPES,
    UNREACHABLE,
    Instruction,
    appended,
    elements_of_table,
    instructions,
    table_of_functions,
    unsigned,
    write_bodies,
    write_data,
    write_exports,
    write_name,
    write_sections,
    write_signed,
    write_unsigned,
    write_vector,
)
from build_hooks.runtime.webassembly.module import MEMORY_BASE, Module
from build_hooks.runtime.webassembly.tables import Table

# Bytes of data: fewer zeros cost less than a segment of their own.
_WITHOUT_LONG_ZEROS = re.compile(rb"[^\0](?:\0{0,63}[^\0])*")
# Instructions whose number is a function's.
_NAMING = (CALL, RETURN_CALL, REF_FUNC)
# A function without variables that traps.
_NEVER_CALLED = bytes([0, UNREACHABLE, END])
# Inside the second module: the table of calls comes after the one that both import.
_COLD_TABLE = 1


@dataclass(frozen=True, slots=True)
class Halves:
    """The module that starts, and the one that is loaded when something rare is called."""

    hot: bytes
    cold: bytes


def split(
    module: Module,
    hot: Collection[int],
    exports: Collection[str],
    tables: Collection[Table] = (),
    *,
    name: str,
) -> Halves:
    """Leave the functions `hot` where they are, move all others and `tables`; keep `exports`.

    `name` is the export of the first module, and the import of the second, that holds the calls
    between both. A first module can be split again, under another name: its stubs stay.
    """
    return _Splitting(module, hot, exports, tables, name).halves()


class _Splitting:
    def __init__(
        self,
        module: Module,
        hot: Collection[int],
        exports: Collection[str],
        tables: Collection[Table],
        name: str,
    ) -> None:
        self._module = module
        self._name = name
        self._tables = tables
        self._exports = [entry for entry in module.exports if entry[0] in exports]
        first = module.imported_functions
        defined = range(first, first + len(module.bodies))
        self._cold = [f for f in defined if f not in hot and self._can_move(f)]
        self._slots = {function: slot for slot, function in enumerate(self._cold, start=1)}
        # Slots after those of the moved functions call back into the first module.
        self._back: dict[int, int] = {}
        self._void = next(i for i, one in enumerate(module.signatures) if one.empty)

    def halves(self) -> Halves:
        moved = [self._move(function) for function in self._cold]
        return Halves(self._hot_module(), self._cold_module(moved))

    def _can_move(self, function: int) -> bool:
        """What touches a table, a passive segment or a changing global must stay."""
        body = self._module.body(function)
        if function == self._module.start or body == _NEVER_CALLED:
            return False
        return all(self._is_mobile(found) for found in instructions(body))

    def _is_mobile(self, found: Instruction) -> bool:
        if found.code in (GLOBAL_GET, GLOBAL_SET):
            shared = found.number < len(self._module.imported_globals)
            return shared or (found.code == GLOBAL_GET and found.number in self._module.constants)
        if found.code == CALL_INDIRECT:
            return found.number >> 32 == 0
        return found.code not in (TABLE_GET, TABLE_SET, REF_FUNC, RETURN_CALL, MEMORY_INIT,
                                  DATA_DROP) and not 0xFC0C <= found.code <= 0xFC11  # fmt: skip

    def _move(self, function: int) -> bytes:
        """The body for the second module: settled globals as constants, calls by new numbers."""
        body = self._module.body(function)
        pieces, copied = [], 0
        for found in instructions(body):
            replacement = self._replacement(found)
            if replacement is not None:
                pieces += [body[copied : found.start], replacement]
                copied = found.end
        return b"".join([*pieces, body[copied:]])

    def _replacement(self, found: Instruction) -> bytes | None:
        if found.code == GLOBAL_GET and found.number in self._module.constants:
            value = self._module.constants[found.number]
            return bytes([I32_CONST]) + write_signed(value)
        if found.code != CALL or found.number < self._module.imported_functions:
            return None
        slot = self._slots.get(found.number)
        if slot is None:
            return self._call(self._slot_of_hot(found.number), found.number, _COLD_TABLE)
        return bytes([CALL]) + write_unsigned(self._module.imported_functions + slot - 1)

    def _slot_of_hot(self, function: int) -> int:
        if function not in self._back:
            self._back[function] = 1 + len(self._cold) + len(self._back)
        return self._back[function]

    def _call(self, slot: int, function: int, table: int) -> bytes:
        kind = self._type(function)
        return (
            bytes([I32_CONST])
            + write_signed(slot)
            + bytes([CALL_INDIRECT])
            + write_unsigned(kind)
            + write_unsigned(table)
        )

    def _type(self, function: int) -> int:
        return self._module.types[function - self._module.imported_functions]

    def _stub(self, function: int) -> bytes:
        table = self._calls_table()
        load = bytes([I32_CONST, 0, CALL_INDIRECT]) + write_unsigned(self._void)
        parameters = len(self._module.signatures[self._type(function)].parameters)
        given = b"".join(bytes([LOCAL_GET]) + write_unsigned(i) for i in range(parameters))
        call = self._call(self._slots[function], function, table)
        return b"\0" + load + write_unsigned(table) + given + call + bytes([END])

    def _called(self) -> set[int]:
        """What the first module's functions call, its host by name, or anybody by address."""
        module = self._module
        called = set(module.element_functions)
        called |= module.exported_functions({name for name, _, _ in self._exports})
        for place, body in enumerate(module.bodies):
            if module.imported_functions + place not in self._slots:
                called.update(found.number for found in instructions(body) if found.code in _NAMING)
        return called

    def _calls_table(self) -> int:
        """The index of the added table in the first module: one is imported, then come its own."""
        return 1 + self._module.table_count

    def _hot_module(self) -> bytes:
        module = self._module
        bodies = list(module.bodies)
        called = self._called()
        for function in self._cold:
            stub = self._stub(function) if function in called else _NEVER_CALLED
            bodies[function - module.imported_functions] = stub
        index = self._calls_table()
        exports = [*self._exports, (self._name, TABLE, index)]
        calls = elements_of_table(index, 1 + len(self._cold), list(self._back))
        return module.replaced({
            TABLES: appended(module.sections[TABLES], self._limits()),
            EXPORTS: write_exports(exports),
            ELEMENTS: appended(module.sections[ELEMENTS], calls),
            CODE: write_bodies(bodies),
            **write_data(list(self._data_without_tables())),
        })  # fmt: skip

    def _data_without_tables(self) -> Iterator[tuple[int, bytes]]:
        """Segments of all data but the tables, without most of the zeros that memory has anyway."""
        data = bytearray(self._module.data)
        for table in self._tables:
            at = table.address - MEMORY_BASE
            data[at : at + table.length] = bytes(table.length)
        for found in _WITHOUT_LONG_ZEROS.finditer(data):
            yield MEMORY_BASE + found.start(), found[0]

    def _table_segments(self) -> list[tuple[int, bytes]]:
        """Segments that put the tables where they have always been."""
        data = self._module.data
        return [
            (table.address, data[at : at + table.length])
            for table in self._tables
            for at in [table.address - MEMORY_BASE]
        ]

    def _limits(self) -> bytes:
        slots = 1 + len(self._cold) + len(self._back)
        return table_of_functions(slots)

    def _cold_module(self, bodies: list[bytes]) -> bytes:
        module = self._module
        count, after_count = unsigned(module.sections[IMPORTS], 0)
        table = write_name(self._name) + write_name(self._name) + bytes([TABLE]) + self._limits()
        imports = write_unsigned(count + 1) + module.sections[IMPORTS][after_count:] + table
        first = module.imported_functions
        own = list(range(first, first + len(bodies)))
        return write_sections([
            (TYPES, module.sections[TYPES]),
            (IMPORTS, imports),
            (FUNCTIONS, write_vector([write_unsigned(self._type(f)) for f in self._cold])),
            (ELEMENTS, b"\1" + elements_of_table(_COLD_TABLE, 1, own)),
            (CODE, write_bodies(bodies)),
            (DATA, write_data(self._table_segments())[DATA]),
        ])  # fmt: skip
