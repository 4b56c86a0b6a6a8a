/** What an operation that fills drop-downs and schemas answers, and where paths into its answer lead. */

import { outputResponse, schemaOf } from "../../definition/answers.ts";
import type { Operation } from "../../definition/model.ts";
import { resolveObject } from "../../definition/reference.ts";
import { child } from "../../json/pointer.ts";
import { type JsonObject, own, ownObject, ownString } from "../../json/values.ts";
import { compose, findProperty, propertyNames } from "./composed-schema.ts";

export interface SchemaPlace {
  value: JsonObject;
  pointer: string;
}

export type Followed =
  | ({ state: "found" } & SchemaPlace)
  /** A described object has no property of that name; `known` are those it has. */
  | { state: "missing"; name: string; known: string[] }
  /** The schema describes no properties at all, nor says that it leaves them open. */
  | { state: "undescribed"; name: string }
  /** The schema does not say: it is free, dynamic, or broken. */
  | { state: "unknown" };

/** The schema of the answer that the designer reads; undefined if the operation declares none. */
export function successSchema(root: JsonObject, operation: Operation): SchemaPlace | undefined {
  const response = outputResponse(operation);
  return response && schemaOf(root, response);
}

/**
 * Follows a path such as `data/items` through the properties of a schema; the empty path is the schema itself.
 * References and allOf are followed.
 */
export function followPath(root: JsonObject, schema: SchemaPlace, path: string): Followed {
  let current = schema;
  for (const name of path.split("/").filter((part) => part !== "")) {
    const composed = compose(root, current.value);
    const property = findProperty(composed, name);
    if (property !== undefined) {
      const found = resolveObject(root, property, child(current.pointer, "properties", name));
      if (!found) return { state: "unknown" };
      current = found;
      continue;
    }
    const known = propertyNames(composed);
    if (!composed.complete || composed.parts.some(isOpen)) return { state: "unknown" };
    if (known.length > 0) return { state: "missing", name, known: known.slice(0, 500) };
    if (typeOfSchema(root, current.value) === "array") {
      // The service and the designer both accept positions and properties of items in a path through an array.
      const items = itemsOf(root, current);
      const names = items ? compose(root, items.value) : undefined;
      const columns = names?.complete && !names.parts.some(isOpen) ? propertyNames(names) : [];
      if (columns.length === 0 || columns.includes(name) || !/^[a-z_]\w*$/i.test(name))
        return { state: "unknown" };
      return { state: "missing", name, known: columns.slice(0, 500) };
    }
    return { state: "undescribed", name };
  }
  return { state: "found", ...current };
}

/** Of the names beside the one that a path fails at, those whose schema is of one of some types. */
export function namesOfType(
  root: JsonObject,
  schema: SchemaPlace,
  path: string,
  names: readonly string[],
  types: readonly string[],
): string[] {
  const steps = path.split("/").filter((part) => part !== "");
  const failsAt = steps.findIndex((_, index) => {
    const state = followPath(root, schema, steps.slice(0, index + 1).join("/")).state;
    return state !== "found";
  });
  return names.filter((name) => {
    const found = followPath(root, schema, [...steps.slice(0, Math.max(failsAt, 0)), name].join("/"));
    return found.state === "found" && types.includes(typeOfSchema(root, found.value) ?? "");
  });
}

/** The type of a schema as far as it says: by `type`, or by having properties or items. */
export function typeOfSchema(root: JsonObject, schema: JsonObject): string | undefined {
  for (const part of compose(root, schema).parts) {
    const type = ownString(part, "type");
    if (type !== undefined) return type;
    if (ownObject(part, "properties")) return "object";
    if (ownObject(part, "items")) return "array";
  }
  return undefined;
}

/** Names of the properties of a schema that are arrays, in the order of the file. */
export function arrayProperties(root: JsonObject, schema: JsonObject): string[] {
  const composed = compose(root, schema);
  return propertyNames(composed).filter((name) => {
    const found = resolveObject(root, findProperty(composed, name), "");
    return found !== undefined && typeOfSchema(root, found.value) === "array";
  });
}

/** The schema of the items of an array schema. */
export function itemsOf(root: JsonObject, array: SchemaPlace): SchemaPlace | undefined {
  return resolveObject(root, own(array.value, "items"), child(array.pointer, "items"));
}

/** The type of the entries that an operation answers with, as far as it describes them. */
export function entryType(root: JsonObject, operation: Operation, collection: string): string | undefined {
  const answer = successSchema(root, operation);
  const found = answer && followPath(root, answer, collection);
  const items = found?.state === "found" ? itemsOf(root, found) : undefined;
  return items && typeOfSchema(root, items.value);
}

/** Whether a schema describes an object without saying anything about its properties. */
export function isUndescribed(root: JsonObject, schema: JsonObject): boolean {
  return propertyNames(compose(root, schema)).length === 0;
}

function isOpen(part: JsonObject): boolean {
  const additional = own(part, "additionalProperties");
  return (
    (additional !== undefined && additional !== false) ||
    own(part, "x-ms-dynamic-schema") !== undefined ||
    own(part, "x-ms-dynamic-properties") !== undefined
  );
}
