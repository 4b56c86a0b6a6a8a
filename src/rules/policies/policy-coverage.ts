/** Which operations a policy is for: those that need the same host, path or key are to be among them. */

import { policyOperations, policyParameter, policySection, readPolicy } from "../../definition/policies.ts";
import { OPERATIONS, PARAMETER_PREFIX } from "../../definition/policy-templates.ts";
import { child } from "../../json/pointer.ts";
import { ownString, scalarText } from "../../json/values.ts";
import { PARAMETERS_AT, POLICY_AT, policy, setHeader, withPolicy } from "../examples/policy-example.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { isBelow, webhookTriggers } from "../facts/notification-urls.ts";
import { covers } from "../facts/policies-for.ts";
import { readExpressions } from "../facts/policy-expressions.ts";
import { plainPolicyName, startingPolicy } from "../facts/policy-name.ts";
import { signIn } from "../facts/sign-in.ts";
import type { Context } from "../language/context.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { POLICY_EXPRESSIONS, POLICY_HOST_URL, PROPERTIES_SCHEMA, WEBHOOK_TRIGGER } from "../sources.ts";

const WARNING = { import: "warning", certification: "warning" } as const;

/** The secret connection parameters whose values a text of a policy puts in. */
function secretsIn(text: string, context: Context): string[] {
  const { parameters } = context.fact(signIn);
  return readExpressions(text).flatMap(({ name, arguments: [argument] }) => {
    const found =
      /^connectionParameters$/i.test(name) && argument !== undefined
        ? parameters.find(
            (parameter) => parameter.name === argument.text && parameter.type === "securestring",
          )
        : undefined;
    return found ? [found.name] : [];
  });
}

const hooks = (operations: string[]) => ({
  definition: {
    paths: {
      "/hooks": {
        "x-ms-notification-content": { schema: { type: "object", properties: { id: { type: "string" } } } },
        post: {
          operationId: "OnParcel",
          "x-ms-trigger": "single",
          parameters: [
            {
              name: "body",
              in: "body",
              required: true,
              schema: {
                type: "object",
                properties: { url: { type: "string", "x-ms-notification-url": true } },
              },
            },
          ],
          responses: { "201": { description: "Subscribed." } },
        },
      },
      "/hooks/{hookId}": {
        delete: {
          operationId: "RemoveHook",
          "x-ms-visibility": "internal",
          parameters: [{ name: "hookId", in: "path", required: true, type: "string" }],
          responses: { "204": { description: "Gone." } },
        },
      },
    },
  },
  properties: withPolicy(
    policy("dynamichosturl", { urlTemplate: "https://eu.fabrikam.com", [OPERATIONS]: operations }),
  ),
});
const SECRET = { connectionParameters: { token: { type: "securestring" } } };
const key = (parameters: Parameters<typeof setHeader>[0]) => ({
  properties: {
    ...SECRET,
    policyTemplateInstances: [
      setHeader({ name: "X-Token", value: "@connectionParameters('token')", ...parameters }),
    ],
  },
});

export default defineRules("policies", [
  {
    id: "policy-host-covers-unsubscribe",
    statement:
      "A policy that chooses the host of a webhook trigger is also for the operation that ends its subscriptions.",
    why: "The subscription is made at one host and ended at another: it stays, and the service keeps calling.",
    severity: WARNING,
    sources: [POLICY_HOST_URL, WEBHOOK_TRIGGER],
    inferred: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        const hosts = context
          .fact(allPolicies)
          .filter(({ policy: one }) => one.template?.id === "dynamichosturl");
        if (hosts.length === 0) return;
        const triggers = context.fact(webhookTriggers);
        for (const { policy: one, pointer } of hosts) {
          for (const trigger of triggers) {
            if (!covers(one, trigger)) continue;
            const end = context.model.operations.find(
              (operation) => operation.method === "delete" && isBelow(operation, trigger),
            );
            if (!end || hosts.some((other) => covers(other.policy, end))) continue;
            context.report(
              context.inProperties(child(pointer, "parameters", OPERATIONS)),
              `The ${plainPolicyName(one)} chooses the host of ${quote(trigger.id ?? "")}, but not of ${quote(end.id ?? `delete ${end.path}`)}, which ends its subscriptions.`,
              {
                help: `Add ${quoteWhole(end.id ?? "")} to "${OPERATIONS}" of the policy.`,
                label: "leaves it out",
                related: [
                  { place: context.inDefinition(end.pointer), label: "goes to the host of the definition" },
                ],
              },
            );
            break;
          }
        }
      },
    },
    bad: [{ ...hooks(["OnParcel"]), at: [`${PARAMETERS_AT}/${OPERATIONS}`] }],
    good: [hooks(["OnParcel", "RemoveHook"])],
  },
  {
    id: "policy-route-scoped",
    statement: "A routerequesttoendpoint policy names its operations, unless there is only one.",
    why: "A policy without a list is for all operations: every one of them is sent to the same path, and all but one are answered by the wrong address.",
    severity: WARNING,
    sources: [PROPERTIES_SCHEMA],
    inferred: true,
    checks: {
      policy(node, context) {
        const one = readPolicy(node.value);
        if (one?.template?.id !== "routerequesttoendpoint") return;
        const names = policyOperations(one);
        const path = policyParameter(one, "newPath");
        const title = ownString(node.value, "title");
        const all = new Set(context.model.operations.map((operation) => operation.path));
        // A path with an expression or a variable can lead each of them elsewhere.
        if ((names && names.length > 0) || all.size < 2 || typeof path !== "string" || /[@{]/.test(path))
          return;
        context.report(
          node,
          `The policy ${title ? `${quote(title)} (routerequesttoendpoint)` : "routerequesttoendpoint"} names no operations, so all ${context.model.operations.length} of them are sent to ${quote(path)}.`,
          {
            help: `Add ${quote(OPERATIONS)}: ["<operationId>", …] to its "parameters", with the operations that it is for. Leave it only if all are meant.`,
          },
        );
      },
    },
    bad: [
      {
        properties: withPolicy(policy("routerequesttoendpoint", { newPath: "/v2/parcels" })),
        at: [POLICY_AT],
      },
    ],
    good: [
      {
        properties: withPolicy(
          policy("routerequesttoendpoint", { newPath: "/v2/parcels", [OPERATIONS]: ["ListDepots"] }),
        ),
      },
    ],
  },
  {
    id: "policy-route-keeps-body",
    statement: "A routerequesttoendpoint policy does not make a GET of a request with a body.",
    why: "A GET carries no body: what makers have entered never reaches the service.",
    severity: WARNING,
    sources: [PROPERTIES_SCHEMA],
    inferred: true,
    comparesPlaces: true,
    checks: {
      policy(node, context) {
        const one = readPolicy(node.value);
        // A script can take what it needs from the body before.
        if (one?.template?.id !== "routerequesttoendpoint" || context.connector.script) return;
        if (!/^get$/i.test(scalarText(policyParameter(one, "httpMethod")).trim())) return;
        const operation = (policyOperations(one) ?? [])
          .flatMap((name) => context.model.byId.get(name) ?? [])
          .find(({ parameters }) =>
            parameters.some((found) => found.in === "body" || found.in === "formData"),
          );
        if (!operation) return;
        context.report(
          node.at("parameters", `${PARAMETER_PREFIX}httpMethod`),
          `${startingPolicy(node.value)} makes a GET of ${quote(operation.id ?? "")}, which sends a body.`,
          {
            help: 'Write "@Request.OriginalHTTPMethod" to keep the method of the operation. If the service expects GET, declare the inputs as parameters with "in": "query" instead.',
            label: "drops the body",
            related: [{ place: context.inDefinition(operation.pointer), label: "has a body" }],
          },
        );
      },
    },
    bad: [
      {
        properties: withPolicy(
          policy("routerequesttoendpoint", {
            newPath: "/v2/parcels",
            httpMethod: "GET",
            [OPERATIONS]: ["CreateParcel"],
          }),
        ),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}httpMethod`],
      },
    ],
    good: [
      {
        properties: withPolicy(
          policy("routerequesttoendpoint", {
            newPath: "/v2/depots",
            httpMethod: "GET",
            [OPERATIONS]: ["ListDepots"],
          }),
        ),
      },
    ],
  },
  {
    id: "policy-key-in-request",
    statement: "A policy that puts a secret connection parameter into a header works on requests.",
    why: 'In any section but "Request" the service never gets the key, and every flow gets it as a header of the answer.',
    severity: WARNING,
    sources: [POLICY_EXPRESSIONS],
    inferred: true,
    comparesPlaces: true,
    checks: {
      policy(node, context) {
        const one = readPolicy(node.value);
        if (one?.template?.id !== "setheader") return;
        const section = policySection(one, one.template);
        const [name] = secretsIn(scalarText(policyParameter(one, "value")), context);
        if (section === "Request" || name === undefined) return;
        context.report(
          node.at("parameters", "x-ms-apimTemplate-policySection"),
          `${startingPolicy(node.value)} puts the secret ${quote(name)} into the ${section === "Response" ? "answer" : "answer of a failure"}, not into the request.`,
          { help: 'Write "x-ms-apimTemplate-policySection": "Request".', label: "too late" },
        );
      },
    },
    bad: [
      {
        properties: key({ "x-ms-apimTemplate-policySection": "Response" }),
        at: [`${PARAMETERS_AT}/x-ms-apimTemplate-policySection`],
      },
    ],
    good: [{ properties: key({}) }],
  },
  {
    id: "policy-key-covers-all",
    statement:
      "A policy that carries the only credential of a connector is for all operations that makers see.",
    why: "Operations that the policy leaves out are called without the key, and the service refuses them (401 or 403).",
    severity: WARNING,
    sources: [POLICY_EXPRESSIONS],
    inferred: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        const { schemes, parameters, definitionKnown } = context.fact(signIn);
        // Whoever signs in otherwise, or has a script that can, may mean it so.
        if (!definitionKnown || schemes.length > 0 || context.connector.script) return;
        if (parameters.some(({ type }) => type === "oauthsetting")) return;
        const carriers = context
          .fact(allPolicies)
          .filter(
            ({ policy: one }) =>
              (one.template?.id === "setheader" || one.template?.id === "setqueryparameter") &&
              secretsIn(scalarText(policyParameter(one, "value")), context).length > 0,
          );
        const [first] = carriers;
        if (!first) return;
        const without = context.model.operations.filter(
          (operation) => !carriers.some(({ policy: one }) => covers(one, operation)),
        );
        const [missed, ...others] = without;
        if (!missed || without.length === context.model.operations.length) return;
        context.report(
          context.inProperties(child(first.pointer, "parameters", OPERATIONS)),
          `Only the ${plainPolicyName(first.policy)} sends the key, and not with ${list(without.map((operation) => operation.id ?? `${operation.method} ${operation.path}`))}.`,
          {
            help: `${others.length === 0 ? `Add ${quoteWhole(missed.id ?? missed.path)} to "${OPERATIONS}" of the policy` : `Delete "${OPERATIONS}" of the policy, so that it is for all`}. Leave it if the service needs no key there.`,
            label: "leaves some out",
            related: [{ place: context.inDefinition(missed.pointer), label: "called without the key" }],
          },
        );
      },
    },
    bad: [
      {
        definition: { securityDefinitions: null, security: null },
        properties: key({ [OPERATIONS]: ["ListDepots"] }),
        at: [`${PARAMETERS_AT}/${OPERATIONS}`],
      },
    ],
    good: [{ definition: { securityDefinitions: null, security: null }, properties: key({}) }],
  },
]);
