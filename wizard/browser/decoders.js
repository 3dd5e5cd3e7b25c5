/**
 * Reads pictures that the browser cannot, each in a worker of its own, which is fetched only then and
 * ends with the picture: a damaged or hostile one can neither hang the page nor fill its memory.
 */

/** No decoder after so long, in milliseconds: the line has stalled. */
const FETCH_PATIENCE = 120_000;
/** No picture after so long; a page of A3 at 600 dpi takes some seconds. */
const DECODE_PATIENCE = 30_000;

/** The decoder could not be fetched: the picture may be sound. */
export class MissingDecoder extends Error {}

/**
 * @param {Blob} file
 * @param {string} decoder the worker's name is `decode_<decoder>.js`
 * @param {{base: string, most_pixels: number}} how the folder of the worker; larger pictures are refused
 * @returns {Promise<ImageBitmap>} rejects with a `MissingDecoder` or any other error
 */
export async function decode(file, decoder, { base, most_pixels: mostPixels }) {
  const worker = new Worker(new URL(`decode_${decoder}.js`, base), { type: "module" });
  try {
    await answer(worker, FETCH_PATIENCE).catch(({ message }) => {
      throw new MissingDecoder(message);
    });
    const bytes = new Uint8Array(await file.arrayBuffer());
    worker.postMessage({ bytes, mostPixels }, [bytes.buffer]);
    return (await answer(worker, DECODE_PATIENCE)).bitmap;
  } finally {
    worker.terminate();
  }
}

/** What the worker (decoder.js) says next; what it cannot do, and silence, is an error. */
function answer(worker, patience) {
  return new Promise((resolve, reject) => {
    const silence = () => reject(new Error(`silent for ${patience / 1000} s`));
    const timer = setTimeout(silence, patience);
    worker.onmessage = ({ data }) => {
      clearTimeout(timer);
      if (data.error) reject(new Error(data.error));
      else resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      clearTimeout(timer);
      reject(new Error(event.message ?? "the worker could not be loaded"));
    };
  });
}
