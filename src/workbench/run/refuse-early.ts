/** A flow that the platform would not save: one of its steps speaks of another that has not run by then. */
import { InputError } from "../../json/problem.ts";
import { tooEarly } from "../page/flow/references.ts";
import { everyStep, type Steps } from "../page/flow/steps.ts";

/** @throws {InputError} `step-not-run`, by the same rule as the page */
export function refuseEarly(definition: { actions?: unknown } | undefined): void {
  const steps = definition?.actions as Steps | undefined;
  if (steps === undefined || steps === null || typeof steps !== "object") return;
  for (const [name, step] of everyStep(steps)) {
    const [first, ...others] = tooEarly(steps, name, step);
    if (first === undefined) continue;
    const named = [first, ...others].map((one) => `"${one}"`).join(", ");
    throw new InputError(
      "step-not-run",
      `The step "${name}" uses outputs of ${named}, which ${others.length > 0 ? "have" : "has"} not run by then.`,
      `Let "${name}" run after ${others.length > 0 ? "them" : "it"}, or use outputs of the trigger or of an earlier step.`,
    );
  }
}
