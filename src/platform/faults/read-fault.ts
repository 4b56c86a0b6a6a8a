/** Faults as people write them down outside of a test: on the command line and in requests, in the words of `bench.fault`. */
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue, own } from "../../json/values.ts";
import type { FaultOptions } from "./fault-plan.ts";

const NUMBERS = ["status", "latencySeconds", "count", "after", "share"] as const;
const TEXTS = ["method", "path", "pathPattern", "connection", "seed"] as const;
const KEYS = [...NUMBERS, ...TEXTS, "headers", "body"];

/** Longer patterns are no honest ones. */
const LONGEST_PATTERN = 500;

const refuse = (message: string) =>
  new InputError(
    "fault-options",
    message,
    'Write it like status=503,count=2,path=/v1/items, or as JSON: {"path":"/v1/items","status":503,"count":2}.',
  );

/**
 * A fault from a text: `status=503,count=2,path=/v1/items`, or the same as JSON, which a body and headers need.
 * @throws {InputError} `fault-options`
 */
export function readFault(text: string): FaultOptions {
  const trimmed = text.trim();
  if (trimmed.startsWith("{")) {
    try {
      return faultFrom(JSON.parse(trimmed) as JsonValue);
    } catch (error) {
      if (error instanceof InputError) throw error;
      throw refuse("The fault is not JSON.");
    }
  }
  const value: JsonObject = {};
  for (const part of trimmed.split(",")) {
    const [, key = "", given = ""] = /^\s*([A-Za-z]+)\s*=\s*(.*?)\s*$/s.exec(part) ?? [];
    if (key === "") throw refuse(`"${part.trim()}" is not a setting of a fault.`);
    const isNumber = (NUMBERS as readonly string[]).includes(key);
    value[key] = isNumber && given !== "" && Number.isFinite(Number(given)) ? Number(given) : given;
  }
  return faultFrom(value);
}

/** A fault from a value that was sent. `pathPattern` is a regular expression, `path` a whole path. @throws {InputError} `fault-options` */
export function faultFrom(value: JsonValue): FaultOptions {
  if (!isObject(value)) throw refuse("A fault is an object.");
  const unknown = Object.keys(value).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw refuse(`A fault has no setting "${unknown}"; it has ${KEYS.join(", ")}.`);
  for (const key of NUMBERS)
    if (own(value, key) !== undefined && typeof own(value, key) !== "number")
      throw refuse(`${key} of a fault is a number.`);
  for (const key of TEXTS)
    if (own(value, key) !== undefined && typeof own(value, key) !== "string")
      throw refuse(`${key} of a fault is a text.`);
  const connection = own(value, "connection");
  if (connection !== undefined && connection !== "cut" && connection !== "cut-body")
    throw refuse('connection of a fault is "cut" or "cut-body".');
  const headers = own(value, "headers");
  if (headers !== undefined && !(isObject(headers) && Object.values(headers).every(isText)))
    throw refuse("headers of a fault is an object of texts.");
  const { pathPattern, ...rest } = value;
  if (pathPattern === undefined) return rest as FaultOptions;
  return { ...rest, path: patternOf(String(pathPattern)) } as FaultOptions;
}

const isText = (value: JsonValue) => typeof value === "string";

function patternOf(text: string): RegExp {
  if (text.length > LONGEST_PATTERN) throw refuse(`A pathPattern has ${LONGEST_PATTERN} characters at most.`);
  try {
    return new RegExp(text);
  } catch {
    throw refuse(`"${text}" is not a regular expression.`);
  }
}
