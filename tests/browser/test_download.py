"""How the worker gets its parts: wizard/browser/download.js under Node."""

import json
import subprocess
from pathlib import Path

import pytest

DOWNLOAD = Path(__file__).parents[2] / "wizard" / "browser" / "download.js"
MEGABITS = 8
LOAD = f"""
globalThis.self = globalThis;
const {{ Download }} = await import({json.dumps(DOWNLOAD.as_uri())});
const given = JSON.parse(process.argv[1]);
"""
# Pieces of a part come at these times; the clock is ours.
LINE = f"""{LOAD}
let now = 0;
performance.now = () => now;
const download = new Download("https://example.test/", {{ parts: {{}} }});
download.measured = {{ name: "part", megabits: {MEGABITS} }};
let told = null;
download.lineTold.then((isFast) => (told = {{ isFast, after: now }}));
for (const [time, bytes] of given) {{
  now = time;
  download.measure(bytes);
  await new Promise(setImmediate);
}}
console.log(JSON.stringify(told));
"""
# What the cache is asked for.
LOOK = f"""{LOAD}
const asked = [];
self.caches = {{ match: async (address) => void asked.push(address) }};
const parts = {{ "snapshot-1": {{ path: "snapshot.bin" }} }};
const download = new Download("https://example.test/", {{ parts }}, given);
const isKept = await download.isKept("snapshot-1");
console.log(JSON.stringify({{ isKept, asked }}));
"""
# A part that the page compiles, or finds that it cannot.
TAKE = f"""{LOAD}
const asked = [];
self.fetch = async (address) => {{ asked.push(address); return Response.error(); }};
const {{ Download: Fresh }} = await import({json.dumps(DOWNLOAD.as_uri())} + "?fresh");
const parts = {{ part: {{ path: "part.wasm", size: 8 }} }};
const download = new Fresh("https://example.test/", {{ parts }}, {{ mayBeKept: false }});
const empty = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
download.take("part", Promise.resolve(given.isThere ? empty : null));
const {{ module, checked }} = download.compile("part");
const [taken] = await Promise.allSettled([module, checked]);
const isTaken = taken.value === empty;
console.log(JSON.stringify({{ isTaken, asked, loaded: download.loaded.get("part") }}));
"""


def under_node(script: str, given: object) -> object:
    """What the script says about what it is given."""
    run = subprocess.run(
        ["node", "--input-type=module", "--eval", script, json.dumps(given)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer: object = json.loads(run.stdout)
    return answer


def steady(megabits: float, until: int) -> list[tuple[int, int]]:
    """A piece every ten milliseconds."""
    return [(time, round(megabits * 125 * 10)) for time in range(0, until, 10)]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param(steady(20, 400), {"isFast": True, "after": 30}, id="fast"),
        pytest.param(steady(5, 600), {"isFast": False, "after": 360}, id="slow"),
        pytest.param(steady(5, 300), None, id="not-known-yet"),
        # A busy machine reads nothing for a while, and then all that has come.
        pytest.param(
            [(0, 1_000), (150, 1_000), (200, 400_000)], {"isFast": True, "after": 200}, id="late"
        ),
    ],
)
def test_a_line_is_slow_only_after_a_while(
    pieces: list[tuple[int, int]], expected: dict[str, object] | None
) -> None:
    assert under_node(LINE, pieces) == expected


def test_a_first_visit_does_not_wait_for_the_cache() -> None:
    assert under_node(LOOK, {"mayBeKept": False}) == {"isKept": False, "asked": []}
    asked = ["https://example.test/snapshot.bin"]
    assert under_node(LOOK, {"mayBeKept": True}) == {"isKept": False, "asked": asked}


def test_what_the_page_has_compiled_is_not_asked_for() -> None:
    assert under_node(TAKE, {"isThere": True}) == {"isTaken": True, "asked": [], "loaded": 8}
    asked = ["https://example.test/part.wasm"]
    assert under_node(TAKE, {"isThere": False}) == {"isTaken": False, "asked": asked, "loaded": 0}
