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

/** More than four times the side of an icon (230 pixels) is not an icon and not worth unpacking. (Chosen.) */
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
  const pixel = (x: number, y: number) => colorOf(chunks, type, depth, (channel) => sample(x, y, channel));
  return {
    image: {
      width,
      height,
      alphaChannel: type === 4 || type === 6 || chunks.transparency !== undefined,
      pixel: depth < 8 ? pixel : withoutRepeats(pixel, raw, stride, (channels * depth) / 8),
    },
  };
}

/** Most pixels are like the one that was asked for before, which is told from their bytes more quickly than a colour is made of them. */
function withoutRepeats(pixel: Image["pixel"], raw: Buffer, stride: number, size: number): Image["pixel"] {
  let before: { at: number; pixel: Pixel } | undefined;
  return (x, y) => {
    const at = y * (stride + 1) + 1 + x * size;
    let same = 0;
    if (before) while (same < size && raw[at + same] === raw[before.at + same]) same++;
    if (!before || same < size) before = { at, pixel: pixel(x, y) };
    return before.pixel;
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
 * process that has just begun, so that loops are slow. Most of a picture is plain, and its filtered bytes are zero: what they stand
 * for is copied, and only the rest is gone through byte by byte.
 */
function unfilter(raw: Buffer, stride: number, step: number): boolean {
  const width = stride + 1;
  // What is above the first row counts as zero.
  const zeros = new Uint8Array(stride);
  for (let row = 0; row < raw.length; row += width) {
    const filter = raw[row] as number;
    const line = raw.subarray(row + 1, row + width);
    const above = row === 0 ? zeros : raw.subarray(row + 1 - width, row);
    if (filter > 4) return false;
    if (filter === 3) average(line, above, step);
    else if (filter !== 0) UNDO[filter]?.(line, above, step, line.equals(zeros) ? [] : writtenIn(line));
  }
  return true;
}

/** Bytes that are not zero, with the few zeros between them. */
const WRITTEN = /[^\0]+(?:\0{1,7}[^\0]+)*/g;

/** Where in a row something other than zeros stands: begin and end, one after the other. */
function writtenIn(line: Buffer): number[] {
  const spans: number[] = [];
  for (const { 0: span, index } of line.toString("latin1").matchAll(WRITTEN))
    spans.push(index, index + span.length);
  return spans;
}

type Undo = (line: Buffer, above: Uint8Array, step: number, spans: readonly number[]) => void;

/** By the number of the filter. The spans are where the filtered row is not zero. */
const UNDO: Record<number, Undo> = {
  1: (line, _above, step, spans) => {
    for (let next = 0; next < spans.length; next += 2) {
      const end = spans[next + 1]!;
      for (let at = Math.max(step, spans[next]!); at < end; at++) line[at]! += line[at - step]!;
      const gap = spans[next + 2] ?? line.length;
      if (end >= step) line.fill(line.subarray(end - step, end), end, gap);
      else for (let at = step; at < gap; at++) line[at]! += line[at - step]!;
    }
  },
  2: (line, above, _step, spans) => {
    let done = 0;
    for (let next = 0; next < spans.length; next += 2) {
      const end = spans[next + 1]!;
      line.set(above.subarray(done, spans[next]), done);
      for (let at = spans[next]!; at < end; at++) line[at]! += above[at]!;
      done = end;
    }
    line.set(above.subarray(done), done);
  },
  4: (line, above, step, spans) => {
    // How many bytes up to here are those above. Where a whole pixel is, the guess for the next one is what is above it, too.
    let same = step;
    let at = 0;
    const guess = (): void => {
      const left = at < step ? 0 : line[at - step]!;
      const corner = at < step ? 0 : above[at - step]!;
      const up = above[at]!;
      // The same guess, quicker, where the picture is plain.
      line[at]! += left === corner ? up : up === corner ? left : paeth(left, up, corner);
      same = line[at] === up ? same + 1 : 0;
      at++;
    };
    for (let next = 0; next <= spans.length; next += 2) {
      const gap = spans[next] ?? line.length;
      while (at < gap && same < step) guess();
      line.set(above.subarray(at, gap), at);
      at = gap;
      const end = spans[next + 1] ?? line.length;
      while (at < end) guess();
    }
  },
};

function average(line: Buffer, above: Uint8Array, step: number): void {
  for (let at = 0; at < step; at++) line[at]! += above[at]! >> 1;
  for (let at = step; at < line.length; at++) line[at]! += (line[at - step]! + above[at]!) >> 1;
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
