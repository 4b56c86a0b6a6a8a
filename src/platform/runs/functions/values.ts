/** Reading the parameters of functions, and comparing values, as the engine does. */
import { stringifyExact } from "../../../json/exact-numbers.ts";
import { isObject, type JsonObject, type JsonValue, own } from "../../../json/values.ts";
import { textOfContent } from "../../invoke/content.ts";
import { type FunctionCall, type Value, wrong } from "./function.ts";

/** Numbers of JSON: bigints are those that a JavaScript number cannot hold. */
export type Numeric = number | bigint;

export function isNumeric(value: unknown): value is Numeric {
  return typeof value === "number" || typeof value === "bigint";
}

/** A value as text: nothing for null, booleans as .NET writes them (`True`; observed in run histories), JSON for objects, bytes decoded. */
export function textOf(value: Value): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value !== "object") return String(value);
  return textOfContent(value) ?? stringifyExact(value);
}

/** A parameter that must be a text. Sourced: where a text is expected, numbers and booleans become one. */
export function text(call: FunctionCall, index: number, orNull = false): string {
  const value = call.value(index);
  const content = textOfContent(value);
  if (content !== undefined) return content;
  if (typeof value === "string") return value;
  if (isNumeric(value) || typeof value === "boolean") return textOf(value);
  if (orNull && (value === undefined || value === null)) return "";
  throw wrong(call, index, "a text", value);
}

export function integer(call: FunctionCall, index: number): number {
  const value = call.value(index);
  if (typeof value === "number" && Number.isInteger(value)) return value;
  if (typeof value === "string" && /^\s*-?\d+\s*$/.test(value)) return Number(value);
  throw wrong(call, index, "a whole number", value);
}

export function number(call: FunctionCall, index: number): Numeric {
  const value = call.value(index);
  if (isNumeric(value)) return value;
  throw wrong(call, index, "a number", value);
}

export function boolean(call: FunctionCall, index: number): boolean {
  const value = call.value(index);
  if (typeof value === "boolean") return value;
  throw wrong(call, index, "true or false", value);
}

export function object(call: FunctionCall, index: number): JsonObject {
  const value = call.value(index);
  if (isObject(value)) return value;
  throw wrong(call, index, "an object", value);
}

export function list(call: FunctionCall, index: number): JsonValue[] {
  const value = call.value(index);
  if (Array.isArray(value)) return value;
  throw wrong(call, index, "an array", value);
}

/**
 * Whether two values are equivalent. Sourced: `equals(true, 1)` is true, and null counts as an empty text in logical
 * functions; texts are compared by letter case (sourced for contains, inferred here).
 */
export function areEqual(a: Value, b: Value, nullIsText = true): boolean {
  const left = plain(a, nullIsText);
  const right = plain(b, nullIsText);
  if (isNumeric(left) && isNumeric(right)) return left === right;
  if (Array.isArray(left) || Array.isArray(right))
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => areEqual(item, right[index], false))
    );
  if (isObject(left) && isObject(right)) {
    const names = Object.keys(left);
    return (
      names.length === Object.keys(right).length &&
      names.every((name) => Object.hasOwn(right, name) && areEqual(own(left, name), own(right, name), false))
    );
  }
  return left === right;
}

function plain(value: Value, nullIsText: boolean): Value {
  if (value === undefined || value === null) return nullIsText ? "" : null;
  return typeof value === "boolean" && nullIsText ? Number(value) : value;
}

/** Order of two values of one kind: numbers, or texts by their characters; undefined where they have none. */
export function order(a: Value, b: Value): number | undefined {
  if (isNumeric(a) && isNumeric(b)) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  return undefined;
}
