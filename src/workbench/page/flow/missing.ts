/** What a step still needs before the flow can be saved, by the words that the maker sees. */
import { parameterKey } from "../../../designer/serialize/power-automate.ts";
import type { JsonObject, OperationAnswer, OperationView } from "../model.ts";
import { texts } from "../texts.ts";
import { rowsOf } from "./condition-rows.ts";
import { isUntouched } from "./flow-draft.ts";
import { operationIn } from "./kinds.tsx";
import { tooEarly } from "./references.ts";
import { everyStep, type Step, type Steps } from "./steps.ts";

export function missingIn(step: Step, operation: OperationView | undefined): string[] {
  switch (step.type) {
    case "Compose":
      return isBlank(step["inputs"]) ? [texts.flow.inputs] : [];
    case "Foreach":
      return isBlank(step["foreach"]) ? [texts.flow.list] : [];
    case "Switch":
      return isBlank(step["expression"]) ? [texts.flow.switchOn] : [];
    case "Until":
    case "If":
      // A row with one empty side asks whether the other side is empty; a row of which nothing is filled in asks nothing.
      return (rowsOf(step["expression"])?.rows ?? []).flatMap(({ left, right }, index) =>
        isBlank(left) && isBlank(right) ? [texts.flow.left(index + 1)] : [],
      );
    case "Wait":
      return isBlank(((step["inputs"] as JsonObject | undefined)?.["interval"] as JsonObject)?.["count"])
        ? [texts.flow.count]
        : [];
    default: {
      if (!operation) return [];
      const parameters = ((step["inputs"] as JsonObject | undefined)?.["parameters"] ?? {}) as JsonObject;
      return operation.inputs
        .filter((input) => input.required && input.place !== "hidden" && !input.isNotificationUrl)
        .filter((input) => {
          const value = parameters[parameterKey(input)] ?? input.value;
          return value === undefined || value === null || value === "";
        })
        .map(({ label }) => label.text);
    }
  }
}

export interface Incomplete {
  name: string;
  /** The operation that it calls. */
  operation: string | undefined;
  /** What is missing, by its labels. */
  labels: string[];
  /** Steps whose outputs it uses although they have not run by then. */
  early: string[];
}

/**
 * The first step that cannot be saved as it is. Operations are asked for, so that a step is not let through because its form has not
 * loaded yet.
 */
export async function firstIncomplete(
  steps: Steps,
  ask: (operationId: string) => Promise<OperationAnswer>,
): Promise<Incomplete | undefined> {
  if (isUntouched(steps)) return undefined;
  for (const [name, step] of everyStep(steps)) {
    const operation = operationIn(step);
    // An action that the connector no longer has is told of on its card, and refused by the server.
    const answer = operation === undefined ? undefined : await ask(operation).catch(() => undefined);
    const labels = missingIn(step, answer?.operation);
    const early = tooEarly(steps, name, step);
    if (labels.length > 0 || early.length > 0) return { name, operation, labels, early };
  }
  return undefined;
}

export function isBlank(value: unknown): boolean {
  return value === undefined || (typeof value === "string" && value.trim() === "");
}
