/**
 * Puts a kept interpreter back into memory instead of starting one.
 *
 * The file holds a JSON header and the pages of memory that differ from what the WebAssembly file
 * itself lays out, XORed with that: what both share travels once. Layout, all little endian:
 *   u32 bytes of the header, the header (padded to 4), u32 page numbers, pages.
 * Header: memory (bytes), trampoline (address), state (the loader's), pages (how many), checksum,
 *   data: {file, address, length} of the data segment inside the WebAssembly file.
 */

const PAGE = 4096;
const PAGE_WORDS = PAGE / 4;

/** A snapshot file, read but not yet applied. */
export class Snapshot {
  /** @param {Uint8Array} bytes @param {Uint8Array} wasm the interpreter's file */
  constructor(bytes, wasm) {
    const length = new Uint32Array(bytes.buffer, bytes.byteOffset, 1)[0];
    this.header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    const { pages, data } = this.header;
    const start = bytes.byteOffset + 4 + length;
    this.numbers = new Uint32Array(bytes.buffer, start, pages);
    this.words = new Uint32Array(bytes.buffer, start + pages * 4, pages * PAGE_WORDS);
    this.data = wasm.subarray(data.file, data.file + data.length);
  }

  /**
   * Loader options for `loadPyodide`: it only asks how large the memory shall be, and hands control
   * to `restore` below through the module that `hookModule` watches for.
   */
  get placeholder() {
    return new Uint8Array(this.header.memory);
  }

  /**
   * Write the whole memory, then what belongs to this host alone.
   * @param {object} module the Emscripten module, started and empty
   */
  restore(module) {
    const { trampoline, data, checksum, memory, state } = this.header;
    if (module.HEAPU8.length < memory) throw new Error("The memory is smaller than the snapshot.");
    // CPython counts arguments by a function that hosts without wasm-GC do not have: its index.
    const index = module.HEAPU32[trampoline >>> 2];
    module.HEAPU8.fill(0);
    module.HEAPU8.set(this.data, data.address);
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
        heap[at] ^= this.words[from];
        sum = (sum + heap[at]) | 0;
      }
      total = (total + Math.imul(sum, 2 * number + 1)) | 0;
    }
    return total >>> 0;
  }
}

/** Have the loader restore from `snapshot` when it would copy one itself. */
export function hookModule(snapshot) {
  const create = globalThis._createPyodideModule;
  globalThis._createPyodideModule = async (settings) => {
    globalThis._createPyodideModule = create;
    const module = await create(settings);
    module.API.restoreSnapshot = () => snapshot.restore(module);
    return module;
  };
}
