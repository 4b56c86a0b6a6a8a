/** How much memory values take: nothing in JavaScript tells, and what is kept has to be bounded by it. */

import { beginning } from "./cut.ts";

/** Bytes of an object, an array, a text and a place for a value, as V8 lays them out (observed with Node 24; rounded up). */
const OBJECT = 56;
const ARRAY = 32;
const TEXT = 24;
const PLACE = 16;

/** About how many bytes a value takes. Values that are deep, or many, take no stack. */
export function sizeOf(value: unknown): number {
  if (typeof value === "string") return sizeOfText(value);
  if (typeof value !== "object" || value === null) return 0;
  let bytes = 0;
  // Texts are counted where they are: most of what is asked about is one object of texts, and there is much of it.
  const waiting: object[] = [value];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (ArrayBuffer.isView(next)) bytes += OBJECT + next.byteLength;
    else if (Array.isArray(next)) {
      bytes += ARRAY + next.length * PLACE;
      for (const item of next) {
        if (typeof item === "string") bytes += sizeOfText(item);
        else if (typeof item === "object" && item !== null) waiting.push(item);
      }
    } else {
      bytes += OBJECT;
      for (const key in next) {
        bytes += PLACE;
        const item = (next as Record<string, unknown>)[key];
        if (typeof item === "string") bytes += sizeOfText(item);
        else if (typeof item === "object" && item !== null) waiting.push(item);
      }
    }
  }
  return bytes;
}

function sizeOfText(text: string): number {
  return TEXT + text.length * 2;
}

/** Of a list, an object or a text in a note so much is kept. */
const MOST_ITEMS = 100;
const MOST_CHARACTERS = 2_000;

/**
 * A value in short, for a note that is kept and shown: long texts, lists and objects end after their beginning.
 * @param bytes what is smaller stays as it is
 */
export function inShort<T>(value: T, bytes: number): T {
  return sizeOf(value) <= bytes ? value : (shortened(value, 0) as T);
}

function shortened(value: unknown, depth: number): unknown {
  if (typeof value === "string")
    return value.length > MOST_CHARACTERS
      ? `${beginning(value, MOST_CHARACTERS)}… (${value.length} characters)`
      : value;
  if (typeof value !== "object" || value === null) return value;
  // What still is long a few levels down is nothing to read in a note.
  if (depth > 4) return "…";
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => shortened(item, depth + 1));
  const entries = Object.entries(value).slice(0, MOST_ITEMS);
  return Object.fromEntries(
    entries.map(([key, item]) => [beginning(key, MOST_CHARACTERS), shortened(item, depth + 1)]),
  );
}
