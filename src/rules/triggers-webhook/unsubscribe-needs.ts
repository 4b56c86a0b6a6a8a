/** What ends a subscription has to be in its address. */
import { policyOperations, policyParameter } from "../../definition/policies.ts";
import { type JsonObject, own, scalarText } from "../../json/values.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { isBelow, webhookTriggers } from "../facts/notification-urls.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { WEBHOOK_TRIGGER } from "../sources.ts";

const DELETE = "/paths/~1hooks~1{hookId}/delete";
const remove = (parameter: JsonObject) => ({
  paths: {
    "/hooks/{hookId}": {
      delete: {
        parameters: [
          { name: "hookId", in: "path", required: true, type: "string", description: "Id." },
          parameter,
        ],
      },
    },
  },
});

const SPEAKS_OF_HOOKS = /web-?_?hook|subscri|callback|trigger/i;

export default defineRule("triggers-webhook", {
  id: "webhook-delete-needs",
  statement:
    "The operation that ends a subscription requires nothing that the address in the Location does not contain.",
  why: "When a flow is turned off, the platform sends a DELETE to the Location as it is, and nothing else: a header or body that the service requires is missing, and the subscription stays.",
  severity: { import: "warning", certification: "warning" },
  sources: [WEBHOOK_TRIGGER],
  inferred: true,
  comparesPlaces: true,
  yieldsTo: ["param-reserved-authorization"],
  checks: {
    operation(node, context) {
      const { operation } = node;
      if (operation?.method !== "delete") return;
      const triggers = context.fact(webhookTriggers);
      const below = triggers.find((candidate) => isBelow(operation, candidate));
      // By its name it is for subscriptions wherever its path lies.
      const isNamed = SPEAKS_OF_HOOKS.test(`${operation.path} ${operation.id ?? ""}`);
      const trigger = below ?? (isNamed ? triggers[0] : undefined);
      if (!trigger) return;
      for (const parameter of operation.parameters) {
        if (parameter.in === "path" || own(parameter.value, "required") !== true) continue;
        const set = context.fact(allPolicies).some(({ policy }) => {
          const names = policyOperations(policy);
          const template = parameter.in === "header" ? "setheader" : "setqueryparameter";
          return (
            policy.template?.id === template &&
            (names === undefined || names.includes(operation.id ?? "")) &&
            scalarText(policyParameter(policy, "name")).toLowerCase() === parameter.name.toLowerCase()
          );
        });
        if (set) continue;
        const what =
          parameter.in === "header"
            ? "the header"
            : parameter.in === "query"
              ? "the query parameter"
              : `the ${parameter.in === "body" ? "body" : "form field"}`;
        const inAddress = parameter.in === "query";
        context.report(
          { file: node.file, pointer: parameter.usedAt },
          inAddress
            ? `To end a subscription of ${quote(trigger.id ?? "")}, the platform calls the address in the Location header as it is; ${quote(operation.id ?? "")} requires the query parameter ${quote(parameter.name)} in it.`
            : `To end a subscription of ${quote(trigger.id ?? "")}, the platform calls the address in the Location header and sends nothing else; ${quote(operation.id ?? "")} requires ${what} ${quote(parameter.name)}.`,
          {
            help: inAddress
              ? `Make the service answer a new subscription with such an address: ${quoteWhole(`${operation.path}?${parameter.name}=<value>`)}. If the value never changes, a "setqueryparameter" policy can add it.`
              : `Let the service take what it needs from that address.${parameter.in === "header" ? ` If the value never changes, or is in the connection, set the header by a "setheader" policy for ${quote(operation.id ?? "")}.` : " If it cannot, a script can add it to the request."}`,
            label: "not sent",
            // It can be part of the Location.
            ...(inAddress || !below ? { severity: "info" as const } : {}),
          },
        );
      }
    },
  },
  bad: [
    {
      definition: remove({ name: "X-Account", in: "header", required: true, type: "string" }),
      at: [`${DELETE}/parameters/1`],
    },
    {
      definition: remove({ name: "secret", in: "query", required: true, type: "string" }),
      at: [`${DELETE}/parameters/1`],
    },
    {
      definition: remove({ name: "body", in: "body", required: true, schema: { type: "object" } }),
      at: [`${DELETE}/parameters/1`],
    },
  ],
  good: [{}, { definition: remove({ name: "X-Trace", in: "header", type: "string" }) }],
});
