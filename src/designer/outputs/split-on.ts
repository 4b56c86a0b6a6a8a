/** Batch triggers: one run for each item of an array. */
import { type JsonObject, own } from "../../json/values.ts";
import type { Naming } from "../labels.ts";
import { type Cursor, objectAt, type Reader } from "../reading/cursor.ts";
import { createKey } from "../reading/keys.ts";
import { MAX_SCHEMA_DEPTH } from "../reading/limits.ts";
import { same } from "../reading/words.ts";
import { access } from "./expression.ts";

/** The array a batch trigger is split on. */
export interface BatchArray {
  /** Names from the body to the array, joined by dots; empty for the body itself. */
  path: string;
  required: boolean;
  /** The array's schema. */
  cursor: Cursor;
}

/**
 * The array of a batch trigger's payload. The Logic Apps reader wants it to be the only property that is not internal, at every
 * level; Power Automate's takes the first property whatever else there is (sourced: run).
 */
export function batchArrayOf(reader: Reader, schema: Cursor, naming: Naming): BatchArray | undefined {
  let cursor = schema;
  let required = true;
  const path: string[] = [];
  for (let depth = 0; depth < MAX_SCHEMA_DEPTH; depth++) {
    const type = own(cursor.value, "type");
    if (type === "array") return { path: path.join("."), required, cursor };
    if (type !== "object") return undefined;
    const properties = reader.child(cursor, "properties");
    const keys = Object.keys(objectAt(properties)).filter(
      (key) => !same(own(reader.child(properties, key).value, "x-ms-visibility"), "internal"),
    );
    const key = keys[0];
    if (key === undefined || (naming === "swagger" && keys.length !== 1)) return undefined;
    required &&= isListed(objectAt(cursor), key);
    path.push(key);
    cursor = reader.child(properties, key);
  }
  return undefined;
}

function isListed(schema: JsonObject, key: string): boolean {
  const list = own(schema, "required");
  return Array.isArray(list) && list.includes(key);
}

/** True if the operation asks for one run an item. */
export function isBatch(operation: unknown): boolean {
  return same(own(operation, "x-ms-trigger"), "batch");
}

/** The setting as Logic Apps writes it. */
export function splitOnExpression(array: BatchArray): string {
  if (array.path === "") return "@triggerBody()";
  return `@triggerBody()${array.path
    .split(".")
    .map((name) => access(name, array.required))
    .join("")}`;
}

/** The setting as Power Automate writes it: one key with slashes. */
export function splitOnAlias(array: BatchArray): string {
  const alias = array.path === "" ? "body" : `body/${array.path.replaceAll(".", "/")}`;
  return `@triggerOutputs()${array.path === "" ? `['${alias}']` : access(alias, array.required)}`;
}

/** The key of the token that a split replaces; a nested one is spelt so that it never matches (sourced). */
export function keyOfSplitArray(array: BatchArray): string | undefined {
  return array.path === "" ? undefined : createKey("body", "$", array.path);
}
