/**
 * Data operations: steps that make a value of others (sourced: schema reference for actions; how a table is written where the
 * reference shows no more than an example is chosen: CSV after RFC 4180, values of HTML escaped).
 */
import { rereadExact, stringifyExact } from "../../../json/exact-numbers.ts";
import { InputError } from "../../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue, own, ownArray, ownString } from "../../../json/values.ts";
import type { DataStep } from "./step.ts";

/** What an operation needs of the run that it is part of. */
export interface DataScope {
  evaluate(value: unknown): JsonValue;
  /** The same with an item that `item()` stands for. */
  evaluateFor(item: JsonValue, value: unknown): JsonValue;
  /** Where a value breaks a schema, in lines. */
  check(schema: JsonObject, value: JsonValue): string[];
}

/** @throws {InputError} `data-operation` with what cannot be worked on */
export function dataOf({ name, type, inputs }: DataStep, scope: DataScope): JsonValue {
  const evaluated = (key: string) => scope.evaluate(own(inputs, key) ?? null);
  if (type === "ParseJson")
    return parsed(name, evaluated("content"), scope.evaluate(own(inputs, "schema") ?? {}), scope);
  const from = evaluated("from");
  if (!Array.isArray(from))
    throw new InputError(
      "data-operation",
      `"${name}" works on an array; from is ${kindOf(from)}.`,
      "Give an expression of an array.",
    );
  switch (type) {
    case "Query":
      return from.filter((item) => {
        const is = scope.evaluateFor(item, own(inputs, "where") ?? null);
        if (typeof is === "boolean") return is;
        throw new InputError(
          "data-operation",
          `The where of "${name}" gave ${kindOf(is)} instead of true or false.`,
          "Give an expression of true or false.",
        );
      });
    case "Select":
      return from.map((item) => scope.evaluateFor(item, own(inputs, "select") ?? null));
    case "Join": {
      const between = evaluated("joinWith");
      return from.map(textOf).join(textOf(between));
    }
    default:
      return table(name, from, inputs, scope);
  }
}

function parsed(name: string, content: JsonValue, schema: JsonValue, scope: DataScope): JsonValue {
  let value = content;
  if (typeof content === "string") {
    try {
      value = rereadExact(content) as JsonValue;
    } catch {
      throw new InputError(
        "data-operation",
        `The content of "${name}" is no JSON.`,
        "Give JSON, or an object.",
      );
    }
  }
  const wrong = isObject(schema) ? scope.check(schema, value) : [];
  if (wrong.length > 0)
    throw new InputError(
      "data-operation",
      `The content of "${name}" is not as its schema says: ${wrong.join("; ")}.`,
      "Correct the schema, or the content.",
    );
  return value;
}

interface Column {
  header: string;
  value(item: JsonValue): JsonValue;
}

function table(name: string, from: readonly JsonValue[], inputs: JsonObject, scope: DataScope): string {
  const given = ownArray(inputs, "columns");
  const columns: Column[] = given
    ? given.map((column) => ({
        header: textOf(scope.evaluate(own(column, "header") ?? "")),
        value: (item) => scope.evaluateFor(item, own(column, "value") ?? null),
      }))
    : keysOf(name, from).map((key) => ({ header: key, value: (item) => own(item, key) ?? null }));
  const rows = from.map((item) => columns.map((column) => textOf(column.value(item))));
  const headers = columns.map(({ header }) => header);
  if (/^html$/i.test(ownString(inputs, "format") ?? "")) {
    const row = (cells: readonly string[], tag: string) =>
      `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
    return `<table><thead>${row(headers, "th")}</thead><tbody>${rows.map((cells) => row(cells, "td")).join("")}</tbody></table>`;
  }
  return columns.length === 0
    ? ""
    : [headers, ...rows].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

function keysOf(name: string, from: readonly JsonValue[]): string[] {
  if (!from.every((item) => isObject(item)))
    throw new InputError(
      "data-operation",
      `The items of "${name}" are not all objects: nothing says what its columns are.`,
      "Give columns.",
    );
  return [...new Set(from.flatMap((item) => Object.keys(item)))];
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function escaped(cell: string): string {
  return cell.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function textOf(value: JsonValue): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? value : stringifyExact(value);
}

function kindOf(value: JsonValue): string {
  return value === null
    ? "null"
    : Array.isArray(value)
      ? "an array"
      : typeof value === "object"
        ? "an object"
        : `the ${typeof value} ${String(value).slice(0, 60)}`;
}
