/** Pages after the first. */
import type { Operation } from "../../definition/model.ts";
import { policyOperations, policyParameter } from "../../definition/policies.ts";
import { child } from "../../json/pointer.ts";
import { own, ownString, scalarText } from "../../json/values.ts";
import { policy, withPolicy } from "../examples/policy-example.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { signIn } from "../facts/sign-in.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { pullRequest } from "../sources.ts";

const KEY = "x-ms-pageable";
/** The names that the platform follows, as ext-pageable-shape has it. */
const NEXT_LINKS = ["nextLink", "@odata.nextLink"];
const pageable = depotsWith({ [KEY]: { nextLinkName: "nextLink" } });

export default defineRule("document", {
  id: "ext-pageable-policy",
  statement: "An operation with x-ms-pageable has an updatenextlink policy.",
  why: "The link in an answer leads to the service itself: without the policy, the calls for pages after the first are reported to go past the connector, without its key or sign-in, its policies and its script. A flow then gets one page, or an error.",
  severity: { import: "warning", certification: "warning" },
  sources: [`reported: ${pullRequest(310)}`],
  inferred: true,
  comparesPlaces: true,
  checks: {
    connector(context) {
      const { propertiesKnown, parameters, schemes } = context.fact(signIn);
      if (!propertiesKnown) return;
      const policies = context
        .fact(allPolicies)
        .filter(({ policy: { template } }) => template?.id === "updatenextlink");
      // The policy that rewrites another property leaves the link as it is.
      const checkName = (operation: Operation) => {
        const link = ownString(own(operation.value, KEY), "nextLinkName");
        if (link === undefined) return;
        for (const { policy } of policies) {
          const names = policyOperations(policy);
          const rewritten = scalarText(policyParameter(policy, "nextLinkPropertyName"));
          if (!names?.includes(operation.id ?? "") || rewritten === "" || rewritten === link) continue;
          context.report(
            context.inDefinition(child(operation.pointer, KEY, "nextLinkName")),
            `${quote(operation.id ?? "")} finds its next page by ${quote(link)}, but its updatenextlink policy rewrites ${quote(rewritten)}.`,
            {
              help: NEXT_LINKS.includes(link)
                ? `Write "x-ms-apimTemplateParameter.nextLinkPropertyName": ${quoteWhole(link)} in the policy, or ${quoteWhole(rewritten)} here: the one that the answers contain.`
                : `Write "nextLinkName": ${quoteWhole(rewritten)} here if the answers contain that: the platform follows ${list(NEXT_LINKS)} only.`,
            },
          );
        }
      };
      // A script can write links that lead through the connector.
      const signs = parameters.length > 0 || schemes.length > 0;
      const open = context.model.operations.filter((operation) => {
        if (own(operation.value, KEY) === undefined) return false;
        return !policies.some(({ policy }) => {
          const names = policyOperations(policy);
          return names === undefined || names.includes(operation.id ?? "");
        });
      });
      for (const operation of context.model.operations) checkName(operation);
      const [first, ...others] = open;
      if (!first) return;
      const loses = signs ? "without the connection's key or sign-in" : "past the connector";
      const more = others.length > 0 ? ` and of ${others.length} more operations` : "";
      context.report(
        context.inDefinition(child(first.pointer, KEY)),
        `The next pages of ${quote(first.id ?? "")}${more} are asked for at the service itself, ${loses}: no updatenextlink policy rewrites the link.`,
        {
          help: `Add to "policyTemplateInstances" in apiProperties.json: {"templateId": "updatenextlink", "title": "Next pages", "parameters": {"x-ms-apimTemplateParameter.nextLinkPropertyName": ${quoteWhole(ownString(own(first.value, KEY), "nextLinkName") ?? "nextLink")}, "x-ms-apimTemplate-operationName": [${quote(first.id ?? "")}${others.length > 0 ? ", …" : ""}]}}.`,
          part: "key",
          related: others.slice(0, 5).map((operation) => ({
            place: context.inDefinition(child(operation.pointer, KEY)),
            label: "here too",
          })),
          ...(signs && !context.connector.script ? {} : { severity: "info" as const }),
        },
      );
    },
  },
  bad: [
    { definition: pageable, at: [`${DEPOTS}/${KEY}`] },
    {
      definition: pageable,
      properties: withPolicy(
        policy("updatenextlink", {
          nextLinkPropertyName: "@odata.nextLink",
          "x-ms-apimTemplate-operationName": ["ListDepots"],
        }),
      ),
      at: [`${DEPOTS}/${KEY}/nextLinkName`],
    },
  ],
  good: [
    {
      definition: pageable,
      properties: withPolicy(
        policy("updatenextlink", {
          nextLinkPropertyName: "nextLink",
          "x-ms-apimTemplate-operationName": ["ListDepots"],
        }),
      ),
    },
  ],
});
