/** Changes some entries of an archive and leaves every byte of the others as it is. */
import type { ScannedZip } from "./read-zip.ts";
import { zipEnd, zipEntry } from "./write-zip.ts";

/** Fields of a directory entry. (APPNOTE 4.3.12.) */
const OFFSET_FIELD = 42;

/**
 * @param bytes an archive that has been scanned
 * @param changes new content by name; what is new comes behind the others, in front of the list of contents
 */
export function patchZip(
  bytes: Buffer,
  { entries }: ScannedZip,
  changes: ReadonlyMap<string, Uint8Array>,
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const left = new Map(changes);
  // In the order of the file; the directory may have another one, which stays.
  const places = new Map<number, Buffer>();
  for (const entry of [...entries].sort((a, b) => a.from - b.from)) {
    const content = left.get(entry.name);
    left.delete(entry.name);
    if (content === undefined) {
      const listed = Buffer.from(bytes.subarray(entry.listed.from, entry.listed.to));
      listed.writeUInt32LE(offset, OFFSET_FIELD);
      places.set(entry.listed.from, listed);
      parts.push(bytes.subarray(entry.from, entry.to));
      offset += entry.to - entry.from;
    } else {
      const made = zipEntry({ name: entry.name, bytes: content }, offset);
      places.set(entry.listed.from, made.listed);
      parts.push(made.local);
      offset += made.local.length;
    }
  }
  for (const entry of entries) directory.push(places.get(entry.listed.from) ?? Buffer.alloc(0));
  for (const [name, content] of left) {
    const made = zipEntry({ name, bytes: content }, offset);
    directory.push(made.listed);
    parts.push(made.local);
    offset += made.local.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([...parts, ...directory, zipEnd(directory.length, size, offset)]);
}
