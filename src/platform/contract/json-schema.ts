/** Swagger 2.0's schemas as JSON Schema, for a checker that knows nothing of Swagger. */

import { pointerOfRef, refOf, resolve } from "../../definition/reference.ts";
import { isObject, type JsonObject, type JsonValue, own, setOwn } from "../../json/values.ts";

/** Keywords that mean the same in both. `discriminator`, `xml`, `example`, `readOnly` and extensions check nothing. */
const KEPT = [
  "title",
  "type",
  "format",
  "enum",
  "maximum",
  "minimum",
  "multipleOf",
  "maxLength",
  "minLength",
  "maxItems",
  "minItems",
  "uniqueItems",
  "maxProperties",
  "minProperties",
] as const;

const TYPES = new Set(["array", "boolean", "integer", "null", "number", "object", "string"]);

/**
 * Converts schemas of one document; what a `$ref` leads to is converted once and kept under `$defs`, so that cycles end.
 * Tolerant: a keyword of the wrong kind and a reference that points to nothing allow everything.
 */
export class SchemaConverter {
  readonly #root: JsonObject;
  readonly defs: JsonObject = {};
  readonly #names = new Map<string, string>();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** A schema that a checker takes together with {@link defs}. */
  convert(schema: JsonValue | undefined, isPart = false): JsonObject {
    if (!isObject(schema)) return {};
    const ref = refOf(schema);
    if (ref !== undefined) return this.#reference(schema, ref, isPart);
    const result: JsonObject = {};
    for (const keyword of KEPT) {
      const value = own(schema, keyword);
      if (value !== undefined && isUsable(keyword, value)) result[keyword] = value;
    }
    // `type: file` (a download) has no counterpart.
    if (result["type"] === "file") delete result["type"];
    this.#bounds(schema, result);
    this.#pattern(schema, result);
    this.#nesting(schema, result, isPart);
    if (own(schema, "x-nullable") === true && typeof result["type"] === "string")
      result["type"] = [result["type"], "null"];
    return result;
  }

  #reference(schema: JsonObject, ref: string, isPart: boolean): JsonObject {
    const target = pointerOfRef(ref);
    if ("fault" in target) return {};
    // As a part it may be another schema than by itself.
    const key = isPart ? `part ${target.pointer}` : target.pointer;
    const known = this.#names.get(key);
    if (known !== undefined) return { $ref: `#/$defs/${known}` };
    const resolved = resolve(this.#root, schema, "");
    if ("fault" in resolved) return {};
    const name = `d${this.#names.size}`;
    this.#names.set(key, name);
    // Reserved before it is converted: a definition that contains itself finds its own name.
    this.defs[name] = {};
    this.defs[name] = this.convert(resolved.value, isPart);
    return { $ref: `#/$defs/${name}` };
  }

  /** Swagger's `exclusiveMinimum: true` beside `minimum` is a number of its own in later drafts. */
  #bounds(schema: JsonObject, result: JsonObject): void {
    for (const [flag, bound] of [
      ["exclusiveMinimum", "minimum"],
      ["exclusiveMaximum", "maximum"],
    ] as const) {
      if (own(schema, flag) === true && result[bound] !== undefined) {
        result[flag] = result[bound];
        delete result[bound];
      }
    }
  }

  #pattern(schema: JsonObject, result: JsonObject): void {
    const pattern = own(schema, "pattern");
    if (typeof pattern !== "string") return;
    try {
      new RegExp(pattern, "u");
      result["pattern"] = pattern;
    } catch {
      // Not an expression JavaScript knows: nothing can be checked by it.
    }
  }

  #nesting(schema: JsonObject, result: JsonObject, isPart: boolean): void {
    const properties = own(schema, "properties");
    if (isObject(properties)) {
      const converted: JsonObject = {};
      for (const name of Object.keys(properties))
        setOwn(converted, name, this.convert(own(properties, name)));
      result["properties"] = converted;
    }
    const required = own(schema, "required");
    if (Array.isArray(required)) {
      const names = [...new Set(required.filter((name) => typeof name === "string"))];
      if (names.length > 0) result["required"] = names;
    }
    const items = own(schema, "items");
    if (isObject(items)) result["items"] = this.convert(items);
    const all = own(schema, "allOf");
    const additional = own(schema, "additionalProperties");
    // A part that is closed would refuse what the other parts add, and no value could be valid. What is meant is that the
    // whole is closed (inferred: definitions that were generated for Azure services), which is not looked for.
    const leftOpen = additional === false && (isPart || Array.isArray(all));
    if (typeof additional === "boolean" && !leftOpen) result["additionalProperties"] = additional;
    else if (isObject(additional)) result["additionalProperties"] = this.convert(additional);
    if (Array.isArray(all) && all.length > 0) result["allOf"] = all.map((part) => this.convert(part, true));
  }
}

function isUsable(keyword: (typeof KEPT)[number], value: JsonValue): boolean {
  switch (keyword) {
    case "title":
    case "format":
      return typeof value === "string";
    case "type": {
      const types = Array.isArray(value) ? value : [value];
      return (
        types.length > 0 &&
        new Set(types).size === types.length &&
        types.every((type) => typeof type === "string" && (TYPES.has(type) || type === "file"))
      );
    }
    case "enum":
      return Array.isArray(value) && value.length > 0;
    case "uniqueItems":
      return typeof value === "boolean";
    case "maximum":
    case "minimum":
      return typeof value === "number";
    case "multipleOf":
      return typeof value === "number" && value > 0;
    default:
      return Number.isInteger(value) && (value as number) >= 0;
  }
}
