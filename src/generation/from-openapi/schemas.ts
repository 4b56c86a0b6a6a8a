/** Schemas of OpenAPI 3.0 and 3.1 in the words of Swagger 2.0, as the designer reads them. */
import { escapeToken } from "../../json/pointer.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../../json/values.ts";
import type { Losses } from "./losses.ts";
import { componentName, extensionsOf, follow, followObject, pick, type Way } from "./source.ts";

/** Keywords that mean the same in both. (Sourced: the two specifications.) */
const SAME = [
  "title",
  "description",
  "type",
  "format",
  "default",
  "enum",
  "multipleOf",
  "maximum",
  "minimum",
  "maxLength",
  "minLength",
  "pattern",
  "maxItems",
  "minItems",
  "uniqueItems",
  "maxProperties",
  "minProperties",
  "required",
  "readOnly",
  "example",
];
/** Handled below, or without a meaning for who fills in a form. */
const KNOWN = new Set([
  ...SAME,
  ...[
    "$ref",
    "properties",
    "items",
    "additionalProperties",
    "allOf",
    "oneOf",
    "anyOf",
    "nullable",
    "const",
    "examples",
  ],
  ...[
    "exclusiveMinimum",
    "exclusiveMaximum",
    "discriminator",
    "writeOnly",
    "deprecated",
    "xml",
    "externalDocs",
  ],
  ...["$schema", "$id", "$comment", "$anchor", "contentMediaType", "contentEncoding"],
]);

/** Schemas that are put into others by allOf: a document could ask for endlessly many. (Chosen.) */
const MAX_MERGED = 20_000;
/** Deeper nesting is cut; the platform takes far less. (Chosen.) */
const MAX_DEPTH = 100;

export class Schemas {
  readonly #root: JsonObject;
  readonly #losses: Losses;
  #merged = 0;

  constructor(root: JsonObject, losses: Losses) {
    this.#root = root;
    this.#losses = losses;
  }

  convert(value: JsonValue | undefined, way: Way, inside: readonly JsonObject[] = []): JsonObject {
    if (!isObject(value)) {
      if (value === false)
        this.#lose(
          way,
          "A schema that allows nothing (false) has become one that allows anything.",
          "Describe the value, or remove the property.",
        );
      return {};
    }
    if (inside.length > MAX_DEPTH) {
      this.#lose(
        way,
        `Schemas nested deeper than ${MAX_DEPTH} levels are cut.`,
        "Describe less of the answer.",
      );
      return {};
    }
    const ref = ownString(value, "$ref");
    if (ref !== undefined) return this.#reference(ref, value, way, inside);
    const here = this.#alternatives(this.#flattened(value, way, inside), way, inside);
    if (here !== value && ownString(here, "$ref") !== undefined)
      return this.convert(here, way, [...inside, value]);
    return this.#own(here, way, [...inside, value]);
  }

  #reference(ref: string, value: JsonObject, way: Way, inside: readonly JsonObject[]): JsonObject {
    const name = componentName(ref, "schemas");
    if (
      name !== undefined &&
      ownObject(ownObject(this.#root, "components"), "schemas") &&
      follow(this.#root, value) !== undefined
    ) {
      const beside = Object.keys(value).filter((key) => key !== "$ref");
      if (beside.length > 0)
        this.#lose(
          way,
          "What stands beside a $ref (a description, mostly) is lost: Swagger 2.0 does not read it.",
          "Write it at the schema that the reference points to.",
        );
      return { $ref: `#/definitions/${encodeURI(escapeToken(name))}` };
    }
    const found = follow(this.#root, value);
    if (isObject(found) && !inside.includes(found)) return this.convert(found, way, [...inside, value]);
    this.#lose(
      way,
      "References that lead out of the document, to nothing or in a circle have become schemas that allow anything.",
      'Put everything into one document first, for example with "redocly bundle", and convert that.',
    );
    return {};
  }

  /** allOf becomes one schema: the designer does not expand it. What holds itself stays a reference. */
  #flattened(value: JsonObject, way: Way, inside: readonly JsonObject[]): JsonObject {
    const parts = ownArray(value, "allOf");
    if (!parts) return value;
    const { allOf: _, ...rest } = value;
    const [only] = parts;
    const says = Object.keys(rest).filter((key) => !["nullable", "deprecated", "writeOnly"].includes(key));
    if (parts.length === 1 && says.length === 0 && isObject(only)) return only;
    let merged: JsonObject = rest;
    for (const part of parts) {
      let found = followObject(this.#root, part);
      if (!found) continue;
      if (inside.includes(found) || found === value || ++this.#merged > MAX_MERGED) {
        this.#lose(
          way,
          "A schema that is composed of itself by allOf is described only once.",
          "Check which properties are missing there.",
        );
        continue;
      }
      if (own(found, "allOf") !== undefined) found = this.#flattened(found, way, [...inside, value, found]);
      merged = combine(merged, found);
    }
    return merged;
  }

  /** oneOf and anyOf: the one alternative beside null, or an object with the properties of all. */
  #alternatives(value: JsonObject, way: Way, inside: readonly JsonObject[]): JsonObject {
    const key = own(value, "oneOf") !== undefined ? "oneOf" : "anyOf";
    const listed = ownArray(value, key);
    if (!listed) return value;
    const { oneOf: _, anyOf: __, discriminator: ___, ...rest } = value;
    const options = listed.filter((option) => !isNull(option));
    if (options.length < listed.length) this.#nullable(way);
    const [only] = options;
    if (options.length === 1 && isObject(only)) {
      const { nullable: _n, ...more } = rest;
      return Object.keys(more).length === 0 ? only : combine(more, followObject(this.#root, only) ?? {});
    }
    const shapes = options.map((option) => followObject(this.#root, option));
    const types = new Set(
      shapes.map((shape) =>
        shape && (own(shape, "properties") !== undefined || own(shape, "allOf") !== undefined)
          ? "object"
          : ownString(shape, "type"),
      ),
    );
    const [type] = types;
    if (types.size === 1 && type !== undefined && type !== "object" && type !== "array") {
      const values = shapes.map((shape) => ownArray(shape, "enum"));
      this.#lose(
        way,
        `Alternatives (${key}) of one type have become that type alone.`,
        "Nothing, unless makers have to know about the alternatives: then say so in the description.",
      );
      return {
        ...rest,
        type,
        ...(values.every((list) => list !== undefined) && {
          enum: [...new Set(values.flat())] as JsonValue[],
        }),
      };
    }
    if (types.size === 1 && type === "object" && !shapes.some((shape) => shape && inside.includes(shape))) {
      this.#lose(
        way,
        `Alternatives (${key}) of objects have become one object with the properties of all; none of those is required.`,
        "Remove properties that makers do not need, or offer one operation for each alternative.",
      );
      let merged = rest;
      for (const shape of shapes) {
        const {
          required: _r,
          discriminator: _d,
          ...part
        } = this.#flattened(shape ?? {}, way, [...inside, value]);
        if (++this.#merged <= MAX_MERGED) merged = combine(merged, part);
      }
      return { ...merged, type: "object" };
    }
    this.#lose(
      way,
      `Alternatives (${key}) of different types have become a value that can be anything.`,
      "Choose the type that the service sends or takes most, and write it there.",
    );
    return rest;
  }

  #own(value: JsonObject, way: Way, inside: readonly JsonObject[]): JsonObject {
    const result: JsonObject = { ...pick(value, SAME), ...extensionsOf(value) };
    this.#type(value, result, way);
    this.#values(value, result);
    this.#bounds(value, result);
    if (Array.isArray(own(value, "required")) === false) delete result.required;
    else if ((result.required as JsonValue[]).length === 0) delete result.required;
    const properties = ownObject(value, "properties");
    if (properties)
      result.properties = Object.fromEntries(
        Object.keys(properties).map((name) => [
          name,
          this.convert(own(properties, name), [...way, "properties", name], inside),
        ]),
      );
    if (properties && result.type === undefined) result.type = "object";
    const items = own(value, "items");
    if (isObject(items)) result.items = this.convert(items, [...way, "items"], inside);
    else if (result.type === "array") result.items = {};
    const more = own(value, "additionalProperties");
    if (typeof more === "boolean") result.additionalProperties = more;
    else if (isObject(more))
      result.additionalProperties = this.convert(more, [...way, "additionalProperties"], inside);
    if (own(value, "nullable") === true) this.#nullable(way);
    if (own(value, "writeOnly") === true)
      this.#lose(
        way,
        "writeOnly is lost: such properties also show up where the service answers.",
        "Remove them from what the service answers.",
      );
    if (own(value, "discriminator") !== undefined)
      this.#lose(
        way,
        "discriminator is lost: the designer shows the fields of the schema itself.",
        "List the fields of the variants as optional properties where makers need them.",
      );
    for (const key of Object.keys(value)) {
      if (KNOWN.has(key) || key.startsWith("x-")) continue;
      this.#lose(
        way,
        `The keyword ${key.slice(0, 60)} is lost: Swagger 2.0 does not know it.`,
        "Nothing, if the service checks what it gets; otherwise describe it in words.",
      );
    }
    return result;
  }

  /** 3.1 lists types; "null" among them is what 3.0 calls nullable. */
  #type(value: JsonObject, result: JsonObject, way: Way): void {
    const type = own(value, "type");
    if (Array.isArray(type)) {
      const types = type.filter((name) => name !== "null");
      if (types.length < type.length) this.#nullable(way);
      if (types.length > 1)
        this.#lose(
          way,
          "Of several types the first has been kept.",
          "Check that it is the one that the service sends or takes.",
        );
      if (types[0] === undefined) delete result.type;
      else result.type = types[0];
    } else if (type === "null") delete result.type;
    if (ownString(value, "contentEncoding") === "base64" && result.format === undefined)
      result.format = "byte";
    if (own(value, "contentMediaType") === "application/octet-stream" && result.format === undefined)
      result.format = "binary";
  }

  #values(value: JsonObject, result: JsonObject): void {
    if (own(value, "const") !== undefined) result.enum = [own(value, "const") as JsonValue];
    const listed = ownArray(result, "enum");
    if (listed) {
      const values = listed.filter((entry) => entry !== null);
      if (values.length > 0) result.enum = values;
      else delete result.enum;
    }
    if (result.default === null) delete result.default;
    const [example] = ownArray(value, "examples") ?? [];
    if (result.example === undefined && example !== undefined) result.example = example;
  }

  /** 3.1 has a number where 2.0 and 3.0 have true or false. */
  #bounds(value: JsonObject, result: JsonObject): void {
    for (const [exclusive, bound] of [
      ["exclusiveMinimum", "minimum"],
      ["exclusiveMaximum", "maximum"],
    ] as const) {
      const given = own(value, exclusive);
      if (typeof given === "number") Object.assign(result, { [bound]: given, [exclusive]: true });
      else if (given === true && own(value, bound) !== undefined) result[exclusive] = true;
    }
  }

  #nullable(way: Way): void {
    this.#lose(
      way,
      "That a value can be null is lost.",
      "Nothing for answers; where makers have to send null, let a script write it.",
    );
  }

  #lose(way: Way, message: string, help: string): void {
    this.#losses.add(way, message, help);
  }
}

function isNull(option: JsonValue): boolean {
  const type = own(option, "type");
  return type === "null" || (Array.isArray(type) && type.length === 1 && type[0] === "null");
}

/** Two schemas that both hold: the properties and requirements of both, of anything else what the first says. */
function combine(one: JsonObject, other: JsonObject): JsonObject {
  const properties = { ...ownObject(other, "properties"), ...ownObject(one, "properties") };
  const required = [
    ...new Set([...(ownArray(other, "required") ?? []), ...(ownArray(one, "required") ?? [])]),
  ];
  return {
    ...other,
    ...one,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}
