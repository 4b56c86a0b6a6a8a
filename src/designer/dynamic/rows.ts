/** From the answer of a list operation to the rows of a drop-down. */
import { isObject, type JsonValue, own } from "../../json/values.ts";
import type { DynamicSource } from "./source.ts";

export interface ListRow {
  value: JsonValue;
  /** What the maker reads; the value's text if the answer has no title. */
  title: string;
  description: string | undefined;
  /** Shown, but not to be chosen. */
  disabled: boolean;
}

/** What the two forms of the extension call the same things. */
const NAMES = {
  items: ["value-collection", "itemsPath"],
  value: ["value-path", "itemValuePath"],
  title: ["value-title", "itemTitlePath"],
  description: ["value-description", "itemDescriptionPath"],
  selectable: ["value-selectable", "itemIsSelectablePath"],
} as const;

/**
 * The rows of an answer (sourced: run): the array itself, or that at `value-collection`; where that is not an array, the first array the
 * answer holds. A list of plain values gives rows of themselves.
 */
export function rowsOf(source: DynamicSource, body: JsonValue | undefined): ListRow[] {
  const paths = pathsOf(source);
  return itemsOf(body, paths.items).map((item) => {
    const value = isObject(item) ? valueAt(item, paths.value) : item;
    const title = isObject(item) ? valueAt(item, paths.title) : item;
    const description = isObject(item) ? valueAt(item, paths.description) : undefined;
    return {
      value: value ?? null,
      title: text(title ?? value ?? null),
      description: description === undefined ? undefined : text(description),
      disabled: isObject(item) && paths.selectable !== undefined && valueAt(item, paths.selectable) === false,
    };
  });
}

function pathsOf(source: DynamicSource): Record<keyof typeof NAMES, string | undefined> {
  const find = (names: readonly string[]) =>
    names.map((name) => own(source.extension, name)).find((path): path is string => typeof path === "string");
  return {
    items: find(NAMES.items),
    value: find(NAMES.value),
    title: find(NAMES.title),
    description: find(NAMES.description),
    selectable: find(NAMES.selectable),
  };
}

function itemsOf(body: JsonValue | undefined, path: string | undefined): JsonValue[] {
  if (Array.isArray(body)) return body;
  const named = path === undefined || path === "" ? undefined : valueAt(body, path);
  if (Array.isArray(named)) return named;
  const first = isObject(body) ? Object.values(body).find((value) => Array.isArray(value)) : undefined;
  return Array.isArray(first) ? first : [];
}

/** The value at a path with slashes. */
function valueAt(value: JsonValue | undefined, path: string | undefined): JsonValue | undefined {
  if (path === undefined || path === "") return undefined;
  let found = value;
  for (const name of path.split("/")) found = own(found, name);
  return found;
}

function text(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
