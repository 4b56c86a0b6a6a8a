/** The MIME types that apply to an operation: its own, or those of the whole definition. */

import type { Operation } from "../../definition/model.ts";
import { type JsonObject, type JsonValue, own } from "../../json/values.ts";

/** What the service's validator knows; the list is quoted in its messages. */
export const SUPPORTED_MIME = [
  "application/json",
  "text/plain",
  "multipart/form-data",
  "application/x-www-form-urlencoded",
] as const;

export const FORM_URLENCODED = "application/x-www-form-urlencoded";
export const MULTIPART = "multipart/form-data";

/** `type/subtype` of a MIME type in lower case, without parameters such as the character set. */
export function bareMime(text: string): string {
  return (text.split(";")[0] ?? "").trim().toLowerCase();
}

/** Whether a text is a MIME type: two names with a slash between, and perhaps parameters. */
export function isMime(text: string): boolean {
  const [type = "", ...parameters] = text.split(";");
  return (
    /^[\w!#$&^.+*-]{1,127}\/[\w!#$&^.+*-]{1,127}$/.test(type.trim()) &&
    parameters.every((parameter) => /^\s*[\w.*-]+\s*=\s*("[^"]*"|[^\s";]+)\s*$/.test(parameter))
  );
}

/** Bare MIME types in force for an operation; undefined if neither it nor the definition says any. */
export function mimesOf(
  root: JsonObject,
  operation: Operation,
  key: "consumes" | "produces",
): string[] | undefined {
  const value: JsonValue | undefined = own(operation.value, key) ?? own(root, key);
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item): item is string => typeof item === "string").map(bareMime);
  return texts.length > 0 ? texts : undefined;
}
