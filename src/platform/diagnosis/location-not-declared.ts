import { child } from "../../json/pointer.ts";
import { ownObject } from "../../json/values.ts";
import type { Diagnosis, Finding } from "./finding.ts";

/** Sourced: the platform unsubscribes at the Location of the answer; what the definition does not promise nobody can rely on. */
export const locationNotDeclared: Diagnosis = {
  id: "location-not-declared",
  find({ model }) {
    const findings: Finding[] = [];
    for (const operation of model.operations) {
      if (operation.kind !== "webhook") continue;
      for (const response of operation.responses) {
        if (!/^2\d\d$/.test(response.status)) continue;
        const headers = Object.keys(ownObject(response.value, "headers") ?? {});
        if (headers.some((name) => name.toLowerCase() === "location")) continue;
        findings.push({
          message: `${operation.id ?? operation.path} declares no Location header on its ${response.status} answer: without it the platform cannot unsubscribe, and the subscription outlives the flow.`,
          help: 'Declare "headers": { "Location": { "type": "string" } } on the answer, and have the service send it.',
          ...(operation.id === undefined ? {} : { operation: operation.id }),
          pointer: child(operation.pointer, "responses", response.status),
        });
      }
    }
    return findings;
  },
};
