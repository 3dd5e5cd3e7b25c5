/**
 * Written into the head of the wizard's own page: Python starts before anything else is asked for.
 * client.js takes the worker over, and what it has said until then.
 */
(() => {
  const { base } = document.currentScript.dataset;
  const said = [];
  const worker = new Worker(`${base}worker.js`, { type: "module" });
  worker.onmessage = ({ data }) => said.push(data);
  worker.onerror = (event) => {
    event.preventDefault();
    said.push({ type: "failed", message: event.message ?? "The worker could not be loaded." });
  };
  let refused = null;
  try {
    refused = localStorage.getItem("wizard-refused-snapshot");
  } catch {
    // Without storage nothing was refused.
  }
  worker.postMessage({ type: "boot", ways: ["snapshot", "bundle"], refused });
  globalThis.startedEarly = { worker, said };
})();
