/**
 * A worker that reads the first page of a TIFF by utif2 (docs/dev/adr/0020). What utif2 would read
 * wrong, or without end, is refused or put right before it sees the file. Tags are those of TIFF 6.0.
 */
import UTIF from "utif2";

import { serve } from "./decoder.js";

/** Bytes of a value, by its type. */
const TYPE_SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
const SUB_PAGES = 330;
/** None, CCITT (three), LZW, JPEG (old and new), Deflate, PackBits, Deflate (old). */
const COMPRESSIONS = [1, 2, 3, 4, 5, 6, 7, 8, 32773, 32946];
const JPEG = [6, 7];
const [WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, CMYK, YCBCR] = [0, 1, 2, 3, 5, 6];
/** Bits of a sample that are read right, by the kind of colours. */
const BITS = {
  [WHITE_IS_ZERO]: [1, 2, 4, 8, 16],
  [BLACK_IS_ZERO]: [1, 2, 4, 8, 16],
  [RGB]: [8, 16],
  [PALETTE]: [1, 2, 4, 8],
  [CMYK]: [8],
  [YCBCR]: [8],
};
const SEPARATE_PLANES = 2;

// For colours of print utif2 asks the window for a converter that only its own site has.
self.window = self;

serve(async () => open);

function open(bytes) {
  isolate(bytes);
  const [page] = UTIF.decode(bytes.buffer, { parseMN: false, debug: false });
  check(page, bytes.length);
  mend(page);
  const [width, height] = [page.t256[0], page.t257[0]];
  const orientation = page.t274?.[0] ?? 1;
  const isTurned = orientation > 4;
  return {
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    read() {
      UTIF.decodeImage(bytes.buffer, page);
      return upright(UTIF.toRGBA8(page), width, height, orientation);
    },
  };
}

/**
 * Leave only the first page and the tags of its picture: a chain of pages may be a ring, and a value
 * may claim more places than a computer has.
 */
function isolate(bytes) {
  const view = new DataView(bytes.buffer);
  const isLittle = bytes[0] === 0x49;
  const start = view.getUint32(4, isLittle);
  const entries = view.getUint16(start, isLittle);
  for (let place = start + 2, end = place + entries * 12; place < end; place += 12) {
    const [tag, type] = [view.getUint16(place, isLittle), view.getUint16(place + 2, isLittle)];
    const size = view.getUint32(place + 4, isLittle) * TYPE_SIZES[type];
    if (!isOfPicture(tag)) view.setUint32(place + 4, 0, isLittle);
    else if (!(size <= bytes.length)) throw new Error(`tag ${tag} is larger than the file`);
  }
  view.setUint32(start + 2 + entries * 12, 0, isLittle);
}

function isOfPicture(tag) {
  return (tag >= 256 && tag <= 347 && tag !== SUB_PAGES) || (tag >= 512 && tag <= 532);
}

/** Refuse what utif2 would show wrong, or as an empty page. */
function check(page, size) {
  const [compression, colours] = [page.t259?.[0] ?? 1, page.t262[0]];
  const isJpeg = JPEG.includes(compression);
  const samples = page.t277?.[0] ?? 1;
  const bits = page.t258 ?? [1];
  const refused = [
    !COMPRESSIONS.includes(compression),
    !bits.slice(0, samples).every((count) => BITS[colours]?.includes(count)),
    samples > 5,
    samples > 1 && page.t284?.[0] === SEPARATE_PLANES,
    isJpeg && (colours === WHITE_IS_ZERO || ![1, 3].includes(samples)),
    colours === YCBCR && !isJpeg,
    isCut(page.t273 ?? page.t324, page.t279 ?? page.t325, size),
  ];
  if (refused.includes(true)) throw new Error("a TIFF that would be shown wrong");
}

/** Whether a strip or a tile ends behind the file. */
function isCut(offsets, lengths = [], size) {
  return offsets.some((offset, place) => offset + (lengths[place] ?? 0) > size);
}

function mend(page) {
  const colours = page.t262[0];
  const bits = page.t258?.[0] ?? 1;
  if (JPEG.includes(page.t259?.[0]) && page.t277?.[0] !== 3) {
    // A grey JPEG comes out in three samples a point, but is laid out as if it had one.
    Object.assign(page, { t258: [8, 8, 8], t262: [RGB], t277: [3] });
  } else if (colours <= BLACK_IS_ZERO && (bits === 2 || bits === 4)) {
    // Not read for each order of grey; a palette is.
    const most = (1 << bits) - 1;
    const ramp = Array.from({ length: most + 1 }, (_, shade) => (shade * 0xffff) / most);
    if (colours === WHITE_IS_ZERO) ramp.reverse();
    Object.assign(page, { t262: [PALETTE], t320: [...ramp, ...ramp, ...ramp] });
  }
}

/** The points in the order in which the page is read; `orientation` is that of tag 274. */
function upright(rgba, width, height, orientation) {
  if (!(orientation > 1 && orientation <= 8)) return new Uint8ClampedArray(rgba.buffer);
  const [from, to] = [new Uint32Array(rgba.buffer), new Uint32Array(width * height)];
  const isMirrored = [2, 3, 7, 8].includes(orientation);
  const isUpsideDown = [3, 4, 6, 7].includes(orientation);
  const [across, down] = orientation > 4 ? [height, 1] : [1, width];
  for (let y = 0; y < height; y += 1) {
    const row = isUpsideDown ? height - 1 - y : y;
    for (let x = 0; x < width; x += 1) {
      const column = isMirrored ? width - 1 - x : x;
      to[column * across + row * down] = from[y * width + x];
    }
  }
  return new Uint8ClampedArray(to.buffer);
}
