/** From an answer to the rows of a drop-down. */

import type { RowPaths } from "../../definition/dynamic-sources.ts";
import { stringifyExact } from "../../json/exact-numbers.ts";
import { isObject, type JsonValue, own } from "../../json/values.ts";
import type { DynamicList, DynamicRow } from "../api.ts";
import { valueAlong } from "../policies/expressions.ts";
import { pathOf, valueBelow } from "./call.ts";

/**
 * Sourced: the answer itself if it is a list, else what is at the path of the items, else the first list among the
 * members; scalars are value and text at once; sorted by text as the drop-down shows them.
 */
export function rowsOf(body: JsonValue | undefined, paths: RowPaths): DynamicList {
  const problems: string[] = [];
  const items = itemsOf(body, paths.items, problems);
  const rows = items.map((item): DynamicRow => {
    if (typeof item !== "object" || item === null)
      return { value: item, title: String(item), selectable: true, item };
    const value = valueBelow(item, paths.value);
    const title = valueBelow(item, paths.title);
    const description = valueBelow(item, paths.description);
    const folder = paths.folder === undefined ? undefined : valueBelow(item, paths.folder) === true;
    return {
      value,
      title: textOf(title ?? value),
      ...(description === undefined ? {} : { description: textOf(description) }),
      selectable: paths.selectable === undefined || valueBelow(item, paths.selectable) !== false,
      ...(folder === undefined ? {} : { folder }),
      item,
    };
  });
  tellMissing(items, rows, paths, problems);
  rows.sort((a, b) => a.title.localeCompare(b.title, "en"));
  return { rows, problems };
}

function itemsOf(body: JsonValue | undefined, path: string | undefined, problems: string[]): JsonValue[] {
  if (Array.isArray(body)) return body;
  const steps = pathOf(path);
  const named = steps.length > 0 ? valueAlong(body, steps) : undefined;
  if (Array.isArray(named)) return named;
  if (steps.length > 0)
    problems.push(`There is no list at "${path}" in the answer; the first list in it is taken instead.`);
  if (!isObject(body)) return [];
  for (const name of Object.keys(body)) {
    const member = own(body, name);
    if (Array.isArray(member)) return member;
  }
  problems.push("The answer holds no list.");
  return [];
}

function tellMissing(items: JsonValue[], rows: DynamicRow[], paths: RowPaths, problems: string[]): void {
  const sample = items.find(isObject);
  if (!sample) return;
  const names = Object.keys(sample).join(", ");
  if (rows.every((row) => row.value === undefined))
    problems.push(`No item has a value at "${paths.value ?? ""}" (value-path); items have: ${names}.`);
  if (paths.title !== undefined && items.every((item) => valueBelow(item, paths.title) === undefined))
    problems.push(`No item has a text at "${paths.title}" (value-title); items have: ${names}.`);
}

function textOf(value: JsonValue | undefined): string {
  return value === undefined || value === null
    ? ""
    : typeof value === "object"
      ? stringifyExact(value)
      : String(value);
}
