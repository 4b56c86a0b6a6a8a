import { outputSchema } from "../../definition/answers.ts";
import { propertiesOf, resolveObject, type SchemaProperty } from "../../definition/reference.ts";
import { child } from "../../json/pointer.ts";
import { type JsonObject, own, ownString } from "../../json/values.ts";
import { pathOf } from "../dynamic/call.ts";
import { type DynamicUse, dynamicUses } from "./dynamic-uses.ts";
import type { Diagnosis, Finding } from "./finding.ts";
import { nearest } from "./nearest.ts";

/** Keys of the two list extensions: where the list is, and what is read from each item. */
const KEYS = {
  "x-ms-dynamic-values": {
    items: "value-collection",
    below: ["value-path", "value-title", "value-description"],
  },
  "x-ms-dynamic-list": { items: "itemsPath", below: ["itemValuePath", "itemTitlePath"] },
} as const;

/** Sourced: a path that leads nowhere gives rows without value or text, and no error. */
export const dynamicPathUnknown: Diagnosis = {
  id: "dynamic-path-unknown",
  find(connector) {
    return dynamicUses(connector).flatMap((use) => findingsOf(connector.model.root, use));
  },
};

function findingsOf(root: JsonObject, use: DynamicUse): Finding[] {
  if (use.name !== "x-ms-dynamic-values" && use.name !== "x-ms-dynamic-list") return [];
  const keys = KEYS[use.name];
  let schema = use.target && outputSchema(root, use.target)?.value;
  const findings: Finding[] = [];
  const collection = ownString(use.extension, keys.items);
  if (schema && collection) {
    const found = descend(root, schema, collection);
    if (found.missing !== undefined)
      findings.push(finding(use, keys.items, collection, found.missing, found.names));
    schema = found.schema;
  }
  const item = schema && resolveObject(root, own(schema, "items"), "")?.value;
  if (!item) return findings;
  for (const key of keys.below) {
    const path = ownString(use.extension, key);
    if (path === undefined || path === "") continue;
    const found = descend(root, item, path);
    if (found.missing !== undefined) findings.push(finding(use, key, path, found.missing, found.names));
  }
  return findings;
}

/** Follows a path as far as the schema says what is there; a schema without properties may hold anything. */
function descend(
  root: JsonObject,
  start: JsonObject,
  path: string,
): { schema?: JsonObject; missing?: string; names: string[] } {
  let schema: JsonObject | undefined = start;
  for (const step of pathOf(path)) {
    const properties: SchemaProperty[] = schema ? propertiesOf(root, schema, "") : [];
    if (!schema || properties.length === 0 || own(schema, "additionalProperties") !== undefined)
      return { names: [] };
    const next = properties.find(({ name }) => name === step);
    if (!next) return { missing: String(step), names: properties.map(({ name }) => name) };
    schema = next.value;
  }
  return { schema, names: [] };
}

function finding(use: DynamicUse, key: string, path: string, missing: string, names: string[]): Finding {
  const near = nearest(missing, names);
  return {
    message: `${key} "${path}" of "${use.input}" in ${use.operation.id ?? use.operation.path} leads nowhere: the answer of ${use.targetId} has no "${missing}" there.`,
    help: near ? `Did you mean "${near}"?` : `It has: ${names.join(", ")}.`,
    ...(use.operation.id === undefined ? {} : { operation: use.operation.id }),
    pointer: child(use.pointer, key),
  };
}
