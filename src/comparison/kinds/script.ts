/** Custom code. */
import { type Kind, kindsOf } from "./kind.ts";

const kind = kindsOf("script");

export const SCRIPT_KINDS = {
  "script-added": kind(
    "risky",
    "custom code added",
    ["service", "flows"],
    "It stands between saved flows and the service at once.",
    "Run each operation in scriptOperations.",
  ),
  "script-removed": kind(
    "risky",
    "custom code removed",
    ["service", "flows"],
    "Requests and answers go through unchanged.",
    "Run each operation that it applied to.",
  ),
  "script-changed": kind(
    "risky",
    "custom code changed",
    ["service", "flows"],
    "What it does cannot be compared, only that it is another.",
    "Run each operation in scriptOperations.",
  ),
  "script-operations-changed": kind(
    "risky",
    "operations with custom code changed",
    ["service", "flows"],
    "Operations get or lose the code that stands between them and the service.",
    "Run these operations.",
  ),
} as const satisfies Record<string, Kind>;
