/** JSON whose whole numbers keep all their digits: identifiers of 64 bits do not fit the numbers of JavaScript. */
import { requireBounds } from "./depth.ts";
import type { JsonValue } from "./values.ts";

/** Shorter runs of digits are exact as they are. */
const MANY_DIGITS = /\d{16}/;
const WHOLE = /^-?\d+$/;

/** `JSON.rawJSON` and the third argument of revivers are in Node since 22, and not yet in the type checker's library. */
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;
type Replacer = (this: unknown, key: string, value: unknown) => unknown;
type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

/**
 * Reads JSON. A whole number that a JavaScript number cannot hold becomes a bigint, everything else what `JSON.parse` makes of it.
 * @throws {InputError} `too-deep`: it is read from outside
 * @throws {SyntaxError} as `JSON.parse` does
 */
export function parseExact(text: string): JsonValue {
  requireBounds(text);
  return rereadExact(text);
}

/**
 * The same for a text that was written here, such as one that secrets were taken out of: its values were judged when they came,
 * and what wraps them may be a level deeper.
 */
export function rereadExact(text: string): JsonValue {
  if (!MANY_DIGITS.test(text)) return JSON.parse(text) as JsonValue;
  const keep: Reviver = (_, value, { source }) =>
    typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined && WHOLE.test(source)
      ? BigInt(source)
      : value;
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown) as JsonValue;
}

/**
 * Writes JSON like `JSON.stringify`, which throws for bigints: here they are written as the digits they are. Nothing global is
 * changed for it, since the harness is loaded into the tests of others. Values without a bigint are written by `JSON.stringify` itself.
 * @throws {TypeError} for what is not JSON otherwise, such as a cycle
 */
export function stringifyExact(value: unknown, replacer?: Replacer, indent?: number): string {
  const replace = replacer as ((key: string, value: unknown) => unknown) | undefined;
  try {
    return JSON.stringify(value, replace, indent);
  } catch (error) {
    // A bigint, or something that throws a second time.
    if (!(error instanceof TypeError)) throw error;
  }
  const exact: Replacer = function (key, member) {
    const replaced = replacer ? replacer.call(this, key, member) : member;
    return typeof replaced === "bigint" ? rawJson(replaced.toString()) : replaced;
  };
  return JSON.stringify(value, exact as (key: string, value: unknown) => unknown, indent);
}

/** A copy in which bigints are ordinary numbers, for those who only know these. */
export function inexact(value: JsonValue | undefined): JsonValue | undefined {
  if (value === undefined) return undefined;
  return JSON.parse(stringifyExact(value)) as JsonValue;
}
