/** One check for several kinds of node, or for few nodes of a kind. */
import type { NodeKind } from "../node.ts";
import type { Check, Checks, KeyFilter } from "../rule.ts";

/** A rule's checks that look at nodes of all these kinds in the same way. */
export function onKinds(kinds: readonly NodeKind[], check: Check): Checks {
  const checks: Checks = {};
  for (const kind of kinds) checks[kind] = check;
  return checks;
}

/** A check that is called only for nodes that hold at least one of these keys, where the rule has others beside it. */
export function onlyWith(keys: KeyFilter, check: Check): Check {
  return Object.assign<Check, { onlyWith: KeyFilter }>((node, context) => check(node, context), {
    onlyWith: keys,
  });
}
