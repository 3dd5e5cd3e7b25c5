"""The memory snapshot: an interpreter that has started, kept as the browser puts it back.

`wizard/browser/snapshot.js` says how the file is laid out; this is the writing half.
"""

import json
import struct
import subprocess
import tempfile
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wizard.errors import DataError

_HERE = Path(__file__).parent
_PAGE = 4096
_DATA_SECTION = 11


@dataclass(frozen=True, slots=True)
class _DataSegment:
    """What the WebAssembly file lays out in memory: `length` bytes from `file` to `address`."""

    file: int
    address: int
    length: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The file to restore, and the code of functions that it lacks (see settle.py)."""

    pages: bytes
    aside: bytes


def make_snapshot(
    interpreter: Path, archives: tuple[Path, Path], index: bytes, entered: Path
) -> Snapshot:
    """The application of the `archives` (library, application), warmed by the exercise.

    The exercise walks over `index`, which is not kept. `entered` is the file of the functions that
    keep their code.

    Raises `DataError` when the application fails on the way.
    """
    with tempfile.TemporaryDirectory() as folder:
        index_file, out = Path(folder, "index"), Path(folder, "snapshot")
        index_file.write_bytes(index)
        _run_node(interpreter, *archives, index_file, _HERE / "exercise.py", entered, out)
        header = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
        memory = out.with_suffix(".memory").read_bytes()
        aside = out.with_suffix(".aside").read_bytes()
    wasm = (interpreter / "pyodide.asm.wasm").read_bytes()
    return Snapshot(pack_snapshot(memory, wasm, header), aside)


def pack_snapshot(memory: bytes, wasm: bytes, header: dict[str, Any]) -> bytes:
    """The pages of `memory` that differ from what `wasm` lays out, with the header to restore."""
    segment = _find_data(wasm)
    pristine = bytearray(len(memory))
    end = segment.address + segment.length
    pristine[segment.address : end] = wasm[segment.file : segment.file + segment.length]
    pages = [
        page
        for page in range(len(memory) // _PAGE)
        if memory[page * _PAGE : (page + 1) * _PAGE] != pristine[page * _PAGE : (page + 1) * _PAGE]
    ]
    described = header | {
        "pages": len(pages),
        "checksum": _checksum(memory, pages),
        "data": {"file": segment.file, "address": segment.address, "length": segment.length},
    }
    text = json.dumps(described, sort_keys=True).encode()
    text += b" " * (-len(text) % 4)
    differences = (_xor(memory, pristine, page * _PAGE) for page in pages)
    numbers = struct.pack(f"<{len(pages)}I", *pages)
    return struct.pack("<I", len(text)) + text + numbers + b"".join(differences)


def _run_node(*arguments: Path) -> None:
    finished = subprocess.run(
        ["node", str(_HERE / "snapshot.mjs"), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        raise DataError(
            "the memory snapshot",
            finished.stderr.strip()[-3000:],
            "an application that answers the exercise",
            "Mend what the traceback names.",
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


def _find_data(wasm: bytes) -> _DataSegment:
    """The one active data segment of the interpreter's file.

    https://webassembly.github.io/spec/core/binary/modules.html#data-section
    """
    at = 8  # after the magic number and the version
    while wasm[at] != _DATA_SECTION:
        size, at = _leb(wasm, at + 1)
        at += size
    _, at = _leb(wasm, at + 1)
    count, at = _leb(wasm, at)
    kind, at = _leb(wasm, at)
    # `global.get $__memory_base; end`: a relocatable module says so, and its base is 1024.
    if (count, kind, wasm[at], wasm[at + 2]) != (1, 0, 0x23, 0x0B):
        raise DataError(
            "pyodide.asm.wasm",
            f"{count} data segments of kind {kind}",
            "one active data segment at the memory base",
            "Read how this version of Pyodide lays out its memory, and adapt snapshot.py.",
        )
    length, at = _leb(wasm, at + 3)
    return _DataSegment(at, 1024, length)


def _leb(data: bytes, at: int) -> tuple[int, int]:
    """An unsigned LEB128 number and the position after it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
