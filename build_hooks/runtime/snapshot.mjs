/**
 * Starts the trimmed bundle under Node, walks a visitor's road and writes the memory of the
 * interpreter, together with what the worker needs to put it back.
 *
 * node snapshot.mjs PYODIDE_DIRECTORY LIBRARY.zip APPLICATION.zip INDEX EXERCISE.py ENTERED.json OUT
 *   [keeps-index]
 *
 * With the last word the memory holds the index, opened.
 * OUT.memory is the linear memory as it is, OUT.aside the code that was taken out of it, and
 * OUT.json says how to restore it:
 *   memory      bytes of linear memory
 *   trampoline  address of the word that depends on the host's WebAssembly features
 *   state       references from Python to JavaScript, as the loader wrote them
 *
 * A snapshot must not hold the tables of functions that no visit runs. Where one ran that had not
 * been measured, the standard output has the numbers of all such functions as JSON, and nothing is
 * written: split the interpreter anew with them at hand.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { ApartCode } from "../../wizard/browser/cold_code.js";
import { takeMemory } from "../../wizard/browser/snapshot.js";
import { emptyFreeMemory } from "./free_memory.mjs";
import {
  layAside,
  makeReproducible,
  openDoor,
  settle,
  startUnderNode,
  tidyUp,
  useDoor,
  walkAgain,
  walkRoad,
} from "./node.mjs";

const [directory, library, application, index, exercise, entered, out, keepsIndex] =
  process.argv.slice(2);
makeReproducible();
const missed = new Set();
const code = new ApartCode({ cold: () => readFileSync(`${directory}/pyodide.cold.wasm`) }, () =>
  missed.add(callingFunction()),
);
const python = await startUnderNode({
  directory,
  library,
  application,
  adopt: (instance, imports) => code.adopt(instance, imports),
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
if (keepsIndex) openDoor(python);
tidyUp(python);
if (missed.size > 0) process.stdout.write(JSON.stringify([...missed].sort((a, b) => a - b)));
else keep();

/** The number of the function that stands nearest on the stack: a stub, numbered as what it calls. */
function callingFunction() {
  return Number(/wasm-function\[(\d+)\]/.exec(new Error().stack)[1]);
}

function keep() {
  emptyFreeMemory(pyodide._module);
  write(takeMemory(pyodide));
}

function write({ header, memory }) {
  writeFileSync(`${out}.memory`, memory);
  writeFileSync(`${out}.aside`, aside);
  writeFileSync(`${out}.json`, JSON.stringify(header));
}
