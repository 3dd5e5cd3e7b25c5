"""How a kept interpreter is put back: wizard/browser/snapshot.js under Node."""

import base64
import json
import subprocess
from pathlib import Path

import pytest

from build_hooks.runtime.snapshot import pack_snapshot

SNAPSHOT = Path(__file__).parents[2] / "wizard" / "browser" / "snapshot.js"
MEMORY = 1 << 16
DATA = bytes(range(1, 256)) * 20
# The trampoline's word is the host's own: it stays as it is.
TRAMPOLINE = 40_000
HEADER = {"memory": MEMORY, "trampoline": TRAMPOLINE, "state": {"said": "by the loader"}}
OWN = 7
RESTORE = f"""
const {{ Snapshot, packSnapshot }} = await import({json.dumps(SNAPSHOT.as_uri())});
const {{ files, data, memory, header }} = JSON.parse(process.argv[1]);
const bytes = (text) => Uint8Array.from(Buffer.from(text, "base64"));
const pristine = new Uint8Array({1024 + len(DATA)});
pristine.set(bytes(data), 1024);
const pack = async () => {{
  const blob = packSnapshot({{ header, memory: bytes(memory) }}, pristine);
  return [new Uint8Array(await blob.arrayBuffer())];
}};
const heap = new Uint8Array({MEMORY});
heap.fill(255, 0, 50_000); // what a start has left behind
const module = {{ HEAPU8: heap, HEAPU32: new Uint32Array(heap.buffer), _sbrk: () => 50_000 }};
module.HEAPU32[{TRAMPOLINE} / 4] = {OWN};
try {{
  const state = new Snapshot(files?.map(bytes) ?? (await pack())).restore(module, pristine);
  console.log(JSON.stringify({{ state, memory: Buffer.from(heap).toString("base64") }}));
}} catch (error) {{
  console.log(JSON.stringify({{ error: error.message }}));
}}
"""


def memory() -> bytes:
    """What a start made of the data, and some words far away."""
    made = bytearray(MEMORY)
    made[1024 : 1024 + len(DATA)] = DATA
    made[2000:2003] = b"new"
    for place in range(30_000, 60_000, 700):
        made[place : place + 9] = b"an object"
    return bytes(made)


def text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def restored(files: list[bytes] | None) -> dict[str, object]:
    """The memory that the browser has after it; `None` for a snapshot that it made itself."""
    given = {
        "files": files and [text(file) for file in files],
        "data": text(DATA),
        "memory": text(memory()),
        "header": HEADER,
    }
    run = subprocess.run(
        ["node", "--input-type=module", "--eval", RESTORE, json.dumps(given)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer: dict[str, object] = json.loads(run.stdout)
    return answer


def expected() -> dict[str, object]:
    made = bytearray(memory())
    made[TRAMPOLINE : TRAMPOLINE + 4] = OWN.to_bytes(4, "little")
    return {"state": HEADER["state"], "memory": text(made)}


PIECES = pack_snapshot(memory(), DATA, HEADER)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(list(PIECES), id="a-file-each"),
        pytest.param([b"".join(PIECES)], id="one-file"),
        pytest.param(None, id="made-on-the-device"),
    ],
)
def test_the_memory_is_put_back_however_its_pieces_come(files):
    assert restored(files) == expected()


@pytest.mark.parametrize(
    "files",
    [
        pytest.param([PIECES[0]], id="the-last-is-missing"),
        pytest.param([PIECES[0], PIECES[0]], id="twice-the-same"),
    ],
)
def test_a_snapshot_that_lacks_a_piece_is_refused(files):
    assert restored(files) == {"error": "A piece of the snapshot is missing."}


def test_a_piece_with_another_word_is_refused():
    changed = bytearray(PIECES[1])
    changed[-1] ^= 1
    answer = restored([PIECES[0], bytes(changed)])
    assert answer == {"error": "The restored memory is not the one that was kept."}
