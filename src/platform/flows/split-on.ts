/** Batch triggers: one run for each item of a list. */

import { propertiesOf, resolveObject } from "../../definition/reference.ts";
import { isObject, type JsonObject, type JsonValue, own, ownString } from "../../json/values.ts";
import { MAX_SPLIT_ITEMS } from "../limits.ts";

/** Schemas do not nest deeper than this on the way to their list. */
const MAX_DEPTH = 16;

/**
 * Path to the list that a batch trigger is split on, or undefined if it is not split.
 * Sourced (designer): the payload is an array, or an object whose only property that is not internal, at every level, leads to one.
 */
export function splitPath(root: JsonObject, schema: JsonValue | undefined, depth = 0): string[] | undefined {
  const resolved = resolveObject(root, schema, "");
  if (!resolved || depth > MAX_DEPTH) return undefined;
  if (ownString(resolved.value, "type") === "array") return [];
  const visible = propertiesOf(root, resolved.value, resolved.pointer).filter(
    (property) => ownString(property.value, "x-ms-visibility") !== "internal",
  );
  const only = visible[0];
  if (visible.length !== 1 || !only) return undefined;
  const below = splitPath(root, only.value, depth + 1);
  return below && [only.name, ...below];
}

/** The payloads of the runs that one payload starts. What holds no list at the path starts one run as it is. */
export function splitBody(
  body: JsonValue | undefined,
  path: readonly string[] | undefined,
): (JsonValue | undefined)[] {
  if (!path) return [body];
  let list = body;
  for (const name of path) list = isObject(list) ? own(list, name) : undefined;
  return Array.isArray(list) ? list.slice(0, MAX_SPLIT_ITEMS) : [body];
}
