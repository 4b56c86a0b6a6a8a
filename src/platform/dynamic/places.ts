/** Where the dynamic schema of an input or of the outputs stands: at the root, or below it. */
import { outputResponse, outputSchema } from "../../definition/answers.ts";
import { findInput, type SchemaSource, schemaSourceOf } from "../../definition/dynamic-sources.ts";
import type { Operation } from "../../definition/model.ts";
import { propertiesOf, resolveObject } from "../../definition/reference.ts";
import { type JsonObject, own } from "../../json/values.ts";

/** Schemas are looked through no deeper, and no more of them. */
const MAX_DEPTH = 12;
const MOST_LOOKED_AT = 2_000;

export interface SchemaPlace {
  source: SchemaSource;
  /** Steps from the whole value down to what the schema describes; `*` for the items of a list. */
  at: string[];
}

/**
 * The input that a key names: a parameter, a path into the body, or the body as a whole, which is called `body` whatever the
 * definition calls it.
 */
export function inputOf(root: JsonObject, operation: Operation, key: string): JsonObject | undefined {
  const found = findInput(root, operation, key);
  if (found) return found;
  const body = operation.parameters.find((parameter) => parameter.in === "body");
  if (!body) return undefined;
  if (key === "body" || key === "body.$" || key === body.name) return body.value;
  return key.startsWith("body/")
    ? findInput(root, operation, `${body.name}/${key.slice("body/".length)}`)
    : undefined;
}

/** All dynamic schemas of an input, the outermost first. */
export function inputSchemas(root: JsonObject, operation: Operation, key: string): SchemaPlace[] {
  const input = inputOf(root, operation, key);
  const body = operation.parameters.find((parameter) => parameter.in === "body");
  const places = input ? placesIn(root, input) : [];
  // On the parameter itself, beside the schema of the body.
  const whole = body && (key === "body" || key === body.name) ? schemaSourceOf(root, body.value) : undefined;
  return places.length === 0 && whole ? [{ source: whole, at: [] }] : places;
}

/** All dynamic schemas of the outputs. One may also be beside the schema, on the answer itself, where nothing static is declared. */
export function outputSchemas(root: JsonObject, operation: Operation): SchemaPlace[] {
  const schema = outputSchema(root, operation)?.value;
  const places = schema ? placesIn(root, schema) : [];
  if (places.length > 0) return places;
  const holder = operation.notificationContent ?? outputResponse(operation);
  const whole = holder && schemaSourceOf(root, holder.value);
  return whole ? [{ source: whole, at: [] }] : [];
}

function placesIn(root: JsonObject, schema: JsonObject): SchemaPlace[] {
  const found: SchemaPlace[] = [];
  const queue: { value: JsonObject; at: string[] }[] = [{ value: schema, at: [] }];
  const seen = new Set<JsonObject>();
  for (let next = queue.shift(); next && seen.size < MOST_LOOKED_AT; next = queue.shift()) {
    const { value, at } = next;
    if (seen.has(value) || at.length > MAX_DEPTH) continue;
    seen.add(value);
    const source = schemaSourceOf(root, ownPart(value));
    if (source) {
      found.push({ source, at });
      continue;
    }
    const inner = resolveObject(root, own(value, "schema"), "")?.value;
    if (inner) queue.push({ value: inner, at });
    const items = resolveObject(root, own(value, "items"), "")?.value;
    if (items) queue.push({ value: items, at: [...at, "*"] });
    for (const property of propertiesOf(root, value, ""))
      queue.push({ value: property.value, at: [...at, property.name] });
  }
  return found;
}

/** Without its items and its schema, which are looked at by themselves, so that the place is known. */
function ownPart(value: JsonObject): JsonObject {
  if (!("items" in value) && !("schema" in value)) return value;
  const { items: _items, schema: _schema, ...rest } = value;
  return rest;
}
