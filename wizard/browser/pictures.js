/** Draws pictures anew on a canvas; which ones, in what formats and how large is Python's to say. */

import { decode, MissingDecoder } from "./decoders.js";

/**
 * The `convert` effect: draw pictures anew and attach what came out; one that cannot be drawn is
 * attached as it was, for Python to say what then.
 */
export async function convert({ pictures, told, ...limits }, _files, shell) {
  const redrawn = [];
  const notes = [];
  for (const { id, pages, ...how } of pictures) {
    const { name, type, bytes } = shell.attachments.get(id);
    const found = new File([bytes], name, { type });
    const { file, isMissing } = await redraw(found, { ...how, ...limits, base: shell.client.base });
    redrawn.push(file);
    notes.push({ before: bytes.length, pages, without_decoder: isMissing });
  }
  await shell.attachNow(redrawn, notes, told);
}

/** The smallest of what came out; the file itself is among it unless it is refused as it is. */
async function redraw(found, { refused, ...how }) {
  let drawn = [];
  let isMissing = false;
  try {
    drawn = await draw(found, how);
  } catch (error) {
    isMissing = error instanceof MissingDecoder;
  }
  const choice = refused && drawn.length ? drawn : [found, ...drawn];
  const file = choice.reduce((best, other) => (other.size < best.size ? other : best));
  return { file, isMissing };
}

/** The picture in each of the formats, on white, its longer side cut down to `most_side` pixels. */
async function draw(file, { most_side: most, media_types: types, quality, ...how }) {
  const bitmap = await bitmapOf(file, how);
  const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.round(side * scale) || 1);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { alpha: false });
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const blobs = await Promise.all(types.map((type) => canvas.convertToBlob({ type, quality })));
  return blobs.map((blob) => new File([blob], file.name, { type: blob.type }));
}

/** What the browser reads by itself needs no decoder of ours: Safari takes TIFF and HEIC. */
async function bitmapOf(file, { decoder, ...how }) {
  try {
    return await createImageBitmap(file);
  } catch (error) {
    if (!decoder) throw error;
    return decode(file, decoder, how);
  }
}
