/** Values made of schemas: believable, small, and the same every time. */

import { summaryOf } from "../../definition/extensions.ts";
import { resolveObject } from "../../definition/reference.ts";
import { child } from "../../json/pointer.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownString,
  setOwn,
} from "../../json/values.ts";

export interface ExampleOptions {
  /** Items of each array; 1 by default. */
  items?: number;
  /** Time for dates; a fixed one by default. */
  now?: number;
}

/** Values made for one schema: a definition can describe more than anybody wants to see. */
const BUDGET = 3_000;
const MAX_DEPTH = 12;

interface State {
  root: JsonObject;
  items: number;
  now: number;
  left: number;
  /** Position within the arrays around, so that rows differ. */
  index: number;
}

/**
 * An example of a schema of a definition; undefined where the schema says nothing. What the schema itself gives as example,
 * default or first of its choices is taken; cycles end, and so do schemas that unfold without end.
 */
export function exampleOf(
  root: JsonObject,
  schema: JsonValue | undefined,
  options: ExampleOptions = {},
): JsonValue | undefined {
  const state: State = {
    root,
    items: options.items ?? 1,
    now: options.now ?? Date.UTC(2026, 0, 15, 9, 0, 0),
    left: BUDGET,
    index: 0,
  };
  return make(state, schema, "", "", []);
}

function make(
  state: State,
  schema: JsonValue | undefined,
  name: string,
  at: string,
  around: readonly string[],
): JsonValue | undefined {
  const resolved = resolveObject(state.root, schema, at);
  if (!resolved || state.left-- <= 0 || around.length > MAX_DEPTH) return undefined;
  const { value, pointer } = resolved;
  if (around.includes(pointer) && pointer !== "") return undefined;
  const inside = [...around, pointer];
  const given = givenValue(value);
  if (given !== undefined) return given;
  const parts = ownArray(value, "allOf");
  if (parts) return merged(state, value, parts, name, pointer, inside);
  const type = typeOf(value);
  if (type === "object") return objectOf(state, value, pointer, inside);
  if (type === "array") return arrayOf(state, value, name, pointer, inside);
  if (type === undefined) return undefined;
  return scalar(state, type, value, name);
}

function givenValue(schema: JsonObject): JsonValue | undefined {
  const choices = ownArray(schema, "enum");
  const fits = (value: JsonValue | undefined) =>
    value !== undefined && value !== null && isOf(value, typeOf(schema));
  for (const key of ["example", "x-example", "default"]) {
    const value = own(schema, key);
    if (fits(value)) return value;
  }
  return choices?.find(fits);
}

/** An example of another type than the schema's own is left alone: it would break what it is to show. */
function isOf(value: JsonValue, type: string | undefined): boolean {
  if (type === undefined) return true;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function typeOf(schema: JsonObject): string | undefined {
  const type = own(schema, "type");
  const first = Array.isArray(type) ? type.find((one) => one !== "null") : type;
  if (typeof first === "string") return first;
  if (isObject(own(schema, "properties"))) return "object";
  return own(schema, "items") === undefined ? undefined : "array";
}

function merged(
  state: State,
  schema: JsonObject,
  parts: readonly JsonValue[],
  name: string,
  pointer: string,
  around: readonly string[],
): JsonValue | undefined {
  const result: JsonObject = {};
  for (const [index, part] of parts.entries()) {
    const value = make(state, part, name, child(pointer, "allOf", index), around);
    if (!isObject(value)) return value;
    for (const key of Object.keys(value)) setOwn(result, key, own(value, key) ?? null);
  }
  const rest = objectOf(state, schema, pointer, around);
  for (const key of Object.keys(rest)) setOwn(result, key, own(rest, key) ?? null);
  return result;
}

function objectOf(state: State, schema: JsonObject, pointer: string, around: readonly string[]): JsonObject {
  const result: JsonObject = {};
  const properties = own(schema, "properties");
  if (!isObject(properties)) return result;
  for (const key of Object.keys(properties)) {
    const value = make(state, own(properties, key), key, child(pointer, "properties", key), around);
    if (value !== undefined) setOwn(result, key, value);
  }
  return result;
}

function arrayOf(
  state: State,
  schema: JsonObject,
  name: string,
  pointer: string,
  around: readonly string[],
): JsonValue[] {
  const least = own(schema, "minItems");
  const most = own(schema, "maxItems");
  let count = Math.max(typeof least === "number" ? least : 0, state.items);
  if (typeof most === "number") count = Math.min(count, most);
  const items: JsonValue[] = [];
  const outer = state.index;
  for (let index = 0; index < Math.min(count, 100); index++) {
    state.index = index;
    const item = make(state, own(schema, "items"), name, child(pointer, "items"), around);
    if (item !== undefined) items.push(item);
  }
  state.index = outer;
  return items;
}

function scalar(state: State, type: string, schema: JsonObject, name: string): JsonValue | undefined {
  switch (type) {
    case "string":
      return text(state, schema, name);
    case "integer":
    case "number":
      return number(state, schema);
    case "boolean":
      return true;
    case "file":
      return "ZXhhbXBsZQ==";
    case "null":
      return null;
    default:
      return undefined;
  }
}

function number(state: State, schema: JsonObject): number {
  const least = own(schema, "minimum");
  const most = own(schema, "maximum");
  let value = typeof least === "number" ? least + (own(schema, "exclusiveMinimum") === true ? 1 : 0) : 1;
  value += state.index;
  if (typeof most === "number" && value > most)
    value = most - (own(schema, "exclusiveMaximum") === true ? 1 : 0);
  const step = own(schema, "multipleOf");
  return typeof step === "number" && step > 0 ? Math.ceil(value / step) * step : value;
}

function text(state: State, schema: JsonObject, name: string): string {
  const number = state.index + 1;
  const time = new Date(state.now + state.index * 3_600_000);
  switch (ownString(schema, "format")?.toLowerCase()) {
    case "date-time":
      return time.toISOString();
    case "date":
    case "date-no-tz":
      return time.toISOString().slice(0, 10);
    case "time":
      return time.toISOString().slice(11, 19);
    case "uuid":
    case "guid":
      return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
    case "email":
      return `person${number}@example.com`;
    case "uri":
    case "url":
      return `https://example.com/${number}`;
    case "byte":
    case "binary":
      return "ZXhhbXBsZQ==";
    case "ipv4":
      return `192.0.2.${number}`;
    case "hostname":
      return "example.com";
  }
  const usual = usualText(name, number, time);
  const fits = (text: string) => {
    const longest = own(schema, "maxLength");
    return typeof longest !== "number" || text.length <= longest;
  };
  if (usual !== undefined && own(schema, "pattern") === undefined && fits(usual)) return usual;
  const label = ownString(schema, "title") ?? summaryOf(schema) ?? (name || "Text");
  let result = `${label.slice(0, 60)} ${number}`;
  const most = own(schema, "maxLength");
  const least = own(schema, "minLength");
  if (typeof most === "number" && result.length > most) result = result.slice(0, Math.max(0, most));
  if (typeof least === "number" && least < 10_000) result = result.padEnd(least, "x");
  return result;
}

/** What a text of such a name usually holds, where the schema itself says nothing of it. Chosen. */
function usualText(name: string, number: number, time: Date): string | undefined {
  if (/time_?zone$/i.test(name)) return "UTC";
  if (/e-?mail|smtp/i.test(name)) return `person${number}@example.com`;
  if (/(?:url|uri|link|href|website)$/i.test(name)) return `https://example.com/${number}`;
  if (/phone|mobile/i.test(name)) return `+1 555 01${String(number).padStart(2, "0")}`;
  if (/(?:[dD]ate[_-]?[tT]ime|[tT]ime|[tT]imestamp|[a-z]At|_at)$/.test(name)) return time.toISOString();
  if (/[dD]ate$/.test(name)) return time.toISOString().slice(0, 10);
  if (/currency(?:_?code)?$/i.test(name)) return "EUR";
  return undefined;
}
