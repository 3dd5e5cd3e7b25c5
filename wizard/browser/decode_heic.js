/** A worker that reads HEIC, the pictures of iPhones, by libheif; see docs/dev/adr/0020. */
import libheif from "libheif-js/libheif-wasm/libheif.js";
import wasm from "libheif-js/libheif-wasm/libheif.wasm";

import { serve } from "./decoder.js";

serve(async () => {
  const response = await fetch(new URL(wasm, import.meta.url));
  if (!response.ok) throw new Error(`${wasm}: HTTP ${response.status}`);
  const library = libheif({ wasmBinary: await response.arrayBuffer() });
  return (bytes) => open(library, bytes);
});

/** The primary image of the file; libheif turns it as the file wants. */
function open(library, bytes) {
  const context = library.heif_context_alloc();
  expect(library, library.heif_context_read_from_memory(context, bytes));
  const handle = library.heif_js_context_get_primary_image_handle(context);
  expect(library, handle);
  const width = library.heif_image_handle_get_width(handle);
  const height = library.heif_image_handle_get_height(handle);
  return { width, height, read: () => points(library, handle, width, height) };
}

function points(library, handle, width, height) {
  const { heif_colorspace_RGB: rgb, heif_chroma_interleaved_RGBA: rgba } = library;
  const image = library.heif_js_decode_image2(handle, rgb, rgba);
  expect(library, image);
  const [{ data, stride }] = image.channels;
  const packed = new Uint8ClampedArray(width * height * 4);
  const row = width * 4;
  for (let y = 0; y < height; y += 1) {
    packed.set(data.subarray(y * stride, y * stride + row), y * row);
  }
  return packed;
}

/** libheif answers with what was asked for, or with an object that has a code. */
function expect({ heif_error_code: codes }, answer) {
  if (answer?.code && answer.code !== codes.heif_error_Ok) throw new Error(answer.message);
}
