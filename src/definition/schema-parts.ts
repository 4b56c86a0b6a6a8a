/** The parts of a schema that lead on to other schemas, read in one go. */
import type { JsonObject, JsonValue } from "../json/values.ts";

/** As they are in the file: nothing says that they are of the kind they should be. */
export interface SchemaParts {
  ref: JsonValue | undefined;
  properties: JsonValue | undefined;
  required: JsonValue | undefined;
  items: JsonValue | undefined;
  additionalProperties: JsonValue | undefined;
  allOf: JsonValue | undefined;
}

/**
 * Reads them by going through the keys once: a schema has three or four, and asking for each part by name would take
 * longer than all the rest of a walk. Inherited keys, such as "constructor", are none of these names.
 */
export function schemaParts(schema: JsonObject): SchemaParts {
  let ref: JsonValue | undefined;
  let properties: JsonValue | undefined;
  let required: JsonValue | undefined;
  let items: JsonValue | undefined;
  let additionalProperties: JsonValue | undefined;
  let allOf: JsonValue | undefined;
  for (const key in schema) {
    switch (key) {
      case "$ref":
        ref = schema[key];
        break;
      case "properties":
        properties = schema[key];
        break;
      case "required":
        required = schema[key];
        break;
      case "items":
        items = schema[key];
        break;
      case "additionalProperties":
        additionalProperties = schema[key];
        break;
      case "allOf":
        allOf = schema[key];
        break;
    }
  }
  return { ref, properties, required, items, additionalProperties, allOf };
}
