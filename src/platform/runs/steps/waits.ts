/** Steps that wait: for how long, or until when. */
import { stringifyExact } from "../../../json/exact-numbers.ts";
import { InputError } from "../../../json/problem.ts";
import type { JsonValue } from "../../../json/values.ts";
import type { WaitStep } from "./step.ts";

/** The longest that a step waits (sourced: limits of Power Automate, 30 days); the run ends it sooner where it may. */
const LONGEST_WAIT_MS = 30 * 86_400_000;

/**
 * How long a step waits, in milliseconds.
 * @param evaluated works out the expressions in what the step is given
 * @param now milliseconds since 1970
 * @throws {InputError} `wait` for what is not a time, or longer than a step can wait
 */
export function waitOf(step: WaitStep, evaluated: (value: unknown) => JsonValue, now: number): number {
  const refuse = (message: string) => new InputError("wait", message, "Wait for 30 days at most.");
  if ("until" in step.for) {
    const text = evaluated(step.for.until);
    const at = typeof text === "string" ? momentOf(text) : Number.NaN;
    // A time that has passed is not waited for (chosen).
    const milliseconds = Math.max(0, at - now);
    if (milliseconds <= LONGEST_WAIT_MS) return milliseconds;
    throw refuse(`A step cannot wait until ${stringifyExact(text)}.`);
  }
  const { unit } = step.for;
  const count = Number(evaluated(step.for.count));
  if (!(count >= 0) || count * unit > LONGEST_WAIT_MS)
    throw refuse(`A step cannot wait for ${String(count)} times ${unit / 1000} s.`);
  return count * unit;
}

/** Sourced: delay until takes a timestamp in UTC; one without a zone is UTC. */
function momentOf(text: string): number {
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
}
