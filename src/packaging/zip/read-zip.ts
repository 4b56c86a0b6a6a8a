/**
 * Reads zip archives from people one does not know: everything is checked before and while it is unpacked, in memory.
 *
 * The central directory is what counts, and each entry's own header must agree with it: readers that trust one or the
 * other see two different archives otherwise. For the same reason entries stand one behind the other without gaps: what
 * is between them, only a reader that goes through the file from its beginning would find.
 */
import { crc32, inflateRawSync } from "node:zlib";
import { InputError } from "../../json/problem.ts";
import { checkName, decodeName, nameKey } from "./entry-name.ts";
import { Budget, LIMITS, size } from "./limits.ts";

export interface ZipContent {
  /** Files by name, in the order of the archive; folders are not listed. */
  files: Map<string, Buffer>;
  /** Names of folder entries, without the `/` at the end. */
  folders: string[];
  /** Oddities that importers take, such as backslashes in names. */
  remarks: string[];
}

interface Entry {
  name: string;
  raw: Buffer;
  flags: number;
  method: number;
  crc: number;
  packed: number;
  unpacked: number;
  offset: number;
  /** Where the directory describes it. */
  listed: { from: number; to: number };
}

const ENCRYPTED = 0x1 | 0x40 | 0x2000;
const SIZES_FOLLOW = 0x8;
const UNICODE_PATH = 0x7075;
const STORED = 0;
const DEFLATED = 8;
const TRUST = "The file is damaged or made by hand: download or export it again.";

/** An entry whose headers have been checked, not yet unpacked. */
export interface ScannedEntry {
  /** With `/` between folders, and at the end of a folder's. */
  name: string;
  packed: number;
  unpacked: number;
  /** Where it is with its own header and whatever follows its data. */
  from: number;
  to: number;
  /** Where the directory describes it. */
  listed: { from: number; to: number };
  /** @throws {InputError} `archive-damaged`, `archive-mismatch`, `archive-crc` */
  unpack(): Buffer;
}

export interface ScannedZip {
  entries: ScannedEntry[];
  remarks: string[];
}

/**
 * Reads an archive.
 * @param label what to call it in an error
 * @throws {InputError} `archive-…` for whatever no honest tool writes; nothing is written anywhere
 */
export function readZip(bytes: Buffer, label: string, budget: Budget = new Budget()): ZipContent {
  const { entries, remarks } = scanZip(bytes, label, LIMITS.archive);
  const content: ZipContent = { files: new Map(), folders: [], remarks };
  for (const entry of entries) {
    budget.take(label, entry.name, entry.packed, entry.unpacked);
    if (entry.name.endsWith("/")) content.folders.push(entry.name.slice(0, -1));
    else content.files.set(entry.name, entry.unpack());
  }
  return content;
}

/**
 * The same without unpacking anything: names, sizes and places, with every check that needs no content.
 * @param most largest archive that is looked at, in bytes
 */
export function scanZip(bytes: Buffer, label: string, most: number): ScannedZip {
  const fail = (code: string, what: string) => new InputError(`archive-${code}`, `${label} ${what}.`, TRUST);
  if (bytes.length > most) throw tooLarge(label, bytes.length, most);
  const { entries, start } = readDirectory(bytes, label, fail);
  const remarks: string[] = [];
  const scanned: ScannedEntry[] = [];
  const ranges: { from: number; to: number; name: string }[] = [];
  const seen = new Map<string, string>();
  for (const entry of entries) {
    const name = checkName(entry.name, label);
    if (name !== entry.name && remarks.length === 0)
      remarks.push("Names use backslashes, as Windows PowerShell writes them.");
    const key = nameKey(name);
    if (seen.has(key)) throw fail("duplicate", `holds "${name}" twice, or in two spellings`);
    seen.set(key, name);
    if (name.endsWith("/") && entry.unpacked > 0)
      throw fail("mismatch", `holds a folder "${name}" with content`);
    const from = dataStart(bytes, entry, start, fail);
    const end = from + entry.packed;
    const to = end + descriptorLength(bytes, entry, end, start, fail);
    ranges.push({ from: entry.offset, to, name });
    scanned.push({
      name,
      packed: entry.packed,
      unpacked: entry.unpacked,
      from: entry.offset,
      to,
      listed: entry.listed,
      unpack: () => unpack(bytes.subarray(from, end), entry, fail),
    });
  }
  checkRanges(ranges, start, fail);
  for (const { name } of scanned) {
    // A file that others treat as their folder cannot be written on any system.
    const parts = nameKey(name).split("/");
    for (let length = 1; length < parts.length; length++) {
      const parent = seen.get(parts.slice(0, length).join("/"));
      if (parent !== undefined && !parent.endsWith("/"))
        throw fail("duplicate", `holds "${parent}" both as a file and as a folder`);
    }
  }
  return { entries: scanned, remarks };
}

type Fail = (code: string, what: string) => InputError;

function tooLarge(label: string, length: number, most: number): InputError {
  return new InputError(
    "archive-too-large",
    `${label} has ${size(length)}; more than ${size(most)} are not read.`,
    "Packages of connectors are far smaller.",
  );
}

function readDirectory(bytes: Buffer, label: string, fail: Fail): { entries: Entry[]; start: number } {
  const end = findEnd(bytes);
  if (end < 0) {
    const cut = beginsWithEntry(bytes);
    if (cut && hasMoreBehind(bytes)) throw fail("mismatch", "holds something behind its end");
    throw new InputError(
      cut ? "archive-truncated" : "archive-not-zip",
      cut ? `${label} ends before its list of contents.` : `${label} is not a zip archive.`,
      cut ? TRUST : "Give a solution, a certification package or a zipped connector folder.",
    );
  }
  const count = bytes.readUInt16LE(end + 10);
  const length = bytes.readUInt32LE(end + 12);
  const start = bytes.readUInt32LE(end + 16);
  if (bytes.readUInt16LE(end + 4) !== 0 || bytes.readUInt16LE(end + 8) !== count)
    throw fail("mismatch", "is one part of several");
  if (count === 0xffff || start === 0xffffffff || length === 0xffffffff)
    throw fail("too-large", "is in the format for archives above 4 GiB (ZIP64)");
  if (count > 0 && !beginsWithEntry(bytes))
    throw fail("mismatch", "begins with something that is not an archive");
  if (start + length !== end) throw fail("mismatch", "has a list of contents that does not fit its size");
  const entries: Entry[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50)
      throw fail("mismatch", "has a broken list of contents");
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const next = at + 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32);
    if (next > end) throw fail("mismatch", "has a broken list of contents");
    entries.push(readEntry(bytes, { from: at, to: next }, nameLength, extraLength, fail));
    at = next;
  }
  if (at !== end) throw fail("mismatch", "lists more than it counts");
  return { entries, start };
}

/** The end record: the comment behind it must reach the end of the file exactly, so that there is one reading only. */
function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at--) {
    if (bytes.readUInt32LE(at) === 0x06054b50 && at + 22 + bytes.readUInt16LE(at + 20) === bytes.length)
      return at;
  }
  return -1;
}

function beginsWithEntry(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === 0x04034b50;
}

/** Whether an end record is followed by more than the comment it announces. */
function hasMoreBehind(bytes: Buffer): boolean {
  const at = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  return at >= 0 && at + 22 <= bytes.length && at + 22 + bytes.readUInt16LE(at + 20) < bytes.length;
}

function readEntry(
  bytes: Buffer,
  listed: Entry["listed"],
  nameLength: number,
  extraLength: number,
  fail: Fail,
): Entry {
  const at = listed.from;
  const raw = bytes.subarray(at + 46, at + 46 + nameLength);
  const entry: Entry = {
    name: decodeName(raw),
    raw,
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    packed: bytes.readUInt32LE(at + 20),
    unpacked: bytes.readUInt32LE(at + 24),
    offset: bytes.readUInt32LE(at + 42),
    listed,
  };
  const shown = JSON.stringify(entry.name.slice(0, 100));
  const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
  checkOtherName(extra, entry, fail);
  readLargeSizes(entry, extra);
  // The upper half of the attributes is the Unix mode where the writer set one, whatever system it claims to be.
  const kind = (bytes.readUInt32LE(at + 38) >>> 16) & 0xf000;
  if (kind === 0xa000) throw fail("link", `holds a symbolic link, ${shown}`);
  if (kind !== 0 && kind !== 0x8000 && kind !== 0x4000)
    throw fail("link", `holds ${shown}, which is neither a file nor a folder`);
  if ((entry.flags & ENCRYPTED) !== 0) throw fail("encrypted", `is encrypted (${shown})`);
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw fail("method", `packs ${shown} with method ${entry.method}, which importers do not read`);
  return entry;
}

/** Sizes above 4 GiB are in an extra field; they are read only to say how much is claimed. */
function readLargeSizes(entry: Entry, extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let field = at + 4;
    const next = () => {
      const value = field + 8 <= extra.length ? Number(extra.readBigUInt64LE(field)) : Infinity;
      field += 8;
      return value;
    };
    if (entry.unpacked === 0xffffffff) entry.unpacked = next();
    if (entry.packed === 0xffffffff) entry.packed = next();
    if (entry.offset === 0xffffffff) entry.offset = next();
  }
}

/** Where an entry's data begin, once its own header has been found to say the same as the directory. */
function dataStart(bytes: Buffer, entry: Entry, directory: number, fail: Fail): number {
  const { offset, raw } = entry;
  const broken = () => fail("mismatch", `describes "${entry.name}" in two ways that do not agree`);
  if (offset + 30 > directory || bytes.readUInt32LE(offset) !== 0x04034b50) throw broken();
  const nameLength = bytes.readUInt16LE(offset + 26);
  const start = offset + 30 + nameLength + bytes.readUInt16LE(offset + 28);
  const flags = bytes.readUInt16LE(offset + 6);
  if (!bytes.subarray(offset + 30, offset + 30 + nameLength).equals(raw)) throw broken();
  if (bytes.readUInt16LE(offset + 8) !== entry.method || ((flags ^ entry.flags) & ENCRYPTED) !== 0)
    throw broken();
  const same = (at: number, value: number) =>
    bytes.readUInt32LE(at) === value || bytes.readUInt32LE(at) === 0xffffffff;
  if (((flags ^ entry.flags) & SIZES_FOLLOW) !== 0) throw broken();
  const later = (flags & SIZES_FOLLOW) !== 0 && bytes.readUInt32LE(offset + 18) === 0;
  if (!later && !(same(offset + 18, entry.packed) && same(offset + 22, entry.unpacked))) throw broken();
  const crc = bytes.readUInt32LE(offset + 14);
  if (crc !== entry.crc && !(later && crc === 0)) throw broken();
  checkOtherName(bytes.subarray(offset + 30 + nameLength, start), entry, fail);
  if (start + entry.packed > directory) throw fail("truncated", `ends inside "${entry.name}"`);
  return start;
}

/** An extra field may hold a second name, which some readers prefer. (Documented: Info-ZIP Unicode Path Extra Field.) */
function checkOtherName(extra: Buffer, entry: Entry, fail: Fail): void {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== UNICODE_PATH) continue;
    const name = extra.subarray(at + 9, at + 4 + extra.readUInt16LE(at + 2)).toString("utf8");
    if (name !== entry.name) throw fail("mismatch", `gives "${entry.name}" a second name`);
  }
}

/**
 * Length of what a writer that could not go back puts behind the data: checksum and sizes, once more to be found the same.
 * @param at where the data end
 */
function descriptorLength(bytes: Buffer, entry: Entry, at: number, directory: number, fail: Fail): number {
  if ((entry.flags & SIZES_FOLLOW) === 0) return 0;
  const signed = at + 4 <= directory && bytes.readUInt32LE(at) === 0x08074b50 ? 4 : 0;
  // Sizes have four bytes, or eight in an archive that was begun as a large one.
  for (const width of [4, 8]) {
    const end = at + signed + 4 + 2 * width;
    if (end > directory) continue;
    const size = (place: number) =>
      width === 4 ? bytes.readUInt32LE(place) : Number(bytes.readBigUInt64LE(place));
    const first = at + signed + 4;
    if (
      bytes.readUInt32LE(at + signed) === entry.crc &&
      size(first) === entry.packed &&
      size(first + width) === entry.unpacked
    )
      return signed + 4 + 2 * width;
  }
  throw fail("mismatch", `describes "${entry.name}" in two ways that do not agree`);
}

function unpack(data: Buffer, entry: Entry, fail: Fail): Buffer {
  let bytes: Buffer;
  if (entry.method === STORED) bytes = data;
  else {
    try {
      // The output never grows beyond what was claimed, and claimed sizes have passed the limits.
      bytes = inflateRawSync(data, { maxOutputLength: Math.max(1, entry.unpacked) });
    } catch (error) {
      const more = error instanceof RangeError;
      throw more
        ? fail("mismatch", `unpacks "${entry.name}" to more than the ${entry.unpacked} bytes it claims`)
        : fail("damaged", `holds "${entry.name}" with data that cannot be unpacked`);
    }
  }
  if (bytes.length !== entry.unpacked)
    throw fail("mismatch", `claims ${entry.unpacked} bytes for "${entry.name}" but holds ${bytes.length}`);
  if (crc32(bytes) !== entry.crc) throw fail("crc", `holds "${entry.name}" with a wrong checksum`);
  return bytes;
}

/** Entries that share bytes are how small archives unpack to endless ones; gaps hide what only some readers see. */
function checkRanges(
  ranges: { from: number; to: number; name: string }[],
  directory: number,
  fail: Fail,
): void {
  ranges.sort((a, b) => a.from - b.from);
  for (const [index, range] of ranges.entries()) {
    const next = ranges[index + 1]?.from ?? directory;
    if (range.to > next) throw fail("overlap", `holds "${range.name}" in the same place as another entry`);
    if (range.to < next) throw fail("gap", `holds something behind "${range.name}" that it does not list`);
  }
  if (ranges.length === 0 && directory > 0) throw fail("gap", "holds something that it does not list");
  if ((ranges[0]?.from ?? 0) !== 0) throw fail("mismatch", "begins with something that is not an archive");
}
