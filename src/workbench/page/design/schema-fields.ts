/** The properties of a schema that was only known at design time, labelled as the designer labels properties. */
import { SUMMARY } from "../../../definition/extensions.ts";
import type { JsonObject, JsonValue } from "../model.ts";

export interface SchemaField {
  name: string;
  /** From the root, such as `Address/City`. */
  path: string;
  label: string;
  type: string;
  required: boolean;
  description: string | undefined;
}

/** Levels below the root that are listed; the rest is there, unnamed. */
const DEPTH = 6;
const MAX = 500;

export function schemaFields(schema: JsonObject | undefined, depth = 1): SchemaField[] {
  const found: SchemaField[] = [];
  collect(schema, "", depth, found);
  return found;
}

/** All levels, lists included: what a picker of outputs shows. */
export function schemaTokens(schema: JsonObject | undefined): SchemaField[] {
  return schemaFields(schema, DEPTH);
}

function collect(schema: JsonValue | undefined, path: string, depth: number, found: SchemaField[]): void {
  const properties =
    objectOf(objectOf(schema)?.["properties"]) ??
    objectOf(objectOf(objectOf(schema)?.["items"])?.["properties"]);
  if (!properties || depth <= 0) return;
  const required = objectOf(schema)?.["required"];
  for (const [name, value] of Object.entries(properties)) {
    if (found.length >= MAX) return;
    const property = objectOf(value) ?? {};
    const place = path === "" ? name : `${path}/${name}`;
    found.push({
      name,
      path: place,
      label: textOf(property["title"]) ?? textOf(property[SUMMARY]) ?? name,
      type: textOf(property["type"]) ?? "any",
      required: Array.isArray(required) && required.includes(name),
      description: textOf(property["description"]),
    });
    collect(property, place, depth - 1, found);
  }
}

function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return value && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
