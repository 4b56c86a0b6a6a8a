/** Policies: what changes requests and answers on their way. Messages name keys, never values that could be secrets. */
import { policiesOf, writtenOperations } from "../definition/policies.ts";
import { PARAMETER_PREFIX } from "../definition/policy-templates.ts";
import type { JsonObject, JsonValue } from "../json/values.ts";
import { own } from "../json/values.ts";
import { canonical, same } from "./canonical.ts";
import { carriedByBoth } from "./connection/connection.ts";
import type { Pair } from "./schemas/scope.ts";
import type { Side } from "./side.ts";
import { pairUp } from "./similarity.ts";

interface Policy {
  template: string;
  title: string;
  /** Ids of operations, sorted; empty for all. */
  operations: string[];
  /** The same as the file has them. */
  named: string[];
  parameters: JsonObject;
  pointer: string;
}

export function comparePolicies(pair: Pair): void {
  const { old, new: now, collect } = pair;
  if (!old.hasProperties || !now.hasProperties || !carriedByBoth(pair, "policyTemplateInstances")) return;
  const before = readPolicies(old, pair.renamed);
  const after = readPolicies(now, undefined);
  const pairs: [Policy, Policy][] = pairUp(before, after, likeness, 1);
  const left = new Set(pairs.map(([was]) => was));
  const right = new Set(pairs.map(([, is]) => is));
  for (const policy of before)
    if (!left.has(policy))
      collect.report("policy-removed", {
        old: old.inProperties(policy.pointer),
        message: () => `${nameOf(policy)} was removed${scopeOf(policy)}.`,
      });
  for (const policy of after)
    if (!right.has(policy))
      collect.report("policy-added", {
        new: now.inProperties(policy.pointer),
        message: () => `${nameOf(policy)} was added${scopeOf(policy)}.`,
      });
  for (const [was, is] of pairs) comparePolicy(pair, was, is);
  const order = pairs
    .map(([was, is]) => [before.indexOf(was), after.indexOf(is)] as const)
    .sort((a, b) => a[0] - b[0]);
  const crossed = order.find(([, index], place) => place > 0 && index < (order[place - 1]?.[1] ?? 0));
  if (crossed)
    collect.report("policy-order-changed", {
      old: old.inProperties("/properties/policyTemplateInstances"),
      new: now.inProperties("/properties/policyTemplateInstances"),
      message: () => `Policies run in another order: ${after.map(({ template }) => template).join(", ")}.`,
    });
}

function readPolicies(side: Side, renamed: ReadonlyMap<string, string> | undefined): Policy[] {
  return policiesOf(side.properties).map(({ policy, pointer }) => {
    const { parameters } = policy;
    const { key, names } = writtenOperations(policy);
    const ids = names.sort();
    const operations = ids.map((id) => renamed?.get(id) ?? id).sort();
    const rest: JsonObject = {};
    for (const name of Object.keys(parameters))
      if (name !== key && name !== "__proto__") rest[name] = own(parameters, name) as JsonValue;
    return {
      template: policy.id ?? "",
      title: policy.title ?? "",
      operations,
      named: ids,
      parameters: rest,
      pointer,
    };
  });
}

/** 1 and more: the same policy, perhaps with other settings. */
function likeness(a: Policy, b: Policy): number {
  if (a.template.toLowerCase() !== b.template.toLowerCase()) return 0;
  let score = 1;
  if (a.title === b.title) score += 0.5;
  if (canonical(a.operations) === canonical(b.operations)) score += 0.6;
  if (canonical(a.parameters) === canonical(b.parameters)) score += 0.7;
  return score;
}

function comparePolicy({ old, new: now, collect }: Pair, was: Policy, is: Policy): void {
  const places = { old: old.inProperties(was.pointer), new: now.inProperties(is.pointer) };
  const texts: string[] = [];
  const keys = new Set([...Object.keys(was.parameters), ...Object.keys(is.parameters)]);
  const changed = [...keys].filter((key) => !same(own(was.parameters, key), own(is.parameters, key)));
  if (changed.length > 0) texts.push(`other ${changed.map(shortKey).join(", ")}`);
  if (canonical(was.operations) !== canonical(is.operations))
    texts.push(
      canonical(was.named) === canonical(is.named)
        ? "it still names an operation by its old id"
        : `applies to ${operations(is)}, did to ${operations(was)}`,
    );
  if (texts.length > 0)
    collect.report("policy-changed", {
      ...places,
      message: () => `${nameOf(is)} changed: ${texts.join("; ")}.`,
    });
  else if (was.title !== is.title)
    collect.report("policy-retitled", {
      ...places,
      message: () => `Policy ${is.template} is called "${is.title}", was "${was.title}".`,
    });
}

function shortKey(key: string): string {
  return key.startsWith(PARAMETER_PREFIX) ? key.slice(PARAMETER_PREFIX.length) : key;
}

function nameOf(policy: Policy): string {
  return `Policy ${policy.template}${policy.title ? ` "${policy.title}"` : ""}`;
}

function scopeOf(policy: Policy): string {
  return policy.operations.length === 0 ? ", for all operations" : `, for ${operations(policy)}`;
}

function operations(policy: Policy): string {
  const operations = policy.named;
  if (operations.length === 0) return "all operations";
  return operations.length > 5
    ? `${operations.slice(0, 4).join(", ")} and ${operations.length - 4} more`
    : operations.join(", ");
}
