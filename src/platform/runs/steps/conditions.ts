/** Conditions as flows store them: `{ "and": [{ "equals": ["@…", 1] }, { "not": { "contains": […] } }] }`. */
import { InputError } from "../../../json/problem.ts";
import { isObject, type JsonValue, own } from "../../../json/values.ts";
import { callFunction, evaluate, evaluateAll } from "../expressions.ts";
import type { RunScope } from "../scope.ts";

/** Sourced: the operators that the designer offers for a condition; each is the function of that name. */
const OPERATORS: readonly string[] = [
  "equals",
  "greater",
  "greaterOrEquals",
  "less",
  "lessOrEquals",
  "contains",
  "startsWith",
  "endsWith",
  "empty",
];

/** Nested deeper is no honest work. */
const DEEPEST = 32;

/**
 * @param condition an object of operators, or an expression as text
 * @throws {InputError} `condition` for what is no condition; whatever its expressions throw
 */
export function isMet(condition: JsonValue, scope: RunScope, depth = 0): boolean {
  if (typeof condition === "boolean") return condition;
  if (typeof condition === "string") return evaluate(condition, scope) === true;
  if (depth > DEEPEST) throw wrong("The condition is nested too deeply.");
  if (!isObject(condition)) throw wrong("The condition is neither an expression nor an object.");
  const keys = Object.keys(condition);
  const [name] = keys;
  // Sourced: the designer writes {} for a condition with no rows, which holds.
  if (name === undefined) return true;
  if (keys.length > 1) throw wrong(`The condition has several operators side by side: ${keys.join(", ")}.`);
  const value = own(condition, name) ?? null;
  const list = Array.isArray(value) ? value : [value];
  switch (name.toLowerCase()) {
    case "and":
      return list.every((one) => isMet(one, scope, depth + 1));
    case "or":
      return list.some((one) => isMet(one, scope, depth + 1));
    case "not":
      return !isMet(list[0] ?? null, scope, depth + 1);
    default: {
      const operator = OPERATORS.find((one) => one.toLowerCase() === name.toLowerCase());
      if (operator === undefined) throw wrong(`The condition has the operator "${name}".`);
      const operands = list.map((one) => (evaluateAll(one, scope) ?? null) as JsonValue);
      return callFunction(operator, operands, scope) === true;
    }
  }
}

function wrong(message: string): InputError {
  return new InputError("condition", message, `Use and, or, not, ${OPERATORS.join(", ")}.`);
}
