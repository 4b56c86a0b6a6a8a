/** From what a maker fills in to the values of an operation's parameters, in all the ways in which they are written down. */

import { summaryOf } from "../../definition/extensions.ts";
import type { Operation, Parameter } from "../../definition/model.ts";
import { propertiesOf, resolveObject } from "../../definition/reference.ts";
import { MAX_DEPTH, tooDeepMessage } from "../../json/depth.ts";
import { parseExact, stringifyExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue, own, setOwn } from "../../json/values.ts";
import type { Arguments } from "../api.ts";
import { contentOf } from "./content.ts";
import { fileOf } from "./files.ts";

export interface SortedArguments {
  /** Values of parameters outside the body, and a body given as a whole, by parameter. */
  parameters: Map<Parameter, unknown>;
  /** What is known of the body so far. */
  body: JsonValue | undefined;
}

/** Keys of the designer's Logic Apps form: `path.$.parcelId`, `body.$.hook.kinds`. */
const PLACED_KEY = /^(path|query|header|formData|body)\.\$(?:\.(.*))?$/s;

/**
 * Sorts arguments to their parameters. A key is, in this order, a parameter's name; `<body parameter>/<path>`, the form in
 * which flows store inputs (sourced: serialized flows); `<place>.$.<path>`, the designer's own key (sourced).
 * @throws {InputError} `argument-unknown`, `too-deep`
 */
export function sortArguments(root: JsonObject, operation: Operation, values: Arguments): SortedArguments {
  const sorted: SortedArguments = { parameters: new Map(), body: undefined };
  const bodyParameter = operation.parameters.find((parameter) => parameter.in === "body");
  for (const key of Object.keys(values)) {
    const value = values[key];
    if (value === undefined) continue;
    const named = operation.parameters.find((parameter) => parameter.name === key);
    if (named && named !== bodyParameter) {
      sorted.parameters.set(named, value);
      continue;
    }
    const path = bodyParameter && bodyPath(root, bodyParameter, key);
    if (path && path.length > MAX_DEPTH)
      throw new InputError("too-deep", tooDeepMessage(path.length), "Name a property of the body.");
    if (path) {
      sorted.body = setAt(sorted.body, path, toJson(value, key));
      continue;
    }
    const placed = PLACED_KEY.exec(key);
    const parameter =
      placed &&
      operation.parameters.find(
        (candidate) => candidate.in === placed[1] && candidate.name === unescapeSegment(placed[2] ?? ""),
      );
    if (parameter) {
      sorted.parameters.set(parameter, value);
      continue;
    }
    throw unknownArgument(operation, key);
  }
  return sorted;
}

/** Path into the body that a key names, or undefined if it is none of the body's. */
function bodyPath(root: JsonObject, parameter: Parameter, key: string): string[] | undefined {
  if (key === parameter.name || key === "body.$") return [];
  if (key.startsWith("body.$.")) return key.slice("body.$.".length).split(".").map(unescapeSegment);
  if (!key.startsWith(`${parameter.name}/`)) return undefined;
  return alongSchema(root, parameter, key.slice(parameter.name.length + 1));
}

/** Cuts `a/b/c` into property names. Names may hold slashes themselves: the longest declared name that fits is taken. */
function alongSchema(root: JsonObject, parameter: Parameter, text: string): string[] {
  const path: string[] = [];
  let rest = text;
  let schema = resolveObject(root, own(parameter.value, "schema"), "");
  while (rest !== "" && path.length <= MAX_DEPTH) {
    const names = schema ? propertiesOf(root, schema.value, schema.pointer) : [];
    const fitting = names
      .filter((property) => rest === property.name || rest.startsWith(`${property.name}/`))
      .sort((a, b) => b.name.length - a.name.length)[0];
    const name = fitting?.name ?? rest.split("/")[0] ?? rest;
    path.push(name);
    rest = rest.slice(name.length + 1);
    schema = fitting;
  }
  return path;
}

/** The designer escapes what means something in its keys (sourced: keysutility). */
function unescapeSegment(segment: string): string {
  return segment.replace(/~([0-4])/g, (_, digit: string) => "~.[*?"[Number(digit)] ?? "");
}

function setAt(body: JsonValue | undefined, path: readonly string[], value: JsonValue): JsonValue {
  const [name, ...rest] = path;
  if (name === undefined) return merge(body, value);
  const object: JsonObject = isObject(body) ? body : {};
  setOwn(object, name, setAt(own(object, name), rest, value));
  return object;
}

/** A nested form and flat keys may both be given; objects are merged, anything else is replaced. */
function merge(body: JsonValue | undefined, value: JsonValue): JsonValue {
  if (!isObject(body) || !isObject(value)) return value;
  for (const key of Object.keys(value)) setOwn(body, key, merge(own(body, key), value[key] as JsonValue));
  return body;
}

/**
 * A copy that is JSON and nothing else, so that what the caller changes later changes no call.
 * Bytes and files become `{ "$content-type", "$content" }`, the form in which flows hold them.
 */
export function toJson(value: unknown, key: string): JsonValue {
  try {
    const text = stringifyExact(value, withContent);
    if (text === undefined) throw new TypeError("is not JSON");
    return parseExact(text);
  } catch (error) {
    if (error instanceof InputError) throw error;
    // The writer has no other word for what is nested too deeply.
    if (error instanceof RangeError)
      throw new InputError("too-deep", `The value of "${key}" is nested too deeply.`, "Flatten it.");
    throw new InputError(
      "argument-not-json",
      `The value of "${key}" cannot be written as JSON (${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}).`,
      "Give texts, numbers, booleans, arrays or plain objects without cycles.",
    );
  }
}

/** Asked for each member with the object that holds it: a Buffer has turned itself into something else by then. */
function withContent(this: unknown, key: string, value: unknown): unknown {
  const given: unknown = (this as Record<string, unknown>)[key];
  const file = fileOf(given);
  if (file) return contentOf(file.bytes, file.type);
  if (given instanceof Blob || given instanceof ReadableStream)
    throw new TypeError("a Blob or a stream must be read first; an action or a call does so by itself");
  return value;
}

function unknownArgument(operation: Operation, key: string): InputError {
  const names = operation.parameters.map((parameter) => parameter.name);
  const near = names.find((name) => name.toLowerCase() === key.toLowerCase());
  const body = operation.parameters.find((parameter) => parameter.in === "body")?.name;
  // What comes before the slash is the name of the parameter, which makers of definitions choose.
  const [, within] = /^body\/(.+)$/s.exec(key) ?? [];
  if (body !== undefined && within !== undefined)
    return new InputError(
      "argument-unknown",
      `${operation.id ?? operation.path} has no input "${key}": its body is called "${body}".`,
      `Write "${body}/${within}".`,
    );
  return new InputError(
    "argument-unknown",
    `${operation.id ?? operation.path} has no input "${key}".`,
    near ? `Did you mean "${near}"?` : `It has: ${names.join(", ") || "none"}.`,
  );
}

/** What the maker sees beside an input: `x-ms-summary`, else the name (sourced: the designer's label). */
export function labelOf(parameter: Parameter): string {
  return summaryOf(parameter.value) ?? parameter.name;
}
