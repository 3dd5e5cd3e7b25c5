/**
 * The page's side of the worker: one request at a time, replies matched by id, stale ones dropped,
 * a worker that died or hangs replaced and asked again. It knows nothing of what is asked.
 */

import { bootWorker, newWorker, refuseBuild, refusedBuild, rememberKept } from "./boot.js";
import { compile } from "./kept_code.js";

/** No progress for so long means that the start will never end (a refused WebAssembly load). */
const START_SILENCE = 30_000;
/** No answer for so long means that the worker hangs. */
const ANSWER_SILENCE = 20_000;
/** Milliseconds more for each byte that has to be read: a large log takes its time. */
const PATIENCE_PER_BYTE = 0.002;
/** Quiet after the start, in milliseconds, before a snapshot is kept for the next one. */
const KEEP_DELAY = 5_000;
/** Where keep.js puts a snapshot. */
const SNAPSHOT_CACHE = "quartech-python";
/** A request that killed so many workers is given up. */
const ATTEMPTS = 2;

/**
 * Why a request has no answer. `code` is
 * "unavailable": Python cannot be had here, ask no more;
 * "python": Python raised an exception over this request, the next may well do;
 * "crash": this request killed the worker twice.
 */
export class WizardError extends Error {
  constructor(code, message) {
    super(message);
    this.name = "WizardError";
    this.code = code;
  }
}

/** @typedef {{body: object, files: Uint8Array[]}} Reply */

export class WizardClient {
  /**
   * @param {{
   *   base: string,
   *   onProgress?: (fraction: number, step: string) => void,
   *   patience?: number,
   *   ways?: string[],
   * }} options
   *   `base`: address of the folder with the worker and the runtime;
   *   `onProgress`: the share done from 0 to 1 and the step: "download", "open" or "ready";
   *   `patience`: milliseconds after which a worker that does not answer counts as dead;
   *   `ways`: how to start, first choice first, whatever the line; left out, the worker chooses
   */
  constructor({ base, onProgress = () => {}, patience = ANSWER_SILENCE, ways = null }) {
    this.patience = patience;
    this.base = new URL(base.endsWith("/") ? base : `${base}/`, document.baseURI).href;
    this.onProgress = onProgress;
    /** Resolves when Python first answers for itself; rejects with a WizardError. */
    this.ready = new Promise((resolve, reject) => {
      this.settleReady = { resolve, reject };
    });
    this.ready.catch(() => {}); // whoever does not wait for it need not handle it either
    this.queue = [];
    this.current = null;
    /** Who waits until nothing is asked. */
    this.quietWaiters = [];
    this.lastId = 0;
    this.worker = null;
    /** Tells which interpreter the page has compiled for the worker, if any. */
    this.compiled = null;
    this.state = "idle";
    /** Ways to start, best first; one that failed is not tried again on this page. */
    this.ways = ways ?? ["snapshot", "bundle"];
    this.isGiven = Boolean(ways);
    /** The way that the worker has taken, and the build it belongs to. */
    this.chosen = null;
  }

  /** Begin to load Python; asking does this too. Further calls do nothing. */
  start() {
    if (this.state === "idle") this.boot();
  }

  /**
   * Ask Python.
   * @param {object} operation what to ask, sent as JSON
   * @param {Uint8Array[]} [files] bytes that go with it
   * @param {{latest?: string}} [options] of the requests with the same `latest` only the newest is
   *   answered; the promise of an older one stays unsettled
   * @returns {Promise<Reply>}
   */
  request(operation, files = [], { latest } = {}) {
    this.start();
    if (latest) this.dropStale(latest);
    return new Promise((resolve, reject) => {
      const request = JSON.stringify(operation);
      const id = ++this.lastId;
      this.queue.push({ id, request, files, latest, resolve, reject, attempts: 0, stale: false });
      if (this.state === "failed") this.rejectAll();
      else this.next();
    });
  }

  /** Settles when nothing is asked. */
  quiet() {
    return new Promise((resolve) => {
      this.quietWaiters.push(resolve);
      this.tellQuiet();
    });
  }

  tellQuiet() {
    if (this.current || this.queue.length > 0) return;
    for (const resolve of this.quietWaiters.splice(0)) resolve();
  }

  /** Stop the worker; requests under way stay unanswered. */
  close() {
    this.discardWorker();
    this.state = "closed";
  }

  dropStale(latest) {
    this.queue = this.queue.filter((entry) => entry.latest !== latest);
    if (this.current?.latest === latest) this.current.stale = true;
  }

  // The worker's life --------------------------------------------------------------------------

  boot() {
    this.state = "booting";
    this.chosen = null;
    const { ways, isGiven } = this;
    const { worker, said, compiled } = this.takeEarly() ?? bootWorker(this.base, { ways, isGiven });
    this.worker = worker;
    this.compiled = compiled;
    worker.onmessage = ({ data }) => this.receive(worker, data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.lose(worker, event.message ?? "The worker could not be loaded.");
    };
    this.watch(START_SILENCE);
    for (const data of said) this.receive(worker, data);
  }

  /** The worker that the page's head has started (early_start.js), for who comes first. */
  takeEarly() {
    if (this.isGiven) return null;
    const early = globalThis.startedEarly;
    delete globalThis.startedEarly;
    return early;
  }

  receive(worker, data) {
    if (worker !== this.worker) return; // a late word from a worker that was replaced
    if (data.type === "progress") this.progress(data);
    else if (data.type === "chosen") this.chosen = data;
    else if (data.type === "ready") this.becomeReady();
    else if (data.type === "failed") this.fail(data.message);
    else this.answer(worker, data);
  }

  progress({ fraction, step }) {
    this.watch(START_SILENCE);
    this.onProgress(fraction, step);
  }

  becomeReady() {
    clearTimeout(this.timer);
    this.state = "ready";
    this.onProgress(1, "ready");
    this.settleReady.resolve();
    this.next();
    if (!this.isKeeping) setTimeout(() => this.keep(), KEEP_DELAY);
  }

  /** In a worker of its own, so that this one stays free and no visitor's words are kept. */
  keep() {
    const { way, build, interpreter } = this.chosen;
    const isRefused = refusedBuild() === build;
    if (this.state !== "ready" || this.isKeeping || isRefused || !("caches" in window)) return;
    this.isKeeping = true;
    this.keepCode(interpreter);
    const keeper = newWorker(this.base);
    keeper.onmessage = () => {
      rememberKept(interpreter);
      keeper.terminate();
    };
    keeper.postMessage({ type: "keep", way });
  }

  /** Unless the page has compiled it for the worker: then the browser does so by itself. */
  async keepCode(interpreter) {
    const compiled = await this.compiled;
    if (compiled?.integrity !== interpreter.integrity) await compile(interpreter);
  }

  /** The worker died or hangs: a new one is asked the same, unless it is the question that kills. */
  lose(worker, message) {
    if (worker !== this.worker) return;
    console.warn(`The worker was replaced: ${message}`);
    if (this.state === "booting") {
      this.fail(message);
      return;
    }
    this.discardWorker();
    this.requeue(message);
    this.boot();
  }

  requeue(message) {
    const entry = this.current;
    this.current = null;
    if (!entry || entry.stale) return;
    if (entry.attempts >= ATTEMPTS) entry.reject(new WizardError("crash", message));
    else this.queue.unshift(entry);
  }

  /** This way to start does not work here: try the next, or give up. */
  fail(message) {
    const failed = this.chosen?.way ?? this.ways[0];
    if (this.chosen?.way === "snapshot") refuseSnapshot(this.chosen.build);
    this.ways = this.ways.filter((way) => way !== failed);
    if (this.ways.length === 0) {
      this.giveUp(message);
      return;
    }
    console.warn(`Python did not start from its ${failed}: ${message}`);
    this.discardWorker();
    this.requeue(message); // a snapshot may prove wrong when it is at work already
    this.boot();
  }

  giveUp(message) {
    this.discardWorker();
    this.state = "failed";
    this.failure = message;
    this.settleReady.reject(new WizardError("unavailable", message));
    this.requeue(message);
    this.rejectAll();
  }

  rejectAll() {
    for (const entry of this.queue.splice(0)) {
      entry.reject(new WizardError("unavailable", this.failure));
    }
    this.tellQuiet();
  }

  discardWorker() {
    clearTimeout(this.timer);
    this.worker?.terminate();
    this.worker = null;
  }

  watch(silence) {
    const { worker } = this;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lose(worker, `silent for ${silence / 1000} s`), silence);
  }

  // Requests -----------------------------------------------------------------------------------

  next() {
    if (this.state !== "ready" || this.current) return;
    if (this.queue.length === 0) {
      this.tellQuiet();
      return;
    }
    this.current = this.queue.shift();
    this.current.attempts += 1;
    const { id, request, files } = this.current;
    this.watch(this.patience + PATIENCE_PER_BYTE * sizeOf(this.current));
    this.worker.postMessage({ type: "call", id, request, files });
  }

  answer(worker, data) {
    const entry = this.current;
    if (data.id !== entry?.id) return;
    if (data.fatal) {
      this.lose(worker, data.message);
      return;
    }
    clearTimeout(this.timer);
    this.current = null;
    if (!entry.stale) settle(entry, data);
    this.next();
  }
}

function refuseSnapshot(build) {
  refuseBuild(build);
  self.caches?.delete(SNAPSHOT_CACHE).catch(() => {});
}

function settle(entry, { type, body, files, message }) {
  if (type === "reply") entry.resolve({ body: JSON.parse(body), files });
  else entry.reject(new WizardError("python", message));
}

/** About how many bytes a request and its files have. */
function sizeOf({ request, files }) {
  return files.reduce((sum, { length }) => sum + length, request.length);
}
