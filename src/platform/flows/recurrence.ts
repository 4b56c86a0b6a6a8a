/** How often a flow that waits for nobody begins again. */
import { InputError } from "../../json/problem.ts";
import type { Product } from "../api.ts";
import { DEFAULT_RECURRENCE_SECONDS, MAX_RECURRENCE_SECONDS, MIN_RECURRENCE_SECONDS } from "../limits.ts";

/** @throws {InputError} `recurrence` for what no flow could be saved with */
export function checkedRecurrence(product: Product, given = DEFAULT_RECURRENCE_SECONDS): number {
  const least = MIN_RECURRENCE_SECONDS[product];
  if (given >= least && given <= MAX_RECURRENCE_SECONDS) return given;
  throw new InputError(
    "recurrence",
    `A flow cannot have a recurrence of ${given} s: ${product} accepts ${least} s to 500 days.`,
    product === "power-automate"
      ? 'Give at least 60 s, or test as Logic Apps: { product: "logic-apps" }.'
      : "Correct recurrenceSeconds.",
  );
}
