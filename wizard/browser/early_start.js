/**
 * Written into the head of the wizard's own page: Python starts before anything else is asked for.
 * client.js takes the worker over, and what it has said until then.
 */
import { bootWorker } from "./boot.js";

// What needs scripts is shown from the beginning: the theme's own script comes later (after_start.js).
document.documentElement.classList.replace("no-js", "js");
globalThis.startedEarly = bootWorker(document.currentScript.dataset.base);
