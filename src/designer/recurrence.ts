/** The extra group of a trigger that polls. */
import type { FoundOperation } from "./operations.ts";
import type { Recurrence } from "./types.ts";

/** "How often do you want to check for items?": on every trigger without notification content (sourced: run). */
export function recurrenceOf(operation: FoundOperation): Recurrence | undefined {
  return operation.isTrigger && !operation.isWebhook
    ? { description: "How often do you want to check for items?", interval: 3, frequency: "Minute" }
    : undefined;
}
