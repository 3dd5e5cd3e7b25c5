/** The parts of the runtime on their way: counted, checked, and taken from the device if they are there. */

/** @typedef {{path: string, size: number, transfer: number, integrity: string, crc: number}} Part */
/** @typedef {{build: string, pyodide: string, info: object,
 *   parts: Object<string, Part>, shards: string}} Manifest */

const SNAPSHOT = "snapshot";
/** Where keep.js puts a snapshot; the service worker keeps the other parts. */
export const SNAPSHOT_CACHE = "quartech-python";
/** Says what was checked when a file was kept. */
export const CHECKED = "X-Integrity";
/** Bytes on the line that tell its speed. */
const TELLING_BYTES = 60_000;

/** The loader's own requests are answered in its stead (python.js); these are meant as they are. */
const network = self.fetch.bind(self);

export class Download {
  /**
   * @param {string} base address of the folder that holds the parts
   * @param {Manifest} manifest
   * @param {(share: number) => void} [onProgress]
   */
  constructor(base, manifest, onProgress = () => {}) {
    this.base = base;
    this.manifest = manifest;
    this.onProgress = onProgress;
    this.loaded = 0;
    this.total = 0;
    this.answers = new Map();
    this.kept = new Map();
    this.compiled = new Map();
    this.speedTold = new Promise((resolve) => {
      this.tellSpeed = resolve;
    });
  }

  /** @param {string} name */
  address(name) {
    return new URL(this.manifest.parts[name].path, this.base).href;
  }

  /** Whether all of these parts are on this device. */
  async isKept(names) {
    const found = await Promise.all(names.map((name) => this.keptAnswer(name)));
    return found.every(Boolean);
  }

  /** A kept file under a name that tells its content; straight from the cache, without asking a worker. */
  keptAnswer(name) {
    if (!this.kept.has(name)) this.kept.set(name, this.findKept(name));
    return this.kept.get(name);
  }

  async findKept(name) {
    // Named, because a look through all that the service worker keeps takes long.
    const where = name === SNAPSHOT ? { cacheName: SNAPSHOT_CACHE } : undefined;
    const answer = await self.caches?.match(this.address(name), where).catch(() => undefined);
    return answer?.headers.get(CHECKED) ? answer : undefined;
  }

  /** Ask for a part, once. */
  ask(name) {
    if (!this.answers.has(name)) {
      this.total += this.manifest.parts[name].size;
      this.answers.set(name, this.fetch(name));
    }
    return this.answers.get(name);
  }

  async fetch(name) {
    const kept = await this.keptAnswer(name);
    if (kept) return { answer: kept, isChecked: true };
    const answer = await network(this.address(name), { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${name}: HTTP ${answer.status}`);
    return { answer, isChecked: false };
  }

  /** The checked bytes of one part. */
  async bytes(name) {
    const { answer, isChecked } = await this.ask(name);
    return isChecked ? this.readKept(name, answer) : this.readChecked(name, answer);
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
   * WebAssembly that compiles as it arrives.
   * @returns {{module: Promise<WebAssembly.Module>, checked: Promise<unknown>}} `checked` settles
   *   when the same bytes have been counted and compared
   */
  compile(name) {
    if (!this.compiled.has(name)) this.compiled.set(name, this.startCompiling(name));
    return this.compiled.get(name);
  }

  startCompiling(name) {
    const asked = this.ask(name).then(({ answer, isChecked }) => ({
      compiled: WebAssembly.compileStreaming(typed(isChecked ? answer : answer.clone())),
      checked: isChecked ? this.count(name) : this.readChecked(name, answer),
    }));
    const module = asked.then(({ compiled }) => compiled);
    const checked = asked.then((both) => both.checked);
    module.catch(() => {}); // whoever waits for it is told; until then it is nobody's fault
    checked.catch(() => {});
    return { module, checked };
  }

  /** Both scripts of the loader: left alone, the first asks for the second when it runs. */
  scripts() {
    this.loader ??= Promise.all(
      ["pyodide.mjs", "pyodide.asm.js"].map((name) => import(this.address(name))),
    );
    return this.loader;
  }

  /** Megabits a second at which a part is coming; endless if it was on this device. */
  speed(name) {
    const { checked } = this.compile(name);
    return Promise.race([this.speedTold, checked.then(() => Infinity)]);
  }

  count(name) {
    this.tellSpeed(Infinity);
    this.advance(this.manifest.parts[name].size);
  }

  async readKept(name, answer) {
    const bytes = new Uint8Array(await answer.arrayBuffer());
    this.advance(bytes.length);
    return bytes;
  }

  async readChecked(name, answer) {
    const part = this.manifest.parts[name];
    const bytes = await this.collect(answer, part);
    if ((await digest(bytes)) !== part.integrity) throw new Error(`${name}: not the bytes of the build`);
    return bytes;
  }

  /** Read into one buffer of the size that the manifest promises, telling the progress. */
  async collect(answer, { size, transfer }) {
    const bytes = new Uint8Array(size);
    const reader = answer.body.getReader();
    let first = null; // the line is measured from the end of what came first
    let at = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (at + value.length > size) throw new Error(`${answer.url}: longer than ${size} bytes`);
      bytes.set(value, at);
      at += value.length;
      this.advance(value.length);
      first ??= { at, when: performance.now() };
      const sent = ((at - first.at) * transfer) / size;
      if (sent >= TELLING_BYTES) this.tellSpeed(sent / 125 / (performance.now() - first.when));
    }
    return bytes.subarray(0, at);
  }

  advance(bytes) {
    this.loaded += bytes;
    this.onProgress(this.loaded / this.total);
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
