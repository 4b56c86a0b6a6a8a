/** From the bytes of a file to text with line and column numbers, whatever the encoding. */
import { isAscii, isUtf8 } from "node:buffer";
import type { ReadProblem } from "./problem.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** A place in a text. Lines and columns count from 1, columns and offsets in UTF-16 units as editors do. */
export interface Position {
  offset: number;
  line: number;
  column: number;
}

/** From `start` up to, not including, `end`. */
export interface Span {
  start: Position;
  end: Position;
}

export interface SourceText {
  /** The text without a byte order mark. */
  text: string;
  encoding: Encoding;
  /** Whether the file starts with a byte order mark: paconn create and update stumble over it. */
  byteOrderMark: boolean;
  problems: ReadProblem[];
}

/**
 * Decodes a file. UTF-8 is what the tools read and write; UTF-16 is told by its byte order mark or by the zeros it consists of;
 * what is neither is read as windows-1252, in which every byte means something, so that reading goes on.
 */
export function decodeText(bytes: Buffer, file: string): SourceText {
  if (
    bytes.length >= 2 &&
    ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
  ) {
    return utf16(bytes, file, bytes[0] === 0xff ? "utf-16le" : "utf-16be", true);
  }
  // JSON and code begin with ASCII: a zero beside the first character means two bytes for each.
  if (bytes.length >= 2 && (bytes[0] === 0) !== (bytes[1] === 0)) {
    return utf16(bytes, file, bytes[0] === 0 ? "utf-16be" : "utf-16le", false);
  }
  const byteOrderMark = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = byteOrderMark ? bytes.subarray(3) : bytes;
  // ASCII decoded as latin1 stays one byte a character in memory, which scans at twice the speed.
  if (isAscii(body)) return { text: body.toString("latin1"), encoding: "utf-8", byteOrderMark, problems: [] };
  if (isUtf8(body)) return { text: body.toString("utf8"), encoding: "utf-8", byteOrderMark, problems: [] };
  const bad = firstInvalidByte(body);
  const byte = (body[bad] ?? 0).toString(16).padStart(2, "0");
  return {
    text: new TextDecoder("windows-1252").decode(body),
    encoding: "windows-1252",
    byteOrderMark,
    problems: [
      wrongEncoding(
        file,
        `The file is not UTF-8: byte 0x${byte} at offset ${bad} starts no valid character.`,
        bad,
      ),
    ],
  };
}

function utf16(
  bytes: Buffer,
  file: string,
  encoding: "utf-16le" | "utf-16be",
  byteOrderMark: boolean,
): SourceText {
  return {
    text: new TextDecoder(encoding).decode(bytes),
    encoding,
    byteOrderMark,
    problems: [wrongEncoding(file, `The file is ${encoding.toUpperCase()}, not UTF-8.`, 0)],
  };
}

function wrongEncoding(file: string, message: string, offset: number): ReadProblem {
  return {
    code: "not-utf8",
    file,
    message,
    help: "Save the file as UTF-8 without a byte order mark.",
    start: offset,
    end: offset + 1,
  };
}

/** A text in the encoding that a file has; what is windows-1252 only as a guess is written as UTF-8. */
export function encodeText(
  { byteOrderMark, encoding }: Pick<SourceText, "byteOrderMark" | "encoding">,
  text: string,
): Buffer {
  const marked = byteOrderMark ? `\ufeff${text}` : text;
  if (encoding === "utf-16le") return Buffer.from(marked, "utf16le");
  return encoding === "utf-16be" ? Buffer.from(marked, "utf16le").swap16() : Buffer.from(marked, "utf8");
}

/** The offset of the first byte that starts no valid character (ranges of RFC 3629, section 4). */
function firstInvalidByte(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    const length =
      first < 0x80
        ? 1
        : first >= 0xc2 && first < 0xe0
          ? 2
          : first >= 0xe0 && first < 0xf0
            ? 3
            : first >= 0xf0 && first < 0xf5
              ? 4
              : 0;
    // Overlong forms, surrogates and what lies beyond U+10FFFF differ in a narrower second byte: Node decides those.
    if (length === 0 || !(length === 1 || isUtf8(bytes.subarray(at, at + length)))) return at;
    at += length;
  }
  return at;
}

/** Turns offsets of one text into lines and columns; the table of lines is built at the first question. */
export class LineMap {
  #text: string;
  #starts: ArrayLike<number> | undefined;

  /** @param starts where the lines begin, if somebody has found out already */
  constructor(text: string, starts?: ArrayLike<number>) {
    this.#text = text;
    this.#starts = starts;
  }

  /** The offsets at which lines begin, the first one 0. */
  get starts(): ArrayLike<number> {
    if (this.#starts) return this.#starts;
    const starts = [0];
    for (let at = this.#text.indexOf("\n"); at >= 0; at = this.#text.indexOf("\n", at + 1))
      starts.push(at + 1);
    this.#starts = starts;
    return starts;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The position of an offset; offsets outside the text count as its nearest end. */
  at(offset: number): Position {
    const starts = this.starts;
    const within = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= within) low = middle;
      else high = middle - 1;
    }
    return { offset: within, line: low + 1, column: within - (starts[low] ?? 0) + 1 };
  }

  span(start: number, end: number): Span {
    return { start: this.at(start), end: this.at(end) };
  }

  /** One line without its line break; the empty string outside the text. Lines count from 1. */
  line(number: number): string {
    const start = this.starts[number - 1];
    if (start === undefined) return "";
    const next = this.starts[number];
    const end = next === undefined ? this.#text.length : next - 1;
    return this.#text.slice(start, this.#text[end - 1] === "\r" ? end - 1 : end);
  }
}
