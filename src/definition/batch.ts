/** Where the list is that a batch trigger is split on: each of its items starts a run of its own. */
import { type JsonObject, own, ownArray } from "../json/values.ts";
import { outputSchema } from "./answers.ts";
import { isInternal } from "./extensions.ts";
import type { Operation } from "./model.ts";
import { propertiesOf } from "./reference.ts";

/**
 * The two products read differently (sourced: run). `swagger`, the Logic Apps designer, reads the definition and wants the list
 * to be the only property that makers see, at every level. `stored`, Power Automate, reads what the platform made from the
 * definition when it stored the connector, and takes the first property that makers see whatever is beside it.
 */
export type BatchReader = "swagger" | "stored";

export interface BatchList {
  /** Names from the body to the list; empty if the body is the list. */
  path: string[];
  /** Whether the list is there in every answer: all properties on the way are required. */
  required: boolean;
}

/** Schemas do not nest deeper than this on the way to their list. */
const MAX_DEPTH = 16;

/** The list of a batch trigger's outputs; undefined for other operations, and where the reader finds none. */
export function batchListOf(
  root: JsonObject,
  operation: Operation,
  reader: BatchReader,
): BatchList | undefined {
  if (!operation.batch) return undefined;
  const schema = outputSchema(root, operation);
  return schema && findList(root, schema, reader).list;
}

/** What a reader finds on the way to a list: the list, or where it is and cannot go on. */
export interface ListSearch {
  list?: BatchList;
  /** The last schema that was read. */
  at: { value: JsonObject; pointer: string };
  /** Names of its properties that makers see. */
  visible: string[];
}

/** Follows the properties of a payload's schema to its list. */
export function findList(
  root: JsonObject,
  schema: { value: JsonObject; pointer: string },
  reader: BatchReader,
): ListSearch {
  const path: string[] = [];
  let required = true;
  let at = schema;
  for (let depth = 0; ; depth++) {
    const type = own(at.value, "type");
    if (type === "array") return { list: { path, required }, at, visible: [] };
    const visible = propertiesOf(root, at.value, at.pointer).filter(({ value }) => !isInternal(value));
    const next = visible[0];
    const unsure = reader === "swagger" && visible.length !== 1;
    if (type !== "object" || !next || unsure || depth === MAX_DEPTH)
      return { at, visible: visible.map(({ name }) => name) };
    required &&= ownArray(at.value, "required")?.includes(next.name) === true;
    path.push(next.name);
    at = next;
  }
}
