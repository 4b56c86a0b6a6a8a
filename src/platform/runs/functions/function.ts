/** What a function of workflow expressions is, and the words in which all of them complain. */
import { beginning } from "../../../json/cut.ts";
import { InputError } from "../../../json/problem.ts";
import type { JsonValue } from "../../../json/values.ts";
import type { RunScope } from "../scope.ts";

export type Value = JsonValue | undefined;

/** One call of a function. Parameters are evaluated when they are asked for, from left to right. */
export interface FunctionCall {
  name: string;
  /** The call as it is written, for messages. */
  text: string;
  scope: RunScope;
  count: number;
  value(index: number): Value;
  values(): Value[];
  /** Whether a parameter is written as a number with decimals. */
  isDecimal(index: number): boolean;
}

export interface WorkflowFunction {
  name: string;
  /** How it is written, such as `substring(text, start, length?)`. */
  usage: string;
  group: string;
  least: number;
  most: number;
  apply(call: FunctionCall): Value;
}

/** Makes the functions of a group from how they are written: `name(a, b, c?)`, with `…` for any number more. */
export function group(
  title: string,
  functions: Record<string, (call: FunctionCall) => Value>,
): WorkflowFunction[] {
  return Object.keys(functions).map((usage) => {
    const apply = functions[usage];
    const inside = /\((.*)\)$/.exec(usage)?.[1] ?? "";
    const names = inside === "" ? [] : inside.split(",").map((name) => name.trim());
    const open = names.at(-1) === "…";
    const listed = open ? names.slice(0, -1) : names;
    return {
      name: usage.slice(0, usage.indexOf("(")),
      usage,
      group: title,
      least: listed.filter((name) => !name.endsWith("?")).length,
      most: open ? Number.POSITIVE_INFINITY : listed.length,
      apply: apply ?? (() => undefined),
    };
  });
}

/**
 * An expression that cannot be evaluated. The remedy is part of the message: test runners print nothing else.
 * @param platform what the run history of the real platform says, by which people search (observed in public reports)
 */
export function failed(message: string, help: string, platform?: string): InputError {
  const words = platform === undefined ? "" : ` The platform says: "${platform}"`;
  return new InputError("expression-value", `${message} ${help}${words}`, help);
}

/** A parameter that a function cannot take. */
export function wrong(call: FunctionCall, index: number, wanted: string, value: Value): InputError {
  const place =
    call.count > 1 ? `parameter ${index + 1} of ${call.name}()` : `the parameter of ${call.name}()`;
  return failed(
    `In ${call.text}, ${place} must be ${wanted}; it is ${described(value)}.`,
    value === null || value === undefined
      ? "Guard it with coalesce() or empty(), or check the name of the field."
      : "Convert it first, or give another value.",
    platformWords(call, index, value),
  );
}

function platformWords(call: FunctionCall, index: number, value: Value): string {
  const parameter = call.count > 1 ? `${ORDINALS[index] ?? ""} parameter` : "parameter";
  const wanted = PLATFORM_WORDS[`${call.name.toLowerCase()} ${index}`] ?? "…";
  return `The template language function '${call.name}' expects its ${parameter} to be ${wanted} The provided value is of type '${typeName(value)}'.`;
}

const ORDINALS = ["first", "second", "third", "fourth"];

/** What the platform wants of a parameter, where its words have been seen; elsewhere they are left out. */
const PLATFORM_WORDS: Readonly<Record<string, string>> = {
  "length 0": "an array or a string.",
  "split 0": "of type string.",
  "sort 1": "of type string.",
  "json 0": "a string or an XML.",
  "base64tostring 0": "a string.",
};

/** The names of types in the platform's messages. */
export function typeName(value: Value): string {
  if (value === undefined || value === null) return "Null";
  if (Array.isArray(value)) return "Array";
  if (typeof value === "bigint") return "Integer";
  if (typeof value === "number") return Number.isInteger(value) ? "Integer" : "Float";
  return { string: "String", boolean: "Boolean", object: "Object" }[typeof value as string] ?? "Object";
}

export function described(value: Value): string {
  if (value === undefined || value === null) return "null";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object")
    return `an object with ${Object.keys(value).slice(0, 6).join(", ") || "nothing"}`;
  if (typeof value === "string")
    return `the text '${value.length > 40 ? `${beginning(value, 40)}…` : value}'`;
  return `the ${typeof value === "boolean" ? "boolean" : "number"} ${String(value)}`;
}
