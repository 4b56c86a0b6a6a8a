/** What a schema is called in a message. */
import type { Node } from "../language/node.ts";
import { quote } from "../language/quote.ts";
import { inputKind, locationOf, parameterName } from "./parameter-kinds.ts";

/**
 * A schema, parameter or header by what its author knows it as: `the property "size"`, `the definition "Parcel"`,
 * `the items of the property "tags"`, `the schema of the body of "CreateParcel"`.
 */
export function schemaName(schema: Node): string {
  return `the ${plainName(schema)}`;
}

/** The same at the start of a sentence, with its verb: `The items of the property "tags" have`. */
export function startingName(schema: Node, one: string, many: string): string {
  return `The ${plainName(schema)} ${schema.position === "items" || schema.kind === "items" ? many : one}`;
}

/** A reference that stands for a property. */
const AS_PROPERTY = /\/properties\/[^/]*$/;

function plainName(schema: Node): string {
  const { parent, position, key } = schema;
  if (schema.kind === "parameter") return `${inputKind(locationOf(schema))} ${quote(parameterName(schema))}`;
  if (schema.kind === "header") return `header ${quote(String(key))}`;
  const isProperty =
    position === "property" || (schema.kind === "reference" && AS_PROPERTY.test(schema.pointer));
  if (isProperty) return `property ${quote(String(key))}`;
  if (position === "items" || schema.kind === "items")
    return parent ? `items of the ${plainName(parent)}` : "items";
  if (position === "additionalProperties" && parent)
    return `additionalProperties of the ${plainName(parent)}`;
  if (position === "allOf" && parent) return `part ${Number(key) + 1} of allOf in the ${plainName(parent)}`;
  const { holder, operation } = schema;
  const of = operation?.id === undefined ? "" : ` of ${quote(operation.id)}`;
  if (holder?.kind === "parameter") return `schema of the body${of}`;
  if (holder?.kind === "response") return `schema of the response ${quote(String(holder.key))}${of}`;
  if (holder?.kind === "notificationContent") return `schema of the notification`;
  if (holder?.kind === "root" || schema.pointer.startsWith("/definitions/"))
    return `definition ${quote(String(key))}`;
  return "schema";
}
