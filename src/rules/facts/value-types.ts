/** What the `type` of a parameter, item, header or schema says about values that are beside it. */
import { SCHEMA_TYPES } from "../../definition/grammar/swagger.ts";
import { isObject, type JsonValue, own, ownString } from "../../json/values.ts";
import type { Node } from "../language/node.ts";
import type { Check, Checks } from "../language/rule.ts";

/** Everything that has a type, a default, an enum and bounds. */
export const TYPED = ["parameter", "items", "header", "schema"] as const;

/** One check for everything that has a type, a default, an enum and bounds. Body parameters are left out: their schema is visited. */
export function onTyped(check: Check): Checks {
  return {
    parameter: (node, context) => {
      if (!isBody(node)) check(node, context);
    },
    items: check,
    header: check,
    schema: check,
  };
}

/** Whether a node is a body parameter, which has a schema in place of a type. */
export function isBody(node: Node): boolean {
  return node.kind === "parameter" && own(node.value, "in") === "body";
}

/** The declared type, if it is one that says which values are allowed. */
export function typeOf(node: Node): string | undefined {
  const type = ownString(node.value, "type");
  return type !== undefined && (SCHEMA_TYPES as readonly string[]).includes(type) ? type : undefined;
}

/** Whether a JSON value is of a Swagger type. 1.0 counts as an integer. */
export function isOfType(value: JsonValue, type: string): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "integer":
      return Number.isInteger(value);
    case "boolean":
      return typeof value === "boolean";
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return true;
  }
}

/**
 * The value that was surely meant: "5" for an integer is 5, "True" for a boolean is true. Undefined where only the author
 * can tell. Numbers are turned into texts nowhere: 1.10 would lose its zero.
 */
export function asType(value: JsonValue, type: string): JsonValue | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (type === "boolean") return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;
  if (type !== "integer" && type !== "number") return undefined;
  // Only what JSON itself would write for the number: "007" and "1e999" mean something else.
  if (text.length > 16 || !/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return undefined;
  const number = Number(text);
  return type === "integer" && !Number.isSafeInteger(number) ? undefined : number;
}

/** The type's name with its article: "an integer", "a string". */
export function typeName(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** A value as a text that is the same for equal values: the order of keys says nothing. */
export function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_, part: JsonValue) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
