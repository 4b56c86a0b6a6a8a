/** Follows `$ref`: inside the document only, never through a file or the network. */

import { child, unescapeToken } from "../json/pointer.ts";
import { isObject, type JsonObject, type JsonValue, own } from "../json/values.ts";

/** Longer chains of references that are nothing but references do not occur; loops are cut here. */
const MAX_CHAIN = 32;

export interface Resolved {
  value: JsonValue;
  /** Where the value really stands: the place of the definition, not of the reference. */
  pointer: string;
}

export type ReferenceFault = "not-local" | "not-a-pointer" | "not-found" | "loop";

/** The `$ref` of a value, if it has one that is a string. */
export function refOf(value: unknown): string | undefined {
  const ref = own(value, "$ref");
  return typeof ref === "string" ? ref : undefined;
}

/** The pointer inside the document that a reference names, or why it names none. */
export function pointerOfRef(ref: string): { pointer: string } | { fault: ReferenceFault } {
  if (!ref.startsWith("#")) return { fault: "not-local" };
  const fragment = ref.slice(1);
  if (fragment !== "" && !fragment.startsWith("/")) return { fault: "not-a-pointer" };
  if (!fragment.includes("%")) return { pointer: fragment };
  try {
    return { pointer: decodeURIComponent(fragment) };
  } catch {
    return { fault: "not-a-pointer" };
  }
}

/** The value at a pointer; undefined if there is none. */
export function valueAt(root: JsonValue | undefined, pointer: string): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  // Asked for every reference of a definition, many times: the tokens are cut off one by one, without a list of them.
  for (let slash = pointer === "" ? -1 : 0; slash >= 0; ) {
    const next = pointer.indexOf("/", slash + 1);
    const token = unescapeToken(pointer.slice(slash + 1, next < 0 ? pointer.length : next));
    slash = next;
    if (Array.isArray(value)) value = /^\d+$/.test(token) ? value[Number(token)] : undefined;
    else value = own(value, token);
    if (value === undefined) return undefined;
  }
  return value;
}

/**
 * What a value stands for once its references are followed: itself if it is not a reference.
 * Siblings of `$ref` count for nothing, as in the platform's own reader.
 */
export function resolve(
  root: JsonValue | undefined,
  value: JsonValue,
  pointer: string,
): Resolved | { fault: ReferenceFault; ref: string; pointer: string } {
  let current: Resolved = { value, pointer };
  for (let step = 0; step < MAX_CHAIN; step++) {
    const ref = refOf(current.value);
    if (ref === undefined) return current;
    const target = pointerOfRef(ref);
    if ("fault" in target) return { fault: target.fault, ref, pointer: current.pointer };
    const found = valueAt(root, target.pointer);
    if (found === undefined) return { fault: "not-found", ref, pointer: current.pointer };
    current = { value: found, pointer: target.pointer };
  }
  return { fault: "loop", ref: refOf(current.value) ?? "", pointer: current.pointer };
}

/** {@link resolve} for readers to whom a broken reference is simply nothing: the object it leads to, or undefined. */
export function resolveObject(
  root: JsonValue | undefined,
  value: JsonValue | undefined,
  pointer: string,
): { value: JsonObject; pointer: string } | undefined {
  if (value === undefined) return undefined;
  const resolved = resolve(root, value, pointer);
  return "fault" in resolved || !isObject(resolved.value)
    ? undefined
    : { value: resolved.value, pointer: resolved.pointer };
}

/** One property of an object schema, resolved. */
export interface SchemaProperty extends Resolved {
  name: string;
  value: JsonObject;
  /** Where the property is declared, before any reference. */
  declaredAt: string;
  required: boolean;
}

/** The properties of an object schema in file order, references followed one step; broken ones are left out. */
export function propertiesOf(
  root: JsonValue | undefined,
  schema: JsonObject,
  pointer: string,
): SchemaProperty[] {
  const properties = own(schema, "properties");
  if (!isObject(properties)) return [];
  const required = own(schema, "required");
  const found: SchemaProperty[] = [];
  for (const name of Object.keys(properties)) {
    const declaredAt = child(pointer, "properties", name);
    const resolved = resolveObject(root, own(properties, name), declaredAt);
    if (resolved)
      found.push({
        name,
        ...resolved,
        declaredAt,
        required: Array.isArray(required) && required.includes(name),
      });
  }
  return found;
}
