/** Memory that no object uses. */

const SMALLEST_BLOCK = 8;

/**
 * Fill it with zeros: left as it is, it would be sent to every visitor.
 *
 * The heap is drained block by block, large ones first, until it would have to grow for each size;
 * everything is held until the end, so that no block is handed out twice. Pyodide's Python has no
 * allocator of its own over this one.
 */
export function emptyFreeMemory(module) {
  const blocks = [];
  for (let size = 1 << 20; size >= SMALLEST_BLOCK; size /= 2) drain(module, size, blocks);
  for (const block of blocks) module._free(block);
  const low = module._emscripten_stack_get_end();
  module.HEAPU8.fill(0, low, module._emscripten_stack_get_current());
}

function drain(module, size, blocks) {
  const edge = module._sbrk(0);
  do {
    const block = module._PyMem_RawMalloc(size);
    blocks.push(block);
    module.HEAPU8.fill(0, block, block + size);
  } while (module._sbrk(0) === edge);
}
