/**
 * On the wizard's own page the theme's script and the site's manifest wait until Python has started
 * and answered: both would take the processor from it, the manifest by what the browser then shows.
 * Who turns to the header or to the theme's keys before that gets the script at once.
 *
 * Markup: `[data-after-start]` on a script that modern browsers pass over (nomodule) and on a link
 * without `rel`.
 */
import { whenIdle } from "./idle.js";
import { startOver } from "./page_client.js";

const script = document.querySelector("script[data-after-start]");
const manifest = document.querySelector("link[data-after-start]");
const header = document.querySelector('[data-md-component="header"]');
/** Buttons of the theme; links need no script. */
const CONTROLS = "label, button";
const FIELDS = "input, textarea, select, [contenteditable]";
/** The theme's keys: to the search. Those to the page before and after lead nowhere from here. */
const KEYS = ["/", "f", "s"];
let loading = null;
let isThere = false;

/** The colours that are in force, and the button to change them, which the theme shows by its script. */
function showPalette() {
  const inputs = [...document.querySelectorAll("[data-md-component=palette] input")];
  const find = (media) => inputs.find(({ dataset }) => dataset.mdColorMedia === media);
  const chosen = inputs[__md_get("__palette")?.index ?? 0] ?? inputs[0];
  chosen.nextElementSibling.hidden = false;
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const system = find(`(prefers-color-scheme: ${isDark ? "dark" : "light"})`);
  const { dataset } = chosen === find("(prefers-color-scheme)") ? system : chosen;
  for (const name of ["mdColorScheme", "mdColorPrimary", "mdColorAccent"]) {
    document.body.dataset[name] = dataset[name];
  }
}

function load() {
  loading ??= new Promise((resolve) => {
    const started = document.createElement("script");
    started.src = script.src;
    started.onload = started.onerror = () => resolve((isThere = true));
    document.head.append(started);
  });
  return loading;
}

function loadAll() {
  load();
  manifest.rel = "manifest";
}

/** What was meant for the theme reaches it as soon as it listens. */
async function passLater(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  await load();
  event.target.dispatchEvent(new event.constructor(event.type, event));
}

function onClick(event) {
  if (!isThere && event.target.closest(CONTROLS)) passLater(event);
}

function onKey(event) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const isMeant = isPlain && KEYS.includes(event.key) && !event.target.closest(FIELDS);
  if (!isThere && isMeant) passLater(event);
}

if (script) {
  showPalette();
  for (const type of ["pointerover", "pointerdown", "focusin"]) {
    header.addEventListener(type, load, { once: true });
  }
  header.addEventListener("click", onClick, true);
  document.addEventListener("keydown", onKey, true);
  // The answer is shown before the page is idle.
  startOver().then(() => whenIdle(loadAll));
}
