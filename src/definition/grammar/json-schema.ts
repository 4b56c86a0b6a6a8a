/** The grammar as JSON Schema (draft 7), for editors that know no connectors but know JSON Schema. */
import type { JsonObject, JsonValue } from "../../json/values.ts";
import { describeKey, keysOf, kindOf } from "./grammar.ts";
import type { Type, Value } from "./types.ts";

const DRAFT = "http://json-schema.org/draft-07/schema#";

/** Kinds that can stand as a reference to one of their like. */
const REFERABLE = new Set(["parameter", "response", "schema", "notificationContent"]);

/**
 * A JSON schema of the files whose outermost object is of a kind: `root` for apiDefinition.swagger.json, `propertiesFile` for
 * apiProperties.json, `settings` for settings.json. Every key has its sentence as `description`. It says what the grammar
 * says; what depends on other places is for the rules.
 */
export function toJsonSchema(kind: string): JsonObject {
  const definitions: Record<string, JsonValue> = {};
  const waiting = [kind];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (Object.hasOwn(definitions, name)) continue;
    definitions[name] = schemaOf(name, waiting);
  }
  return { $schema: DRAFT, $ref: `#/definitions/${kind}`, definitions };
}

function schemaOf(name: string, waiting: string[]): JsonObject {
  const kind = kindOf(name);
  if (kind.variants) {
    const { by, kinds, anyCase } = kind.variants;
    waiting.push(...Object.values(kinds));
    return {
      description: kind.meaning,
      type: "object",
      required: [by],
      properties: {
        [by]: { description: describeKey(name, by)?.meaning ?? "", ...choice(Object.keys(kinds), anyCase) },
      },
      allOf: Object.entries(kinds).map(([value, variant]) => ({
        if: { properties: { [by]: choice([value], anyCase) } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { $ref: `#/definitions/${variant}` },
      })),
    };
  }
  const properties: Record<string, JsonValue> = {};
  const required: string[] = [];
  for (const [key, spec] of keysOf(name)) {
    properties[key] = { description: spec.meaning, ...valueSchema(spec, waiting) };
    if (spec.required) required.push(key);
  }
  const schema: JsonObject = {
    description: kind.meaning,
    type: "object",
    properties,
    ...(required.length > 0 && needed(name, required)),
    ...(kind.extensions && !kind.entries && { patternProperties: { "^x-": true } }),
    additionalProperties: kind.entries ? valueSchema(kind.entries, waiting) : false,
  };
  if (!REFERABLE.has(name)) return schema;
  return {
    if: { required: ["$ref"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { $ref: { type: "string" } } },
    else: schema,
  };
}

/** One of some texts, in any letter case if it does not matter. */
function choice(values: readonly string[], anyCase: boolean | undefined): JsonObject {
  if (!anyCase) return { enum: [...values] };
  const any = (text: string) =>
    text.replaceAll(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
  return { pattern: `^(?:${values.map(any).join("|")})$` };
}

/** A body has a schema in place of a type. */
function needed(kind: string, required: string[]): JsonObject {
  if (kind !== "parameter") return { required };
  return {
    required: required.filter((key) => key !== "type"),
    anyOf: [{ required: ["type"] }, { required: ["schema"] }],
  };
}

function valueSchema(value: Value, waiting: string[]): JsonObject {
  const { type, values, kind, each } = value;
  const names = type === undefined ? [] : typeof type === "string" ? [type] : [...type];
  const schema: Record<string, JsonValue> = {};
  if (names.length > 0 && kind === undefined) schema.type = names.length === 1 ? (names[0] as Type) : names;
  if (values && !value.open) schema[value.anyCase ? "examples" : "enum"] = [...values];
  if (value.atLeast !== undefined) schema.minimum = value.atLeast;
  if (value.above !== undefined) schema.exclusiveMinimum = value.above;
  if (value.filled) {
    if (names.includes("string")) schema.pattern = "\\S";
    if (names.includes("array")) schema.minItems = 1;
    if (names.includes("object")) schema.minProperties = 1;
  }
  if (kind !== undefined) {
    waiting.push(kind);
    const ref = { $ref: `#/definitions/${kind}` };
    const others = names.filter((name) => name !== "object");
    if (others.length > 0) schema.anyOf = [ref, ...others.map((name) => ({ type: name }))];
    // Beside a $ref nothing is read in this draft.
    else schema.allOf = [ref];
  }
  if (each) {
    const entry = valueSchema(each, waiting);
    if (type === "array") schema.items = entry;
    else if (each.extensions) {
      schema.patternProperties = { "^x-": true };
      schema.additionalProperties = entry;
    } else schema.additionalProperties = entry;
  }
  return schema;
}
