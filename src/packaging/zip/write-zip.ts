/**
 * Writes zip archives whose bytes depend on nothing but names and contents.
 *
 * Libraries take the time from a local clock, and zlib packs differently from one version and processor to the next.
 * Here every entry has the earliest time a zip can hold, and fflate, which is plain JavaScript, packs alike everywhere.
 */
import { crc32 } from "node:zlib";
import { deflateSync } from "fflate";

export interface ZipEntry {
  /** With `/` between folders. */
  name: string;
  bytes: Uint8Array;
}

/** 1 January 1980, 0:00. */
const DOS_DATE = 0x21;
const DOS_TIME = 0;

/** What the platform's own writer states: made on DOS by 4.5, readable with 2.0. (Sourced: server exports.) */
const MADE_BY = 45;
const NEEDED = 20;

const UTF8_NAME = 0x800;
const DEFLATED = 8;

/** The headers and data of one entry, for those who put an archive together themselves. */
export function zipEntry(entry: ZipEntry, offset: number): { local: Buffer; listed: Buffer } {
  const name = Buffer.from(entry.name, "utf8");
  const packed = pack(entry.bytes);
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(NEEDED, 0);
  shared.writeUInt16LE(/^[\x20-\x7e]*$/.test(entry.name) ? 0 : UTF8_NAME, 2);
  shared.writeUInt16LE(DEFLATED, 4);
  shared.writeUInt16LE(DOS_TIME, 6);
  shared.writeUInt16LE(DOS_DATE, 8);
  shared.writeUInt32LE(crc32(entry.bytes), 10);
  shared.writeUInt32LE(packed.length, 14);
  shared.writeUInt32LE(entry.bytes.length, 18);
  shared.writeUInt16LE(name.length, 22);
  const head = Buffer.alloc(6);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(MADE_BY, 4);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return {
    local: Buffer.concat([signature(0x04034b50), shared, name, packed]),
    listed: Buffer.concat([head, shared, tail, name]),
  };
}

/** The end of an archive: how many entries, and where they are listed. */
export function zipEnd(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** An archive of these entries in this order, without folder entries, extra fields or comments. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, listed } = zipEntry(entry, offset);
    parts.push(local);
    directory.push(listed);
    offset += local.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([...parts, ...directory, zipEnd(entries.length, size, offset)]);
}

/** Solutions of one connector share most of their files. */
const packedBefore = new WeakMap<Uint8Array, Uint8Array>();

function pack(bytes: Uint8Array): Uint8Array {
  const known = packedBefore.get(bytes);
  if (known) return known;
  // `mem` is given because its default is computed with a logarithm, which engines may round differently.
  const packed = deflateSync(bytes, { level: 9, mem: 8 });
  packedBefore.set(bytes, packed);
  return packed;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
