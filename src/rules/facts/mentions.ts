/** What names a thing from elsewhere: what a help must not forget where it says to remove or to rename that thing. */

import { pointerOfRef } from "../../definition/reference.ts";
import { type JsonValue, own, ownArray } from "../../json/values.ts";
import { counted } from "../../machine/terminal/counted.ts";
import type { Context, Subject } from "../language/context.ts";
import { scriptSource } from "./script-source.ts";

interface Mentions {
  /** References to a place, by its pointer. */
  references: ReadonlyMap<string, number>;
  /** How often the definition names an operation, besides at the operation itself. */
  operationIds: ReadonlyMap<string, number>;
}

/** One look at the whole definition, when the first help asks for it. */
function mentions(subject: Subject): Mentions {
  const references = new Map<string, number>();
  const operationIds = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const waiting: JsonValue[] = [subject.root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    for (const [key, item] of Object.entries(value as object) as [string, JsonValue][]) {
      if (typeof item === "object" && item !== null) waiting.push(item);
      else if (typeof item !== "string") continue;
      else if (key === "$ref") {
        const target = pointerOfRef(item);
        if (!("fault" in target)) add(references, target.pointer);
      } else if (key === "operationId") add(operationIds, item);
    }
  }
  for (const { id } of subject.model.operations)
    if (id !== undefined) operationIds.set(id, (operationIds.get(id) ?? 1) - 1);
  return { references, operationIds };
}

/** `" and the 3 references to it"`, or the empty text where nothing refers to a place. */
export function andReferences(context: Context, pointer: string): string {
  const count = context.fact(mentions).references.get(pointer) ?? 0;
  if (count === 0) return "";
  return count === 1 ? " and the reference to it" : ` and the ${count} references to it`;
}

/** `"Remove the parameter and the 3 references to it"`: a shared parameter leaves references behind. */
export function howToRemove(context: Context, pointer: string): string {
  return `Remove the parameter${andReferences(context, pointer)}`;
}

/** `", here and in 2 other places of this file and 1 policy"`: where an operation is named, or the empty text. */
export function hereAndWhereNamed(context: Context, id: string): string {
  const places: string[] = [];
  const count = context.fact(mentions).operationIds.get(id) ?? 0;
  if (count > 0) places.push(`${counted(count, "other place")} of this file`);
  const policies = (ownArray(context.properties, "policyTemplateInstances") ?? []).filter((policy) =>
    names(own(own(policy, "parameters"), "x-ms-apimTemplate-operationName"), id),
  ).length;
  if (policies > 0) places.push(policies === 1 ? "1 policy" : `${policies} policies`);
  if (names(own(context.properties, "scriptOperations"), id)) places.push('"scriptOperations"');
  const script = context.fact(scriptSource);
  if (script?.strings.some(({ text }) => text === id)) places.push(script.file.file);
  if (places.length === 0) return "";
  const last = places.pop() ?? "";
  return `, here and in ${places.length === 0 ? last : `${places.join(", ")} and ${last}`}`;
}

function names(value: JsonValue | undefined, id: string): boolean {
  return Array.isArray(value) && value.includes(id);
}
