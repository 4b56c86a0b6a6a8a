/** Policies. */
import { type Kind, kindsOf, SHOWN } from "./kind.ts";

const kind = kindsOf("policy");

export const POLICY_KINDS = {
  "policy-added": kind(
    "risky",
    "policy added",
    ["service", "flows"],
    "It changes requests or answers of saved flows at once.",
    "Run each operation that it applies to with the new version.",
  ),
  "policy-removed": kind(
    "risky",
    "policy removed",
    ["service", "flows"],
    "Requests or answers of saved flows are no longer changed by it.",
    "Run each operation that it applied to with the new version.",
  ),
  "policy-changed": kind(
    "risky",
    "policy changed",
    ["service", "flows"],
    "Requests or answers of saved flows are changed in another way at once.",
    "Run each operation that it applies to with the new version.",
  ),
  "policy-order-changed": kind(
    "risky",
    "order of policies changed",
    ["service", "flows"],
    "Policies work one after the other.",
    "Run the operations that several of them apply to.",
  ),
  "policy-retitled": kind(
    "safe",
    "title of a policy changed",
    ["makers"],
    "Nothing reads it but people.",
    SHOWN,
  ),
} as const satisfies Record<string, Kind>;
