/** Writes archives by hand, the way no honest tool does: every field of every header can be set. */
import { crc32, deflateRawSync } from "node:zlib";

export interface RawEntry {
  name: string | Buffer;
  content?: Buffer | string;
  /** 8 (deflated) by default. */
  method?: number;
  flags?: number;
  crc?: number;
  /** Claimed sizes, in both headers unless `local…` says otherwise. */
  packed?: number;
  unpacked?: number;
  localName?: string;
  localUnpacked?: number;
  localPacked?: number;
  localCrc?: number;
  /** What is behind the data. */
  behind?: Buffer | string;
  /** Upper half: Unix mode. */
  attributes?: number;
  /** Extra field of the directory entry. */
  extra?: Buffer;
  /** Place of the local header instead of its own. */
  offset?: number;
  /** Data as they are in the file. */
  data?: Buffer;
}

export interface RawOptions {
  before?: Buffer;
  comment?: Buffer;
  count?: number;
  directoryOffset?: number;
}

export function rawZip(entries: RawEntry[], options: RawOptions = {}): Buffer {
  const parts: Buffer[] = options.before ? [options.before] : [];
  const directory: Buffer[] = [];
  let offset = options.before?.length ?? 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content ?? "");
    const method = entry.method ?? 8;
    const data = entry.data ?? (method === 8 ? deflateRawSync(content) : content);
    const name = Buffer.from(entry.name);
    const header = (forName: Buffer, unpacked: number, own: Pick<RawEntry, "packed" | "crc"> = {}) => {
      const bytes = Buffer.alloc(26);
      bytes.writeUInt16LE(20, 0);
      bytes.writeUInt16LE(entry.flags ?? 0, 2);
      bytes.writeUInt16LE(method, 4);
      bytes.writeUInt32LE(own.crc ?? entry.crc ?? crc32(content), 10);
      bytes.writeUInt32LE(own.packed ?? entry.packed ?? data.length, 14);
      bytes.writeUInt32LE(unpacked, 18);
      bytes.writeUInt16LE(forName.length, 22);
      return bytes;
    };
    const localName = Buffer.from(entry.localName ?? name);
    const unpacked = entry.unpacked ?? content.length;
    const local = Buffer.concat([
      Buffer.from("504b0304", "hex"),
      header(localName, entry.localUnpacked ?? unpacked, { packed: entry.localPacked, crc: entry.localCrc }),
      localName,
      data,
      Buffer.from(entry.behind ?? ""),
    ]);
    const central = header(name, unpacked);
    central.writeUInt16LE(entry.extra?.length ?? 0, 24);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(entry.attributes ?? 0, 6);
    tail.writeUInt32LE(entry.offset ?? offset, 10);
    directory.push(Buffer.from("504b01021403", "hex"), central, tail, name, entry.extra ?? Buffer.alloc(0));
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.count ?? entries.length, 8);
  end.writeUInt16LE(options.count ?? entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(options.directoryOffset ?? offset, 16);
  end.writeUInt16LE(options.comment?.length ?? 0, 20);
  return Buffer.concat([...parts, list, end, options.comment ?? Buffer.alloc(0)]);
}
