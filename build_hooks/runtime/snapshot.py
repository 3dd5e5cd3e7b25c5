"""The memory snapshot: an interpreter that has started, kept as the browser puts it back.

`wizard/browser/snapshot.js` says how the file is laid out; this is the writing half.
"""

import json
import struct
import tempfile
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_hooks.runtime.interpreter import WASM
from build_hooks.runtime.tool import output_of
from build_hooks.runtime.webassembly import Module
from build_hooks.runtime.webassembly.module import MEMORY_BASE

_HERE = Path(__file__).parent
_PAGE = 4096


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The file to restore, and the code of functions that it lacks (see settle.py)."""

    pages: bytes
    aside: bytes

    @property
    def memory(self) -> int:
        """How much linear memory it wants, in bytes."""
        (length,) = struct.unpack_from("<I", self.pages)
        wanted: int = json.loads(self.pages[4 : 4 + length])["memory"]
        return wanted


class MissedFunctions(Exception):  # noqa: N818 - a request to split anew, not an error
    """Functions of the interpreter, by number, that ran and were taken for rare."""

    def __init__(self, functions: frozenset[int]) -> None:
        self.functions = functions
        super().__init__(sorted(functions))


def make_snapshot(
    interpreter: Path, archives: tuple[Path, Path], index: bytes, entered: Path
) -> Snapshot:
    """The application of the `archives` (library, application), warmed by the exercise.

    The exercise walks over `index`, which is not kept. `entered` is the file of the functions that
    keep their code.

    Raises `DataError` when the application fails on the way, `MissedFunctions` when it ran what the
    interpreter has not at hand.
    """
    with tempfile.TemporaryDirectory() as folder:
        index_file, out = Path(folder, "index"), Path(folder, "snapshot")
        index_file.write_bytes(index)
        said = _run_node(interpreter, *archives, index_file, _HERE / "exercise.py", entered, out)
        if said:
            raise MissedFunctions(frozenset(json.loads(said)))
        header = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
        memory = out.with_suffix(".memory").read_bytes()
        aside = out.with_suffix(".aside").read_bytes()
    data = Module((interpreter / WASM).read_bytes()).data
    return Snapshot(pack_snapshot(memory, data, header), aside)


def pack_snapshot(memory: bytes, data: bytes, header: dict[str, Any]) -> bytes:
    """The pages of `memory` that differ from what `data` lays out, with the header to restore."""
    pristine = bytearray(len(memory))
    pristine[MEMORY_BASE : MEMORY_BASE + len(data)] = data
    pages = [
        page
        for page in range(len(memory) // _PAGE)
        if memory[page * _PAGE : (page + 1) * _PAGE] != pristine[page * _PAGE : (page + 1) * _PAGE]
    ]
    described = header | {
        "pages": len(pages),
        "checksum": _checksum(memory, pages),
    }
    text = json.dumps(described, sort_keys=True).encode()
    text += b" " * (-len(text) % 4)
    differences = (_xor(memory, pristine, page * _PAGE) for page in pages)
    numbers = struct.pack(f"<{len(pages)}I", *pages)
    return struct.pack("<I", len(text)) + text + numbers + b"".join(differences)


def _run_node(*arguments: Path) -> str:
    """What the script says: nothing when all went well."""
    return output_of(
        ["node", str(_HERE / "snapshot.mjs"), *map(str, arguments)],
        where="the memory snapshot",
        allowed="an application that answers the exercise",
        hint="Mend what the traceback names.",
    )


def _xor(memory: bytes, pristine: bytearray, start: int) -> bytes:
    one = int.from_bytes(memory[start : start + _PAGE], "little")
    other = int.from_bytes(pristine[start : start + _PAGE], "little")
    return (one ^ other).to_bytes(_PAGE, "little")


def _checksum(memory: bytes, pages: list[int]) -> int:
    """The sum of each page's words, weighted by its place, modulo 2**32."""
    total = 0
    for page in pages:
        words = array("I", memory[page * _PAGE : (page + 1) * _PAGE])
        total += sum(words) * (2 * page + 1)
    return total % 2**32
