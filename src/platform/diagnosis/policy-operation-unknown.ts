import { child } from "../../json/pointer.ts";
import type { Diagnosis, Finding } from "./finding.ts";
import { nearest } from "./nearest.ts";

/** A policy for an operation that is not there never runs, and nobody is told. */
export const policyOperationUnknown: Diagnosis = {
  id: "policy-operation-unknown",
  find({ model }, policies) {
    const findings: Finding[] = [];
    for (const { template, operations, pointer } of policies.instances) {
      for (const name of operations ?? []) {
        if (model.byId.has(name)) continue;
        const near = nearest(name, model.byId.keys());
        findings.push({
          message: `The policy ${template.id} names the operation "${name}", which the definition does not have: it never runs.`,
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
