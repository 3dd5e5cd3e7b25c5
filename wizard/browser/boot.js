/** Starts the worker: for the client, and for the head of the wizard's page before there is one. */

import { compile, read } from "./kept_code.js";

/** @typedef {import("./kept_code.js").Kept} Kept */

const REFUSED_KEY = "wizard-refused-snapshot";
const KEPT_KEY = "wizard-kept";

/** @param {string} base address of the folder that holds the worker */
export function newWorker(base) {
  return new Worker(new URL("worker.js", new URL(base, document.baseURI)), { type: "module" });
}

/**
 * A worker that starts Python.
 * @param {string} base
 * @param {{ways?: string[], isGiven?: boolean}} [how] as the worker's message "boot" has it
 * @returns {{worker: Worker, said: object[], compiled: Promise<Kept | null> | null}} `said` collects
 *   its messages until somebody else listens; `compiled` tells which interpreter the page could compile
 */
export function bootWorker(base, { ways = ["snapshot", "bundle"], isGiven = false } = {}) {
  const worker = newWorker(base);
  const said = [];
  worker.onmessage = ({ data }) => said.push(data);
  worker.onerror = (event) => {
    event.preventDefault();
    said.push({ type: "failed", message: event.message ?? "The worker could not be loaded." });
  };
  const refused = isGiven ? null : refusedBuild();
  const interpreter = read(stored(KEPT_KEY));
  const how = { ways, isGiven, refused, mayBeKept: mayBeKept(), interpreter };
  worker.postMessage({ type: "boot", ...how });
  return { worker, said, compiled: interpreter && compileFor(worker, interpreter) };
}

async function compileFor(worker, interpreter) {
  const module = await compile(interpreter);
  worker.postMessage({ type: "interpreter", module });
  return module && interpreter;
}

/** The build whose snapshot failed in this browser, if there is one. */
export function refusedBuild() {
  return stored(REFUSED_KEY);
}

/** Remember that the snapshot of this build fails here. */
export function refuseBuild(build) {
  store(REFUSED_KEY, build); // without storage the snapshot is tried once a page
}

/**
 * Whether an earlier visit may have left something on this device. Asking the cache itself takes a
 * first visit a tenth of a second; what is there all the same comes by the service worker or the line.
 */
function mayBeKept() {
  return Boolean(navigator.serviceWorker?.controller) || stored(KEPT_KEY) !== null;
}

/**
 * Remember that a snapshot was kept here, and which interpreter it belongs to.
 * @param {Kept} interpreter
 */
export function rememberKept(interpreter) {
  store(KEPT_KEY, JSON.stringify(interpreter));
}

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is refused or full.
  }
}
