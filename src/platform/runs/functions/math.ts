/** Arithmetic. Sourced: function reference. Whole numbers stay whole, also in a division; 64 bits keep their digits. */
import type { JsonValue } from "../../../json/values.ts";
import { type FunctionCall, failed, group, type Value, wrong } from "./function.ts";
import { integer, isNumeric, type Numeric, number } from "./values.ts";

/** `range` makes no more items than this (chosen; the engine has a limit, too). */
const MAX_RANGE = 100_000;

type Operation = (a: bigint, b: bigint) => bigint;

/** Both as whole numbers, exactly, or as numbers with decimals. */
function calculate(call: FunctionCall, whole: Operation, decimal: (a: number, b: number) => number): Value {
  const a = number(call, 0);
  const b = number(call, 1);
  if (isWhole(a) && isWhole(b) && !call.isDecimal(0) && !call.isDecimal(1))
    return small(whole(BigInt(a), BigInt(b)));
  // 15 digits, as a .NET decimal would show them: 0.1 + 0.2 is 0.3.
  return Number(decimal(Number(a), Number(b)).toPrecision(15));
}

function isWhole(value: Numeric): boolean {
  return typeof value === "bigint" || Number.isSafeInteger(value);
}

function small(value: bigint): Value {
  return Number.isSafeInteger(Number(value)) ? Number(value) : (value as unknown as JsonValue);
}

function notByZero(call: FunctionCall): void {
  if (Number(number(call, 1)) === 0)
    throw failed(`In ${call.text}, something is divided by zero.`, "Guard it with if(equals(…, 0), …).");
}

function extreme(call: FunctionCall, sign: 1 | -1): Value {
  const only = call.value(0);
  const values = call.count === 1 && Array.isArray(only) ? only : call.values();
  let found: Numeric | undefined;
  for (const [index, value] of values.entries()) {
    if (!isNumeric(value))
      throw wrong(call, Math.min(index, call.count - 1), "a number, or an array of numbers", value);
    if (found === undefined || (sign > 0 ? value > found : value < found)) found = value;
  }
  if (found === undefined) throw wrong(call, 0, "an array of at least one number", only);
  return found as Value;
}

export const MATH = group("Arithmetic", {
  "add(a, b)": (call) =>
    calculate(
      call,
      (a, b) => a + b,
      (a, b) => a + b,
    ),
  "sub(a, b)": (call) =>
    calculate(
      call,
      (a, b) => a - b,
      (a, b) => a - b,
    ),
  "mul(a, b)": (call) =>
    calculate(
      call,
      (a, b) => a * b,
      (a, b) => a * b,
    ),
  "div(a, b)": (call) => {
    notByZero(call);
    return calculate(
      call,
      (a, b) => a / b,
      (a, b) => a / b,
    );
  },
  "mod(a, b)": (call) => {
    notByZero(call);
    return calculate(
      call,
      (a, b) => a % b,
      (a, b) => a % b,
    );
  },
  "max(value, …)": (call) => extreme(call, 1),
  "min(value, …)": (call) => extreme(call, -1),
  "rand(from, below)": (call) => {
    const from = integer(call, 0);
    const below = integer(call, 1);
    if (below <= from) throw wrong(call, 1, `greater than ${from}`, below);
    return from + Math.floor(call.scope.random() * (below - from));
  },
  "range(start, count)": (call) => {
    const start = integer(call, 0);
    const count = integer(call, 1);
    if (count < 0 || count > MAX_RANGE) throw wrong(call, 1, `from 0 to ${MAX_RANGE}`, count);
    return Array.from({ length: count }, (_, index) => start + index);
  },
});
