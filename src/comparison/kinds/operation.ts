/** Operations that come, go, or are called otherwise. */
import { type Kind, kindsOf, SHOWN } from "./kind.ts";

const kind = kindsOf("operation");

export const OPERATION_KINDS = {
  "operation-added": kind(
    "safe",
    "operation added",
    ["makers"],
    "Makers can pick it; no saved flow names it.",
    SHOWN,
  ),
  "operation-removed": kind(
    "breaking",
    "operation removed",
    ["flows", "certification"],
    "Flows that use it fail at their next run, and certification refuses updates that delete an operation.",
    "Keep it and mark it deprecated. Remove it only when no flow uses it any more.",
  ),
  "operation-renamed": kind(
    "breaking",
    "operation renamed",
    ["flows", "certification"],
    "Saved flows name the operation by its id: for them the old one is gone.",
    "Keep the old id. What makers read is the summary, which can be changed freely.",
  ),
  "operation-id-case": kind(
    "risky",
    "operation id in other letters",
    ["flows"],
    "The designer finds operations without regard to case; whether every runtime does is not documented.",
    "Keep the old spelling.",
  ),
  "operation-path-changed": kind(
    "breaking",
    "path changed",
    ["flows", "service", "certification"],
    "Steps of Logic Apps carry the path and find their operation by it.",
    "Keep the path and let a policy (routerequesttoendpoint) send the request elsewhere, or add a revision.",
  ),
  "operation-method-changed": kind(
    "breaking",
    "method changed",
    ["flows", "service", "certification"],
    "Steps of Logic Apps carry the method and find their operation by it.",
    "Keep the method and let a policy (routerequesttoendpoint) change it on the way, or add a revision.",
  ),
  "operation-hidden": kind(
    "risky",
    "operation hidden",
    ["makers"],
    "Flows that use it keep running, but makers can neither pick it nor open its step again.",
    "Mark it deprecated instead, until no flow uses it.",
  ),
  "operation-shown": kind(
    "safe",
    "operation shown",
    ["makers"],
    "Makers can pick an operation that was internal.",
    SHOWN,
  ),
  "operation-deprecated": kind(
    "safe",
    "operation deprecated",
    ["makers"],
    "Saved flows keep running; makers are told to use something else.",
    "Name the successor in the summary and description.",
  ),
  "operation-restored": kind(
    "safe",
    "operation no longer deprecated",
    ["makers"],
    "Makers are no longer warned.",
    SHOWN,
  ),
  "operation-revision-changed": kind(
    "risky",
    "family, revision or status changed",
    ["makers"],
    "The family decides which revision makers are offered.",
    "Check that each family has one operation that is not deprecated.",
  ),
  "operation-visibility-changed": kind(
    "safe",
    "visibility changed",
    ["makers"],
    "It only moves the operation in the list.",
    SHOWN,
  ),
  "operation-text-changed": kind(
    "safe",
    "summary or description changed",
    ["makers"],
    "Steps keep the name that their makers gave them.",
    SHOWN,
  ),
  "operation-security-changed": kind(
    "risky",
    "security requirement changed",
    ["service"],
    "Calls may be signed in another way, or not at all.",
    "Check with a connection of each kind that calls are still accepted.",
  ),
  "operation-extension-changed": kind(
    "safe",
    "other property of an operation changed",
    ["makers"],
    "Nothing that saved flows depend on is known to read it.",
    "Check that it does what you mean.",
  ),
} as const satisfies Record<string, Kind>;
