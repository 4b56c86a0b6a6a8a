/** The few functions of workflow expressions that tests of triggers have a use for. Names lower case. */
import type { JsonValue } from "../../json/values.ts";

type Value = JsonValue | undefined;

const text = (value: Value): string =>
  value === undefined || value === null
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

const isEmpty = (value: Value): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);

const lengthOf = (value: Value): number =>
  Array.isArray(value) || typeof value === "string" ? value.length : 0;

const at = (value: Value, index: number): Value =>
  Array.isArray(value) || typeof value === "string" ? value.at(index) : undefined;

export const FUNCTIONS: ReadonlyMap<string, (values: Value[]) => Value> = new Map<
  string,
  (values: Value[]) => Value
>([
  ["coalesce", (values) => values.find((value) => value !== undefined && value !== null)],
  ["concat", (values) => values.map(text).join("")],
  [
    "contains",
    ([list, wanted]) =>
      Array.isArray(list)
        ? list.some((item) => JSON.stringify(item) === JSON.stringify(wanted))
        : text(list).includes(text(wanted)),
  ],
  ["empty", ([value]) => isEmpty(value)],
  ["equals", ([a, b]) => JSON.stringify(a) === JSON.stringify(b)],
  ["first", ([value]) => at(value, 0)],
  ["int", ([value]) => Number.parseInt(text(value), 10)],
  ["join", ([list, by]) => (Array.isArray(list) ? list.map(text).join(text(by)) : "")],
  ["last", ([value]) => at(value, -1)],
  ["length", ([value]) => lengthOf(value)],
  ["string", ([value]) => text(value)],
  ["tolower", ([value]) => text(value).toLowerCase()],
  ["toupper", ([value]) => text(value).toUpperCase()],
]);
