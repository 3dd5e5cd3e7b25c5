/**
 * The worker: starts Python and passes requests through its one door.
 * JSON text and bytes cross; no rule, price or wording lives here.
 *
 * Messages in:  {type: "boot", base, manifest, ways, isGiven}   ways: of "snapshot" and "bundle",
 *                 those allowed; isGiven: take the first
 *               {type: "call", id, request, files}
 *               {type: "keep", base, manifest, way}   nothing else is asked of such a worker: keep.js
 * Messages out: {type: "chosen", way}
 *               {type: "progress", fraction, step}   step: "download" or "open"
 *               {type: "ready"} or {type: "failed", message}
 *               {type: "reply", id, body, files} or {type: "error", id, message, fatal}
 *               {type: "kept"}
 */
import "./cold_code.js"; // named here so that it is on its way before python.js asks for it
import { Download } from "./download.js";
import { WASM, WAYS, startBundle, startSnapshot } from "./python.js";
import "./snapshot.js";

/** Shares of the progress bar: downloading is most of the wait. */
const DOWNLOAD_SHARE = 0.8;
const START_SHARE = 0.95;
const STARTS = { snapshot: startSnapshot, bundle: startBundle };
/**
 * Megabits a second from which on the snapshot starts sooner than the bundle: it is 1.9 MB more to
 * fetch and saves a second of work on a small machine (benchmarks/startup).
 */
const FAST_LINE = 12;

let told = 0;

/** Report progress, a percent at a time. */
function tell(fraction, step) {
  if (step === "download" && fraction - told < 0.01) return;
  told = fraction;
  postMessage({ type: "progress", fraction, step });
}

/** Refused compilation (by policy or lack of WebAssembly) shows here, not as a silent wait. */
function checkWebAssembly() {
  // The smallest module there is: the magic number and the version.
  new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
}

/**
 * What is kept on this device needs no line; otherwise the line is measured on the interpreter,
 * which both ways need.
 */
async function choose({ ways, isGiven }, download) {
  if (ways.length === 1 || isGiven) return ways[0];
  for (const way of ways) if (await download.isKept(WAYS[way].slice(0, 1))) return way;
  return (await download.speed(WASM)) < FAST_LINE ? "bundle" : "snapshot";
}

let runtime = null;

async function boot({ base, manifest, ...allowed }) {
  try {
    checkWebAssembly();
    tell(0, "download");
    const advance = (share) => tell(DOWNLOAD_SHARE * share, "download");
    const download = new Download(base, manifest, advance);
    download.compile(WASM); // both ways need it
    const way = await choose(allowed, download);
    postMessage({ type: "chosen", way });
    const { door } = await STARTS[way](download, { onOpen: () => tell(START_SHARE, "open") });
    runtime = { door, download };
    postMessage({ type: "ready" });
  } catch (error) {
    console.error(error);
    postMessage({ type: "failed", message: String(error?.message ?? error) });
  }
}

async function call({ id, request, files }) {
  try {
    const [body, ...attachments] = await answer(request, files);
    const buffers = attachments.map((bytes) => bytes.buffer);
    postMessage({ type: "reply", id, body, files: attachments }, buffers);
  } catch (error) {
    console.error(error);
    const fatal = error?.name !== "PythonError" || Boolean(error.pyodide_fatal_error);
    postMessage({ type: "error", id, message: String(error?.message ?? error), fatal });
  }
}

/** The reply, once the shards of a very large search that it needs have come. */
async function answer(request, files) {
  for (;;) {
    const [body, ...rest] = runtime.door.call(request, files);
    if (body !== undefined) return [body, ...rest];
    const shards = await Promise.all(rest.map((name) => runtime.download.shard(name)));
    rest.forEach((name, place) => runtime.door.supply(name, shards[place]));
  }
}

async function keep({ base, manifest, way }) {
  const { keepFetched, keepMade } = await import("./keep.js");
  const download = new Download(base, manifest);
  try {
    await (way === "snapshot" ? keepFetched : keepMade)(download);
  } catch (error) {
    console.warn(error); // the next start is slower, no more
  }
  postMessage({ type: "kept" });
}

const HANDLERS = { boot, call, keep };
self.onmessage = ({ data }) => HANDLERS[data.type](data);
