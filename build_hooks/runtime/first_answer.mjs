/**
 * Puts a snapshot back under Node as the worker does, asks what a visitor asks first, and writes as
 * JSON which of the interpreter's functions ran (build_hooks/runtime/webassembly/profile.py).
 *
 * node first_answer.mjs PYODIDE_DIRECTORY SNAPSHOT LIBRARY
 *
 * LIBRARY is an empty file: a snapshot needs no library.
 *
 * It is measured in the interpreter and the snapshot that visitors get, since one that was watched
 * runs other functions.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { ApartCode } from "../../wizard/browser/cold_code.js";
import { laidOut } from "../../wizard/browser/python.js";
import { Snapshot, hookModule } from "../../wizard/browser/snapshot.js";
import { MARK, QUESTION, functionsThatRan, makeReproducible, startUnderNode } from "./node.mjs";

/** In the visitor's own words: short and long, in the other layout and in Latin letters. */
const TEXTS = [
  "п",
  "принтр",
  QUESTION,
  "сколько стоит звонок в поддержку",
  "ghbdtn? ntktajy yt hf,jnftn",
  "ne rabotaet obnovlenie",
];
const [directory, kept, library] = process.argv.slice(2);
makeReproducible();
const snapshot = new Snapshot([new Uint8Array(readFileSync(kept))]);
const code = new ApartCode({ cold: () => readFileSync(`${directory}/pyodide.cold.wasm`) });
let marks = [];
let pristine = null;
await import(pathToFileURL(`${directory}/pyodide.asm.js`).href); // what is hooked
hookModule(Promise.resolve(snapshot), () => pristine);
const { pyodide } = await startUnderNode({
  directory,
  library,
  adopt: (instance, imports, module) => {
    pristine = laidOut(imports, module);
    const exports = Object.entries(code.adopt(instance, imports));
    marks = exports.filter(([name]) => name.startsWith(MARK));
    return Object.fromEntries(exports.filter(([name]) => !name.startsWith(MARK)));
  },
  options: { _loadSnapshot: new Uint8Array(snapshot.header.memory) },
});
const { door } = pyodide.pyimport("door");
door.wake(new Uint8Array(32));
for (const text of TEXTS) {
  ask({ operation: "suggest", responses: { text } });
  ask({ operation: "search", text, responses: {} });
}
process.stdout.write(JSON.stringify(functionsThatRan(marks)));

function ask(operation) {
  const now = "2026-11-23T08:30:00.000Z";
  const site = "https://example.test/";
  const question = { step: "describe", now, utc_offset: 180, seed: 2 ** 32 - 1, site, ...operation };
  door.call(JSON.stringify(question));
}
