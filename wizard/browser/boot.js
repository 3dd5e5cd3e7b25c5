/** Starts the worker: for the client, and for the head of the wizard's page before there is one. */

const REFUSED_KEY = "wizard-refused-snapshot";

/** @param {string} base address of the folder that holds the worker */
export function newWorker(base) {
  return new Worker(new URL("worker.js", new URL(base, document.baseURI)), { type: "module" });
}

/**
 * A worker that starts Python.
 * @param {string} base
 * @param {{ways?: string[], isGiven?: boolean}} [how] as the worker's message "boot" has it
 * @returns {{worker: Worker, said: object[]}} `said` collects its messages until somebody else listens
 */
export function bootWorker(base, { ways = ["snapshot", "bundle"], isGiven = false } = {}) {
  const worker = newWorker(base);
  const said = [];
  worker.onmessage = ({ data }) => said.push(data);
  worker.onerror = (event) => {
    event.preventDefault();
    said.push({ type: "failed", message: event.message ?? "The worker could not be loaded." });
  };
  worker.postMessage({ type: "boot", ways, isGiven, refused: isGiven ? null : refusedBuild() });
  return { worker, said };
}

/** The build whose snapshot failed in this browser, if there is one. */
export function refusedBuild() {
  try {
    return localStorage.getItem(REFUSED_KEY);
  } catch {
    return null;
  }
}

/** Remember that the snapshot of this build fails here. */
export function refuseBuild(build) {
  try {
    localStorage.setItem(REFUSED_KEY, build);
  } catch {
    // Without storage the snapshot is tried once a page.
  }
}
