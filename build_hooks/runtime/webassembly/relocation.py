"""Addresses written into the data when the site is built, not at every start.

Emscripten leaves a function of half a megabyte that stores some 28,000 addresses; the loader calls
it first thing. With both bases known the stores are done here.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from build_hooks.runtime.webassembly.binary import (
    CODE,
    END,
    GLOBAL_GET,
    I32_ADD,
    I32_CONST,
    I32_STORE,
    Instruction,
    instructions,
    write_bodies,
    write_data,
)
from build_hooks.runtime.webassembly.module import MEMORY_BASE, RELOCATE, Module

_NO_LOCALS = b"\0"


@dataclass(frozen=True, slots=True)
class Relocated:
    """The module with its data at home, and the addresses that were stored: place -> address."""

    module: bytes
    pointers: dict[int, int]


def relocate(module: Module) -> Relocated:
    """Store every address that is known by now; what only the host knows is left to the start."""
    place = module.exported(RELOCATE) - module.imported_functions
    body = module.bodies[place]
    data = bytearray(module.data)
    left = bytearray()
    pointers = {}
    for store in _stores(body):
        known = _stored(store, module.constants)
        if known is None:
            left += body[store[0].start : store[-1].end]
        else:
            address, pointers[address] = known
            struct.pack_into("<I", data, address - MEMORY_BASE, pointers[address])
    bodies = list(module.bodies)
    bodies[place] = _NO_LOCALS + bytes(left) + bytes([END])
    sections = write_data([(MEMORY_BASE, bytes(data))]) | {CODE: write_bodies(bodies)}
    return Relocated(module.replaced(sections), pointers)


def _stores(body: bytes) -> Iterator[list[Instruction]]:
    """The instructions of the function, one store at a time."""
    pending: list[Instruction] = []
    for found in instructions(body):
        pending.append(found)
        if found.code == I32_STORE:
            yield pending
            pending = []


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
