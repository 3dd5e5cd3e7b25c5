/** Pyodide under Node, over archives that are being built. */
import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { pathToFileURL } from "node:url";
import { hookInstantiation } from "../../wizard/browser/cold_code.js";

/**
 * @param {{
 *   directory: string,
 *   library: string,
 *   application: string,
 *   adopt: (instance: WebAssembly.Instance, imports: object) => object,
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
    env: { PYTHONPATH: "/lib/application.zip", PYTHONHASHSEED: "0" },
    fsInit: async (FS) => FS.writeFile("/lib/application.zip", readFileSync(application)),
    ...options,
  });
  return { pyodide, run: (source) => pyodide.runPython(source) };
}

/** Let neither the clock nor chance in: the same commit gives the same bytes. */
export function makeReproducible() {
  crypto.randomFillSync = (view) => view.fill(1);
  syncBuiltinESMExports();
  globalThis.crypto.getRandomValues = (view) => view.fill(1);
  Date.now = () => Date.UTC(2020, 0, 1);
  performance.now = () => 0;
}

/** Load the index and walk a visitor's road; the door stands open in Python afterwards. */
export function walkRoad({ pyodide, run }, { index, exercise }) {
  pyodide.FS.writeFile("/tmp/index", readFileSync(index));
  run(readFileSync(exercise, "utf8"));
  run(`
from door import door
from pathlib import Path
from wizard.bridge import open_bridge
door._bridge = open_bridge(Path("/tmp/index").read_bytes())
first = walk(door.answer)
`);
  pyodide.FS.unlink("/tmp/index");
}

/** Make the interpreter ready to be kept, and prove on the same road that nothing is missing. */
export function settle({ run }) {
  run(readFileSync(new URL("settle.py", import.meta.url), "utf8"));
  run(`
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
}

// Left alone, Node prints the line of the loader's source that threw: a megabyte of it.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
