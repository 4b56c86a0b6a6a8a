/** Logical comparison. Sourced: function reference of the workflow definition language. */
import { type FunctionCall, group, type Value, wrong } from "./function.ts";
import { areEqual, boolean, order } from "./values.ts";

function compared(call: FunctionCall): number {
  const a = call.value(0);
  const b = call.value(1);
  const found = order(a ?? "", b ?? "");
  if (found === undefined) throw wrong(call, 1, "of the same kind as the first, numbers or texts", b);
  return found;
}

function booleans(call: FunctionCall, until: boolean): boolean {
  for (let index = 0; index < call.count; index++) if (boolean(call, index) === until) return until;
  return !until;
}

/** `if`, `and` and `or` evaluate no more than they need; that the engine does so, too, is chosen. */
export const LOGIC = group("Logic and comparison", {
  "and(expression, …)": (call): Value => booleans(call, false),
  "or(expression, …)": (call) => booleans(call, true),
  "not(expression)": (call) => !boolean(call, 0),
  "if(expression, valueIfTrue, valueIfFalse)": (call) => call.value(boolean(call, 0) ? 1 : 2) ?? null,
  "equals(a, b)": (call) => areEqual(call.value(0), call.value(1)),
  "greater(value, than)": (call) => compared(call) > 0,
  "greaterOrEquals(value, than)": (call) => compared(call) >= 0,
  "less(value, than)": (call) => compared(call) < 0,
  "lessOrEquals(value, than)": (call) => compared(call) <= 0,
});
