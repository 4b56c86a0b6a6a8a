/** One check for several kinds of node. */
import type { NodeKind } from "../node.ts";
import type { Check, Checks } from "../rule.ts";

/** A rule's checks that look at nodes of all these kinds in the same way. */
export function onKinds(kinds: readonly NodeKind[], check: Check): Checks {
  const checks: Checks = {};
  for (const kind of kinds) checks[kind] = check;
  return checks;
}
