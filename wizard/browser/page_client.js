/** The one client of a page: the wizard and the search box share a worker. */
import { WizardClient } from "./client.js";

let client = null;
let firstQuestion = null;

/**
 * @param {string} base address of the folder with the worker and the runtime
 * @param {(fraction: number, step: string) => void} [onProgress] told how the start goes
 * @returns {WizardClient}
 */
export function pageClient(base, onProgress) {
  client ??= new WizardClient({ base });
  if (onProgress) client.onProgress = onProgress;
  return client;
}

/** @param {Promise<void>} asked settles when the wizard has put its first question, or cannot */
export function startsWith(asked) {
  firstQuestion = asked;
}

/** Settles when the page's start of Python, if there is one, is over, and what waited for it answered. */
export async function startOver() {
  await client?.ready.catch(() => {});
  await firstQuestion;
  await client?.quiet();
}
