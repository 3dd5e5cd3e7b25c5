"""The memory snapshot: an interpreter that has started, kept as the browser puts it back.

`wizard/browser/snapshot.js` says how the file is laid out; this is the writing half.
"""

import json
import struct
import tempfile
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from build_hooks.runtime.interpreter import WASM
from build_hooks.runtime.tool import output_of
from build_hooks.runtime.webassembly import Module
from build_hooks.runtime.webassembly.module import MEMORY_BASE

_HERE = Path(__file__).parent
# A bit tells whether a block differs, sixteen which of its words do.
_BLOCK = 64
_BLOCK_WORDS = _BLOCK // 4
_SAME = bytes(_BLOCK)
# Blocks whose marks are one word.
_MARKED = 32
PIECES = 2
"""How many files a snapshot is: a browser unpacks each on a thread of its own (adr/0026)."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The `PIECES` to restore, and the code of functions that they lack (see settle.py)."""

    pieces: tuple[bytes, ...]
    aside: bytes

    @property
    def memory(self) -> int:
        """How much linear memory it wants, in bytes."""
        (length,) = struct.unpack_from("<I", self.pieces[0])
        wanted: int = json.loads(self.pieces[0][4 : 4 + length])["memory"]
        return wanted


class MissedFunctions(Exception):  # noqa: N818 - a request to split anew, not an error
    """Functions of the interpreter, by number, that ran and were taken for rare."""

    def __init__(self, functions: frozenset[int]) -> None:
        self.functions = functions
        super().__init__(sorted(functions))


def make_snapshot(
    interpreter: Path,
    archives: tuple[Path, Path],
    index: bytes,
    entered: Path,
    *,
    keeps_index: bool,
) -> Snapshot:
    """The application of the `archives` (library, application), warmed by the exercise.

    The exercise walks over `index`, and with `keeps_index` the snapshot holds it, opened. `entered`
    is the file of the functions that keep their code.

    Raises `DataError` when the application fails on the way, `MissedFunctions` when it ran what the
    interpreter has not at hand.
    """
    with tempfile.TemporaryDirectory() as folder:
        index_file, out = Path(folder, "index"), Path(folder, "snapshot")
        index_file.write_bytes(index)
        road = (index_file, _HERE / "exercise.py", entered, out)
        said = _run_node(interpreter, *archives, *road, *["keeps-index"] * keeps_index)
        if said:
            raise MissedFunctions(frozenset(json.loads(said)))
        header = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
        memory = out.with_suffix(".memory").read_bytes()
        aside = out.with_suffix(".aside").read_bytes()
    data = Module((interpreter / WASM).read_bytes()).data
    return Snapshot(pack_snapshot(memory, data, header), aside)


def functions_of_first_answer(interpreter: Path, content: bytes) -> frozenset[int]:
    """What runs in the marked `interpreter` from putting the snapshot back to the first answers."""
    with tempfile.TemporaryDirectory() as folder:
        kept, library = Path(folder, "snapshot"), Path(folder, "library")
        kept.write_bytes(content)
        library.touch()
        said = output_of(
            ["node", *map(str, (_HERE / "first_answer.mjs", interpreter, kept, library))],
            where="the first answer from the memory snapshot",
            allowed="a snapshot that can be put back",
            hint="Mend what the traceback names.",
        )
    return frozenset(json.loads(said))


def pack_snapshot(memory: bytes, data: bytes, header: dict[str, Any]) -> tuple[bytes, ...]:
    """The words of `memory` that differ from what `data` lays out, in pieces of about one size.

    The first has the header to restore.
    """
    pristine = bytearray(len(memory))
    pristine[MEMORY_BASE : MEMORY_BASE + len(data)] = data
    difference = _xor(memory, bytes(pristine))
    bounds = _bounds(difference)
    return tuple(
        _pack_piece(memory, difference, start, end, {} if start else header)
        for start, end in pairwise(bounds)
    )


def _bounds(difference: bytes) -> list[int]:
    """Where pieces begin and the last one ends: places at which a word of marks begins."""
    step = _BLOCK * _MARKED
    words = [
        sum(1 for word in array("I", difference[start : start + step]) if word)
        for start in range(0, len(difference), step)
    ]
    so_far = list(accumulate(words, initial=0))
    wanted = [so_far[-1] * piece // PIECES for piece in range(1, PIECES)]
    return [0, *(step * bisect_left(so_far, least) for least in wanted), len(difference)]


def _pack_piece(
    memory: bytes, difference: bytes, start: int, end: int, header: dict[str, Any]
) -> bytes:
    wanted = array("I", memory[start:end])
    numbers, masks, words, checksum = [], array("H"), array("I"), 0
    for number, at in enumerate(range(start, end, _BLOCK)):
        block = difference[at : at + _BLOCK]
        if block == _SAME:
            continue
        differing = [(place, word) for place, word in enumerate(array("I", block)) if word]
        numbers.append(number)
        masks.append(sum(1 << place for place, _ in differing))
        words.extend(word for _, word in differing)
        first = number * _BLOCK_WORDS
        # Weighted by its place: blocks that have changed places are not taken for the same.
        checksum += sum(wanted[first + place] for place, _ in differing) * (2 * number + 1)
    described = header | {
        "start": start,
        "end": end,
        "blocks": len(numbers),
        "words": len(words),
        "checksum": checksum % 2**32,
    }
    text = _padded(json.dumps(described, sort_keys=True).encode(), b" ")
    marks = _bitmap(numbers, (end - start) // _BLOCK)
    length = struct.pack("<I", len(text))
    return length + text + marks + _padded(masks.tobytes(), b"\0") + words.tobytes()


def _run_node(*arguments: Path | str) -> str:
    """What the script says: nothing when all went well."""
    return output_of(
        ["node", str(_HERE / "snapshot.mjs"), *map(str, arguments)],
        where="the memory snapshot",
        allowed="an application that answers the exercise",
        hint="Mend what the traceback names.",
    )


def _xor(one: bytes, other: bytes) -> bytes:
    both = int.from_bytes(one, "little") ^ int.from_bytes(other, "little")
    return both.to_bytes(len(one), "little")


def _bitmap(numbers: list[int], length: int) -> bytes:
    """A bit for each of `length` blocks, the lowest first: whether its number is among them."""
    marks = bytearray(length // 8)
    for number in numbers:
        marks[number // 8] |= 1 << number % 8
    return bytes(marks)


def _padded(content: bytes, filler: bytes) -> bytes:
    """`content` up to a multiple of four bytes."""
    return content + filler * (-len(content) % 4)
