/**
 * Starts the trimmed bundle under Node, opens the door, walks a visitor's road and writes the memory
 * of the interpreter, together with what the worker needs to put it back.
 *
 * node snapshot.mjs PYODIDE_DIRECTORY LIBRARY.zip APPLICATION.zip INDEX EXERCISE.py OUT
 *
 * OUT.memory is the linear memory as it is; OUT.json says how to restore it:
 *   memory      bytes of linear memory
 *   trampoline  address of the word that depends on the host's WebAssembly features
 *   state       references from Python to JavaScript, as the loader wrote them
 */
import crypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { startUnderNode } from "./node.mjs";

/** Bytes before the loader's own description in a snapshot. */
const HEADER_BYTES = 48;
const SMALLEST_BLOCK = 8;

const [directory, library, application, index, exercise, out] = process.argv.slice(2);
makeReproducible();
const { pyodide, run } = await startUnderNode({
  directory,
  library,
  application,
  options: { _makeSnapshot: true },
});

warm();
emptyFreeMemory(pyodide._module);
write(pyodide.makeMemorySnapshot());

/** Let neither the clock nor chance into the memory: the same commit gives the same bytes. */
function makeReproducible() {
  crypto.randomFillSync = (view) => view.fill(1);
  syncBuiltinESMExports();
  globalThis.crypto.getRandomValues = (view) => view.fill(1);
  Date.now = () => Date.UTC(2020, 0, 1);
  performance.now = () => 0;
}

/** Load the index, walk the road to warm it, settle, and walk again to prove nothing is missing. */
function warm() {
  pyodide.FS.writeFile("/tmp/index", readFileSync(index));
  run(readFileSync(exercise, "utf8"));
  run(readFileSync(new URL("settle.py", import.meta.url), "utf8"));
  run(`
from door import door
from pathlib import Path
from wizard.bridge import open_bridge
door._bridge = open_bridge(Path("/tmp/index").read_bytes())
first = walk(door.answer)
settle()
if walk(door.answer) != first:
    raise RuntimeError("The settled interpreter answers otherwise than before.")
for name in [name for name in globals() if not name.startswith("__")]:
    del globals()[name]
del name
import gc
gc.collect()
gc.collect()
gc.freeze()
del gc
`);
  pyodide.FS.unlink("/tmp/index");
}

/**
 * Fill with zeros what no object uses: left as it is, it would be sent to every visitor.
 *
 * The heap is drained block by block, large ones first, until it would have to grow for each size;
 * everything is held until the end, so that no block is handed out twice. Pyodide's Python has no
 * allocator of its own over this one.
 */
function emptyFreeMemory(module) {
  const blocks = [];
  for (let size = 1 << 20; size >= SMALLEST_BLOCK; size /= 2) drain(module, size, blocks);
  for (const block of blocks) module._free(block);
  const low = module._emscripten_stack_get_end();
  module.HEAPU8.fill(0, low, module._emscripten_stack_get_current());
}

function drain(module, size, blocks) {
  const edge = module._sbrk(0);
  do {
    const block = module._PyMem_RawMalloc(size);
    blocks.push(block);
    module.HEAPU8.fill(0, block, block + size);
  } while (module._sbrk(0) === edge);
}

function write(snapshot) {
  const words = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 3);
  const [, start, length] = words;
  const state = new TextDecoder().decode(snapshot.subarray(HEADER_BYTES, HEADER_BYTES + length));
  const memory = snapshot.subarray(start);
  writeFileSync(`${out}.memory`, memory);
  writeFileSync(
    `${out}.json`,
    JSON.stringify({
      memory: memory.length,
      trampoline: trampolineAddress(pyodide._module),
      state: JSON.parse(state),
    }),
  );
}

/** Where CPython keeps the function that counts arguments by wasm-GC casts: absent in some hosts. */
function trampolineAddress(module) {
  const offset = module.HEAP32[module.__PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET >>> 2];
  return module.__PyRuntime + offset;
}
