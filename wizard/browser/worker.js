/**
 * The worker: fetches the parts of Python, starts it and passes requests through its one door.
 * JSON text and bytes cross; no rule, price or wording lives here.
 *
 * Messages in:  {type: "boot", base, manifest, from}   from: "snapshot" or "bundle"
 *               {type: "call", id, request, files}
 * Messages out: {type: "progress", fraction, step}   step: "download" or "open"
 *               {type: "ready"} or {type: "failed", message}
 *               {type: "reply", id, body, files} or {type: "error", id, message, fatal}
 */

/** @typedef {{path: string, size: number, transfer: number, integrity: string}} Part */
/** @typedef {{pyodide: string, info: object, parts: Object<string, Part>}} Manifest */

/** Share of the progress bar that each step takes; downloading is most of the wait. */
const DOWNLOAD_SHARE = 0.8;
const START_SHARE = 0.95;

const WASM = "pyodide.asm.wasm";
const COLD_CODE = "pyodide.cold.wasm";
/** An address that only the loader asks for, and this worker answers. */
const LIBRARY = "wizard:library";
const BUNDLE = [WASM, "library", "application", "index"];
const SNAPSHOT = [WASM, "snapshot"];

/** The parts of the runtime on their way: asked for all at once, counted and checked. */
class Download {
  /**
   * @param {string} base address of the folder that holds the parts
   * @param {Manifest} manifest
   * @param {string[]} names
   */
  constructor(base, manifest, names) {
    this.base = base;
    this.parts = manifest.parts;
    this.loaded = 0;
    this.total = names.reduce((sum, name) => sum + this.parts[name].size, 0);
    this.responses = new Map(names.map((name) => [name, this.ask(name)]));
  }

  /** @param {string} name */
  address(name) {
    return new URL(this.parts[name].path, this.base).href;
  }

  /** @param {string} name */
  async ask(name) {
    const response = await fetch(this.address(name), { credentials: "same-origin" });
    if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
    return response;
  }

  /** The checked bytes of one part. */
  async bytes(name) {
    return this.read(name, await this.responses.get(name));
  }

  /**
   * A response that WebAssembly compiles as it arrives; `checked` settles when the same bytes have
   * been counted and compared.
   */
  async stream(name) {
    const response = await this.responses.get(name);
    // Compiling refuses any other type, and then the loader waits for ever.
    const typed = response.headers.get("Content-Type") === "application/wasm";
    const twin = response.clone();
    const body = typed
      ? response
      : new Response(response.body, { headers: { "Content-Type": "application/wasm" } });
    return { response: body, checked: this.read(name, twin) };
  }

  async read(name, response) {
    const { size, integrity } = this.parts[name];
    const bytes = await this.collect(response, size);
    if ((await digest(bytes)) !== integrity) throw new Error(`${name}: not the bytes of the build`);
    return bytes;
  }

  /** Read into one buffer of the size that the manifest promises, telling the progress. */
  async collect(response, size) {
    const bytes = new Uint8Array(size);
    const reader = response.body.getReader();
    let at = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return bytes.subarray(0, at);
      if (at + value.length > size) throw new Error(`${response.url}: longer than ${size} bytes`);
      bytes.set(value, at);
      at += value.length;
      this.loaded += value.length;
      tell((DOWNLOAD_SHARE * this.loaded) / this.total, "download");
    }
  }
}

/** The bytes' SHA-256 as an integrity string; pages without a secure context cannot compute it. */
async function digest(bytes) {
  if (!self.crypto?.subtle) throw new Error("A checksum needs a secure context (https).");
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256-${btoa(String.fromCharCode(...sum))}`;
}

let told = 0;

/** Report progress, a percent at a time. */
function tell(fraction, step) {
  if (step === "download" && fraction - told < 0.01) return;
  told = fraction;
  postMessage({ type: "progress", fraction, step });
}

/**
 * Start Python from the plain bundle.
 * @param {string} base
 * @param {Manifest} manifest
 */
async function startBundle(base, manifest) {
  const download = new Download(base, manifest, BUNDLE);
  const wasm = download.stream(WASM);
  const library = download.bytes("library");
  const application = download.bytes("application");
  const index = download.bytes("index");
  const scripts = importLoader(download);
  const { checked } = await wasm;
  const python = load(manifest, await scripts, download, {
    wasm,
    library,
    env: { PYTHONPATH: "/lib/application.zip" },
    fsInit: async (FS) => FS.writeFile("/lib/application.zip", await application),
  });
  // The parts are awaited beside the loader, which would only log their failure and never settle.
  const [pyodide] = await Promise.all([python, checked, library, application]);
  tell(START_SHARE, "open");
  const { door } = pyodide.pyimport("door");
  door.open(await index);
  return { pyodide, door };
}

/**
 * Start Python from its kept memory, with everything imported, loaded and warm.
 * @param {string} base
 * @param {Manifest} manifest
 */
async function startSnapshot(base, manifest) {
  const download = new Download(base, manifest, SNAPSHOT);
  const wasm = download.stream(WASM);
  const kept = download.bytes("snapshot");
  const [{ Snapshot, hookModule }, scripts] = await Promise.all([
    import(new URL("snapshot.js", base).href),
    importLoader(download),
  ]);
  const snapshot = new Snapshot(await kept, await (await wasm).checked);
  tell(START_SHARE, "open");
  hookModule(snapshot);
  const pyodide = await load(manifest, scripts, download, {
    wasm,
    library: Promise.resolve(new Uint8Array()),
    _loadSnapshot: snapshot.placeholder,
  });
  const { door } = pyodide.pyimport("door");
  door.wake(crypto.getRandomValues(new Uint8Array(32)));
  return { pyodide, door };
}

const STARTS = { bundle: startBundle, snapshot: startSnapshot };

/** Both scripts of the loader at once: left alone, it asks for the second after the first. */
async function importLoader(download) {
  const [{ loadPyodide }] = await Promise.all([
    import(download.address("pyodide.mjs")),
    import(download.address("pyodide.asm.js")),
  ]);
  return loadPyodide;
}

async function load(manifest, loadPyodide, download, { wasm, library, ...options }) {
  const address = download.address(WASM);
  const restoreFetch = answerLoader({
    [address]: async () => (await wasm).response,
    [LIBRARY]: async () => new Response(await library),
  });
  try {
    return await loadPyodide({
      indexURL: address.slice(0, address.lastIndexOf("/") + 1),
      stdLibURL: LIBRARY,
      lockFileContents: { info: manifest.info, packages: {} },
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

/** Refused compilation (by policy or lack of WebAssembly) shows here, not as a silent wait. */
function checkWebAssembly() {
  // The smallest module there is: the magic number and the version.
  new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
}

let runtime = null;

async function boot({ base, manifest, from }) {
  try {
    checkWebAssembly();
    tell(0, "download");
    runtime = await STARTS[from](base, manifest);
    postMessage({ type: "ready" });
  } catch (error) {
    console.error(error);
    postMessage({ type: "failed", message: String(error?.message ?? error) });
  }
}

function call({ id, request, files }) {
  try {
    const answer = runtime.door.call(request, files);
    const [body, ...attachments] = answer;
    const buffers = attachments.map((bytes) => bytes.buffer);
    postMessage({ type: "reply", id, body, files: attachments }, buffers);
  } catch (error) {
    console.error(error);
    const fatal = error?.name !== "PythonError" || Boolean(error.pyodide_fatal_error);
    postMessage({ type: "error", id, message: String(error?.message ?? error), fatal });
  }
}

self.onmessage = ({ data }) => {
  if (data.type === "boot") boot(data);
  if (data.type === "call") call(data);
};
