/** One value of a parameter as text, by its type and collection format. */

import { isEncodedTwice } from "../../definition/extensions.ts";
import type { Parameter } from "../../definition/model.ts";
import { beginning } from "../../json/cut.ts";
import { stringifyExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import { ownObject, ownString } from "../../json/values.ts";

/** Swagger 2.0's collection formats; `multi` repeats the name and is made by the caller. */
const SEPARATORS: ReadonlyMap<string, string> = new Map([
  ["csv", ","],
  ["ssv", " "],
  ["tsv", "\t"],
  ["pipes", "|"],
]);

/** The texts of a value: one, or several for an array in `multi` format. @throws {InputError} `argument-type` */
export function textsOf(parameter: Parameter, value: unknown): string[] {
  if (!Array.isArray(value)) return [textOf(parameter, value, parameter.value)];
  if (ownString(parameter.value, "type") !== "array") throw wrongType(parameter, value);
  const items = ownObject(parameter.value, "items") ?? {};
  const texts = value.map((item) => textOf(parameter, item, items));
  const format = ownString(parameter.value, "collectionFormat") ?? "csv";
  if (format === "multi" && (parameter.in === "query" || parameter.in === "formData")) return texts;
  return [texts.join(SEPARATORS.get(format) ?? ",")];
}

/** Scalars as their text; a text is taken for a number or boolean if it reads as one, as in the designer's text fields. */
function textOf(parameter: Parameter, value: unknown, schema: unknown): string {
  const type = ownString(schema, "type");
  // As JSON writes it within a body.
  if (value instanceof Date && !Number.isNaN(value.getTime()))
    return ownString(schema, "format") === "date" ? value.toISOString().slice(0, 10) : value.toISOString();
  if (typeof value === "object" && value !== null) throw wrongType(parameter, value);
  const text = value === null ? "" : String(value);
  const fits =
    type === "integer"
      ? /^-?\d+$/.test(text)
      : type === "number"
        ? text.trim() !== "" && Number.isFinite(Number(text))
        : type === "boolean"
          ? /^(true|false)$/i.test(text)
          : typeof value !== "boolean" || type !== "array";
  if (!fits) throw wrongType(parameter, value);
  return type === "boolean" ? text.toLowerCase() : text;
}

function wrongType(parameter: Parameter, value: unknown): InputError {
  const type = ownString(parameter.value, "type") ?? "text";
  const shown = stringifyExact(value) ?? String(value);
  return new InputError(
    "argument-type",
    `The input "${parameter.name}" is of type ${type}; ${shown.length > 60 ? `${beginning(shown, 60)}…` : shown} is not.`,
    type === "array" ? "Give an array of scalars." : `Give a value of type ${type}.`,
  );
}

/**
 * One path segment. `x-ms-url-encoding: double` encodes twice, anything else once (sourced: the designer's dynamic calls).
 * `.` and `..` are refused: every URL parser would take them for steps in the path, encoded or not.
 */
export function pathSegment(parameter: Parameter, text: string): string {
  if (text === "." || text === "..") {
    throw new InputError(
      "argument-path-step",
      `"${text}" as "${parameter.name}" would change the path of the call.`,
      "Give a value that is not a step in a path.",
    );
  }
  const once = encode(text, parameter.name);
  return isEncodedTwice(parameter.value) ? encodeURIComponent(once) : once;
}

function encode(text: string, name: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw new InputError(
      "argument-not-text",
      `The input "${name}" holds half of a surrogate pair, which no URL can carry.`,
      "Give well-formed text.",
    );
  }
}

/** A header's value. @throws {InputError} `header-line-break`, `header-not-latin` */
export function headerValue(name: string, text: string): string {
  if (/[\r\n\0]/.test(text)) {
    throw new InputError(
      "header-line-break",
      `The value of the header "${name}" holds a line break or a zero character; it could add other headers.`,
      "Give a value of one line.",
    );
  }
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) {
    throw new InputError(
      "header-not-latin",
      `The value of the header "${name}" holds characters that a header cannot carry.`,
      "Give Latin-1 text, or encode the value.",
    );
  }
  return text;
}
