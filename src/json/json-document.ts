/** A JSON file with its values and the place of each of them. */

import { type ParsedJson, parseJson } from "./parse-json.ts";
import type { DuplicateKey, Located, PositionIndex } from "./position-index.ts";
import type { ReadProblem } from "./problem.ts";
import { type Before, reparse, shareUnchanged } from "./reparse.ts";
import { decodeText, type Encoding, LineMap, type Span } from "./text.ts";
import { isObject, type JsonObject, type JsonValue, own } from "./values.ts";

/** Offsets in the text, the end not included. */
export interface Range {
  start: number;
  end: number;
}

export type SpanPart = "auto" | "value" | "key";

export class JsonDocument {
  /** Name relative to the connector folder, with `/` between folders. */
  readonly file: string;
  /** The decoded text without a byte order mark: what positions refer to. */
  readonly text: string;
  readonly bytes: Buffer;
  readonly encoding: Encoding;
  readonly byteOrderMark: boolean;
  /** The value as far as it could be read; undefined if there is none at all. */
  readonly value: JsonValue | undefined;
  /** True if the text is strict JSON. */
  readonly strict: boolean;
  readonly problems: readonly ReadProblem[];
  readonly lines: LineMap;
  #index: PositionIndex | undefined;
  /** What could be read the last time that all of it could be. */
  readonly #lastWhole: Before | undefined;

  /** @param before the same file as it was, to the letter of JSON: what has not changed is taken over from it, the very objects */
  constructor(file: string, bytes: Buffer, before?: JsonDocument) {
    const source = decodeText(bytes, file);
    // A text that is broken while somebody types leads back to the one before it.
    const known = before && (before.#lastWhole ?? before.#read());
    const parsed = parseAgain(known, source.text, file);
    if (!parsed.strict) this.#lastWhole = known;
    this.file = file;
    this.bytes = bytes;
    this.text = source.text;
    this.encoding = source.encoding;
    this.byteOrderMark = source.byteOrderMark;
    this.value = parsed.value;
    this.strict = parsed.strict;
    this.problems = [...source.problems, ...parsed.problems];
    this.lines = new LineMap(source.text, parsed.index?.lineStarts);
    this.#index = parsed.index;
  }

  #read(): Before | undefined {
    if (!this.strict || this.value === undefined || !this.#index) return undefined;
    return { text: this.text, value: this.value, index: this.#index };
  }

  /** A document made from a text instead of a file: what a test or an editor holds. */
  static fromText(file: string, text: string): JsonDocument {
    return new JsonDocument(file, Buffer.from(text, "utf8"));
  }

  /** Offsets of the value at a pointer, or of its nearest existing ancestor (`exact` tells). */
  locate(pointer: string): Located {
    return this.#located(this.find(pointer));
  }

  #located(found: number): Located {
    return this.#index?.located(found) ?? { start: 0, end: Math.min(1, this.text.length), exact: false };
  }

  /** The number by which the document knows the value at a pointer; a negative one stands for its nearest existing ancestor. */
  find(pointer: string): number {
    return this.#index?.find(pointer) ?? 0;
  }

  /** The number of a member, from the number of what holds it: quicker than a pointer for whoever walks the values. */
  below(found: number, token: string | number): number {
    return this.#index?.below(found, token) ?? 0;
  }

  /**
   * The span an author should look at for a pointer: the key of a member, the opening bracket of an array or object
   * without a key, the whole of a scalar. `part` asks for the value or the key instead.
   */
  span(pointer: string, part: SpanPart = "auto"): Span {
    const { start, end } = this.range(this.find(pointer), part);
    return this.lines.span(start, end);
  }

  /** The offsets of {@link span}, for a value by its number. */
  range(number: number, part: SpanPart = "auto"): Range {
    const found = this.#located(number);
    const hasKey = found.keyStart !== undefined && found.keyEnd !== undefined;
    if (part === "value" && found.exact) return found;
    const opening = this.text[found.start];
    const container = opening === "{" || opening === "[";
    if (hasKey && (part === "key" || container))
      return { start: found.keyStart ?? 0, end: found.keyEnd ?? 0 };
    return { start: found.start, end: container ? found.start + 1 : found.end };
  }

  /**
   * Every key that one object holds twice.
   * @param kept how many members all objects of the value have together, if the caller knows
   */
  duplicateKeys(kept = countMembers(this.value)): DuplicateKey[] {
    const index = this.#index;
    // Where as many members were written as were kept, none has replaced another: so it is in nearly every file.
    if (!index || (this.strict && index.members === kept)) return [];
    return index.duplicateKeys();
  }

  /** The arrays and objects two levels below the root, such as paths and definitions, with their offsets, in the order of the text. */
  parts(): (Range & { name: string; value: JsonObject | JsonValue[] })[] {
    const index = this.#index;
    const found: ReturnType<JsonDocument["parts"]> = [];
    if (!index || !isObject(this.value)) return found;
    for (const section of index.itemsOf(0)) {
      const inner = own(this.value, index.nameOf(section) ?? "");
      if (!isObject(inner) || index.below(0, index.nameOf(section) ?? "") !== section) continue;
      // Of two with one name the last one counts; the other one is nobody's value.
      const named = new Map(index.itemsOf(section).map((item) => [item, index.nameOf(item) ?? ""]));
      const last = new Map([...named].map(([item, name]) => [name, item]));
      for (const [item, name] of named) {
        if (last.get(name) !== item) continue;
        const value = own(inner, name);
        if (typeof value !== "object" || value === null) continue;
        const { start, end } = index.extentOf(item);
        found.push({ name, value, start, end });
      }
    }
    return found;
  }

  /** The pointer of the innermost value at an offset of the text. */
  pointerAt(offset: number): string {
    return this.#index?.pointerAt(offset) ?? "";
  }
}

function parseAgain(before: Before | undefined, text: string, file: string): ParsedJson {
  if (before === undefined) return parseJson(text, file);
  const again = reparse(before, text);
  if (again) return again;
  const parsed = parseJson(text, file);
  const { value, index } = parsed;
  if (value === undefined || index === undefined) return parsed;
  return { ...parsed, value: shareUnchanged(before, { text, index }, 0, 0, before.value, value) };
}

/** How many members all objects in a value have together. */
function countMembers(value: JsonValue | undefined): number {
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object") count += countMembers(item);
  } else if (isObject(value)) {
    for (const key in value) {
      count++;
      const item = value[key];
      if (typeof item === "object") count += countMembers(item);
    }
  }
  return count;
}
