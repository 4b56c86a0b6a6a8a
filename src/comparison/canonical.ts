/** Values as texts that are equal exactly if the values say the same: order of keys does not count, that of items does. */
import type { JsonValue } from "../json/values.ts";

/** Nothing that a definition means nests deeper; hostile files do. */
const MAX_DEPTH = 200;

/** The canonical text of a value; undefined has one of its own. */
export function canonical(value: JsonValue | undefined, depth = 0): string {
  if (value === undefined) return "";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (depth > MAX_DEPTH) return "…";
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(",")}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key], depth + 1)}`).join(",")}}`;
}

/** Whether two values say the same. */
export function same(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object") return false;
  return canonical(a) === canonical(b);
}

/** The items of a list that another lacks, by what they say. A value that is not a list has none. */
export function lacking(list: JsonValue | undefined, other: JsonValue | undefined): JsonValue[] {
  const known = new Set((Array.isArray(other) ? other : []).map((item) => canonical(item)));
  return (Array.isArray(list) ? list : []).filter((item) => !known.has(canonical(item)));
}

/** A value as a message shows it: short, on one line. */
export function shown(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? `"${value}"` : canonical(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Some values as a message shows them. */
export function shownList(values: readonly JsonValue[]): string {
  const few = values.slice(0, 6).map(shown).join(", ");
  return values.length > 6 ? `${few} and ${values.length - 6} more` : few;
}
