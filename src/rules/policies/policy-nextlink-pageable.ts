import { readPolicy } from "../../definition/policies.ts";
import { OPERATIONS } from "../../definition/policy-templates.ts";
import { own, scalarText } from "../../json/values.ts";
import { PARAMETERS_AT, POLICY_AT, policy, withPolicy } from "../examples/policy-example.ts";
import { depotsWith } from "../examples/small-changes.ts";
import { startingPolicy } from "../facts/policy-name.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA } from "../sources.ts";

const update = (operation: string) =>
  withPolicy(policy("updatenextlink", { nextLinkPropertyName: "nextLink", [OPERATIONS]: [operation] }));

export default defineRule("policies", {
  id: "policy-nextlink-pageable",
  statement: "An updatenextlink policy is for operations with x-ms-pageable.",
  why: "The platform follows the link that the policy rewrites on pageable operations only: makers get the first page, and the policy does nothing.",
  severity: { import: "info", certification: "info" },
  sources: [DEFINITION_SCHEMA, "observed: one published connector"],
  comparesPlaces: true,
  checks: {
    policy(node, context) {
      const { template, parameters } = readPolicy(node.value);
      if (template?.id !== "updatenextlink") return;
      const names = own(parameters, OPERATIONS);
      if (names === undefined) {
        const { operations } = context.model;
        if (
          operations.length === 0 ||
          operations.some((operation) => own(operation.value, "x-ms-pageable") !== undefined)
        )
          return;
        context.report(
          node,
          `${startingPolicy(node.value)} applies to every operation, but none of them is pageable.`,
          {
            help: 'Add "x-ms-pageable": {"nextLinkName": "nextLink"} to the operation that answers page by page. If none does, remove the policy.',
          },
        );
        return;
      }
      for (const [index, name] of (Array.isArray(names) ? names : []).entries()) {
        const operation = typeof name === "string" ? context.model.byId.get(name) : undefined;
        if (!operation || own(operation.value, "x-ms-pageable") !== undefined) continue;
        context.report(
          node.at("parameters", OPERATIONS, index),
          `${startingPolicy(node.value)} is for the operation ${quote(scalarText(name))}, which is not pageable.`,
          {
            help: 'Add "x-ms-pageable": {"nextLinkName": "nextLink"} to the operation if it answers page by page. Otherwise take it off the list.',
            related: [
              {
                place: context.inDefinition(operation.pointer),
                label: "no x-ms-pageable here",
              },
            ],
          },
        );
      }
    },
  },
  bad: [
    { properties: update("ListDepots"), at: [`${PARAMETERS_AT}/${OPERATIONS}/0`] },
    {
      properties: withPolicy(policy("updatenextlink", { nextLinkPropertyName: "nextLink" })),
      at: [POLICY_AT],
    },
  ],
  good: [
    {
      properties: update("ListDepots"),
      definition: depotsWith({ "x-ms-pageable": { nextLinkName: "nextLink" } }),
    },
  ],
});
