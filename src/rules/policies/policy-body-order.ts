import { policyOperations, policyParameter } from "../../definition/policies.ts";
import { OPERATIONS, SECTION } from "../../definition/policy-templates.ts";
import { own } from "../../json/values.ts";
import { POLICY_AT, policy, withPolicy } from "../examples/policy-example.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";

const EVERY = "";
const set = (name: string, operation: string | undefined) =>
  policy("setproperty", {
    newPropertyParentPathTemplate: "@body()",
    newPropertySubPathTemplate: name,
    propertyValuePathTemplate: "flow",
    [SECTION]: "Request",
    ...(operation !== undefined && { [OPERATIONS]: [operation] }),
  });
const SECOND = POLICY_AT.replace(/0$/, "1");

export default defineRule("policies", {
  id: "policy-body-order",
  statement: "One setproperty policy for each body: several of them may not combine.",
  why: "Policies run one after the other, and authors report that only one of several changes to the same object reached their service.",
  severity: { import: "info", certification: "info" },
  sources: ["https://github.com/microsoft/PowerPlatformConnectors/issues/1882"],
  inferred: true,
  checks: {
    connector(context) {
      // What has been set already: section and object, with the operation that it was set for; and the first for any.
      const seen = new Map<string, number>();
      const seenForAny = new Map<string, number>();
      const policies = context.fact(allPolicies);
      for (const [index, { policy: read }] of policies.entries()) {
        if (read.template?.id !== "setproperty") continue;
        const object = policyParameter(read, "newPropertyParentPathTemplate");
        const section = own(read.parameters, SECTION);
        if (typeof object !== "string" || typeof section !== "string") continue;
        const changed = JSON.stringify([section, object.trim()]);
        const operations = policyOperations(read) ?? [EVERY];
        if (operations.length === 0) continue;
        let first: number | undefined;
        let shared = "";
        for (const operation of operations) {
          const key = JSON.stringify([changed, operation]);
          // A policy without a list of operations meets every other one.
          const earlier =
            operation === EVERY
              ? seenForAny.get(changed)
              : (seen.get(key) ?? seen.get(JSON.stringify([changed, EVERY])));
          if (!seen.has(key)) seen.set(key, index);
          if (earlier !== undefined && first === undefined) {
            first = earlier;
            shared = operation;
          }
        }
        if (!seenForAny.has(changed)) seenForAny.set(changed, index);
        if (first === undefined) continue;
        const policyName = (entry: number) => {
          const title = policies[entry]?.policy.title;
          return title === undefined ? `policy ${entry + 1}` : quote(title);
        };
        const at = (entry: number) => context.inProperties(policies[entry]?.pointer ?? "");
        context.report(
          at(index),
          `${policyName(index)} changes ${quote(object)} of ${shared === EVERY ? "every operation" : quote(shared)} by setproperty, as ${policyName(first)} does before it.`,
          {
            help: "Call the operation and look at what the service gets. If a value is missing, set both in a script, or ask the service to take one of them in the query or a header.",
            related: [{ place: at(first), label: "the first one" }],
          },
        );
      }
    },
  },
  bad: [
    { properties: withPolicy(set("source", "CreateParcel"), set("channel", "CreateParcel")), at: [SECOND] },
    { properties: withPolicy(set("source", undefined), set("channel", "CreateParcel")), at: [SECOND] },
    { properties: withPolicy(set("source", "CreateParcel"), set("channel", undefined)), at: [SECOND] },
  ],
  good: [{ properties: withPolicy(set("source", "CreateParcel"), set("source", "GetParcel")) }],
});
