/** What a schema is called in a message. */
import type { Node } from "../language/node.ts";
import { quote } from "../language/quote.ts";

/**
 * A schema by what its author knows it as, to begin a sentence with: `The property "size"`, `The definition "Parcel"`,
 * `The items of "tags"`, `The body of "CreateParcel"`.
 */
export function schemaName(schema: Node): string {
  const name = plainName(schema);
  return `The ${name}`;
}

function plainName(schema: Node): string {
  const { parent, position, key } = schema;
  if (schema.kind === "parameter") return `parameter ${quote(String(schema.value.name ?? key))}`;
  if (schema.kind === "header") return `header ${quote(String(key))}`;
  if (position === "property") return `property ${quote(String(key))}`;
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
