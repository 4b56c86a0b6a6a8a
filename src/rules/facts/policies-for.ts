/** The policies of some templates, each with its place and with the operations that it is for. */
import type { ConnectorModel, Operation } from "../../definition/model.ts";
import { type Policy, policyOperations } from "../../definition/policies.ts";
import type { PolicyTemplateId } from "../../definition/policy-templates.ts";
import { child } from "../../json/pointer.ts";
import type { Context } from "../language/context.ts";
import type { Place } from "../language/node.ts";
import { allPolicies } from "./all-policies.ts";

export interface PlacedPolicy {
  policy: Policy;
  place: (...tokens: string[]) => Place;
  operations: readonly Operation[];
  /** Whether it names its operations. */
  scoped: boolean;
}

export function policiesFor(context: Context, templates: readonly PolicyTemplateId[]): PlacedPolicy[] {
  return context.fact(allPolicies).flatMap(({ policy, pointer }) => {
    if (!policy.template || !templates.includes(policy.template.id)) return [];
    return [
      {
        policy,
        place: (...tokens: string[]) => context.inProperties(child(pointer, ...tokens)),
        operations: operationsFor(policy, context.model),
        scoped: namesSome(policy),
      },
    ];
  });
}

/** The operations that a policy names and the definition has; all of them where it names none. */
export function operationsFor(policy: Policy, model: ConnectorModel): readonly Operation[] {
  return namesSome(policy)
    ? (policyOperations(policy) ?? []).flatMap((name) => model.byId.get(name) ?? [])
    : model.operations;
}

/** Whether an operation is among those that a policy is for. */
export function covers(policy: Policy, { id }: Operation): boolean {
  return !namesSome(policy) || (id !== undefined && (policyOperations(policy) ?? []).includes(id));
}

function namesSome(policy: Policy): boolean {
  return (policyOperations(policy) ?? []).length > 0;
}
