/**
 * Expressions of flows (sourced: the workflow definition language and what the designer writes):
 * `triggerOutputs()?['body/CustomerName']`, `items('Apply_to_each')?['Email']`, `body('Action')`, `@{…}` within a text.
 * One key may name a whole path: `body/A/B` is body, A, B.
 */
import { beginning } from "../../json/cut.ts";
import { isObject, type JsonValue, own } from "../../json/values.ts";
import { fileOf } from "../invoke/files.ts";
import { described, failed, typeName, type Value } from "./functions/function.ts";
import { functionOf, REFUSED } from "./functions/functions.ts";
import { textOf } from "./functions/values.ts";
import type { RunScope } from "./scope.ts";
import { type Expression, parseExpression, parseTemplate, type Template } from "./syntax.ts";

/** Parsed once: the same few expressions are asked for at every run. */
const EXPRESSIONS = new Map<string, Expression>();
const MOST_KEPT = 1_000;

/**
 * The value of an expression as tests write it: with or without the leading `@`; or of a text with `@{…}` in it, which gives
 * a text, also where it is one expression and nothing else (sourced: braces make a text).
 * @throws {InputError} `expression-syntax`, `expression-value`
 */
export function evaluate(expression: string, scope: RunScope): JsonValue | undefined {
  const text = expression.trim();
  if (text.startsWith("@@") && !text.startsWith("@@{")) return text.slice(1);
  if (/^@@?\{/.test(text)) return fill(parseTemplate(text), scope);
  if (!text.includes("@{") || text.startsWith("@")) return evaluated(parsed(text.replace(/^@/, "")), scope);
  // A text, unless it reads as an expression: concat('@{', 'x') has a brace in a literal.
  let whole: Expression | undefined;
  try {
    whole = parsed(text);
  } catch {
    return fill(parseTemplate(expression), scope);
  }
  return evaluated(whole, scope);
}

/** Replaces the expressions in arguments: `@…` as a whole text, `@{…}` within one; `@@` is a plain `@`. */
export function evaluateAll(value: unknown, scope: RunScope): unknown {
  if (typeof value === "string") {
    if (value.startsWith("@@") && !value.startsWith("@@{")) return value.slice(1);
    if (value.startsWith("@") && !/^@@?\{/.test(value)) return evaluated(parsed(value.slice(1)), scope);
    return value.includes("@{") ? fill(parseTemplate(value), scope) : value;
  }
  if (value instanceof Blob || fileOf(value)) return value;
  if (Array.isArray(value)) return value.map((item) => evaluateAll(item, scope));
  if (isObject(value))
    return Object.fromEntries(Object.keys(value).map((key) => [key, evaluateAll(own(value, key), scope)]));
  return value;
}

function fill(template: Template, scope: RunScope): string {
  return template.map((part) => (typeof part === "string" ? part : textOf(evaluated(part, scope)))).join("");
}

function parsed(text: string): Expression {
  const known = EXPRESSIONS.get(text);
  if (known) return known;
  const expression = parseExpression(text);
  if (EXPRESSIONS.size >= MOST_KEPT) EXPRESSIONS.clear();
  EXPRESSIONS.set(text, expression);
  return expression;
}

function evaluated(expression: Expression, scope: RunScope): Value {
  switch (expression.kind) {
    case "value":
      return expression.value;
    case "access": {
      const { optional, text } = expression;
      const of = evaluated(expression.of, scope);
      const key = evaluated(expression.key, scope);
      const next = step(of, key);
      // Sourced: without the question mark, what is not there makes the expression fail.
      if (next === undefined && (!optional || !canHave(of, key))) throw failed(...nothingAt(text, of, key));
      return next;
    }
    case "call":
      return call(expression, scope);
  }
}

/** A function by its name, with values at hand instead of expressions. @throws {InputError} `expression-value` */
export function callFunction(name: string, values: readonly JsonValue[], scope: RunScope): Value {
  const given = values.map((value) => ({ kind: "value" as const, value, decimal: false }));
  return call({ kind: "call", name, values: given, text: `${name}(…)` }, scope);
}

function call(expression: Expression & { kind: "call" }, scope: RunScope): Value {
  const { name, values, text } = expression;
  const refused = REFUSED.get(name.toLowerCase());
  if (refused)
    throw failed(
      `The emulator does not have the function ${name}(): ${refused}.`,
      "Test what stands before and behind it.",
    );
  const known = functionOf(name);
  if (!known) {
    throw failed(
      `The emulator does not know the function ${name}().`,
      "docs/workflow-functions.md lists those it knows.",
      `The template function '${name}' is not defined or not valid.`,
    );
  }
  if (values.length < known.least || values.length > known.most) {
    const wanted =
      known.least === known.most
        ? `${known.least}`
        : known.most === Number.POSITIVE_INFINITY
          ? `at least ${known.least}`
          : `${known.least} to ${known.most}`;
    throw failed(
      `The function ${name}() takes ${wanted} parameter${wanted === "1" ? "" : "s"}; in ${text} it has ${values.length}.`,
      `Write ${known.usage}.`,
      `The template language function '${name}' … The function was invoked with '${values.length}' parameters.`,
    );
  }
  return known.apply({
    name,
    text,
    scope,
    count: values.length,
    value: (index) => {
      const wanted = values[index];
      return wanted === undefined ? undefined : evaluated(wanted, scope);
    },
    values: () => values.map((wanted) => evaluated(wanted, scope)),
    isDecimal: (index) => isDecimal(values[index]),
  });
}

/** Whether a value is one of decimals by the way in which it is written: JavaScript does not tell 11.0 from 11. */
function isDecimal(expression: Expression | undefined): boolean {
  if (expression?.kind === "value") return expression.decimal;
  if (expression?.kind !== "call") return false;
  const name = expression.name.toLowerCase();
  if (name === "float" || name === "decimal") return true;
  return /^(add|sub|mul|div|max|min|mod)$/.test(name) && expression.values.some(isDecimal);
}

/**
 * Whether there could be something at a key. Observed: `?` guards what is not there, and null; a property of a text or a number,
 * or a name in a list, is an error all the same.
 */
function canHave(value: Value, key: Value): boolean {
  if (value === undefined || value === null || isObject(value)) return true;
  return Array.isArray(value) && typeof key === "number";
}

function nothingAt(text: string, value: Value, key: Value): [string, string, string] {
  const shown = String(key);
  const cannot = `The template language expression '${text}' cannot be evaluated because`;
  if (Array.isArray(value) && typeof key === "number")
    return [
      `In ${text} there is nothing at "${shown}": the list has ${value.length} ${value.length === 1 ? "item" : "items"}.`,
      "Ask for an item that is there.",
      `${cannot} array index '${shown}' is outside bounds (0, ${value.length - 1}) of array.`,
    ];
  const names = isObject(value) ? Object.keys(value) : undefined;
  const known = names
    ? ` Available: ${names.slice(0, 12).join(", ") || "nothing"}${names.length > 12 ? ", …" : ""}.`
    : ` It is looked for in ${value === undefined || value === null ? "nothing" : described(value)}.`;
  const help =
    names || value === undefined || value === null
      ? "Write ?[…] for what may be missing."
      : Array.isArray(value)
        ? "Loop over the list, or ask for one item by its number."
        : "Only objects have properties: parse it with json() if it is JSON.";
  const platform = names
    ? `property '${shown}' doesn't exist, available properties are '${names.join(", ")}'.`
    : Array.isArray(value)
      ? `property '${shown}' cannot be selected. Array elements can only be selected using an integer index.`
      : value === undefined || value === null
        ? `property '${shown}' cannot be selected.`
        : `property '${shown}' cannot be selected. Property selection is not supported on values of type '${typeName(value)}'.`;
  return [
    `In ${text} there is nothing at "${shown}".${known}`,
    help,
    `${cannot} ${beginning(platform, 300)}`,
  ];
}

/** One step: an index, a member, or a path of members in one key. */
function step(value: Value, key: Value): Value {
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
  if (!isObject(value)) return undefined;
  const name = String(key);
  const direct = own(value, name);
  if (direct !== undefined || !name.includes("/")) return direct;
  // Names may hold slashes: the longest member that begins the path is taken.
  for (let cut = name.lastIndexOf("/"); cut > 0; cut = name.lastIndexOf("/", cut - 1)) {
    const member = own(value, name.slice(0, cut));
    if (member !== undefined) return step(member, name.slice(cut + 1));
  }
  return undefined;
}
