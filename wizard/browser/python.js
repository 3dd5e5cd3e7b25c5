/** Starts Python in this worker: from its kept memory, or from the plain bundle. */
import { ApartCode, hookInstantiation } from "./cold_code.js";
import { FIRST_PIECE, Snapshot, hookModule } from "./snapshot.js";

export const WASM = "pyodide.asm.wasm";
const COLD_CODE = "pyodide.cold.wasm";
/** Functions that no start from a snapshot runs until its first answer, but a plain start does. */
const LATER_CODE = "pyodide.later.wasm";
const LAID_ASIDE = "aside";
const LIBRARY_ARCHIVE = "library";
/** By way: what it needs first besides the interpreter. */
export const FIRST_PARTS = { snapshot: FIRST_PIECE, bundle: LIBRARY_ARCHIVE };
/** An address that only the loader asks for, and this worker answers. */
const LIBRARY = "wizard:library";
/** Where the loader places the interpreter, as in build_hooks/runtime/webassembly/module.py. */
const MEMORY_BASE = 1024;
const APPLICATION = "/lib/application.zip";
/** What a plain start gives Python besides its library. */
export const ENVIRONMENT = { PYTHONPATH: APPLICATION, PYTHONHASHSEED: "0" };

/** @typedef {import("./download.js").Download} Download */

/**
 * Start Python from the plain bundle.
 * @param {Download} download
 * @param {{options?: object, onOpen?: () => void}} [how] more options for the loader; what to do
 *   when Python's own parts are there
 */
export async function startBundle(download, { options = {}, onOpen = () => {} } = {}) {
  const later = LATER_CODE in download.manifest.parts ? download.compile(LATER_CODE) : null;
  const interpreter = fetchInterpreter(download, later?.module);
  const [library, application, index] = inTurn(download, [LIBRARY_ARCHIVE, "application", "index"]);
  const python = load(download, interpreter, library, {
    env: ENVIRONMENT,
    ...options,
  });
  // The parts are awaited beside the loader, which would only log their failure and never settle.
  const checked = Promise.all([interpreter.checked, later?.checked, library, application]).then(
    onOpen,
  );
  index.catch(() => {}); // told where it is awaited
  const [pyodide] = await Promise.all([python, checked]);
  addApplication(pyodide, await application);
  const { door } = pyodide.pyimport("door");
  door.open(await index);
  return { pyodide, door, pristine: () => interpreter.pristine };
}

/** Python has started while its application was on the way, and found nothing there. */
export function addApplication(pyodide, archive) {
  pyodide.FS.writeFile(APPLICATION, archive);
  const sys = pyodide.pyimport("sys");
  sys.path_importer_cache.clear();
  sys.destroy();
}

/**
 * Parts one after another, the interpreter before all: this way is for slow lines, and while the later
 * ones are coming the earlier ones are at work.
 */
function inTurn(download, names) {
  download.expect(names);
  return names.map(async (name, place) => {
    await download.mostOf(names[place - 1] ?? WASM);
    return download.bytes(name);
  });
}

/**
 * Start Python from its kept memory, with everything imported and warm. The memory is compared with
 * what was kept before anything runs in it; that the file is the build's own is known a little later.
 * @param {Download} download
 * @param {{onOpen?: () => void}} [how] what to do when Python's own parts are there
 * @returns {Promise<{
 *   pyodide: object, door: object, checked: Promise<unknown>,
 *   complete: (download: Download) => Promise<void>
 * }>} `checked` rejects when the snapshot was not the one that the manifest names; `complete` fetches
 *   what is needed after the first answer
 */
export async function startSnapshot(download, { onOpen = () => {} } = {}) {
  const interpreter = fetchInterpreter(download);
  const { content, checked } = download.snapshot();
  // A whole index is in the snapshot; of one in many pieces the core comes by itself.
  const index = download.manifest.shards ? download.bytes("index") : null;
  globalThis.fetchLaidAside = () => download.now(LAID_ASIDE);
  // The loader prepares an empty interpreter of the right size while the snapshot is on its way.
  const [memory] = await Promise.all([download.memory(), download.scripts()]);
  hookModule(
    Promise.all([content, interpreter.checked]).then(([files]) => {
      onOpen();
      return new Snapshot(files);
    }),
    () => interpreter.pristine,
  );
  const python = load(download, interpreter, Promise.resolve(new Uint8Array()), {
    _loadSnapshot: new Uint8Array(memory),
  });
  // The parts are awaited beside the loader, which would only log their failure and never settle.
  const [pyodide] = await Promise.all([python, interpreter.checked, index]);
  interpreter.pristine = null;
  const { door } = pyodide.pyimport("door");
  door.wake(crypto.getRandomValues(new Uint8Array(32)));
  if (index) door.open(await index);
  return { pyodide, door, checked, complete: (later) => complete(later, interpreter.code) };
}

/**
 * The interpreter, compiled as it arrives.
 * @param {Download} download
 * @param {Promise<WebAssembly.Module>} [later] its functions for later, to have them from the start
 */
function fetchInterpreter(download, later) {
  const { module, checked } = download.compile(WASM);
  const code = new ApartCode({
    later: () => download.now(LATER_CODE),
    cold: () => download.now(COLD_CODE),
  });
  const interpreter = { checked, code, pristine: null };
  let second = null;
  const both = Promise.all([module, later]).then(([first, other]) => {
    second = other;
    return first;
  });
  hookInstantiation(both, (instance, imports, compiled) => {
    interpreter.pristine = laidOut(imports, compiled);
    const exports = code.adopt(instance, imports);
    if (second) code.fill("later", second);
    return exports;
  });
  return interpreter;
}

/** Fetch the functions for later. */
async function complete(download, code) {
  if (!code.isMissing("later")) return;
  const { module, checked } = download.compile(LATER_CODE);
  const [compiled] = await Promise.all([module, checked]);
  code.fill("later", compiled);
}

/** Memory in which nothing has run yet: what the file lays out, and zeros. */
export function laidOut(imports, module) {
  const memory = new Uint8Array(imports.env.memory.buffer);
  return memory.slice(0, MEMORY_BASE + staticBytes(module));
}

/**
 * How much memory the module lays out: the first number of the first part of its "dylink.0".
 * https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md
 */
function staticBytes(module) {
  const [section] = WebAssembly.Module.customSections(module, "dylink.0");
  const bytes = new Uint8Array(section).subarray(2);
  const end = bytes.findIndex((byte) => byte < 128);
  return bytes.subarray(0, end + 1).reduceRight((sum, byte) => sum * 128 + (byte & 127), 0);
}

async function load(download, interpreter, library, options) {
  const [{ loadPyodide }] = await download.scripts();
  const { info } = download.manifest;
  const wasm = download.address(WASM);
  const restoreFetch = answerLoader({
    [wasm]: async () => new Response(),
    [LIBRARY]: async () => new Response(await library),
  });
  try {
    return await loadPyodide({
      indexURL: wasm.slice(0, wasm.lastIndexOf("/") + 1),
      stdLibURL: LIBRARY,
      lockFileContents: { info, packages: {} },
      packageBaseUrl: download.base,
      ...options,
    });
  } finally {
    restoreFetch();
  }
}

/** While Pyodide's loader runs, its requests get the parts that are already on their way. */
function answerLoader(answers) {
  const network = self.fetch;
  self.fetch = (address, options) =>
    answers[String(address)]?.() ?? network.call(self, address, options);
  return () => {
    self.fetch = network;
  };
}
