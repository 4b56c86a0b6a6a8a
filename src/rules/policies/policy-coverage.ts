/** Which operations a policy is for, and what it finds there: rules that need the policies and the definition together. */

import type { Operation } from "../../definition/model.ts";
import {
  type Policy,
  policyOperations,
  policyParameter,
  policySection,
  readPolicy,
} from "../../definition/policies.ts";
import { OPERATIONS, PARAMETER_PREFIX } from "../../definition/policy-templates.ts";
import { child } from "../../json/pointer.ts";
import { ownString, scalarText } from "../../json/values.ts";
import { PARAMETERS_AT, POLICY_AT, policy, setHeader, withPolicy } from "../examples/policy-example.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { isBelow, webhookTriggers } from "../facts/notification-urls.ts";
import { readExpressions } from "../facts/policy-expressions.ts";
import { plainPolicyName, startingPolicy } from "../facts/policy-name.ts";
import { signIn } from "../facts/sign-in.ts";
import { answerOf, followSteps, shapes, triggerPaths } from "../facts/trigger-paths.ts";
import type { Context, Subject } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { POLICY_EXPRESSIONS, POLICY_HOST_URL, PROPERTIES_SCHEMA, WEBHOOK_TRIGGER } from "../sources.ts";

const WARNING = { import: "warning", certification: "warning" } as const;
const INFO = { import: "info", certification: "info" } as const;

/** Templates that turn one kind of value into the other: the kind that is the aim already, in words. */
const TURNED: Readonly<Record<string, { type: string; made: string; has: string; meant: string }>> = {
  convertobjecttoarray: {
    type: "array",
    made: "a list of an object",
    has: "a list",
    meant: "the object that is to become a list",
  },
  convertarraytoobject: {
    type: "object",
    made: "an object of a list",
    has: "an object",
    meant: "the list that is to become an object",
  },
};

/** Templates that change a property of a body, and the parameter that names where it is. */
const ON_BODY: Readonly<Record<string, string>> = {
  setproperty: "newPropertyParentPathTemplate",
  convertarraytoobject: "propertyParentPath",
  convertobjecttoarray: "propertyParentPath",
  encodepropertyvalue: "propertyParentPath",
  stringreplace: "propertyParentPath",
  stringtoarray: "propertyParentPath",
};

function covers(one: Policy, operation: Operation): boolean {
  const names = policyOperations(one);
  return (
    names === undefined || names.length === 0 || (operation.id !== undefined && names.includes(operation.id))
  );
}

/** The names of what policies make, each with the places of those that make it. */
function namesMade(subject: Subject): ReadonlyMap<string, ReadonlySet<string>> {
  const made = new Map<string, Set<string>>();
  for (const { policy: one, pointer } of subject.fact(allPolicies))
    for (const key of ["newPropertyPath", "newPropertySubPathTemplate"]) {
      const name = scalarText(policyParameter(one, key));
      made.set(name, (made.get(name) ?? new Set()).add(pointer));
    }
  return made;
}

function isMadeByAnother(name: string, pointer: string, context: Context): boolean {
  const makers = context.fact(namesMade).get(name);
  return makers !== undefined && (makers.size > 1 || !makers.has(pointer));
}

/** The operations that a policy is for; all of them where it names none. */
function covered(one: Policy, context: Context): Operation[] {
  return context.model.operations.filter((operation) => covers(one, operation));
}

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
        const file = context.connector.properties?.file ?? "apiProperties.json";
        for (const { policy: one, pointer } of hosts) {
          for (const trigger of triggers) {
            if (!covers(one, trigger)) continue;
            const end = context.model.operations.find(
              (operation) => operation.method === "delete" && isBelow(operation, trigger),
            );
            if (!end || hosts.some((other) => covers(other.policy, end))) continue;
            context.report(
              { file, pointer: child(pointer, "parameters", OPERATIONS) },
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
        const file = context.connector.properties?.file ?? "apiProperties.json";
        context.report(
          { file, pointer: child(first.pointer, "parameters", OPERATIONS) },
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
  {
    id: "policy-body-there",
    statement: "A policy that changes the body of a request is for operations that send one.",
    why: "A request without a body has nothing to change: the policy has no effect, or the call ends with an error.",
    severity: WARNING,
    sources: [PROPERTIES_SCHEMA],
    inferred: true,
    comparesPlaces: true,
    checks: {
      policy(node, context) {
        const one = readPolicy(node.value);
        if (!one?.template || ON_BODY[one.template.id] === undefined) return;
        if (policySection(one, one.template) !== "Request") return;
        const parent = scalarText(policyParameter(one, ON_BODY[one.template.id] ?? ""));
        if (!/@\{?body\(/i.test(parent)) return;
        for (const [index, name] of (policyOperations(one) ?? []).entries()) {
          const operation = context.model.byId.get(name);
          if (
            !operation ||
            operation.parameters.some((found) => found.in === "body" || found.in === "formData")
          )
            continue;
          context.report(
            node.at("parameters", OPERATIONS, index),
            `${startingPolicy(node.value)} changes the body of requests, and ${quote(name)} sends none.`,
            {
              help: `If the answer of ${quote(name)} is meant, write "x-ms-apimTemplate-policySection": "Response". Otherwise take ${quote(name)} off the list.`,
              label: "no body",
              related: [{ place: context.inDefinition(operation.pointer), label: "has no body" }],
            },
          );
        }
      },
    },
    bad: [
      {
        properties: withPolicy(
          policy("setproperty", {
            newPropertyParentPathTemplate: "@body()",
            newPropertySubPathTemplate: "kind",
            propertyValuePathTemplate: "parcel",
            "x-ms-apimTemplate-policySection": "Request",
            [OPERATIONS]: ["ListDepots"],
          }),
        ),
        at: [`${PARAMETERS_AT}/${OPERATIONS}/0`],
      },
    ],
  },
  {
    id: "policy-body-path",
    statement: "The path of a policy that changes an answer leads to something that the answer has.",
    why: "Where the path leads to nothing, the policy does nothing, or the call ends with an error: flows get the answer as the service sends it.",
    severity: INFO,
    sources: [PROPERTIES_SCHEMA],
    inferred: true,
    comparesPlaces: true,
    checks: {
      policy(node, context) {
        const one = readPolicy(node.value);
        const key = one?.template && ON_BODY[one.template.id];
        if (!one?.template || key === undefined || policySection(one, one.template) !== "Response") return;
        const parent = policyParameter(one, key);
        if (typeof parent !== "string" || !/^@\{?body\(\)/i.test(parent.trim())) return;
        // Where a property is only set, what it is set in has to be there; what is read has to be there itself.
        const sub = one.template.id === "setproperty" ? undefined : policyParameter(one, "propertySubPath");
        const text = `${parent
          .trim()
          .replace(/^@\{?body\(\)/i, "triggerBody()")
          .replace(/\}$/, "")}${typeof sub === "string" && /^[\w$-]+$/.test(sub) ? `.${sub}` : ""}`;
        const [steps] = triggerPaths(text);
        if (!steps || steps.length === 0) return;
        // What the policy makes in the answer is what the definition declares there: the answer that it reads is another one.
        const target = scalarText(policyParameter(one, "newPropertyPath")).trim();
        const result = target.startsWith("@") ? target.split(".").at(-1) : undefined;
        // One for every operation is not judged by any of them.
        if ((policyOperations(one) ?? []).length === 0) return;
        const reader = context.fact(shapes);
        const done = TURNED[one.template.id];
        for (const operation of covered(one, context)) {
          const from = answerOf(operation);
          // Lists are gone through item by item.
          const plain = followThrough(reader, from, steps);
          if (plain.state === "no-property" && result !== undefined && plain.names.includes(result)) return;
          if (plain.state === "no-property" && !isMadeByAnother(plain.name, node.pointer, context)) {
            context.report(
              node.at(
                "parameters",
                typeof sub === "string" && plain.name === sub
                  ? `${PARAMETER_PREFIX}propertySubPath`
                  : `${PARAMETER_PREFIX}${key}`,
              ),
              `${startingPolicy(node.value)} works on ${quote(plain.name)}, which the declared answer of ${quote(operation.id ?? "")} does not have there.`,
              {
                help: `${didYouMean(plain.name, plain.names)}If the service sends ${quote(plain.name)}, describe it in the answer. Otherwise write the path of what it sends: ${list(plain.names, "or")}.`,
                label: "points to nothing",
              },
            );
            return;
          }
          if (plain.state === "found" && done && plain.shape.type === done.type) {
            context.report(
              node.at("parameters", `${PARAMETER_PREFIX}${key}`),
              `${startingPolicy(node.value)} makes ${done.made}, but the declared answer of ${quote(operation.id ?? "")} has ${done.has} there already.`,
              { help: `Name ${done.meant}, or delete the policy.`, label: `is ${done.has}` },
            );
            return;
          }
        }
      },
    },
    bad: [
      {
        properties: withPolicy(
          policy("stringreplace", {
            propertyParentPath: "@body().depots",
            sourceString: "a",
            replacementString: "b",
            newPropertyPath: "c",
            "x-ms-apimTemplate-policySection": "Response",
            [OPERATIONS]: ["GetParcel"],
          }),
        ),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}propertyParentPath`],
      },
    ],
    good: [
      {
        // The answer that is declared is the one that the policy makes.
        properties: withPolicy(
          policy("convertobjecttoarray", {
            propertyParentPath: "@body()",
            propertySubPath: "states",
            newPropertyPath: "@body().state",
            keyName: "name",
            valueName: "details",
            "x-ms-apimTemplate-policySection": "Response",
            [OPERATIONS]: ["GetParcel"],
          }),
        ),
      },
    ],
  },
]);

/** Follows names through lists as well: these policies change each item of a list. */
function followThrough(
  reader: ReturnType<typeof shapes>,
  from: ReturnType<typeof answerOf>,
  steps: readonly (string | number)[],
): ReturnType<typeof followSteps> {
  const through: (string | number)[] = [];
  for (const step of steps) {
    if (typeof step === "string") {
      const here = followSteps(reader, from, through);
      if (here.state === "found" && here.shape.type === "array") through.push(0);
    }
    through.push(step);
  }
  return followSteps(reader, from, through);
}
