/**
 * Keeps the site on the device, Python's parts included, once the page is done and unless the visitor
 * asked to save data; offers a new version when it is there whole.
 *
 * Markup: `[data-offline]` with data-worker (address of the service worker), hidden; inside it a
 * button `[data-take]`. It is shown when a new version waits.
 */

import { whenIdle } from "./idle.js";
import { startOver } from "./page_client.js";

const place = document.querySelector("[data-offline]");

async function keepSite(worker) {
  await startOver(); // the visitor waits for that, on the same line and the same processor
  reloadWhenTaken();
  const registration = await navigator.serviceWorker.register(worker);
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => follow(registration.installing));
}

/** Whichever tab took the new version, no other goes on with pages of the old one. */
function reloadWhenTaken() {
  let hadVersion = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (hadVersion) location.reload();
    hadVersion = true;
  });
}

/** The first version of all is taken without a word; a later one is offered when it is whole. */
function follow(installing) {
  installing?.addEventListener("statechange", () => {
    if (installing.state === "installed" && navigator.serviceWorker.controller) offer(installing);
  });
}

function offer(waiting) {
  if (!waiting) return;
  place.hidden = false;
  place.querySelector("[data-take]").addEventListener("click", () => {
    waiting.postMessage("take over");
  });
}

// Everything at once is many megabytes: not for those who asked to be spared.
if (place && "serviceWorker" in navigator && !navigator.connection?.saveData) {
  whenIdle(() => keepSite(place.dataset.worker).catch((error) => console.warn(error)));
}
