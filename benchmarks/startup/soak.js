/**
 * Asks a visitor's whole road over and over of one worker and reports how each answer compared with
 * CPython's, and how long it took from the call to the fragment in the page.
 */
import { WizardClient } from "/assets/wizard/client.js";

const { rounds, asked } = await (await fetch("/__asked.json")).json();
const place = document.querySelector("#place");
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const report = (found) =>
  fetch("/__report?run=soak&ms=0", { method: "POST", body: JSON.stringify(found) });

const client = new WizardClient({ base: "/assets/wizard/", ways: ["snapshot", "bundle"] });
await report({ stage: "page" });
const started = performance.now();
client.start();
await client.ready;
const ready = performance.now() - started;
// The worker at rest: before it is asked for anything, and after it has kept its snapshot.
await new Promise((resolve) => setTimeout(resolve, 20_000));
await report({ stage: "rest" });

const times = [];
const byOperation = {};
const different = [];
for (let round = 0; round < rounds; round += 1) {
  for (const { request, files, body, sent } of asked) {
    const contents = files.map(bytes);
    const asked = JSON.parse(request);
    const before = performance.now();
    const reply = await client.request(asked, contents);
    place.innerHTML = Object.values(reply.body.fragments ?? {}).join("");
    const took = performance.now() - before;
    times.push(took);
    (byOperation[asked.operation] ??= []).push(took);
    const same =
      JSON.stringify(reply.body) === JSON.stringify(JSON.parse(body)) &&
      reply.files.length === sent.length &&
      reply.files.every((file, at) => String(file) === String(bytes(sent[at])));
    if (!same) different.push(`${round}: ${request.slice(0, 120)}`);
  }
  const failed = await client.request({ operation: "no such" }).catch((error) => error.code);
  if (failed !== "python") different.push(`${round}: an exception gave ${failed}`);
}
const share = (taken, part) =>
  Number(taken.toSorted((a, b) => a - b)[Math.floor(taken.length * part)].toFixed(1));
await report({
  stage: "done",
  way: client.chosen.way,
  ready: Math.round(ready),
  requests: times.length,
  p50: share(times, 0.5),
  p95: share(times, 0.95),
  operations: Object.fromEntries(
    Object.entries(byOperation).map(([name, taken]) => [
      name,
      { requests: taken.length, p50: share(taken, 0.5), p95: share(taken, 0.95) },
    ]),
  ),
  different: different.slice(0, 20),
});
