/**
 * The worker: starts Python and passes requests through its one door.
 * JSON text and bytes cross; no rule, price or wording lives here.
 *
 * Messages in:  {type: "boot", ways, isGiven, refused, mayBeKept, interpreter}   ways: of "snapshot"
 *                 and "bundle", those to choose from; isGiven: take the first; refused: a build whose
 *                 snapshot failed here; mayBeKept: whether to look for parts on this device;
 *                 interpreter: address and integrity of the one that the page compiles meanwhile
 *               {type: "interpreter", module}   that one, or null
 *               {type: "call", id, request, files}
 *               {type: "keep", way}   nothing else is asked of such a worker: keep.js
 * Messages out: {type: "chosen", way, build, interpreter}   interpreter: as above, the build's own
 *               {type: "progress", fraction, step}   step: "download" or "open"
 *               {type: "ready"} or {type: "failed", message}; the latter also after the former, when
 *                 the snapshot proves to be another than the build's
 *               {type: "reply", id, body, files} or {type: "error", id, message, fatal}
 *               {type: "kept"}
 */
import manifest from "runtime.json"; // of the same build: build_hooks/runtime/scripts.py
import { Download } from "./download.js";
import { keepFetched, keepMade } from "./keep.js";
import { FIRST_PARTS, WASM, startBundle, startSnapshot } from "./python.js";
import { FIRST_PIECE, SNAPSHOT } from "./snapshot.js";

/** Shares of the progress bar: downloading is most of the wait. */
const DOWNLOAD_SHARE = 0.8;
const START_SHARE = 0.95;
const BASE = new URL(".", import.meta.url).href;
const STARTS = { snapshot: startSnapshot, bundle: startBundle };
/**
 * Megabits a second of the line from which on the snapshot starts sooner than the bundle: it is 1.5 MB
 * more to fetch and saves a second of work on a small machine, or three in WebKit, which is slower in
 * running code for the first time (benchmarks/startup).
 */
const FAST_LINE = isWebKit(navigator.userAgent) ? 5 : 16;

/** Milliseconds between two words on the progress: each of them makes the page paint. */
const TELL_INTERVAL = 100;

/** Milliseconds that the page has for showing the first answer, before what it did not need comes. */
const SHOWING_TIME = 300;

let toldAt = -Infinity;

/** Chromium and Firefox are WebKit themselves on an iPhone, where they go by other names. */
function isWebKit(userAgent) {
  return userAgent.includes("AppleWebKit/") && !userAgent.includes("Chrome/");
}

/** Report progress, what is downloaded only now and then. */
function tell(fraction, step) {
  if (step === "download" && performance.now() - toldAt < TELL_INTERVAL) return;
  toldAt = performance.now();
  postMessage({ type: "progress", fraction, step });
}

/** Refused compilation (by policy or lack of WebAssembly) shows here, not as a silent wait. */
function checkWebAssembly() {
  // The smallest module there is: the magic number and the version.
  new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
}

/** To those who asked to save data the smaller one is sent; a snapshot that failed here never again. */
function isAllowed(way, refused) {
  if (way !== SNAPSHOT) return true;
  return manifest.parts[FIRST_PIECE] && !navigator.connection?.saveData && refused !== manifest.build;
}

/**
 * What is kept on this device needs no line. Otherwise all that the better way needs is asked for at
 * once, and on a line that turns out slow the snapshot is left.
 */
async function choose(ways, download) {
  if (ways.length === 0) throw new Error("No way to start Python is left.");
  if (ways.length === 1) return ways[0];
  for (const way of ways) if (await download.isKept(FIRST_PARTS[way])) return way;
  download.snapshot();
  // The interpreter shares the line with each piece of the snapshot.
  const share = FAST_LINE / (1 + download.pieces.length);
  if (await download.isFast(WASM, share)) return SNAPSHOT;
  download.dropSnapshot();
  return "bundle";
}

let runtime = null;
let takeCompiled = null;
/** What the page has compiled for us. */
const compiledByPage = new Promise((resolve) => {
  takeCompiled = ({ module }) => resolve(module);
});

async function boot({ ways, isGiven, refused, mayBeKept, interpreter }) {
  try {
    checkWebAssembly();
    tell(0, "download");
    const advance = (share) => tell(DOWNLOAD_SHARE * share, "download");
    const download = new Download(BASE, manifest, { onProgress: advance, mayBeKept });
    const own = download.identity(WASM);
    // That of an earlier build is not ours.
    if (interpreter?.integrity === own.integrity) download.take(WASM, compiledByPage);
    download.compile(WASM); // both ways need it, and the loader
    download.scripts().catch(() => {}); // whoever waits for them is told
    const allowed = ways.filter((way) => isAllowed(way, refused));
    const way = isGiven ? ways[0] : await choose(allowed, download);
    postMessage({ type: "chosen", way, build: manifest.build, interpreter: own });
    const onOpen = () => tell(START_SHARE, "open");
    const { door, checked, complete } = await STARTS[way](download, { onOpen });
    runtime = { door, download, complete };
    postMessage({ type: "ready" });
    await checked;
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
    completeOnce();
  } catch (error) {
    console.error(error);
    const fatal = error?.name !== "PythonError" || Boolean(error.pyodide_fatal_error);
    postMessage({ type: "error", id, message: String(error?.message ?? error), fatal });
  }
}

/** What the first answer did not need comes after it; whatever is called before has it come at once. */
function completeOnce() {
  const { complete } = runtime;
  if (!complete) return;
  runtime.complete = null;
  // A download of its own, without a word on the progress: nobody waits.
  const download = new Download(BASE, manifest);
  setTimeout(() => complete(download).catch((error) => console.warn(error)), SHOWING_TIME);
}

/** The reply, once the shards of a very large search that it needs have come. */
async function answer(request, files) {
  for (;;) {
    const [body, ...rest] = runtime.door.call(request, ...files);
    if (body !== undefined) return [body, ...rest];
    const shards = await Promise.all(rest.map((name) => runtime.download.shard(name)));
    rest.forEach((name, place) => runtime.door.supply(name, shards[place]));
  }
}

async function keep({ way }) {
  const download = new Download(BASE, manifest);
  try {
    if (manifest.parts[FIRST_PIECE]) await (way === SNAPSHOT ? keepFetched : keepMade)(download);
  } catch (error) {
    console.warn(error); // the next start is slower, no more
  }
  postMessage({ type: "kept" });
}

const HANDLERS = { boot, call, keep, interpreter: takeCompiled };
self.onmessage = ({ data }) => HANDLERS[data.type](data);
