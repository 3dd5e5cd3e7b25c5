/**
 * Keeps a snapshot on this device, unpacked, so that the next start needs neither the line nor a
 * decoder: the one that was downloaded, or one that is made here from the bundle. Runs in a worker of
 * its own, in which no visitor has typed anything.
 */
import { CHECKED, MEMORY, SNAPSHOT_CACHE } from "./download.js";
import { startBundle } from "./python.js";
import { FIRST_PIECE, packSnapshot, takeMemory } from "./snapshot.js";

/** As build_hooks/runtime/snapshot.mjs does under Node, but nothing is taken out. */
const SETTLE = `
import gc
from exercise import walk
from settling import forget_results, settle

walk(door.answer)
settle()
if is_split:
    door.close()  # its index comes apart from the snapshot
forget_results()
del door, walk, settle, forget_results, is_split
gc.collect()
gc.collect()
gc.freeze()
del gc
`;

/** The downloaded one, most likely still in the browser's own cache. */
export async function keepFetched(download) {
  if (await download.isKept(FIRST_PIECE)) return;
  const { memory, parts } = download.manifest;
  const pieces = download.pieces;
  const blobs = await Promise.all(pieces.map((name) => fetchChecked(download, name)));
  const checked = pieces.map((name) => parts[name].integrity).join(" ");
  await put(download, new Blob(blobs), { checked, memory });
}

async function fetchChecked(download, name) {
  const { integrity } = download.manifest.parts[name];
  const answer = await fetch(download.address(name), { integrity });
  if (!answer.ok) throw new Error(`${answer.url}: HTTP ${answer.status}`);
  return answer.blob();
}

/** One made here: on a slow line its download is spared. */
export async function keepMade(download) {
  if (await download.isKept(FIRST_PIECE)) return;
  const { pyodide, door, pristine } = await startBundle(download, {
    options: { _makeSnapshot: true },
  });
  pyodide.globals.set("door", door);
  pyodide.globals.set("is_split", Boolean(download.manifest.shards));
  door.destroy();
  pyodide.runPython(SETTLE);
  const taken = takeMemory(pyodide);
  const checked = `made from ${download.manifest.build}`;
  await put(download, packSnapshot(taken, pristine()), { checked, memory: taken.header.memory });
}

/** Earlier ones go: one build has one snapshot. */
async function put(download, body, { checked, memory }) {
  await caches.delete(SNAPSHOT_CACHE);
  const cache = await caches.open(SNAPSHOT_CACHE);
  const headers = { [CHECKED]: checked, [MEMORY]: memory };
  await cache.put(download.address(FIRST_PIECE), new Response(body, { headers }));
}
