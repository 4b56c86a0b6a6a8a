import { OPERATIONS } from "../../definition/policy-templates.ts";
import { replaceValue } from "../../json/edits.ts";
import { ownArray, ownObject } from "../../json/values.ts";
import { PARAMETERS_AT, setHeader, withPolicy } from "../examples/policy-example.ts";
import { meantOperation } from "../facts/meant-operation.ts";
import { startingPolicy } from "../facts/policy-name.ts";
import { askFor, nearest } from "../language/nearest.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";

export default defineRule("policies", {
  id: "policy-operation-exists",
  statement: "Every operation that a policy names exists, spelt exactly so.",
  why: "A policy for an operation that does not exist never runs, and nothing says so: requests go out unchanged.",
  severity: { import: "warning", certification: "warning" },
  sources: ["observed: five published connectors hold such dead references"],
  breaksAtRunTime: "certain",
  inferred: true,
  fixable: true,
  comparesPlaces: true,
  checks: {
    policy(policy, context) {
      // Operations that could not be read are not missing.
      if (!context.connector.definition?.strict) return;
      const names = ownArray(ownObject(policy.value, "parameters"), "x-ms-apimTemplate-operationName") ?? [];
      for (const [index, name] of names.entries()) {
        if (typeof name !== "string" || context.model.byId.has(name)) continue;
        const place = policy.at("parameters", "x-ms-apimTemplate-operationName", index);
        const suggestion = nearest(name, context.model.byId.keys());
        context.report(
          place,
          `${startingPolicy(policy.value)} names the operation ${quote(name)}, which the definition does not have.`,
          {
            help: `${askFor(suggestion)}If the operation is gone, delete the entry; otherwise write its operationId as the definition has it, letter for letter.`,
            label: "no such operation",
            related: meantOperation(context, suggestion),
            fix:
              suggestion?.toLowerCase() === name.toLowerCase()
                ? {
                    title: `Write ${quote(suggestion)}`,
                    edits: (document) => replaceValue(document, place.pointer, suggestion),
                  }
                : undefined,
          },
        );
      }
    },
  },
  bad: [
    {
      properties: withPolicy(setHeader({ [OPERATIONS]: ["GetParcels", "getParcel"] })),
      at: [`${PARAMETERS_AT}/${OPERATIONS}/0`, `${PARAMETERS_AT}/${OPERATIONS}/1`],
    },
  ],
  good: [{ properties: withPolicy(setHeader({ [OPERATIONS]: ["GetParcel"] })) }],
});
