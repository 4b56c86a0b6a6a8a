/** Types of a connector as JSON Schema (draft 7): one definition for each, and where each operation's are. */
import type { JsonObject, JsonValue } from "../../json/values.ts";
import { setOwn } from "../../json/values.ts";
import type { ConnectorTypes, Type } from "./shapes.ts";

/** @returns text that ends with a line break */
export function jsonSchemaOf({ title, version, types, operations }: ConnectorTypes): string {
  const definitions: JsonObject = {};
  for (const { name, type, description } of types)
    setOwn(definitions, name, withDescription(schemaOf(type), description));
  const point = (name: string | undefined): JsonValue =>
    name === undefined ? null : `#/definitions/${name}`;
  const list: JsonObject = {};
  for (const { id, trigger, input, output } of operations)
    setOwn(list, id, {
      kind: trigger ? "trigger" : "action",
      input: point(input),
      [trigger ? "payload" : "output"]: point(output),
    });
  const document = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: version ? `${title} ${version}` : title,
    $comment:
      "Made by the connector workbench (types); do not edit. x-operations says which definition is whose.",
    definitions,
    "x-operations": list,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function schemaOf(type: Type): JsonObject {
  const schema = plain(type);
  if (!type.nullable) return schema;
  return typeof schema.type === "string" && schema.enum === undefined
    ? { ...schema, type: [schema.type, "null"] }
    : { anyOf: [schema, { type: "null" }] };
}

function plain(type: Type): JsonObject {
  switch (type.kind) {
    case "string":
      // Bytes can come as a text or as an object with $content.
      if (type.format === "binary") return {};
      return { type: "string", ...(type.format ? { format: type.format } : {}) };
    case "integer":
    case "number":
      return { type: type.kind };
    case "boolean":
      return { type: "boolean" };
    case "enum":
      return { enum: type.values };
    case "array":
      return { type: "array", items: schemaOf(type.items) };
    case "reference":
      return { $ref: `#/definitions/${type.name}` };
    case "object": {
      const properties: JsonObject = {};
      for (const member of type.members)
        setOwn(properties, member.name, withDescription(schemaOf(member.type), member.description));
      const required = type.members.filter((member) => member.required).map(({ name }) => name);
      return {
        type: "object",
        ...(type.members.length > 0 ? { properties } : {}),
        ...(required.length > 0 ? { required } : {}),
        ...(typeof type.rest === "object" ? { additionalProperties: schemaOf(type.rest) } : {}),
      };
    }
    default:
      return type.why ? { $comment: type.why } : {};
  }
}

/** Beside a reference nothing counts: the description goes around it. */
function withDescription(schema: JsonObject, description: string): JsonObject {
  if (description === "") return schema;
  return schema.$ref === undefined ? { ...schema, description } : { allOf: [schema], description };
}
