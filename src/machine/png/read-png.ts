/** Reads the pixels of a PNG (W3C PNG, third edition): all colour types and depths, without interlacing. */
import { inflateSync } from "node:zlib";

/** Each from 0 to 255; an alpha of 255 is opaque. */
export type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

export interface Image {
  width: number;
  height: number;
  /** Whether the format could say that a pixel is transparent. */
  alphaChannel: boolean;
  pixel(x: number, y: number): Pixel;
}

export type PngFault = "not-png" | "damaged" | "interlaced" | "too-large";

/** More than four times the side of an icon (230 pixels) is no icon and not worth unpacking. (Chosen.) */
const MAX_SIDE = 1024;

const SIGNATURE = "89504e470d0a1a0a";
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Record<number, number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

interface Chunks {
  header: Buffer;
  palette: Buffer;
  transparency: Buffer | undefined;
  data: Buffer;
}

/** The image, or why there is none; with its size where at least that can be read. */
export function readPng(
  bytes: Buffer,
): { image: Image } | { fault: PngFault; width?: number; height?: number } {
  if (bytes.subarray(0, 8).toString("hex") !== SIGNATURE) return { fault: "not-png" };
  const chunks = readChunks(bytes);
  if (!chunks) return { fault: "damaged" };
  const { header } = chunks;
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const depth = header[8] ?? 0;
  const type = header[9] ?? 0;
  if (width === 0 || height === 0 || !DEPTHS[type]?.includes(depth)) return { fault: "damaged" };
  if (width > MAX_SIDE || height > MAX_SIDE) return { fault: "too-large", width, height };
  if (header[12] !== 0) return { fault: "interlaced", width, height };
  const channels = CHANNELS[type] ?? 1;
  const stride = Math.ceil((width * channels * depth) / 8);
  let raw: Buffer;
  try {
    raw = inflateSync(chunks.data, { maxOutputLength: (stride + 1) * height });
  } catch {
    return { fault: "damaged", width, height };
  }
  if (raw.length !== (stride + 1) * height || !unfilter(raw, stride, Math.max(1, (channels * depth) / 8)))
    return { fault: "damaged", width, height };
  const sample = sampler(raw, stride, depth, channels);
  return {
    image: {
      width,
      height,
      alphaChannel: type === 4 || type === 6 || chunks.transparency !== undefined,
      pixel: (x, y) => colorOf(chunks, type, depth, (channel) => sample(x, y, channel)),
    },
  };
}

function readChunks(bytes: Buffer): Chunks | undefined {
  const data: Buffer[] = [];
  let header: Buffer | undefined;
  let palette: Buffer = Buffer.alloc(0);
  let transparency: Buffer | undefined;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    // Of a file that was cut off, what is whole counts: browsers show it, too.
    if (at + 12 + length > bytes.length) break;
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") header = body;
    else if (type === "PLTE") palette = body;
    else if (type === "tRNS") transparency = body;
    else if (type === "IDAT") data.push(body);
    else if (type === "IEND") break;
    at += 12 + length;
  }
  if (header?.length !== 13 || data.length === 0) return undefined;
  return { header, palette, transparency, data: Buffer.concat(data) };
}

/**
 * Undoes the filter of each row in place; false for a filter that does not exist. This runs once for every byte of a picture, in a
 * process that has just begun: a loop for each filter, and none where a row says only that it is like the one above.
 */
function unfilter(raw: Buffer, stride: number, step: number): boolean {
  const width = stride + 1;
  // What stands above the first row counts as zero.
  const zeros = new Uint8Array(stride);
  const sum = rowAdder(stride);
  for (let row = 0; row < raw.length; row += width) {
    const filter = raw[row] as number;
    const line = raw.subarray(row + 1, row + width);
    const above = row === 0 ? zeros : raw.subarray(row + 1 - width, row);
    if (filter > 4) return false;
    if (filter !== 3 && line.equals(zeros)) {
      // Paeth's guess is the byte above wherever the row so far is the one above.
      if (filter === 2 || filter === 4) line.set(above);
    } else if (filter === 1) for (let at = step; at < stride; at++) line[at]! += line[at - step]!;
    else if (filter === 2) sum(line, above);
    else if (filter === 3) {
      for (let at = 0; at < step; at++) line[at]! += above[at]! >> 1;
      for (let at = step; at < stride; at++) line[at]! += (line[at - step]! + above[at]!) >> 1;
    } else if (filter === 4) {
      for (let at = 0; at < step; at++) line[at]! += above[at]!;
      for (let at = step; at < stride; at++) {
        const left = line[at - step]!;
        const up = above[at]!;
        const corner = above[at - step]!;
        // The same guess, quicker, where the picture is plain.
        line[at]! += left === corner ? up : up === corner ? left : paeth(left, up, corner);
      }
    }
  }
  return true;
}

/** Adds one row to another, byte by byte, four at a time: the highest bit of each byte apart, so that none carries into the next. */
function rowAdder(stride: number): (line: Uint8Array, other: Uint8Array) => void {
  const a = new Int32Array(Math.ceil(stride / 4));
  const b = new Int32Array(a.length);
  const bytesOfA = new Uint8Array(a.buffer);
  const bytesOfB = new Uint8Array(b.buffer);
  return (line, other) => {
    bytesOfA.set(line);
    bytesOfB.set(other);
    for (let at = 0; at < a.length; at++) {
      const x = a[at]!;
      const y = b[at]!;
      a[at] = ((x & 0x7f7f7f7f) + (y & 0x7f7f7f7f)) ^ ((x ^ y) & 0x80808080);
    }
    line.set(bytesOfA.subarray(0, stride));
  };
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const a = Math.abs(guess - left);
  const b = Math.abs(guess - up);
  const c = Math.abs(guess - corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** One sample of a pixel as stored. */
function sampler(raw: Buffer, stride: number, depth: number, channels: number) {
  return (x: number, y: number, channel: number): number => {
    const bit = (x * channels + channel) * depth;
    const at = y * (stride + 1) + 1 + (bit >> 3);
    if (depth === 16) return raw.readUInt16BE(at);
    return ((raw[at] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  };
}

function colorOf(chunks: Chunks, type: number, depth: number, sample: (channel: number) => number): Pixel {
  const { palette, transparency } = chunks;
  const scale = (value: number) => Math.round((value * 255) / (2 ** depth - 1));
  if (type === 3) {
    const index = sample(0);
    const [red = 0, green = 0, blue = 0] = palette.subarray(index * 3, index * 3 + 3);
    return [red, green, blue, transparency?.[index] ?? 255];
  }
  // For grey and colour without alpha, one colour can be named transparent.
  const hidden = (count: number) =>
    transparency !== undefined &&
    transparency.length >= count * 2 &&
    Array.from({ length: count }, (_, channel) => channel).every(
      (channel) => transparency.readUInt16BE(channel * 2) === sample(channel),
    );
  if (type === 0 || type === 4) {
    const grey = scale(sample(0));
    return [grey, grey, grey, type === 4 ? scale(sample(1)) : hidden(1) ? 0 : 255];
  }
  const alpha = type === 6 ? scale(sample(3)) : hidden(3) ? 0 : 255;
  return [scale(sample(0)), scale(sample(1)), scale(sample(2)), alpha];
}
