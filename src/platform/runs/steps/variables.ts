/** What a step makes of a variable. */
import { stringifyExact } from "../../../json/exact-numbers.ts";
import { InputError } from "../../../json/problem.ts";
import type { JsonValue } from "../../../json/values.ts";
import type { VariableStep } from "./step.ts";

/**
 * The value of a variable after a step.
 * @param before its value until now; undefined if it has not been made
 * @param evaluated works out the expressions in what the step is given
 * @throws {InputError} `variable` where the step is for another type, or needs a variable that has not been made
 */
export function variableAfter(
  step: VariableStep,
  before: JsonValue | undefined,
  evaluated: (value: unknown) => JsonValue,
): JsonValue {
  if (step.wants !== undefined) checkVariable(step, before);
  const after =
    "subtract" in step
      ? appended(before, negative(evaluated(step.subtract)))
      : "append" in step
        ? appended(before, evaluated(step.append))
        : evaluated(step.value);
  const kinds = new Set([kindOf(after), kindOf(before), NULL]);
  // null goes with every type (chosen).
  if (step.wants === "same" && kinds.size > 2)
    throw new InputError(
      "variable",
      `The variable "${step.variable}" is ${kindOf(before)}; it cannot be set to ${kindOf(after)}.`,
      "Convert the value, or make another variable.",
    );
  return after;
}

/** Sourced: variables are made before they are used, and each action is for variables of one type. */
function checkVariable({ variable, wants }: VariableStep, before: JsonValue | undefined): void {
  if (before === undefined)
    throw new InputError(
      "variable",
      `The variable "${variable}" has not been made.`,
      "Make it with Initialize variable, or give it in variables.",
    );
  const kind = kindOf(before);
  const fits =
    wants === "same" ||
    kind === { array: "an array", string: "a text", number: "a number" }[wants ?? "array"];
  if (!fits)
    throw new InputError(
      "variable",
      `The variable "${variable}" is ${kind}; this step is for ${wants === "number" ? "numbers" : wants === "string" ? "texts" : "arrays"}.`,
      "Set the variable, or take the action for its type.",
    );
}

/** The type of a variable's value in words; integers and floats are not distinguished (chosen). */
const NULL = "null";
function kindOf(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return "an array";
  if (value === null || value === undefined) return NULL;
  return (
    { string: "a text", number: "a number", bigint: "a number", boolean: "a boolean" }[
      typeof value as string
    ] ?? "an object"
  );
}

/** Sourced: append to array variable, append to string variable; increment for numbers. */
function appended(before: JsonValue | undefined, value: JsonValue): JsonValue {
  if (Array.isArray(before)) return [...before, value];
  if (typeof before === "number" && typeof value === "number") return before + value;
  return `${typeof before === "string" ? before : ""}${typeof value === "string" ? value : stringifyExact(value)}`;
}

/** Sourced: decrement variable. */
function negative(value: JsonValue): JsonValue {
  if (typeof value === "number") return -value;
  throw new InputError("variable", "A variable is made smaller by a number only.", "Give a number.");
}
