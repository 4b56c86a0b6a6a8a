/** Conditions as flows store them: `{ "and": [{ "equals": ["@…", 1] }, { "not": { "contains": […] } }] }`. */
import { InputError } from "../../../json/problem.ts";
import { isObject, type JsonValue, own } from "../../../json/values.ts";
import type { Comparison } from "../../api.ts";
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

/** Nested deeper is not honest work. */
const DEEPEST = 32;

/**
 * @param condition an object of operators, or an expression as text
 * @param told hears of every comparison that is made; `and` and `or` make no more than they need
 * @throws {InputError} `condition` for what is not a condition; whatever its expressions throw
 */
export function isMet(
  condition: JsonValue,
  scope: RunScope,
  told: (comparison: Comparison) => void = () => {},
  { depth = 0, negated = false } = {},
): boolean {
  if (typeof condition === "boolean") return condition;
  const sign = negated ? "!" : "";
  if (typeof condition === "string") {
    const value = (evaluate(condition, scope) ?? null) as JsonValue;
    told({ operator: "expression", operands: [value], holds: (value === true) !== negated });
    return value === true;
  }
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
      return list.every((one) => isMet(one, scope, told, { depth: depth + 1, negated }));
    case "or":
      return list.some((one) => isMet(one, scope, told, { depth: depth + 1, negated }));
    case "not":
      return !isMet(list[0] ?? null, scope, told, { depth: depth + 1, negated: !negated });
    default: {
      const operator = OPERATORS.find((one) => one.toLowerCase() === name.toLowerCase());
      if (operator === undefined) throw wrong(`The condition has the operator "${name}".`);
      const operands = list.map((one) => (evaluateAll(one, scope) ?? null) as JsonValue);
      const is = callFunction(operator, operands, scope) === true;
      told({ operator: sign + operator, operands, holds: is !== negated });
      return is;
    }
  }
}

function wrong(message: string): InputError {
  return new InputError("condition", message, `Use and, or, not, ${OPERATORS.join(", ")}.`);
}
