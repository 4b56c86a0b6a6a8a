/** One check for several kinds of node, or for few nodes of a kind. */
import type { NodeKind } from "../language/node.ts";
import type { Check, Checks, KeyFilter, KeyTest } from "../language/rule.ts";

/**
 * A rule's checks that look at nodes of all these kinds in the same way.
 * @param keys what nodes of a kind must hold to be looked at, where that differs from kind to kind
 */
export function onKinds(
  kinds: readonly NodeKind[],
  check: Check,
  keys?: (kind: NodeKind) => KeyFilter,
): Checks {
  const checks: Checks = {};
  for (const kind of kinds) checks[kind] = keys ? onlyWith(keys(kind), check) : check;
  return checks;
}

/** Nodes whose value under a key is one of these texts: nodes with others, or without the key, need not be looked at. */
export function withText(key: string, ...texts: readonly string[]): KeyTest {
  return { [key]: (value) => typeof value === "string" && texts.includes(value) };
}

/** Nodes that are hidden from makers themselves. */
export const HIDDEN: KeyTest = {
  "x-ms-visibility": (value) => typeof value === "string" && value.toLowerCase() === "internal",
};

/** A check that is called only for nodes that hold at least one of these keys, where the rule has others beside it. */
export function onlyWith(keys: KeyFilter, check: Check): Check {
  return Object.assign<Check, { onlyWith: KeyFilter }>((node, context) => check(node, context), {
    onlyWith: keys,
  });
}
