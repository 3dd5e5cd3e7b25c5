/** What the workers that read a picture (decode_*.js) have in common: they say when they are there. */

/** @typedef {{width: number, height: number, read: () => Uint8ClampedArray}} Picture bytes RGBA */

/**
 * Tell the page that the decoder is there, then answer it with the picture it sends.
 * @param {() => Promise<(bytes: Uint8Array) => Picture>} load fetches what the decoder needs
 */
export async function serve(load) {
  // The libraries log what they meet in a damaged picture; what comes of it the page is told.
  console.log = () => {};
  try {
    const open = await load();
    self.onmessage = ({ data }) => read(open, data);
    self.postMessage({});
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
}

/** The size is known before a point is decoded: a few bytes may announce billions of points. */
async function read(open, { bytes, mostPixels }) {
  try {
    const picture = open(bytes);
    const { width, height } = picture;
    if (!(width > 0 && height > 0 && width * height <= mostPixels)) {
      throw new Error(`${width} by ${height} points are too many or none`);
    }
    const bitmap = await createImageBitmap(new ImageData(picture.read(), width, height));
    self.postMessage({ bitmap }, [bitmap]);
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
}
