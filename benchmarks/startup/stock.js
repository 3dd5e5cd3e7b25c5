window.WARM_BY_SERVICE_WORKER = false;
await import("/__measure.js");
const worker = new Worker("stock_worker.js", { type: "module" });
worker.onmessage = () => window.finishMeasuring();
