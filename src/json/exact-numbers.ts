/** JSON whose whole numbers keep all their digits: identifiers of 64 bits do not fit the numbers of JavaScript. */
import { requireBounds } from "./depth.ts";
import type { JsonValue } from "./values.ts";

/** Shorter runs of digits are exact as they are. */
const MANY_DIGITS = /\d{16}/;
const WHOLE = /^-?\d+$/;

/**
 * Lets `JSON.stringify` write bigints as the digits they are. Done once for the process: values with a bigint in them reach
 * every place that writes JSON (wire, records, pages, a test's own log), and each would throw otherwise. Who has said
 * already how bigints are written keeps it.
 */
if (!("toJSON" in BigInt.prototype)) {
  Object.defineProperty(BigInt.prototype, "toJSON", {
    value(this: bigint) {
      return rawJson(this.toString());
    },
    configurable: true,
    writable: true,
  });
}

/** `JSON.rawJSON` and the third argument of revivers are in Node since 22, and not yet in the type checker's library. */
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;
type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

/**
 * Reads JSON. A whole number that a JavaScript number cannot hold becomes a bigint, everything else what `JSON.parse` makes of it.
 * @throws {InputError} `too-deep`: it is read from outside
 * @throws {SyntaxError} as `JSON.parse` does
 */
export function parseExact(text: string): JsonValue {
  requireBounds(text);
  if (!MANY_DIGITS.test(text)) return JSON.parse(text) as JsonValue;
  const keep: Reviver = (_, value, { source }) =>
    typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined && WHOLE.test(source)
      ? BigInt(source)
      : value;
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown) as JsonValue;
}

/** A copy in which bigints are ordinary numbers, for those who only know these. */
export function inexact(value: JsonValue | undefined): JsonValue | undefined {
  if (value === undefined) return undefined;
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
