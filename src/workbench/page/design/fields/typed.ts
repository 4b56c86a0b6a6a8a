import type { JsonValue } from "../../model.ts";

/** What somebody typed, as the type that is asked for where it can be read as one. Expressions stay text. */
export function typed(text: string, type: string | undefined): JsonValue {
  if ((type === "integer" || type === "number") && /^-?\d+(?:\.\d+)?$/.test(text.trim())) {
    const number = Number(text);
    // Digits that a number would lose, and a point that is still being typed, stay as they were written.
    if (String(number) === text.trim()) return number;
  }
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
