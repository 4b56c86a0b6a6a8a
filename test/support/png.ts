/** Draws PNG files for tests. */
import { crc32 } from "node:zlib";
import { zlibSync } from "fflate";

export interface PngOptions {
  width?: number;
  height?: number;
  /** Colour type: 0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha. */
  type?: number;
  depth?: number;
  interlace?: number;
  palette?: number[];
  transparency?: number[];
  /** Filter of every row. */
  filter?: number;
  /** Filters of single rows, instead. */
  filters?: number[];
  /** Bytes of a row without its filter; default: the colour #0b6a6d. */
  row?: (y: number, width: number) => number[];
  /** All rows as they are in the file, each behind its filter, instead of `row`. */
  rows?: Uint8Array;
}

export function png(options: PngOptions = {}): Buffer {
  const { width = 160, height = width, type = 2, depth = 8, interlace = 0, filter = 0 } = options;
  const row =
    options.row ??
    ((_: number, count: number) => Array.from({ length: count }, () => [0x0b, 0x6a, 0x6d]).flat());
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, type, 0, 0, interlace], 8);
  const raw =
    options.rows ??
    Buffer.concat(
      Array.from({ length: height }, (_, y) =>
        Buffer.from([options.filters?.[y] ?? filter, ...row(y, width)]),
      ),
    );
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    ...(options.palette ? [chunk("PLTE", Buffer.from(options.palette))] : []),
    ...(options.transparency ? [chunk("tRNS", Buffer.from(options.transparency))] : []),
    // Packed alike on every machine, as golden files need it.
    chunk("IDAT", Buffer.from(zlibSync(raw, { mem: 8 }))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + body.length);
  bytes.writeUInt32BE(body.length, 0);
  bytes.write(type, 4, "latin1");
  body.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + body.length)), 8 + body.length);
  return bytes;
}
