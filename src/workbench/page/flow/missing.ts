/** What a step still needs before the flow can be saved, by the words that the maker sees. */
import { parameterKey } from "../../../designer/serialize/power-automate.ts";
import type { JsonObject, OperationView } from "../model.ts";
import { texts } from "../texts.ts";
import type { Step } from "./steps.ts";

export function missingIn(step: Step, operation: OperationView | undefined): string[] {
  switch (step.type) {
    case "Foreach":
      return step["foreach"] === "" ? [texts.flow.list] : [];
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
