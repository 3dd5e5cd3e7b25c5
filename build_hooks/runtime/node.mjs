/** Pyodide under Node, over archives that are being built. */
import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { pathToFileURL } from "node:url";
import { hookInstantiation } from "../../wizard/browser/cold_code.js";
import { ENVIRONMENT, addApplication } from "../../wizard/browser/python.js";

/** Something that a visitor may ask first. */
export const QUESTION = "После обновления не печатает чек, пишет «нет связи с принтером»";
/** How the exports begin that tell which functions ran (build_hooks/runtime/webassembly/profile.py). */
export const MARK = "ran:";

/** Articles: each adds some kilobytes to what every visitor receives. */
const READ_AHEAD = 200;

/**
 * @param {{
 *   directory: string,
 *   library?: string,
 *   application?: string,
 *   adopt: (instance: WebAssembly.Instance, imports: object, module: WebAssembly.Module) => object,
 *   options?: object,
 * }} where `adopt` as `hookInstantiation` takes it
 * @returns {Promise<{pyodide: object, run: (source: string) => unknown}>}
 */
export async function startUnderNode({ directory, library, application, adopt, options = {} }) {
  hookInstantiation(WebAssembly.compile(readFileSync(`${directory}/pyodide.asm.wasm`)), adopt);
  const { loadPyodide } = await import(pathToFileURL(`${directory}/pyodide.mjs`).href);
  const { info } = JSON.parse(readFileSync(`${directory}/pyodide-lock.json`, "utf8"));
  const pyodide = await loadPyodide({
    indexURL: directory,
    stdLibURL: library,
    lockFileContents: { info, packages: {} },
    packageBaseUrl: directory,
    // As in a browser: Python makes a path of it by functions that a full name does not need.
    _sysExecutable: "./this.program",
    env: ENVIRONMENT,
    ...options,
  });
  if (application) addApplication(pyodide, readFileSync(application));
  return { pyodide, run: (source) => pyodide.runPython(source) };
}

/**
 * The numbers of the functions that ran.
 * @param {[string, WebAssembly.Global][]} marks the exports that tell it
 */
export function functionsThatRan(marks) {
  return marks.filter(([, mark]) => mark.value).map(([name]) => Number(name.slice(MARK.length)));
}

/** Let neither the clock nor chance in: the same commit gives the same bytes. */
export function makeReproducible() {
  crypto.randomFillSync = (view) => view.fill(1);
  syncBuiltinESMExports();
  globalThis.crypto.getRandomValues = (view) => view.fill(1);
  Date.now = () => Date.UTC(2020, 0, 1);
  performance.now = () => 0;
}

/**
 * Walk a visitor's road; Python's `door` stands open afterwards, and `first` holds the replies. What
 * JavaScript's values are in Python is made when they first come in: before anything is laid aside.
 * @param {{run: Function, pyodide: object}} python
 * @param {{index: string, exercise: string}} files
 */
export function walkRoad(python, { index, exercise }) {
  const { pyodide, run } = python;
  useDoor(python, { index });
  pyodide.globals.set("index", new Uint8Array(readFileSync(index)));
  run(readFileSync(exercise, "utf8"));
  run(`
from door import door
index = index.to_bytes()
door.load(index)
first = walk(door.answer)
`);
}

/** Make the interpreter ready to be kept. */
export function settle({ pyodide, run }) {
  pyodide.globals.set("source", readFileSync(new URL("settle.py", import.meta.url), "utf8"));
  // In a namespace of its own, which outlives the tidying up: stand-ins call into it.
  run(`
import types
settling = types.ModuleType("settling")
exec(source, vars(settling))
settling.settle()
`);
}

/**
 * Take the code of the functions that a visit does not enter out of them.
 * @param {string} entered JSON, the names of the others
 * @returns {Uint8Array}
 */
export function layAside({ pyodide, run }, entered) {
  pyodide.globals.set("entered", entered);
  const codes = run(`
import json
laid_aside = settling.LaidAside()
laid_aside.lay_aside(set(json.loads(entered)))
`);
  const copy = codes.toJs();
  codes.destroy();
  return copy;
}

/** Prove on the same road that nothing is missing. */
export function walkAgain({ run }) {
  run(`
door.load(index)
if walk(door.answer) != first:
    raise RuntimeError("The settled interpreter answers otherwise than before.")
`);
}

/** Come in through the door as the worker does, which the road does not. */
export function useDoor({ pyodide }, { index, text = "" }) {
  const { door } = pyodide.pyimport("door");
  door.wake(new Uint8Array(32));
  door.open(new Uint8Array(readFileSync(index)));
  const request = { operation: "search", text, now: "2026-11-23T08:30:00.000Z" };
  door.call(JSON.stringify({ ...request, utc_offset: 180, site: "https://example.test/" }), new Uint8Array(1));
  door.close();
  door.destroy();
}

/** Let every visitor find the articles open, and at hand what any question makes of them. */
export function openDoor({ run }) {
  run(`
door.load(index, read_ahead=${READ_AHEAD})
Visitor(door.answer).ask("search", text="регламент")
`);
}

/** Leave nothing behind but what every visitor needs. */
export function tidyUp({ run }) {
  run(`
settling.forget_results()
for name in [name for name in globals() if not name.startswith("__")]:
    del globals()[name]
del name
import gc
gc.collect()
gc.collect()
gc.freeze()
del gc
`);
}

// Left alone, Node prints the line of the loader's source that threw: a megabyte of it.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
