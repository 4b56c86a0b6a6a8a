/** A schema as its readers see it: references followed, `allOf` put together, so that equal schemas look equal however they are written. */

import { child } from "../json/pointer.ts";
import {
  entryOf,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownString,
} from "../json/values.ts";
import { resolveObject } from "./reference.ts";

export interface Located {
  value: JsonValue;
  pointer: string;
}

export interface Shape {
  /** The schema's own object, behind all references; what is in parts of `allOf` is taken over. */
  value: JsonObject;
  pointer: string;
  /** As written, in lower case; undefined if there is none or no text. */
  declaredType: string | undefined;
  /** The declared type, else what the rest of the schema implies, else `any`. */
  type: string;
  properties: ReadonlyMap<string, Located>;
  required: ReadonlySet<string>;
  items: Located | undefined;
  /** A schema, or true or false; undefined if nothing is said. */
  additional: Located | undefined;
}

/** Deeper compositions do not occur; loops of `allOf` are cut here. */
const MAX_PARTS = 64;

/** Reads shapes of one document, each place once. */
export class ShapeReader {
  readonly #root: JsonObject;
  /** By the object itself: pointers can be long, and where thousands of them are, comparing them takes longer than all else. */
  readonly #known = new Map<JsonObject, Shape>();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** The shape at a place; undefined if there is no schema or its reference leads nowhere. */
  read(at: Located | undefined): Shape | undefined {
    if (!at) return undefined;
    const resolved = resolveObject(this.#root, at.value, at.pointer);
    if (!resolved) return undefined;
    const known = this.#known.get(resolved.value);
    if (known) return known;
    const shape = this.#build(resolved.value, resolved.pointer);
    this.#known.set(resolved.value, shape);
    return shape;
  }

  #build(value: JsonObject, pointer: string): Shape {
    const parts: { value: JsonObject; pointer: string }[] = [];
    this.#collect({ value, pointer }, parts, new Set());
    // Nearly every schema is composed of nothing: what it says it says itself.
    const isAlone =
      parts.length === 1 && !Object.hasOwn(value, "allOf") && !Object.hasOwn(value, "__proto__");
    const merged: JsonObject = isAlone ? value : {};
    const properties = new Map<string, Located>();
    const required = new Set<string>();
    let items: Located | undefined;
    let additional: Located | undefined;
    for (const part of parts) {
      for (const key of isAlone ? [] : Object.keys(part.value)) {
        if (!Object.hasOwn(merged, key) && key !== "allOf" && key !== "__proto__")
          merged[key] = own(part.value, key) as JsonValue;
      }
      const declared = own(part.value, "properties");
      if (isObject(declared)) {
        for (const name of Object.keys(declared)) {
          if (properties.has(name)) continue;
          properties.set(name, {
            value: own(declared, name) as JsonValue,
            pointer: child(part.pointer, "properties", name),
          });
        }
      }
      for (const name of ownArray(part.value, "required") ?? [])
        if (typeof name === "string") required.add(name);
      items ??= locatedIn(part, "items");
      additional ??= locatedIn(part, "additionalProperties");
    }
    const declaredType = typeName(ownString(merged, "type"));
    const implied = properties.size > 0 || additional ? "object" : items ? "array" : "any";
    return {
      value: merged,
      pointer,
      declaredType,
      type: declaredType ?? implied,
      properties,
      required,
      items,
      additional,
    };
  }

  /** The schema itself, then what it is composed of, in order. */
  #collect(
    part: { value: JsonObject; pointer: string },
    parts: { value: JsonObject; pointer: string }[],
    seen: Set<string>,
  ): void {
    if (parts.length >= MAX_PARTS || seen.has(part.pointer)) return;
    seen.add(part.pointer);
    parts.push(part);
    for (const [index, entry] of (ownArray(part.value, "allOf") ?? []).entries()) {
      const resolved = resolveObject(this.#root, entry, child(part.pointer, "allOf", index));
      if (resolved) this.#collect(resolved, parts, seen);
    }
  }
}

/** Formats that published definitions write as types: what is meant is plain. (Observed.) */
const MEANT: Readonly<Record<string, string>> = {
  int: "integer",
  int32: "integer",
  int64: "integer",
  long: "integer",
  float: "number",
  double: "number",
  decimal: "number",
  bool: "boolean",
};

function typeName(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  const lower = written.toLowerCase();
  return entryOf(MEANT, lower) ?? lower;
}

function locatedIn(part: { value: JsonObject; pointer: string }, key: string): Located | undefined {
  const value = own(part.value, key);
  return value === undefined ? undefined : { value, pointer: child(part.pointer, key) };
}
