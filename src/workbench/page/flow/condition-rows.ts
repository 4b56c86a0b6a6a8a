/** A condition as rows, which is how the designer shows it, and back. */
import { typed } from "../design/fields/typed.ts";
import type { JsonObject, JsonValue } from "../model.ts";

export interface Rows {
  /** All rows must hold; otherwise any. */
  all: boolean;
  rows: { left: string; operator: string; right: string }[];
}

/** With `!` in front: `not` around it. */
export const OPERATORS = [
  "equals",
  "!equals",
  "greater",
  "greaterOrEquals",
  "less",
  "lessOrEquals",
  "contains",
  "!contains",
  "startsWith",
  "!startsWith",
  "endsWith",
  "!endsWith",
] as const;

/** Undefined for a condition that is not a list of rows: nested groups, and expressions. */
export function rowsOf(condition: JsonValue | undefined): Rows | undefined {
  if (!isObject(condition)) return undefined;
  const [name, more] = Object.keys(condition);
  if (name === undefined) return { all: true, rows: [{ left: "", operator: "equals", right: "" }] };
  if (more !== undefined) return undefined;
  const group = name === "and" || name === "or";
  const list = group ? condition[name] : [condition];
  if (!Array.isArray(list)) return undefined;
  const rows = list.map(rowOf);
  return rows.every((row) => row !== undefined) && rows.length > 0 ? { all: name !== "or", rows } : undefined;
}

function rowOf(value: JsonValue): Rows["rows"][number] | undefined {
  if (!isObject(value)) return undefined;
  const [name, more] = Object.keys(value);
  if (name === undefined || more !== undefined) return undefined;
  if (name === "not") {
    const row = rowOf(value[name]!);
    return row && !row.operator.startsWith("!") ? known({ ...row, operator: `!${row.operator}` }) : undefined;
  }
  const operands = value[name];
  if (!Array.isArray(operands) || operands.length !== 2) return undefined;
  const [left, right] = operands.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  return known({ left: left!, operator: name, right: right! });
}

function known(row: Rows["rows"][number]): Rows["rows"][number] | undefined {
  return OPERATORS.some((operator) => operator === row.operator) ? row : undefined;
}

export function conditionOf({ all, rows }: Rows): JsonObject {
  return {
    [all ? "and" : "or"]: rows.map(({ left, operator, right }) => {
      const name = operator.replace(/^!/, "");
      const row: JsonObject = { [name]: [operand(left), operand(right)] };
      return operator.startsWith("!") ? { not: row } : row;
    }),
  };
}

/** Numbers and yes or no are compared as what they are (observed: the designer writes them without quotes). */
function operand(text: string): JsonValue {
  const asTruth = typed(text, "boolean");
  return asTruth === text ? typed(text, "number") : asTruth;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
