/** Values that authors write into a definition as defaults, test values and examples. */

import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, type JsonValue, own } from "../../json/values.ts";
import type { Node, NodeKind } from "../language/node.ts";

/** The kinds of node that can hold such values. */
export const SAMPLE_KINDS: readonly NodeKind[] = ["parameter", "items", "header", "schema", "response"];

/** The keys that hold such values. */
export const SAMPLE_KEYS = ["default", "x-ms-test-value", "example", "x-example", "examples"] as const;
export type SampleKey = (typeof SAMPLE_KEYS)[number];

/** Chosen: more strings than this in one example are data, and the first ones show what they are. */
const MAX_STRINGS = 100;

export interface SampleString {
  text: string;
  key: SampleKey;
  pointer: string;
}

/** The strings in the sample values of a node; empty, and cheap, for the many nodes that have none. */
export function sampleStrings(node: Node): SampleString[] {
  let found: SampleString[] | undefined;
  for (const key of SAMPLE_KEYS) {
    const value: JsonValue | undefined = node.value[key];
    if (value === undefined || value === null || typeof value === "number" || typeof value === "boolean")
      continue;
    // A property named "default" or "example" would be a schema, not a value; only own keys count.
    if (!Object.hasOwn(node.value, key)) continue;
    found ??= [];
    collect(found, key, value, node);
  }
  return found ?? NONE;
}

const NONE: SampleString[] = [];

function collect(found: SampleString[], key: SampleKey, value: JsonValue, node: Node): void {
  const waiting: { value: JsonValue; pointer: string }[] = [{ value, pointer: child(node.pointer, key) }];
  for (let at = 0; at < waiting.length && found.length < MAX_STRINGS; at++) {
    const current = waiting[at];
    if (!current) return;
    if (typeof current.value === "string") {
      if (current.value !== "") found.push({ text: current.value, key, pointer: current.pointer });
    } else if (Array.isArray(current.value)) {
      for (const [index, item] of current.value.slice(0, MAX_STRINGS).entries())
        waiting.push({ value: item, pointer: child(current.pointer, index) });
    } else if (isObject(current.value)) addMembers(waiting, current.value, current.pointer);
  }
}

function addMembers(
  waiting: { value: JsonValue; pointer: string }[],
  value: JsonObject,
  pointer: string,
): void {
  for (const name of Object.keys(value).slice(0, MAX_STRINGS)) {
    const member = own(value, name);
    if (member !== undefined && member !== null)
      waiting.push({ value: member, pointer: child(pointer, name) });
  }
}
