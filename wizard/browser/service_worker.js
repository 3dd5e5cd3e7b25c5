/**
 * Keeps one whole version of the site on the device: after a visit everything works without the
 * network. A new version is fetched whole beside the old one and waits until the visitor takes it,
 * so that a page never gets parts of two.
 *
 * The build writes this file to the site's root with `VERSION` and `FILES` filled in.
 */

/**
 * @typedef {{path: string, size: number, integrity: string, late?: boolean, compiled?: boolean}} File
 *   a `late` one is kept when it is first asked for, and from then on with every version; beside a
 *   `compiled` one the browser keeps machine code, in its own cache
 */

const VERSION = "{{ version }}";
/** @type {File[]} most needed first */
const FILES = [];
/** Bytes that one version may take; files past it come from the network alone. */
const BUDGET = 64_000_000;
const PREFIX = "quartech-support-";
const CACHE = PREFIX + VERSION;
const PARALLEL = 6;

/** The files that fit: into the budget, and into half of what the browser still gives us. */
async function chosenFiles() {
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  let left = Math.min(BUDGET, (quota - usage) / 2);
  const chosen = [];
  for (const file of FILES) {
    if (file.size > left || (file.late && !(await caches.match(address(file))))) continue;
    left -= file.size;
    chosen.push(file);
  }
  return chosen;
}

/** The address under which a file is kept: pages are asked for by their folders. */
function address({ path }) {
  return asked(new URL(path, self.registration.scope).href);
}

function asked(url) {
  return url.replace(/\/index\.html$/, "/");
}

/**
 * Have the browser take what is kept without starting this worker, where it can: that would cost
 * each page a moment. What is not kept comes from the network, as in `answer`.
 * https://w3c.github.io/ServiceWorker/#service-worker-static-routing
 */
async function routeAround(event) {
  const { scope } = self.registration;
  const byUs = FILES.filter(({ late }) => late).map((file) => ({
    condition: { urlPattern: address(file) },
    source: "fetch-event",
  }));
  // Asked for by pages only from the browser's own cache (kept_code.js).
  const compiled = FILES.filter((file) => file.compiled).map((file) => ({
    condition: { urlPattern: address(file) },
    source: "network",
  }));
  const own = { baseURL: scope, pathname: `${new URL(scope).pathname}*`, search: "" };
  const kept = {
    condition: { urlPattern: own, requestMethod: "GET" },
    source: { cacheName: CACHE },
  };
  await event.addRoutes?.([...byUs, ...compiled, kept]);
}

async function install() {
  const cache = await caches.open(CACHE);
  const waiting = await chosenFiles();
  const kept = await earlierCopies();
  const fetchNext = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await keep(cache, file, kept);
  };
  await Promise.all(Array.from({ length: PARALLEL }, fetchNext));
}

/** Unchanged files are copied from the version before; the others are fetched and checked. */
async function keep(cache, file, kept) {
  const url = address(file);
  if (await cache.match(url)) return; // an install that was broken off goes on
  const old = kept.get(file.integrity);
  const response = (await old?.()) ?? (await fetchChecked(url, file));
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  const headers = new Headers(response.headers);
  headers.set(CHECKSUM, file.integrity);
  // The body is stored unpacked: what the transport had packed must not be announced any more.
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.delete("Vary");
  await cache.put(url, new Response(response.body, { headers }));
}

/** Asking the host anew for a compiled one would part it from its machine code. */
async function fetchChecked(url, { integrity, compiled }) {
  const anew = () => fetch(url, { integrity, cache: "no-cache" });
  return compiled ? fetch(url, { integrity, cache: "force-cache" }).catch(anew) : anew();
}

const CHECKSUM = "X-Integrity";

/** What the versions before this one hold, by checksum. */
async function earlierCopies() {
  const kept = new Map();
  for (const name of await ours()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const sum = (await cache.match(request))?.headers.get(CHECKSUM);
      if (sum) kept.set(sum, () => cache.match(request));
    }
  }
  return kept;
}

async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
}

async function activate() {
  for (const name of await ours()) await caches.delete(name);
  await self.clients.claim();
}

/** Queries and fragments belong to the page, not to the file. */
async function answer(request) {
  const url = new URL(request.url);
  url.search = url.hash = "";
  const cache = await caches.open(CACHE);
  const kept = await cache.match(asked(url.href));
  return kept ?? (await keepLate(cache, url.href)) ?? fetch(request);
}

/** What cannot be kept (the host has another version, the device is full) is answered all the same. */
async function keepLate(cache, url) {
  const file = FILES.find((other) => other.late && address(other) === url);
  if (!file) return undefined;
  await keep(cache, file, new Map()).catch((error) => console.warn(error));
  return cache.match(url);
}

self.addEventListener("install", (event) => {
  event.waitUntil(install());
  event.waitUntil(routeAround(event).catch((error) => console.warn(error)));
});
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const ownSite = event.request.url.startsWith(self.registration.scope);
  if (event.request.method === "GET" && ownSite) event.respondWith(answer(event.request));
});
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});
