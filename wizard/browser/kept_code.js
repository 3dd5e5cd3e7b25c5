/**
 * The interpreter as the browser itself has kept it, compiled by the page. Beside such a copy, and no
 * other, browsers keep the machine code that earlier visits have made of it; an answer that a service
 * worker has touched has none, and a worker's requests all go by the service worker.
 *
 * Only for browsers that can be told to ask no service worker, which timings tell of:
 * https://w3c.github.io/ServiceWorker/#service-worker-static-routing
 */

/** @typedef {{address: string, integrity: string}} Kept */

const CAN_ROUTE = "workerMatchedSourceType" in (self.PerformanceResourceTiming?.prototype ?? {});

/**
 * @param {string | null} text JSON of what is kept
 * @returns {Kept | null}
 */
export function read(text) {
  try {
    const { address, integrity } = JSON.parse(text);
    const isKept = typeof address === "string" && typeof integrity === "string";
    return isKept ? { address, integrity } : null;
  } catch {
    return null; // nothing, or another program's
  }
}

/**
 * Also has the browser keep the machine code that is made of it from now on, in whatever worker.
 * @param {Kept} kept
 * @returns {Promise<WebAssembly.Module | null>} null when the browser does not have it
 */
export async function compile({ address, integrity }) {
  if (!CAN_ROUTE) return null;
  // Not by the line: what is missing here the service worker has, for the worker.
  const how = { cache: "only-if-cached", mode: "same-origin", integrity };
  return WebAssembly.compileStreaming(fetch(address, how)).catch(() => null);
}
