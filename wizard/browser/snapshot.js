/**
 * Puts a kept interpreter back into memory instead of starting one, and takes one out.
 *
 * A snapshot is a row of pieces, each of them a stretch of memory: a JSON header and the words that
 * differ from what the WebAssembly file itself lays out, XORed with that, so that what both share
 * travels once. Layout of a piece, all little endian:
 *   u32 bytes of the header, the header (padded to 4), a bit for each block of the stretch: whether
 *   it differs; u16 for each block that does (padded to 4): which words; those words.
 * Header: start and end (addresses), blocks and words (how many differ), checksum; that of the first
 * piece also memory (bytes), trampoline (address), state (the loader's).
 */

/** The way of starting Python that needs one. */
export const SNAPSHOT = "snapshot";
/** It comes in numbered files: a browser unpacks each on a thread of its own (adr/0026). */
export const PIECE = "snapshot-";
export const FIRST_PIECE = `${PIECE}1`;

/** Words of four bytes in a block. */
const BLOCK_WORDS = 16;
/** Blocks that one word of marks tells of. */
const MARKS = 32;
/** Bytes of memory that it tells of. */
const MARKED_BYTES = MARKS * BLOCK_WORDS * 4;
/** Bytes before the loader's own description in what it calls a snapshot. */
const LOADER_HEADER = 48;

/** A snapshot, read but not yet applied. */
export class Snapshot {
  /** @param {Uint8Array[]} files in the order of their addresses; each holds whole pieces */
  constructor(files) {
    this.pieces = files.flatMap((bytes) => [...piecesOf(bytes)]);
    this.header = this.pieces[0].header;
  }

  /**
   * Write the whole memory, then what belongs to this host alone.
   * @param {object} module the Emscripten module, started and empty
   * @param {Uint8Array} pristine what the WebAssembly file laid out, from address 0
   */
  restore(module, pristine) {
    const { trampoline, memory, state } = this.header;
    if (module.HEAPU8.length < memory) throw new Error("The memory is smaller than the snapshot.");
    const ends = [0, ...this.pieces.map(({ header }) => header.end)];
    const follow = this.pieces.every(({ header }, place) => header.start === ends[place]);
    if (!follow || ends.at(-1) !== memory) throw new Error("A piece of the snapshot is missing.");
    // CPython counts arguments by a function that hosts without wasm-GC do not have: its index.
    const index = module.HEAPU32[trampoline >>> 2];
    // What lies beyond the break has not been touched: it is zeros, and costs nothing until it is.
    const untouched = module._sbrk(0);
    module.HEAPU8.set(pristine);
    module.HEAPU8.fill(0, pristine.length, untouched);
    for (const piece of this.pieces) piece.restore(module.HEAPU32);
    module.HEAPU32[trampoline >>> 2] = index;
    return state;
  }
}

function* piecesOf(bytes) {
  for (let at = 0; at < bytes.length; ) {
    const piece = new Piece(bytes.subarray(at));
    yield piece;
    at += piece.length;
  }
}

class Piece {
  /** @param {Uint8Array} bytes where it begins; others may follow */
  constructor(bytes) {
    const length = new Uint32Array(bytes.buffer, bytes.byteOffset, 1)[0];
    this.header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    const { start, end, blocks, words } = this.header;
    let at = bytes.byteOffset + 4 + length;
    this.marks = new Uint32Array(bytes.buffer, at, (end - start) / MARKED_BYTES);
    at += this.marks.byteLength;
    this.masks = new Uint16Array(bytes.buffer, at, blocks);
    at += paddedLength(this.masks.byteLength);
    this.words = new Uint32Array(bytes.buffer, at, words);
    this.length = at + this.words.byteLength - bytes.byteOffset;
  }

  /** @param {Uint32Array} heap all of the memory */
  restore(heap) {
    const { start, end, checksum } = this.header;
    const sum = this.apply(heap.subarray(start >>> 2, end >>> 2));
    if (sum !== checksum) throw new Error("The restored memory is not the one that was kept.");
  }

  /** XOR every word into place; gives the checksum of these words as they are then. */
  apply(heap) {
    const { marks, masks, words } = this;
    let total = 0;
    let block = 0;
    let from = 0;
    for (let place = 0; place < marks.length; place += 1) {
      for (let left = marks[place]; left !== 0; left &= left - 1) {
        const number = place * MARKS + lowestBit(left);
        const first = number * BLOCK_WORDS;
        let sum = 0;
        for (let mask = masks[block]; mask !== 0; mask &= mask - 1) {
          const at = first + lowestBit(mask);
          const word = heap[at] ^ words[from];
          heap[at] = word;
          sum = (sum + word) | 0;
          from += 1;
        }
        total = weigh(total, sum, number);
        block += 1;
      }
    }
    return total >>> 0;
  }
}

function lowestBit(marks) {
  return 31 - Math.clz32(marks & -marks);
}

/** Each block's sum of words counts by its place: such as have changed places are not the same. */
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

/** Such a memory in one piece; build_hooks/runtime/snapshot.py writes several. */
export function packSnapshot({ header, memory }, pristine) {
  const words = new Uint32Array(memory.slice().buffer);
  const laidOut = new Uint32Array(pristine.slice(0, pristine.length & ~3).buffer);
  for (let at = 0; at < laidOut.length; at += 1) words[at] ^= laidOut[at];
  const marks = new Uint32Array(words.length / BLOCK_WORDS / MARKS);
  const masks = [];
  let kept = 0; // words that differ, moved to the front
  let checksum = 0;
  for (let number = 0; number < words.length / BLOCK_WORDS; number += 1) {
    const first = number * BLOCK_WORDS;
    let sum = 0;
    let mask = 0;
    for (let place = 0; place < BLOCK_WORDS; place += 1) {
      const word = words[first + place];
      if (word === 0) continue;
      mask |= 1 << place;
      sum = (sum + (word ^ (laidOut[first + place] ?? 0))) | 0;
      words[kept] = word;
      kept += 1;
    }
    if (mask === 0) continue;
    marks[Math.floor(number / MARKS)] |= 1 << (number % MARKS);
    masks.push(mask);
    checksum = weigh(checksum, sum, number);
  }
  const described = {
    ...header,
    start: 0,
    end: memory.length,
    blocks: masks.length,
    words: kept,
    checksum: checksum >>> 0,
  };
  const text = new TextEncoder().encode(padded(JSON.stringify(described)));
  const padding = new Uint8Array(-2 * masks.length & 3);
  const parts = [new Uint32Array([text.length]), text, marks, new Uint16Array(masks), padding];
  return new Blob([...parts, words.subarray(0, kept)]);
}

/** The next multiple of four. */
function paddedLength(length) {
  return length + (-length & 3);
}

/** To such a length; the loader's state is plain ASCII. */
function padded(text) {
  return text.padEnd(paddedLength(text.length));
}
