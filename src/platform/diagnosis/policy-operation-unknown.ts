import { policiesOf, policyOperations } from "../../definition/policies.ts";
import { child } from "../../json/pointer.ts";
import type { Diagnosis, Finding } from "./finding.ts";
import { nearest } from "./nearest.ts";

/** A policy for an operation that is not there never runs, and nobody is told. */
export const policyOperationUnknown: Diagnosis = {
  id: "policy-operation-unknown",
  find({ model, properties }) {
    const findings: Finding[] = [];
    for (const { policy, pointer } of policiesOf(properties)) {
      for (const name of policyOperations(policy) ?? []) {
        if (model.byId.has(name)) continue;
        const near = nearest(name, model.byId.keys());
        findings.push({
          message: `The policy ${policy.id} names the operation "${name}", which the definition does not have: it never runs.`,
          help: near ? `Did you mean "${near}"?` : "Correct the operation id.",
          ...(near === undefined ? {} : { operation: near }),
          pointer: child(pointer, "parameters", "x-ms-apimTemplate-operationName"),
          in: "properties",
        });
      }
    }
    return findings;
  },
};
