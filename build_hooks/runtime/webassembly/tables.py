"""Constant tables that only rare functions read: half of the interpreter's data, by transfer.

Names of all characters, East Asian encodings, tables of C++ and the C library stand in read-only
data. A linker would drop what nobody refers to; this finds what no function of a visit refers to.

It errs towards keeping. Any number in a function that knows the memory base counts as an address;
an address keeps everything from a little before it to the next address that anyone refers to, and
a margin beyond; pointers inside what is kept are followed. Only long runs that are left are tables
to move.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from build_hooks.runtime.webassembly.binary import GLOBAL_GET, I32_CONST, instructions
from build_hooks.runtime.webassembly.module import MEMORY_BASE, Module

# Code may point outside a table (`table - 1`), and into the middle of one that other code reads
# from its start: what lies so near to an address in use stays. The tables of exp() and log(), 2 and
# 4 KB, are such; with a margin of 256 bytes the first was torn and search found nothing.
_BEFORE, _BEYOND = 2048, 8192
# What is shorter is not worth moving.
_LEAST_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Table:
    """A range of addresses in the interpreter's memory."""

    address: int
    length: int


def rare_tables(module: Module, hot: Collection[int], pointers: dict[int, int]) -> list[Table]:
    """Tables in read-only data that nothing the functions `hot` refer to leads to.

    `pointers` are the addresses that the data itself holds: place -> address, as relocated.
    """
    return _Search(module, hot, pointers).tables()


class _Search:
    def __init__(self, module: Module, hot: Collection[int], pointers: dict[int, int]) -> None:
        self._end = MEMORY_BASE + len(module.data)
        self._pointers = {at: to for at, to in pointers.items() if self._is_data(to)}
        self._places = sorted(self._pointers)
        self._module = module
        first = module.imported_functions
        known, kept = set(self._pointers.values()) | {MEMORY_BASE}, set[int]()
        known.update(filter(self._is_data, module.constants.values()))
        for function in range(first, first + len(module.bodies)):
            if function in module.own_functions:
                continue
            found = self._references(function)
            known |= found
            if function in hot:
                kept |= found
        self._starts = sorted(known)
        self._kept = self._follow(kept)

    def tables(self) -> list[Table]:
        """The long runs of pieces that are not kept, before the first pointer: data is changed."""
        last = self._places[0] if self._places else self._end
        runs: list[list[int]] = []
        for piece, end in enumerate([*self._starts[1:], self._end]):
            if piece in self._kept:
                runs.append([end, end])
            elif runs:
                runs[-1][1] = end
        return [
            Table(start, end - start)
            for start, end in runs
            if end - start >= _LEAST_BYTES and end <= last
        ]

    def _is_data(self, address: int) -> bool:
        return MEMORY_BASE <= address < self._end

    def _references(self, function: int) -> set[int]:
        """Addresses of data that a function may mean."""
        numbers, found, knows_base = set(), set(), False
        base = self._module.memory_base_global
        for one in instructions(self._module.body(function)):
            if one.code == GLOBAL_GET:
                knows_base |= one.number == base
                if one.number != base and one.number in self._module.constants:
                    found.add(self._module.constants[one.number])
            elif one.code == I32_CONST or 0x28 <= one.code <= 0x3E:  # loads and stores
                numbers.add(MEMORY_BASE + one.number)
        return {at for at in (found | numbers if knows_base else found) if self._is_data(at)}

    def _follow(self, addresses: Iterable[int]) -> set[int]:
        """The pieces that these addresses keep, and all that pointers in them lead to."""
        kept: set[int] = set()
        todo = [piece for address in addresses for piece in self._pieces(address)]
        while todo:
            piece = todo.pop()
            if piece in kept:
                continue
            kept.add(piece)
            for pointer in self._pointers_in(piece):
                todo += self._pieces(pointer)
        return kept

    def _pieces(self, address: int) -> range:
        first = max(0, bisect_right(self._starts, address - _BEFORE) - 1)
        return range(first, bisect_right(self._starts, min(self._end - 1, address + _BEYOND)))

    def _pointers_in(self, piece: int) -> Iterable[int]:
        start, end = [*self._starts, self._end][piece : piece + 2]
        for at in self._places[bisect_left(self._places, start - 3) :]:
            if at >= end:
                return
            yield self._pointers[at]
