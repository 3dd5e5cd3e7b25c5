/** The parts of the runtime on their way: counted, checked, and taken from the device if they are there. */

import { FIRST_PIECE, PIECE } from "./snapshot.js";

/** @typedef {{path: string, size: number, transfer: number, integrity: string, crc: number}} Part */
/** @typedef {{build: string, pyodide: string, info: object, memory: number,
 *   parts: Object<string, Part>, shards: string}} Manifest */

/** Where keep.js puts a snapshot, whole, as its first piece; the service worker keeps other parts. */
export const SNAPSHOT_CACHE = "quartech-python";
/** Says what was checked when a file was kept. */
export const CHECKED = "X-Integrity";
/** Bytes of the memory that a kept snapshot wants. */
export const MEMORY = "X-Memory";
/** Bytes on the line that tell that it is fast. */
const TELLING_BYTES = 60_000;
/**
 * Milliseconds after which a line that has not been fast yet counts as slow: a small machine that
 * starts a page reads what has come in bursts, and its first bytes come late.
 */
const TELLING_TIME = 350;

/** The share of a part after which the line is soon free. */
const MOST = 0.85;

/** The loader's own requests are answered in its stead (python.js); these are meant as they are. */
const network = self.fetch.bind(self);

export class Download {
  /**
   * @param {string} base address of the folder that holds the parts
   * @param {Manifest} manifest
   * @param {{onProgress?: (share: number) => void, mayBeKept?: boolean}} [how] `mayBeKept`: whether
   *   to look for parts on this device
   */
  constructor(base, manifest, { onProgress = () => {}, mayBeKept = true } = {}) {
    this.base = base;
    this.manifest = manifest;
    this.onProgress = onProgress;
    this.mayBeKept = mayBeKept;
    /** Bytes that have come, by the part's name; 0 for one that is expected. */
    this.loaded = new Map();
    this.waiting = [];
    this.answers = new Map();
    this.stops = new Map();
    this.kept = new Map();
    this.readings = new Map();
    this.compiled = new Map();
    this.taken = new Map();
    /** The part that tells how fast the line is, and what has been seen of it. */
    this.measured = null;
    this.line = null;
    this.lineTold = new Promise((resolve) => {
      this.tellFast = resolve;
    });
  }

  /** @param {string} name */
  address(name) {
    return new URL(this.manifest.parts[name].path, this.base).href;
  }

  /** What tells a part from those of other builds. */
  identity(name) {
    return { address: this.address(name), integrity: this.manifest.parts[name].integrity };
  }

  /** Whether a part is on this device. */
  async isKept(name) {
    return Boolean(await this.keptAnswer(name));
  }

  /** A kept file under a name that tells its content; straight from the cache, without asking a worker. */
  keptAnswer(name) {
    if (!this.kept.has(name)) this.kept.set(name, this.findKept(name));
    return this.kept.get(name);
  }

  async findKept(name) {
    if (!this.mayBeKept) return undefined;
    // Named, because a look through all that the service worker keeps takes long.
    const where = name.startsWith(PIECE) ? { cacheName: SNAPSHOT_CACHE } : undefined;
    const answer = await self.caches?.match(this.address(name), where).catch(() => undefined);
    return answer?.headers.get(CHECKED) ? answer : undefined;
  }

  /** Ask for a part, once. */
  ask(name) {
    if (!this.answers.has(name)) {
      this.expect([name]);
      this.answers.set(name, this.fetch(name));
    }
    return this.answers.get(name);
  }

  /** Count parts that will be asked for, so that the progress never turns back. */
  expect(names) {
    for (const name of names) this.loaded.set(name, this.loaded.get(name) ?? 0);
  }

  /** Settles when most of a part is here: the next one asked for then finds the line free. */
  mostOf(name) {
    return new Promise((resolve) => {
      this.waiting.push({ name, resolve });
      this.advance(name, 0);
    });
  }

  async fetch(name) {
    const kept = await this.keptAnswer(name);
    if (kept) return { answer: kept, isChecked: true };
    const stop = new AbortController();
    this.stops.set(name, stop);
    const { signal } = stop;
    const answer = await network(this.address(name), { credentials: "same-origin", signal });
    if (!answer.ok) throw new Error(`${name}: HTTP ${answer.status}`);
    return { answer, isChecked: false };
  }

  /** The names of the files that the build's snapshot consists of; none where it has no snapshot. */
  get pieces() {
    const names = Object.keys(this.manifest.parts).filter((name) => name.startsWith(PIECE));
    return names.sort();
  }

  /**
   * The snapshot: all of it that is on this device, or its pieces.
   * @returns {{content: Promise<Uint8Array[]>, checked: Promise<unknown>}} as `read` does
   */
  snapshot() {
    this.whole ??= quiet(this.startReadingSnapshot());
    return this.whole;
  }

  startReadingSnapshot() {
    const reading = this.isKept(FIRST_PIECE).then((isKept) =>
      (isKept ? [FIRST_PIECE] : this.pieces).map((name) => this.read(name)),
    );
    const all = (wanted) => reading.then((files) => Promise.all(files.map(wanted)));
    return { content: all(({ content }) => content), checked: all(({ checked }) => checked) };
  }

  /** Leave a snapshot that is on its way. */
  dropSnapshot() {
    for (const name of this.pieces) {
      this.stops.get(name)?.abort();
      this.loaded.delete(name);
    }
  }

  /** The checked bytes of one part. */
  async bytes(name) {
    const { content, checked } = this.read(name);
    await checked;
    return content;
  }

  /**
   * One part as it comes.
   * @returns {{content: Promise<Uint8Array>, checked: Promise<unknown>}} `checked` settles when the
   *   same bytes have been compared with what the manifest promises
   */
  read(name) {
    if (!this.readings.has(name)) this.readings.set(name, quiet(this.startReading(name)));
    return this.readings.get(name);
  }

  startReading(name) {
    const asked = this.ask(name);
    const content = asked.then(({ answer, isChecked }) =>
      isChecked ? this.readKept(name, answer) : this.collect(name, answer),
    );
    const checked = Promise.all([asked, content]).then(
      ([{ isChecked }, bytes]) => isChecked || this.check(name, bytes),
    );
    return { content, checked };
  }

  /** Bytes of memory that the snapshot wants, known before it is here. */
  async memory() {
    const kept = await this.keptAnswer(FIRST_PIECE);
    return Number(kept?.headers.get(MEMORY) ?? this.manifest.memory);
  }

  /** A piece of a search that came in many; Python checks it. */
  async shard(name) {
    const answer = await network(new URL(`${this.manifest.shards}/${name}.bin`, this.base), {
      credentials: "same-origin",
    });
    if (!answer.ok) throw new Error(`${name}: HTTP ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  /**
   * Take what somebody else compiles from checked bytes; what comes to nothing is asked for as ever.
   * @param {string} name
   * @param {Promise<WebAssembly.Module | null>} module
   */
  take(name, module) {
    this.taken.set(name, module);
  }

  /**
   * WebAssembly that compiles as it arrives.
   * @returns {{module: Promise<WebAssembly.Module>, checked: Promise<unknown>}} `checked` settles
   *   when the same bytes have been counted and compared
   */
  compile(name) {
    if (!this.compiled.has(name)) this.compiled.set(name, quiet(this.startCompiling(name)));
    return this.compiled.get(name);
  }

  startCompiling(name) {
    const asked = this.taken.has(name) ? this.takeCompiled(name) : this.compileAnswer(name);
    const module = asked.then(({ compiled }) => compiled);
    const checked = asked.then((both) => both.checked);
    return { module, checked };
  }

  async takeCompiled(name) {
    this.expect([name]);
    const compiled = await this.taken.get(name);
    return compiled ? { compiled, checked: this.count(name) } : this.compileAnswer(name);
  }

  async compileAnswer(name) {
    const { answer, isChecked } = await this.ask(name);
    return {
      compiled: WebAssembly.compileStreaming(typed(isChecked ? answer : answer.clone())),
      checked: isChecked ? this.count(name) : this.readChecked(name, answer),
    };
  }

  /** Both scripts of the loader: left alone, the first asks for the second when it runs. */
  scripts() {
    this.loader ??= Promise.all(
      ["pyodide.mjs", "pyodide.asm.js"].map((name) => import(this.address(name))),
    );
    return this.loader;
  }

  /**
   * Whether a part comes at so many megabits a second, beside others, or was on this device: told as
   * soon as it does, and otherwise after a while.
   */
  isFast(name, megabits) {
    this.measured = { name, megabits };
    const { checked } = this.compile(name);
    return Promise.race([this.lineTold, checked.then(() => true)]);
  }

  count(name) {
    this.tellFast(true);
    this.advance(name, this.manifest.parts[name].size);
  }

  async readKept(name, answer) {
    const bytes = new Uint8Array(await answer.arrayBuffer());
    this.advance(name, this.manifest.parts[name].size); // it may be another size: see keep.js
    return bytes;
  }

  async readChecked(name, answer) {
    await this.check(name, await this.collect(name, answer));
  }

  async check(name, bytes) {
    const { integrity } = this.manifest.parts[name];
    if ((await digest(bytes)) !== integrity) throw new Error(`${name}: not the bytes of the build`);
  }

  /** Read into one buffer of the size that the manifest promises, telling the progress. */
  async collect(name, answer) {
    const { size, transfer } = this.manifest.parts[name];
    const bytes = new Uint8Array(size);
    const reader = answer.body.getReader();
    let at = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (at + value.length > size) throw new Error(`${answer.url}: longer than ${size} bytes`);
      bytes.set(value, at);
      at += value.length;
      this.advance(name, value.length);
      if (name === this.measured?.name) this.measure((value.length * transfer) / size);
    }
    return bytes.subarray(0, at);
  }

  /** The line is measured from the end of what came first. */
  measure(bytes) {
    if (!this.line) {
      this.line = { bytes: 0, since: performance.now() };
      return;
    }
    this.line.bytes += bytes;
    const time = performance.now() - this.line.since;
    const isFast = this.line.bytes / 125 >= this.measured.megabits * time;
    if (isFast && this.line.bytes >= TELLING_BYTES) this.tellFast(true);
    else if (time > TELLING_TIME) this.tellFast(false);
  }

  advance(name, bytes) {
    if (!this.loaded.has(name)) return; // the last bytes of one that was dropped
    this.loaded.set(name, this.loaded.get(name) + bytes);
    const here = (part) => this.loaded.get(part) >= MOST * this.manifest.parts[part].size;
    for (const { resolve } of this.waiting.filter((each) => here(each.name))) resolve();
    let [loaded, total] = [0, 0];
    for (const [part, came] of this.loaded) {
      loaded += came;
      total += this.manifest.parts[part].size;
    }
    this.onProgress(loaded / total);
  }

  /** The bytes of a part at once, while everything waits: Python is in mid-call. */
  now(name) {
    const request = new XMLHttpRequest();
    request.open("GET", this.address(name), false);
    request.responseType = "arraybuffer";
    request.send();
    const bytes = new Uint8Array(request.response ?? []);
    const { size, crc } = this.manifest.parts[name];
    if (bytes.length !== size || crc32(bytes) !== crc) {
      throw new Error(`${name}: not the bytes of the build (HTTP ${request.status})`);
    }
    return bytes;
  }
}

/** Whoever waits for one of these promises is told of a failure; until then it is nobody's fault. */
function quiet(promises) {
  for (const promise of Object.values(promises)) promise.catch(() => {});
  return promises;
}

/** Compiling refuses any other media type, and some hosts know no other for this file. */
function typed(answer) {
  const type = "application/wasm";
  if (answer.headers.get("Content-Type") === type) return answer;
  return new Response(answer.body, { headers: { "Content-Type": type } });
}

/** The bytes' SHA-256 as an integrity string; pages without a secure context cannot compute it. */
async function digest(bytes) {
  if (!self.crypto?.subtle) throw new Error("A checksum needs a secure context (https).");
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256-${btoa(String.fromCharCode(...sum))}`;
}

/** SHA-256 can be had later only; this one at once. https://www.w3.org/TR/png/#D-CRCAppendix */
function crc32(bytes) {
  const table = Uint32Array.from({ length: 256 }, (_, value) => {
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
