/** What rules need to know about the icon: its size and the pixels of its edge. Sourced: the PNG specification. */
import { inflateSync } from "node:zlib";
import type { Subject } from "../language/context.ts";

export type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

export interface IconImage {
  width: number;
  height: number;
  /** The pixels of the outermost rows and columns; undefined for an interlaced or far too large image. */
  edge: Pixel[] | undefined;
}

export type IconFault = "not-png" | "damaged";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Samples of a pixel by colour type, and the depths that each type allows. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Record<number, readonly number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
/** Four times the side of an icon; the pixels of anything larger are not worth unpacking. */
const MAX_SIDE = 1024;

/** The icon as an image, or why it is none; undefined if the connector has no icon. */
export function iconImage(subject: Subject): IconImage | { fault: IconFault } | undefined {
  const icon = subject.connector.icon;
  return icon && readPng(icon.bytes);
}

export function readPng(bytes: Buffer): IconImage | { fault: IconFault } {
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) return { fault: "not-png" };
  const chunks = readChunks(bytes);
  const header = chunks.get("IHDR")?.[0];
  if (header?.length !== 13) return { fault: "damaged" };
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const depth = header[8] ?? 0;
  const type = header[9] ?? 0;
  if (width === 0 || height === 0 || !DEPTHS[type]?.includes(depth)) return { fault: "damaged" };
  const data = chunks.get("IDAT");
  if (!data) return { fault: "damaged" };
  if (width > MAX_SIDE || height > MAX_SIDE || header[12] !== 0) return { width, height, edge: undefined };

  const channels = CHANNELS[type] ?? 1;
  const stride = Math.ceil((width * channels * depth) / 8);
  let raw: Buffer;
  try {
    raw = inflateSync(Buffer.concat(data), { maxOutputLength: (stride + 1) * height });
  } catch {
    return { fault: "damaged" };
  }
  if (raw.length !== (stride + 1) * height) return { fault: "damaged" };
  const step = Math.max(1, (channels * depth) >> 3);
  if (!unfilter(raw, stride, step)) return { fault: "damaged" };

  const palette = chunks.get("PLTE")?.[0];
  const transparency = chunks.get("tRNS")?.[0];
  const largest = 2 ** depth - 1;
  const sample = (x: number, y: number, channel: number): number => {
    const bit = (x * channels + channel) * depth;
    const at = y * (stride + 1) + 1 + (bit >> 3);
    return depth === 16 ? raw.readUInt16BE(at) : ((raw[at] ?? 0) >> (8 - depth - (bit & 7))) & largest;
  };
  const scaled = (value: number) => Math.round((value * 255) / largest);
  const pixel = (x: number, y: number): Pixel => {
    if (type === 3) {
      const index = sample(x, y, 0);
      const [red = 0, green = 0, blue = 0] = palette?.subarray(index * 3, index * 3 + 3) ?? [];
      return [red, green, blue, transparency?.[index] ?? 255];
    }
    const values = Array.from({ length: channels }, (_, channel) => sample(x, y, channel));
    // Types 0 and 2 may declare one colour that counts as transparent.
    const clear =
      transparency !== undefined &&
      channels % 2 === 1 &&
      transparency.length >= channels * 2 &&
      values.every((value, channel) => value === transparency.readUInt16BE(channel * 2));
    const gray = channels < 3;
    const [first = 0, second = 0, third = 0] = values.map(scaled);
    const alpha = channels % 2 === 0 ? scaled(values[channels - 1] ?? 0) : clear ? 0 : 255;
    return gray ? [first, first, first, alpha] : [first, second, third, alpha];
  };

  const edge: Pixel[] = [];
  for (let x = 0; x < width; x++) edge.push(pixel(x, 0), pixel(x, height - 1));
  for (let y = 1; y < height - 1; y++) edge.push(pixel(0, y), pixel(width - 1, y));
  return { width, height, edge };
}

/** The bodies of chunks by type; a file that was cut off gives those that are whole. */
function readChunks(bytes: Buffer): Map<string, Buffer[]> {
  const chunks = new Map<string, Buffer[]>();
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) break;
    const type = bytes.toString("latin1", at + 4, at + 8);
    const known = chunks.get(type);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (known) known.push(body);
    else chunks.set(type, [body]);
    at += 12 + length;
  }
  return chunks;
}

/** Turns each row's differences into values, in place; false for a filter that does not exist. */
function unfilter(raw: Buffer, stride: number, step: number): boolean {
  for (let row = 0; row < raw.length; row += stride + 1) {
    const filter = raw[row] ?? 0;
    if (filter > 4) return false;
    for (let index = 0; index < stride; index++) {
      const at = row + 1 + index;
      const left = index >= step ? (raw[at - step] ?? 0) : 0;
      const up = row > 0 ? (raw[at - stride - 1] ?? 0) : 0;
      const corner = row > 0 && index >= step ? (raw[at - stride - 1 - step] ?? 0) : 0;
      let guess = 0;
      if (filter === 1) guess = left;
      else if (filter === 2) guess = up;
      else if (filter === 3) guess = (left + up) >> 1;
      else if (filter === 4) guess = paeth(left, up, corner);
      raw[at] = ((raw[at] ?? 0) + guess) & 0xff;
    }
  }
  return true;
}

function paeth(left: number, up: number, corner: number): number {
  const target = left + up - corner;
  const toLeft = Math.abs(target - left);
  const toUp = Math.abs(target - up);
  const toCorner = Math.abs(target - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
