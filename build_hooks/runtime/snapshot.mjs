/**
 * Starts the trimmed bundle under Node, walks a visitor's road and writes the memory of the
 * interpreter, together with what the worker needs to put it back.
 *
 * node snapshot.mjs PYODIDE_DIRECTORY LIBRARY.zip APPLICATION.zip INDEX EXERCISE.py ENTERED.json OUT
 *
 * OUT.memory is the linear memory as it is, OUT.aside the code that was taken out of it, and
 * OUT.json says how to restore it:
 *   memory      bytes of linear memory
 *   trampoline  address of the word that depends on the host's WebAssembly features
 *   state       references from Python to JavaScript, as the loader wrote them
 */
import { readFileSync, writeFileSync } from "node:fs";
import { loadColdCode } from "../../wizard/browser/cold_code.js";
import { emptyFreeMemory } from "./free_memory.mjs";
import {
  layAside,
  makeReproducible,
  settle,
  startUnderNode,
  tidyUp,
  useDoor,
  walkAgain,
  walkRoad,
} from "./node.mjs";

/** Bytes before the loader's own description in a snapshot. */
const HEADER_BYTES = 48;

const [directory, library, application, index, exercise, entered, out] = process.argv.slice(2);
makeReproducible();
const python = await startUnderNode({
  directory,
  library,
  application,
  // The snapshot must not hold the tables of the rare functions; measure.mjs saw what runs here.
  adopt: loadColdCode(() => {
    throw new Error("A function ran that was not measured: let measure.mjs do the same as this.");
  }),
  options: { _makeSnapshot: true },
});
const { pyodide } = python;
walkRoad(python, { index, exercise });
settle(python);
const aside = layAside(python, readFileSync(entered, "utf8"));
globalThis.fetchLaidAside = () => {
  throw new Error("A function was entered that was not measured: let measure.mjs do the same.");
};
walkAgain(python);
useDoor(python, { index });
tidyUp(python);
emptyFreeMemory(pyodide._module);
write(pyodide.makeMemorySnapshot());

function write(snapshot) {
  const words = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 3);
  const [, start, length] = words;
  const state = new TextDecoder().decode(snapshot.subarray(HEADER_BYTES, HEADER_BYTES + length));
  const memory = snapshot.subarray(start);
  writeFileSync(`${out}.memory`, memory);
  writeFileSync(`${out}.aside`, aside);
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
