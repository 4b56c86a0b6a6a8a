/** Collections: arrays, texts and objects. Sourced: function reference. */
import { isObject, type JsonObject, type JsonValue, own, setOwn } from "../../../json/values.ts";
import { type FunctionCall, failed, group, type Value, wrong } from "./function.ts";
import { areEqual, integer, list, order, text, textOf } from "./values.ts";

const same = (a: Value, b: Value) => areEqual(a, b, false);

/** An array, or a text by its characters. */
function sequence(call: FunctionCall, index: number): JsonValue[] | string {
  const value = call.value(index);
  if (Array.isArray(value) || typeof value === "string") return value;
  throw wrong(call, index, "an array or a text", value);
}

function contains(call: FunctionCall): boolean {
  const collection = call.value(0);
  const wanted = call.value(1);
  if (typeof collection === "string") return collection.includes(textOf(wanted));
  if (Array.isArray(collection)) return collection.some((item) => same(item, wanted));
  // Sourced: of a dictionary the keys are looked at, not the values.
  if (isObject(collection)) return Object.hasOwn(collection, textOf(wanted));
  throw wrong(call, 0, "a text, an array or an object", collection);
}

function empty(call: FunctionCall): boolean {
  const value = call.value(0);
  if (value === undefined || value === null || value === "") return true;
  if (typeof value === "object") return Object.keys(value).length === 0;
  if (typeof value === "string") return false;
  throw wrong(call, 0, "a text, an array or an object", value);
}

/** Collections of one kind, all arrays or all objects: items or members, for `union` and `intersection`. */
function collections(call: FunctionCall): JsonValue[][] | JsonObject[] {
  const values = call.values();
  if (values.every((value) => Array.isArray(value))) return values as JsonValue[][];
  if (values.every(isObject)) return values as JsonObject[];
  const odd = values.findIndex(
    (value) => Array.isArray(value) !== Array.isArray(values[0]) || typeof value !== "object",
  );
  throw wrong(call, Math.max(0, odd), "an array, or an object, as all of them", values[Math.max(0, odd)]);
}

function union(call: FunctionCall): Value {
  const given = collections(call);
  if (!Array.isArray(given[0])) {
    const result: JsonObject = {};
    // Sourced: of members with one name the last wins.
    for (const one of given as JsonObject[])
      for (const name of Object.keys(one)) setOwn(result, name, own(one, name) ?? null);
    return result;
  }
  const result: JsonValue[] = [];
  for (const item of (given as JsonValue[][]).flat())
    if (!result.some((known) => same(known, item))) result.push(item);
  return result;
}

function intersection(call: FunctionCall): Value {
  const given = collections(call);
  if (Array.isArray(given[0])) {
    const [first = [], ...rest] = given as JsonValue[][];
    const common = first.filter((item) => rest.every((other) => other.some((one) => same(one, item))));
    return common.filter((item, index) => common.findIndex((one) => same(one, item)) === index);
  }
  const [first = {}, ...rest] = given as JsonObject[];
  const result: JsonObject = {};
  for (const name of Object.keys(first)) {
    const value = own(first, name) ?? null;
    if (rest.every((other) => Object.hasOwn(other, name) && same(own(other, name), value)))
      setOwn(result, name, value);
  }
  return result;
}

function sort(call: FunctionCall): JsonValue[] {
  const items = [...list(call, 0)];
  const by = call.count > 1 ? text(call, 1) : undefined;
  const key = (item: JsonValue) => (by === undefined ? item : own(item, by));
  return items.sort((a, b) => {
    const found = order(key(a) ?? "", key(b) ?? "");
    if (found === undefined) throw wrong(call, 0, "an array of numbers or of texts", items);
    return found;
  });
}

function chunk(call: FunctionCall): JsonValue[] {
  const whole = sequence(call, 0);
  const size = integer(call, 1);
  if (size < 1) throw wrong(call, 1, "at least 1", size);
  const chunks: JsonValue[] = [];
  for (let at = 0; at < whole.length; at += size) chunks.push(whole.slice(at, at + size));
  return chunks;
}

function counted(call: FunctionCall): number {
  const count = integer(call, 1);
  if (count < 0) throw wrong(call, 1, "at least 0", count);
  return count;
}

export const COLLECTIONS = group("Collections", {
  "contains(collection, value)": contains,
  "empty(collection)": empty,
  "first(collection)": (call) => sequence(call, 0)[0] ?? null,
  "last(collection)": (call) => sequence(call, 0).at(-1) ?? null,
  "length(collection)": (call) => sequence(call, 0).length,
  "join(collection, delimiter)": (call) => list(call, 0).map(textOf).join(text(call, 1)),
  "skip(collection, count)": (call) => list(call, 0).slice(counted(call)),
  "take(collection, count)": (call) => sequence(call, 0).slice(0, counted(call)),
  "reverse(collection)": (call) => [...list(call, 0)].reverse(),
  "sort(collection, sortBy?)": sort,
  "chunk(collection, length)": chunk,
  "union(collection, collection, …)": union,
  "intersection(collection, collection, …)": intersection,
  "item()": (call) => itemOf(call, undefined),
  "items(loopName)": (call) => itemOf(call, text(call, 0)),
});

function itemOf(call: FunctionCall, loop: string | undefined): Value {
  const item = call.scope.item(loop);
  if (item !== undefined) return item;
  throw failed(`${call.text} stands outside the loop that it names.`, "Use it inside the loop.");
}
