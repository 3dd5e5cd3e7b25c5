/**
 * Puts a kept interpreter back into memory instead of starting one, and takes one out.
 *
 * The file holds a JSON header and the pages of memory that differ from what the WebAssembly file
 * itself lays out, XORed with that: what both share travels once. Layout, all little endian:
 *   u32 bytes of the header, the header (padded to 4), u32 page numbers, pages.
 * Header: memory (bytes), trampoline (address), state (the loader's), pages (how many), checksum.
 */

/** The name of the part that holds one. */
export const SNAPSHOT = "snapshot";

const PAGE = 4096;
const PAGE_WORDS = PAGE / 4;
/** Bytes before the loader's own description in what it calls a snapshot. */
const LOADER_HEADER = 48;

/** A snapshot file, read but not yet applied. */
export class Snapshot {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    const length = new Uint32Array(bytes.buffer, bytes.byteOffset, 1)[0];
    this.header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    const { pages } = this.header;
    const start = bytes.byteOffset + 4 + length;
    this.numbers = new Uint32Array(bytes.buffer, start, pages);
    this.words = new Uint32Array(bytes.buffer, start + pages * 4, pages * PAGE_WORDS);
  }

  /**
   * Write the whole memory, then what belongs to this host alone.
   * @param {object} module the Emscripten module, started and empty
   * @param {Uint8Array} pristine what the WebAssembly file laid out, from address 0
   */
  restore(module, pristine) {
    const { trampoline, checksum, memory, state } = this.header;
    if (module.HEAPU8.length < memory) throw new Error("The memory is smaller than the snapshot.");
    // CPython counts arguments by a function that hosts without wasm-GC do not have: its index.
    const index = module.HEAPU32[trampoline >>> 2];
    // What lies beyond the break has not been touched: it is zeros, and costs nothing until it is.
    const untouched = module._sbrk(0);
    module.HEAPU8.set(pristine);
    module.HEAPU8.fill(0, pristine.length, untouched);
    const sum = this.apply(module.HEAPU32);
    if (sum !== checksum) throw new Error("The restored memory is not the one that was kept.");
    module.HEAPU32[trampoline >>> 2] = index;
    return state;
  }

  /** XOR every page into place; gives the checksum of the pages as they are then. */
  apply(heap) {
    let total = 0;
    let from = 0;
    for (const number of this.numbers) {
      const first = number * PAGE_WORDS;
      let sum = 0;
      for (let at = first; at < first + PAGE_WORDS; at += 1, from += 1) {
        const word = heap[at] ^ this.words[from];
        heap[at] = word;
        sum = (sum + word) | 0;
      }
      total = weigh(total, sum, number);
    }
    return total >>> 0;
  }
}

/** Each page's sum of words counts by its place. */
function weigh(total, sum, number) {
  return (total + Math.imul(sum, 2 * number + 1)) | 0;
}

/**
 * Have the loader restore from `coming` when it would copy a snapshot itself. It only asks how large
 * the memory shall be: give it `_loadSnapshot`, that many zeros.
 * @param {Promise<Snapshot>} coming
 * @param {() => Uint8Array} pristine what `Snapshot.restore` takes
 */
export function hookModule(coming, pristine) {
  coming.catch(() => {}); // the loader is told when it gets there
  const create = globalThis._createPyodideModule;
  globalThis._createPyodideModule = async (settings) => {
    globalThis._createPyodideModule = create;
    const module = await create(settings);
    const snapshot = await coming;
    module.API.restoreSnapshot = () => snapshot.restore(module, pristine());
    return module;
  };
}

/**
 * What an interpreter that was loaded with `_makeSnapshot` holds now.
 * @returns {{header: object, memory: Uint8Array}}
 */
export function takeMemory(pyodide) {
  const taken = pyodide.makeMemorySnapshot();
  const [, start, length] = new Uint32Array(taken.buffer, taken.byteOffset, 3);
  const state = new TextDecoder().decode(taken.subarray(LOADER_HEADER, LOADER_HEADER + length));
  const memory = taken.subarray(start);
  const module = pyodide._module;
  // Where CPython keeps the function that counts arguments by wasm-GC casts: absent in some hosts.
  const offset = module.HEAP32[module.__PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET >>> 2];
  const trampoline = module.__PyRuntime + offset;
  return { header: { memory: memory.length, trampoline, state: JSON.parse(state) }, memory };
}

/** The file of such a memory; build_hooks/runtime/snapshot.py writes the same. */
export function packSnapshot({ header, memory }, pristine) {
  const words = new Uint32Array(memory.slice().buffer);
  const laidOut = new Uint32Array(pristine.slice(0, pristine.length & ~3).buffer);
  for (let at = 0; at < laidOut.length; at += 1) words[at] ^= laidOut[at];
  const numbers = [];
  let checksum = 0;
  for (let number = 0; number < words.length / PAGE_WORDS; number += 1) {
    const first = number * PAGE_WORDS;
    let sum = 0;
    let differs = false;
    for (let at = first; at < first + PAGE_WORDS; at += 1) {
      differs ||= words[at] !== 0;
      sum = (sum + (words[at] ^ (laidOut[at] ?? 0))) | 0;
    }
    if (!differs) continue;
    numbers.push(number);
    checksum = weigh(checksum, sum, number);
  }
  const described = { ...header, pages: numbers.length, checksum: checksum >>> 0 };
  const text = new TextEncoder().encode(padded(JSON.stringify(described)));
  const pages = numbers.map((number) => words.subarray(number * PAGE_WORDS, (number + 1) * PAGE_WORDS));
  return new Blob([new Uint32Array([text.length]), text, new Uint32Array(numbers), ...pages]);
}

/** To a multiple of four bytes; the loader's state is plain ASCII. */
function padded(text) {
  return text + " ".repeat(-text.length & 3);
}
