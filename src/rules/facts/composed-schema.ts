/** The properties of a schema together with those it takes over by `allOf`. */

import { resolveObject } from "../../definition/reference.ts";
import { type JsonObject, type JsonValue, own, ownArray, ownObject } from "../../json/values.ts";

/** Chosen: no published schema composes more than a handful; only hostile ones come near. */
const MAX_PARTS = 200;

export interface Composed {
  /** The schema and everything it takes over, each once. */
  parts: JsonObject[];
  /** False if a part could not be found or there were too many: then the absence of something means nothing. */
  complete: boolean;
}

/** A schema (or a reference to one) with all its `allOf` parts, references followed. */
export function compose(root: JsonObject, schema: JsonValue | undefined): Composed {
  const first = resolveObject(root, schema, "");
  if (!first) return { parts: [], complete: schema === undefined };
  const parts = [first.value];
  const seen = new Set<JsonObject>(parts);
  let complete = true;
  // The list grows while it is read, so that parts of parts are found as well.
  for (const part of parts) {
    for (const entry of ownArray(part, "allOf") ?? []) {
      const found = resolveObject(root, entry, "");
      if (!found || parts.length >= MAX_PARTS) complete = false;
      else if (!seen.has(found.value)) {
        seen.add(found.value);
        parts.push(found.value);
      }
    }
  }
  return { parts, complete };
}

/** A property of a composed schema, as it is written there (perhaps a reference). */
export function findProperty(composed: Composed, name: string): JsonValue | undefined {
  for (const part of composed.parts) {
    const found = own(ownObject(part, "properties"), name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Names of all properties of a composed schema. */
export function propertyNames(composed: Composed): string[] {
  return composed.parts.flatMap((part) => Object.keys(ownObject(part, "properties") ?? {}));
}
