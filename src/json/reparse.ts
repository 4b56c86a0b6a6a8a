/**
 * Reads a JSON text again after a change. What has not changed is not read: its values are the very same objects as before, by
 * which everybody can tell that nothing in them has changed. The result is as if all had been read.
 */
import { MAX_DEPTH } from "./depth.ts";
import type { ParsedJson } from "./parse-json.ts";
import { PositionIndex } from "./position-index.ts";
import { isObject, type JsonObject, type JsonValue, own, setOwn } from "./values.ts";

/** A text that is strict JSON, as it was read. */
export interface Before {
  text: string;
  value: JsonValue;
  index: PositionIndex;
}

/** Which part of a text another one has something else for; `more` is by how much the other one is longer. */
interface Change {
  start: number;
  end: number;
  more: number;
}

/** Reads a text in which one part differs from a text read before; undefined where everything has to be read. */
export function reparse(before: Before, text: string): ParsedJson | undefined {
  const change = changeBetween(before.text, text);
  if (change === undefined) return parsed(before.value, before.index);
  const around = before.index.containersAround(change.start, change.end);
  // What is not JSON in a small container can be so in a larger one: "}, {" in the middle of an object.
  for (; around.length > 0; around.pop()) {
    const run = readRun(before, text, change, around);
    if (run === undefined) continue;
    return run === "unclear" ? undefined : withRun(before, text, change, around, run);
  }
  return undefined;
}

function parsed(value: JsonValue, index: PositionIndex): ParsedJson {
  return { value, index, strict: true, problems: [] };
}

function changeBetween(before: string, after: string): Change | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  const start = longest(shorter, (length) => before.slice(0, length) === after.slice(0, length));
  const tail = longest(
    shorter - start,
    (length) => before.slice(before.length - length) === after.slice(after.length - length),
  );
  return { start, end: before.length - tail, more: after.length - before.length };
}

/** The greatest length up to a limit for which something holds that holds for all smaller ones. Comparing long texts is quick. */
function longest(limit: number, holds: (length: number) => boolean): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The neighbours in one array or object that a change touches, read again. */
interface Run {
  /** The items of the container as they were. */
  items: number[];
  /** Which of them the run replaces. */
  from: number;
  to: number;
  /** A text with the new ones, how far behind it they are in the whole text, and their numbers in its index. */
  text: string;
  index: PositionIndex;
  shifted: number;
  first: number;
  last: number;
  numbers: number[];
  values: JsonValue[];
}

/** Returns undefined where the run is not JSON by itself, and "unclear" where only reading all of it tells. */
function readRun(
  before: Before,
  text: string,
  change: Change,
  around: readonly number[],
): Run | "unclear" | undefined {
  const { index } = before;
  const container = around.at(-1) as number;
  const items = index.itemsOf(container);
  // A neighbour stays only if the character between it and the change stays: 1 and 2 could become 12.
  const from = first(items, (item) => index.extentOf(item).end >= change.start);
  const to = first(items, (item) => index.extentOf(item).from > change.end);
  const { start: opening, end: closing } = index.extentOf(container);
  const previous = from > 0 ? items[from - 1] : undefined;
  const next = items[to];
  const start = previous === undefined ? opening + 1 : index.extentOf(previous).end;
  const end = (next === undefined ? closing - 1 : index.extentOf(next).from) + change.more;
  const array = index.isArray(container);
  // What stays beside the run is stood for by a zero, so that the commas are judged as well.
  const zero = array ? "0" : '"":0';
  const head = (array ? "[" : "{") + (previous === undefined ? "" : zero);
  const tail = (next === undefined ? "" : zero) + (array ? "]" : "}");
  const written = head + text.slice(start, end) + tail;
  let value: JsonValue;
  try {
    value = JSON.parse(written) as JsonValue;
  } catch {
    return undefined;
  }
  const inner = PositionIndex.of(written);
  if (around.length - 1 + inner.depth > MAX_DEPTH) return "unclear";
  const all = inner.itemsOf(0);
  const numbers = all.slice(previous === undefined ? 0 : 1, next === undefined ? undefined : -1);
  const values: JsonValue[] = [];
  const names = new Set<string>();
  for (const number of numbers) {
    const name = inner.nameOf(number);
    // An empty name is that of what stands for the neighbours; of two that are alike only one is among the values.
    if (name !== undefined && (name === "" || names.has(name))) return "unclear";
    if (name !== undefined) names.add(name);
    const place = values.length + (previous === undefined ? 0 : 1);
    values.push(name === undefined ? ((value as JsonValue[])[place] ?? null) : memberOf(value, name));
  }
  return {
    items,
    from,
    to,
    text: written,
    index: inner,
    shifted: start - head.length,
    first: previous === undefined ? 1 : 2,
    last: inner.count - (next === undefined ? 0 : 1),
    numbers,
    values,
  };
}

/** The place of the first item for which something holds that holds for all behind it; their number if there is none. */
function first(items: readonly number[], holds: (item: number) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function memberOf(value: JsonValue, name: string): JsonValue {
  return own(value, name) ?? null;
}

/** Puts a run in its place: containers around it are rebuilt, all others stay. */
function withRun(
  before: Before,
  text: string,
  change: Change,
  around: readonly number[],
  run: Run,
): ParsedJson | undefined {
  const { index } = before;
  const holders: { value: JsonValue; token: string | number }[] = [];
  let value = before.value;
  for (const [level, container] of around.entries()) {
    const inner = around[level + 1];
    if (inner === undefined) break;
    const token = index.nameOf(inner) ?? index.itemsOf(container).indexOf(inner);
    // Where a name occurs twice, the last one counts; what is in another one is nobody's value.
    if (typeof token === "string" && index.below(container, token) !== inner) return undefined;
    holders.push({ value, token });
    value = typeof token === "number" ? ((value as JsonValue[])[token] ?? null) : memberOf(value, token);
  }
  keepAlike(before, run, value);
  let made = Array.isArray(value) ? itemsWith(value, run) : membersWith(value as JsonObject, index, run);
  if (made === undefined) return undefined;
  for (const { value: holder, token } of holders.reverse()) {
    if (Array.isArray(holder)) made = holder.with(token as number, made as JsonValue);
    else {
      const copy: JsonObject = { ...(holder as JsonObject) };
      setOwn(copy, token as string, made as JsonValue);
      made = copy;
    }
  }
  const end = index.after(around.at(-1) as number);
  const old = { from: run.items[run.from] ?? end, to: run.items[run.to] ?? end };
  return parsed(
    made,
    index.withRun(
      text,
      around,
      old,
      { index: run.index, from: run.first, to: run.last },
      run.shifted,
      lineStarts(index, text, change),
    ),
  );
}

/** What the run holds as it did before is kept. */
function keepAlike(before: Before, run: Run, holder: JsonValue): void {
  const olds = run.items.slice(run.from, run.to);
  const byName = new Map(olds.map((item, place) => [before.index.nameOf(item) ?? place, item]));
  for (const [place, number] of run.numbers.entries()) {
    const name = run.index.nameOf(number) ?? place;
    const old = byName.get(name);
    if (old === undefined) continue;
    const valueBefore =
      typeof name === "number" ? ((holder as JsonValue[])[run.from + name] ?? null) : memberOf(holder, name);
    const after = { text: run.text, index: run.index };
    run.values[place] = shareUnchanged(before, after, old, number, valueBefore, run.values[place] ?? null);
  }
}

function itemsWith(value: JsonValue[], run: Run): JsonValue[] {
  return [...value.slice(0, run.from), ...run.values, ...value.slice(run.to)];
}

/** Members in the order of the text, as `JSON.parse` adds them; undefined where one may come to count that did not. */
function membersWith(value: JsonObject, index: PositionIndex, run: Run): JsonObject | undefined {
  const made: JsonObject = {};
  const stay = (items: readonly number[]) => {
    for (const item of items) {
      const name = index.nameOf(item) ?? "";
      if (replaced.has(name)) return false;
      setOwn(made, name, memberOf(value, name));
    }
    return true;
  };
  const replaced = new Set(run.items.slice(run.from, run.to).map((item) => index.nameOf(item)));
  if (!stay(run.items.slice(0, run.from))) return undefined;
  for (const [place, number] of run.numbers.entries()) {
    setOwn(made, run.index.nameOf(number) ?? "", run.values[place] as JsonValue);
  }
  return stay(run.items.slice(run.to)) ? made : undefined;
}

function lineStarts(index: PositionIndex, text: string, { start, end, more }: Change): Int32Array {
  const before = index.lineStarts ?? new Int32Array(1);
  // A line begins behind its line feed: those up to the change stay, those behind it move.
  const stays = firstAbove(before, start);
  const moves = firstAbove(before, end);
  const added: number[] = [];
  for (let at = text.indexOf("\n", start); at >= 0 && at < end + more; at = text.indexOf("\n", at + 1))
    added.push(at + 1);
  const made = new Int32Array(stays + added.length + before.length - moves);
  made.set(before.subarray(0, stays));
  made.set(added, stays);
  for (let at = moves, to = stays + added.length; at < before.length; at++, to++)
    made[to] = (before[at] ?? 0) + more;
  return made;
}

/** The place of the first number that is greater than a limit, in ascending numbers. */
function firstAbove(numbers: Int32Array, limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Puts the objects of a value read before in the place of those of a value just read, wherever both are written alike.
 * @param old the value's number before, and the value itself
 * @returns the value read before, or the value just read, changed
 */
export function shareUnchanged(
  before: Pick<Before, "text" | "index">,
  after: Pick<Before, "text" | "index">,
  old: number,
  number: number,
  valueBefore: JsonValue,
  value: JsonValue,
): JsonValue {
  if (typeof value !== "object" || value === null) return value;
  const was = before.index.extentOf(old);
  const is = after.index.extentOf(number);
  if (
    was.end - was.start === is.end - is.start &&
    before.text.slice(was.start, was.end) === after.text.slice(is.start, is.end)
  )
    return valueBefore;
  const items = after.index.itemsOf(number);
  if (Array.isArray(value)) {
    if (!Array.isArray(valueBefore)) return value;
    const olds = before.index.itemsOf(old);
    for (const [place, item] of items.entries()) {
      const found = olds[place];
      if (found === undefined || place >= value.length) break;
      const [inner = null, innerBefore = null] = [value[place], valueBefore[place]];
      value[place] = shareUnchanged(before, after, found, item, innerBefore, inner);
    }
    return value;
  }
  if (!isObject(valueBefore)) return value;
  // Of two with one name the last one counts.
  const named = new Map(items.map((item) => [after.index.nameOf(item) ?? "", item]));
  for (const [name, item] of named) {
    const inner = own(value, name);
    const innerBefore = own(valueBefore, name);
    if (typeof inner !== "object" || inner === null || innerBefore === undefined) continue;
    const found = before.index.below(old, name);
    if (found >= 0) setOwn(value, name, shareUnchanged(before, after, found, item, innerBefore, inner));
  }
  return value;
}
