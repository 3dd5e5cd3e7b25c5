"""The binary format of WebAssembly, as far as a linker needs it.

https://webassembly.github.io/spec/core/binary/
"""

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.errors import DataError

_HEADER = b"\0asm\x01\0\0\0"
TYPES, IMPORTS, FUNCTIONS, TABLES, MEMORIES, GLOBALS = range(1, 7)
EXPORTS, START, ELEMENTS, CODE, DATA, DATA_COUNT = range(7, 13)
FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)
UNREACHABLE, BLOCK, LOOP, IF, ELSE, TRY, END = 0x00, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0B
BR, BR_IF, BR_TABLE, RETURN = 0x0C, 0x0D, 0x0E, 0x0F
# Types: a block that leaves nothing, a function; a number.
VOID, FUNCTION_TYPE, I32 = 0x40, 0x60, 0x7F
# Instructions: those that a linker looks into, by the specification's names.
CALL, CALL_INDIRECT, RETURN_CALL, RETURN_CALL_INDIRECT = 0x10, 0x11, 0x12, 0x13
LOCAL_GET, LOCAL_SET, GLOBAL_GET, GLOBAL_SET = 0x20, 0x21, 0x23, 0x24
TABLE_GET, TABLE_SET, REF_FUNC = 0x25, 0x26, 0xD2
I32_CONST, I32_ADD, I32_STORE, I32_EQZ = 0x41, 0x6A, 0x36, 0x45
_FUNCTION_REFERENCES = 0x70
ACTIVE_IN_TABLE = 2
# Instructions behind the prefix 0xFC are given as 0xFC00 + their number.
PREFIX = 0xFC
MEMORY_INIT, DATA_DROP, TABLE_INIT = 0xFC08, 0xFC09, 0xFC0C

# Instructions that open a block.
OPENING = frozenset({BLOCK, LOOP, IF, TRY})
_ONE_INDEX = frozenset({0x07, 0x08, 0x09, BR, BR_IF, CALL, RETURN_CALL, 0x18, LOCAL_GET, LOCAL_SET,
                        0x22, GLOBAL_GET, GLOBAL_SET, TABLE_GET, TABLE_SET, REF_FUNC})  # fmt: skip
# Immediates after the number of a prefixed instruction.
_PREFIXED = {**dict.fromkeys(range(8), 0), 8: 2, 9: 1, 10: 2, 11: 1, 12: 2, 13: 1, 14: 2,
             15: 1, 16: 1, 17: 1}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: `code`, its first number (index, constant or offset), where it stands."""

    code: int
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Import:
    """What the module takes from its host; `kind` is FUNCTION, TABLE, MEMORY or GLOBAL."""

    module: str
    name: str
    kind: int


def unsigned(data: bytes, at: int) -> tuple[int, int]:
    """An unsigned LEB128 number and the position after it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def signed(data: bytes, at: int) -> tuple[int, int]:
    """A signed LEB128 number and the position after it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value - ((byte & 0x40) << (shift - 6)), at


def write_unsigned(value: int) -> bytes:
    """`value` as LEB128."""
    written = bytearray()
    while value >= 0x80:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])


def write_signed(value: int) -> bytes:
    """`value` as signed LEB128."""
    written = bytearray()
    while not -0x40 <= value < 0x40:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value & 0x7F])


def write_name(name: str) -> bytes:
    """A name as a vector of bytes."""
    return write_vector_of_bytes(name.encode())


def write_vector_of_bytes(content: bytes) -> bytes:
    """Bytes with their number before them."""
    return write_unsigned(len(content)) + content


def write_vector(items: list[bytes]) -> bytes:
    """A vector of what is written already."""
    return write_unsigned(len(items)) + b"".join(items)


def appended(vector: bytes, *items: bytes) -> bytes:
    """A vector with more items."""
    count, at = unsigned(vector, 0)
    return write_unsigned(count + len(items)) + vector[at:] + b"".join(items)


def function_type(parameters: bytes, results: bytes) -> bytes:
    """The type of a function, by the types of what it takes and gives."""
    written = write_vector_of_bytes(parameters) + write_vector_of_bytes(results)
    return bytes([FUNCTION_TYPE]) + written


def table_of_functions(slots: int) -> bytes:
    """The type of a table that holds so many functions."""
    return bytes([_FUNCTION_REFERENCES, 0]) + write_unsigned(slots)


def elements_of_table(table: int, slot: int, functions: list[int]) -> bytes:
    """An active element segment of `table`, from `slot` on."""
    head = bytes([ACTIVE_IN_TABLE]) + write_unsigned(table) + constant(slot) + b"\0"
    return head + write_vector([write_unsigned(function) for function in functions])


def constant(value: int) -> bytes:
    """A constant expression: where a segment goes."""
    return bytes([I32_CONST]) + write_signed(value) + bytes([END])


def read_sections(module: bytes) -> list[tuple[int, bytes]]:
    """The sections in their order: id and content."""
    if module[:8] != _HEADER:
        raise DataError(
            "WebAssembly file",
            module[:8].hex(),
            "the header of WebAssembly 1",
            "Install the pinned npm packages again: npm ci",
        )
    sections, at = [], 8
    while at < len(module):
        size, start = unsigned(module, at + 1)
        sections.append((module[at], module[start : start + size]))
        at = start + size
    return sections


def write_sections(sections: list[tuple[int, bytes]]) -> bytes:
    """A module of these sections."""
    return _HEADER + b"".join(
        bytes([number]) + write_unsigned(len(content)) + content for number, content in sections
    )


def read_bytes(data: bytes, at: int) -> tuple[bytes, int]:
    """A vector of bytes and the position after it."""
    size, at = unsigned(data, at)
    return data[at : at + size], at + size


def read_name(data: bytes, at: int) -> tuple[str, int]:
    """A name and the position after it."""
    name, at = read_bytes(data, at)
    return name.decode(), at


def read_imports(content: bytes) -> list[Import]:
    """The import section."""
    count, at = unsigned(content, 0)
    imports = []
    for _ in range(count):
        module, at = read_name(content, at)
        name, at = read_name(content, at)
        kind = content[at]
        at = _skip_import(content, at + 1, kind)
        imports.append(Import(module, name, kind))
    return imports


def _skip_import(content: bytes, at: int, kind: int) -> int:
    if kind == GLOBAL:
        return at + 2
    if kind == FUNCTION:
        return unsigned(content, at)[1]
    if kind == TAG:
        return unsigned(content, at + 1)[1]
    at += kind == TABLE  # the type of what it holds
    bounded = content[at] & 1
    _, at = unsigned(content, at + 1)
    return unsigned(content, at)[1] if bounded else at


def read_exports(content: bytes) -> list[tuple[str, int, int]]:
    """The export section: name, kind and index."""
    count, at = unsigned(content, 0)
    exports = []
    for _ in range(count):
        name, at = read_name(content, at)
        kind = content[at]
        index, at = unsigned(content, at + 1)
        exports.append((name, kind, index))
    return exports


def write_exports(exports: list[tuple[str, int, int]]) -> bytes:
    """An export section."""
    return write_vector(
        [write_name(name) + bytes([kind]) + write_unsigned(index) for name, kind, index in exports]
    )


def read_indices(content: bytes, at: int = 0) -> tuple[list[int], int]:
    """A vector of indices, the function section for one, and the position after it."""
    count, at = unsigned(content, at)
    indices = []
    for _ in range(count):
        index, at = unsigned(content, at)
        indices.append(index)
    return indices, at


def read_bodies(content: bytes) -> list[bytes]:
    """The code section: each function's locals and instructions."""
    count, at = unsigned(content, 0)
    bodies = []
    for _ in range(count):
        size, at = unsigned(content, at)
        bodies.append(content[at : at + size])
        at += size
    return bodies


def write_bodies(bodies: list[bytes]) -> bytes:
    """A code section."""
    return write_vector([write_vector_of_bytes(body) for body in bodies])


def write_data(segments: list[tuple[int, bytes]]) -> dict[int, bytes]:
    """The sections of active data segments: address and content of each."""
    written = [b"\0" + constant(at) + write_vector_of_bytes(content) for at, content in segments]
    return {DATA_COUNT: write_unsigned(len(written)), DATA: write_vector(written)}


def read_locals(body: bytes) -> bytes:
    """The type of each local of a function."""
    groups, at = unsigned(body, 0)
    kinds = b""
    for _ in range(groups):
        count, at = unsigned(body, at)
        kinds += body[at : at + 1] * count
        at += 1
    return kinds


def read_labels(body: bytes, branch: Instruction) -> list[int]:
    """Where a branch may go, by how many blocks outward; of a table the default comes last."""
    if branch.code != BR_TABLE:
        return [branch.number]
    count, at = unsigned(body, branch.start + 1)
    labels, _ = read_indices(write_unsigned(count + 1) + body[at : branch.end])
    return labels


def first_instruction(body: bytes) -> int:
    """Where the instructions of a function begin, after its locals."""
    groups, at = unsigned(body, 0)
    for _ in range(groups):
        _, at = unsigned(body, at)
        at += 1
    return at


def instructions(body: bytes) -> Iterator[Instruction]:
    """The instructions of one function."""
    at = first_instruction(body)
    while at < len(body):
        start, code = at, body[at]
        code, number, at = _read_instruction(body, at + 1, code)
        yield Instruction(code, number, start, at)


def _read_instruction(body: bytes, at: int, code: int) -> tuple[int, int, int]:
    number = 0
    if code in _ONE_INDEX:
        number, at = unsigned(body, at)
    elif code == I32_CONST:
        number, at = signed(body, at)
    elif 0x28 <= code <= 0x3E:  # loads and stores: alignment, offset
        _, at = unsigned(body, at)
        number, at = unsigned(body, at)
    elif code in OPENING or code in (0x42, 0xD0):  # block type, i64.const, ref.null
        _, at = signed(body, at)
    elif code in (CALL_INDIRECT, RETURN_CALL_INDIRECT):
        number, at = unsigned(body, at)
        table, at = unsigned(body, at)
        number |= table << 32
    elif code in (BR_TABLE, 0x1C):  # br_table has one index more than it says; select with types
        count, at = unsigned(body, at)
        for _ in range(count + (code == BR_TABLE)):
            _, at = unsigned(body, at)
    elif code in (0x3F, 0x40):  # memory.size, memory.grow
        at += 1
    elif code in (0x43, 0x44):  # f32.const, f64.const
        at += 4 if code == 0x43 else 8
    elif code == PREFIX:
        sub, at = unsigned(body, at)
        code = 0xFC00 + sub
        for _ in range(_PREFIXED[sub]):
            _, at = unsigned(body, at)
    elif not (code in (0, 1, ELSE, END, RETURN, 0x19, 0x1A, 0x1B, 0xD1) or 0x45 <= code <= 0xC4):
        raise DataError(
            "pyodide.asm.wasm",
            f"instruction {code:#x}",
            "instructions of WebAssembly 2 without vectors",
            "Teach build_hooks/runtime/webassembly/binary.py this instruction.",
        )
    return code, number, at
