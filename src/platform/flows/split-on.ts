/** Batch triggers: one run for each item of a list. */
import type { BatchList } from "../../definition/batch.ts";
import { isObject, type JsonValue, own } from "../../json/values.ts";

/** The payloads of the runs that one payload starts. What holds no list where it is looked for starts one run as it is. */
export function splitBody(
  body: JsonValue | undefined,
  batch: BatchList | undefined,
): (JsonValue | undefined)[] {
  if (!batch) return [body];
  let list = body;
  for (const name of batch.path) list = isObject(list) ? own(list, name) : undefined;
  return Array.isArray(list) ? list : [body];
}
