"""Addresses written into the data when the site is built, not at every start.

Emscripten leaves a function of half a megabyte that stores some 28,000 addresses; the loader calls
it first thing. With both bases known the stores are done here.
"""

import struct

from build_hooks.runtime.webassembly.binary import (
    CODE,
    DATA,
    END,
    GLOBAL_GET,
    I32_ADD,
    I32_CONST,
    I32_STORE,
    Instruction,
    instructions,
    write_bodies,
)
from build_hooks.runtime.webassembly.module import MEMORY_BASE, Module

_APPLY = "__wasm_apply_data_relocs"
_NO_LOCALS = b"\0"


def relocate(module: Module) -> bytes:
    """The module with its data at home: what only the host knows is still stored at the start."""
    place = module.exported(_APPLY) - module.imported_functions
    body = module.bodies[place]
    data = bytearray(module.sections[DATA])
    left = bytearray()
    pending: list[Instruction] = []
    for found in instructions(body):
        pending.append(found)
        if found.code != I32_STORE:
            continue
        stored = _stored(pending, module.constants)
        if stored is None:
            left += body[pending[0].start : found.end]
        else:
            address, value = stored
            struct.pack_into("<I", data, module.data_start + address - MEMORY_BASE, value)
        pending = []
    bodies = list(module.bodies)
    bodies[place] = _NO_LOCALS + bytes(left) + bytes([END])
    return module.replaced({CODE: write_bodies(bodies), DATA: bytes(data)})


def _stored(found: list[Instruction], known: dict[int, int]) -> tuple[int, int] | None:
    """Address and value of one store: `base + distance` twice; None if a base is the host's."""
    codes = [one.code for one in found]
    bases = [one.number for one in found if one.code == GLOBAL_GET]
    simple = codes[:3] == [GLOBAL_GET, I32_CONST, I32_ADD] and codes[3] == GLOBAL_GET
    if not simple or not all(base in known for base in bases):
        return None
    address = known[bases[0]] + found[1].number + found[-1].number
    if codes[4:] == [I32_STORE]:
        return address, known[bases[1]]
    if codes[4:] == [I32_CONST, I32_ADD, I32_STORE]:
        return address, (known[bases[1]] + found[4].number) % 2**32
    return None
