/** Small comparisons as the designer makes them: without regard to case, and tolerant of values that are no text. */
import { type JsonValue, own } from "../../json/values.ts";

/** True if two values are the same text without regard to case. */
export function same(left: unknown, right: string): boolean {
  return typeof left === "string" && left.toLowerCase() === right.toLowerCase();
}

/** What a value counts as where the designer asks "is there anything": null, 0, false and the empty text are nothing. */
export function present(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0 && value !== "";
}

/** The text of a member, if it is there and not empty; numbers and the like as text. */
export function textOf(value: unknown, key: string): string | undefined {
  const found = own(value, key);
  if (!present(found)) return undefined;
  return typeof found === "string" ? found : typeof found === "object" ? undefined : wordOf(found);
}

/** A value as text: what is not a text is written as JSON, which cannot fail, whatever the value calls its members. */
export function wordOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

/** A text as a literal of the expression language: in single quotes, its own quotes doubled. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
