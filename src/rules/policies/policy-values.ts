import { POLICY_PARAMETER_KINDS } from "../../definition/grammar/policies.ts";
import { readPolicy } from "../../definition/policies.ts";
import { OPERATIONS, PARAMETER_PREFIX, SECTION } from "../../definition/policy-templates.ts";
import { removeAt, replaceValue } from "../../json/edits.ts";
import { type JsonObject, own, ownString } from "../../json/values.ts";
import { PARAMETERS_AT, POLICY_AT, policy, setHeader, withPolicy } from "../examples/policy-example.ts";
import { policyName, startingPolicy } from "../facts/policy-name.ts";
import { signIn } from "../facts/sign-in.ts";
import { didYouMean } from "../language/nearest.ts";
import { kindName, list, quote, quoteWhole, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import type { Fault, Saying } from "../language/speaker.ts";
import { POLICY_HOST_URL, PROPERTIES_SCHEMA } from "../sources.ts";

const ORIGINAL_METHOD = "@Request.OriginalHTTPMethod";
const EXISTS_ACTIONS = ["override", "skip", "append"];
const route = (parameters: JsonObject) =>
  policy("routerequesttoendpoint", { newPath: "/parcels", ...parameters });

export default defineRules("policies", [
  {
    id: "policy-section",
    statement:
      "A policy says whether it changes the request or the response; setheader may also work on failures.",
    why: "Without a section nothing says when the policy runs; Microsoft's schema of the file requires it, and certification checks it.",
    severity: { import: "error", certification: "error" },
    sources: [
      PROPERTIES_SCHEMA,
      "observed: all 189 policies of such templates in published connectors say it",
    ],
    fixable: true,
    shape: [
      {
        of: POLICY_PARAMETER_KINDS,
        faults: ["missing", "type", "value"],
        keys: [SECTION],
        say(fault) {
          const { spec, node } = fault;
          if (fault.fault !== "missing")
            // Of a template that no document names, nobody knows all sections.
            return spec?.open ? undefined : choiceOf("section")(fault);
          return {
            message: `${startingPolicy(node.value)} does not say when it works: "${SECTION}" is missing.`,
            help: `Write "${SECTION}": "Request" if it changes what is sent, "Response" if it changes the answer${(spec?.values ?? []).length > 2 ? `; possible are ${list(spec?.values ?? [], "or")}` : ""}.`,
          };
        },
      },
    ],
    bad: [
      { properties: withPolicy(setHeader({ [SECTION]: "request" })), at: [`${PARAMETERS_AT}/${SECTION}`] },
      {
        properties: withPolicy(policy("setheader", { name: "a", value: "b" })),
        at: [PARAMETERS_AT],
      },
    ],
    good: [{ properties: withPolicy(setHeader({ [SECTION]: "Failure" })) }],
  },
  {
    id: "policy-section-not-applicable",
    statement: "Policies for the host, the path, the query, polling and next links have no section.",
    why: "Nothing breaks: policies for the host, the path, the query, polling and next links have a fixed place in a call, and the platform ignores the section.",
    severity: { import: "info", certification: "info" },
    sources: [PROPERTIES_SCHEMA, "observed: one published connector"],
    fixable: true,
    checks: {
      policy(node, context) {
        const { template, parameters } = readPolicy(node.value);
        if (template?.sections?.length !== 0 || own(parameters, SECTION) === undefined) return;
        const place = node.at("parameters", SECTION);
        context.report(
          place,
          `${startingPolicy(node.value)} has the section ${show(own(parameters, SECTION))}, which its template does not take.`,
          {
            help: "Remove it.",
            part: "key",
            fix: { title: "Remove the section", edits: (document) => removeAt(document, place.pointer) },
          },
        );
      },
    },
    bad: [{ properties: withPolicy(route({ [SECTION]: "Request" })), at: [`${PARAMETERS_AT}/${SECTION}`] }],
    good: [{ properties: withPolicy(route({})) }],
  },
  {
    id: "policy-exists-action",
    statement: `What happens to a header or query parameter that is already there is ${EXISTS_ACTIONS.join(", ")}.`,
    why: "Microsoft's schema of the file allows nothing else, and certification checks it.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    comparesPlaces: true,
    shape: [
      {
        of: POLICY_PARAMETER_KINDS,
        faults: ["type", "value"],
        keys: [`${PARAMETER_PREFIX}existsAction`],
        say: choiceOf("existsAction"),
      },
    ],
    bad: [
      {
        properties: withPolicy(setHeader({ existsAction: "Override" })),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}existsAction`],
      },
      {
        properties: withPolicy(setHeader({ existsAction: ["override"] })),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}existsAction`],
      },
    ],
    good: [{ properties: withPolicy(setHeader({ existsAction: "skip" })) }],
  },
  {
    id: "policy-http-method",
    statement: `The method of a policy is an upper-case HTTP method or ${ORIGINAL_METHOD}.`,
    why: "Requests would go out with a method that nobody knows; Microsoft's schema of the file allows no other.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    shape: [
      {
        of: POLICY_PARAMETER_KINDS,
        faults: ["type", "value"],
        keys: [`${PARAMETER_PREFIX}httpMethod`],
        say: choiceOf("method"),
      },
    ],
    bad: [
      {
        properties: withPolicy(route({ httpMethod: "get" })),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}httpMethod`],
      },
      {
        properties: withPolicy(route({ httpMethod: 7 })),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}httpMethod`],
      },
    ],
    good: [
      { properties: withPolicy(route({ httpMethod: ORIGINAL_METHOD }), route({ httpMethod: "PATCH" })) },
    ],
  },
  {
    id: "policy-host-url",
    statement: "The host of a dynamichosturl policy starts with https:// or with an expression.",
    why: "Without a scheme requests go nowhere, and with http:// they go out unencrypted, keys included.",
    severity: { import: "error", certification: "error" },
    sources: [POLICY_HOST_URL],
    fixable: true,
    yieldsTo: ["policy-parameter-empty"],
    shape: [
      {
        of: "dynamichosturl parameters",
        faults: ["type"],
        keys: [`${PARAMETER_PREFIX}urlTemplate`],
        say: ({ value, node }) => ({
          message: `The urlTemplate of ${policyName(node.value)} is ${kindName(value)}, not a text.`,
          help: "Write an address such as https://@connectionParameters('host').",
          fix: undefined,
        }),
      },
    ],
    checks: {
      policy(node, context) {
        const { template, parameters } = readPolicy(node.value);
        const key = `${PARAMETER_PREFIX}urlTemplate`;
        const value = ownString(parameters, key);
        if (template?.id !== "dynamichosturl" || value === undefined) return;
        const place = node.at("parameters", key);
        const url = value.trim();
        // A space in front makes it an address without a scheme, even before https://.
        if (url === "" || /^(https:\/\/[^\s/]|\{?@)/i.test(value)) return;
        const insecure = /^http:\/\//i.test(url);
        // Only a bare host name is surely an address that lacks its scheme.
        const bare = /^[\w-]+(\.[\w-]+)+(\/|$)/.test(url);
        context.report(
          place,
          insecure
            ? `The host ${quote(url)} of ${policyName(node.value)} is not encrypted.`
            : `The host ${quote(value)} of ${policyName(node.value)} ${/^https:\/\/$/i.test(url) ? "is no more than a scheme" : "does not start with https://"}.`,
          {
            help: /^https?:\/\/./i.test(url)
              ? `Write ${quoteWhole(url.replace(/^http:/i, "https:"))}.`
              : /^\w[\w.-]*\.\w/.test(url)
                ? `Write ${quoteWhole(`https://${url}`)}.`
                : "Write the address of the service, beginning with https://, or an expression such as https://@connectionParameters('host').",
            fix: /^https:\/\/[^\s/]/i.test(url)
              ? {
                  title: "Remove the space in front",
                  edits: (document) => replaceValue(document, place.pointer, url),
                }
              : bare
                ? {
                    title: "Write https:// in front",
                    edits: (document) => replaceValue(document, place.pointer, `https://${url}`),
                  }
                : undefined,
          },
        );
      },
    },
    bad: [
      {
        properties: withPolicy(policy("dynamichosturl", { urlTemplate: "http://api.fabrikam.com" })),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}urlTemplate`],
      },
      {
        properties: withPolicy(policy("dynamichosturl", { urlTemplate: "api.fabrikam.com/v1" })),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}urlTemplate`],
      },
      ...[" https://api.fabrikam.com", "https://", 5].map((urlTemplate) => ({
        properties: withPolicy(policy("dynamichosturl", { urlTemplate })),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}urlTemplate`],
      })),
    ],
    good: [
      { properties: withPolicy(policy("dynamichosturl", { urlTemplate: "@connectionParameters('host')" })) },
    ],
  },
  {
    id: "policy-host-url-gateway",
    statement: "A connector that goes through an on-premises gateway does not change its host.",
    why: "The gateway reaches the host of the definition only; requests to another host fail.",
    severity: { import: "error", certification: "error" },
    sources: [POLICY_HOST_URL],
    comparesPlaces: true,
    checks: {
      policy(node, context) {
        if (readPolicy(node.value).template?.id !== "dynamichosturl") return;
        const { gateway, gatewayByChoice } = context.fact(signIn);
        if (!gateway) return;
        context.report(
          node,
          `${startingPolicy(node.value)} changes the host, but the connector goes through an on-premises gateway.`,
          {
            help: gatewayByChoice
              ? 'Connections without the gateway work. If the service is never behind a gateway, remove "gateway" from the capabilities; otherwise remove the policy.'
              : 'If the service is reached through the gateway, remove the policy. Otherwise remove "gateway" from the capabilities; connections through it end then.',
            ...(gatewayByChoice && { severity: "warning" as const }),
            related: [{ place: gateway, label: "asks for the gateway" }],
          },
        );
      },
    },
    bad: [
      {
        properties: {
          properties: {
            capabilities: ["gateway"],
            policyTemplateInstances: [policy("dynamichosturl", { urlTemplate: "https://a.fabrikam.com" })],
          },
        },
        at: [POLICY_AT],
      },
    ],
    good: [{ properties: withPolicy(policy("dynamichosturl", { urlTemplate: "https://a.fabrikam.com" })) }],
  },
  {
    id: "policy-route-path",
    statement: "The new path of a routerequesttoendpoint policy starts with a slash or with an expression.",
    why: "The path is put behind the host as it is: without a slash the request goes to a host that does not exist.",
    severity: { import: "warning", certification: "warning" },
    sources: [PROPERTIES_SCHEMA, "observed: three published connectors"],
    inferred: true,
    fixable: true,
    yieldsTo: ["policy-parameter-empty"],
    shape: [
      {
        of: "routerequesttoendpoint parameters",
        faults: ["type"],
        keys: [`${PARAMETER_PREFIX}newPath`],
        say: ({ value, node }) => ({
          message: `The newPath of ${policyName(node.value)} is ${kindName(value)}, not a text.`,
          help: 'Write a path such as "/parcels".',
          fix: undefined,
        }),
      },
    ],
    checks: {
      policy(node, context) {
        const { template, parameters } = readPolicy(node.value);
        const key = `${PARAMETER_PREFIX}newPath`;
        const value = ownString(parameters, key);
        if (template?.id !== "routerequesttoendpoint" || value === undefined) return;
        const place = node.at("parameters", key);
        const path = value.trim();
        if (path === "" || /^(\/|\{?@)/.test(value)) return;
        const isPath = !path.includes("://");
        const right = /^(\/|\{?@)/.test(path) ? path : `/${path}`;
        context.report(
          place,
          `The newPath ${quote(value)} of ${policyName(node.value)} does not start with a slash.`,
          {
            help: isPath
              ? `Write ${quoteWhole(right)}.`
              : "Write the path only; another host is the work of dynamichosturl.",
            fix: isPath
              ? {
                  title: `Write ${quote(right)}`,
                  edits: (document) => replaceValue(document, place.pointer, right),
                }
              : undefined,
          },
        );
      },
    },
    bad: [
      {
        properties: withPolicy(route({ newPath: "parcels" })),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}newPath`],
      },
      ...[" /parcels", 5].map((newPath) => ({
        properties: withPolicy(route({ newPath })),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}newPath`],
      })),
    ],
    good: [{ properties: withPolicy(route({ newPath: "/parcels", [OPERATIONS]: "GetParcel" })) }],
  },
]);

/** Says that a value is none of a few; one that differs in letter case only can be put right. */
function choiceOf(what: string): (fault: Fault) => Partial<Saying> {
  return ({ value, spec, place, node }) => {
    const allowed = spec?.values ?? [];
    const text = typeof value === "string" ? value : undefined;
    const right = allowed.find((choice) => choice.toLowerCase() === text?.trim().toLowerCase());
    return {
      message: `The ${what} of ${policyName(node.value)} cannot be ${show(value)}.`,
      help: `${right ? `Did you mean "${right}"? ` : text === undefined ? "" : didYouMean(text, allowed)}Write ${list(allowed, "or")}.`,
      fix: right
        ? { title: `Write "${right}"`, edits: (document) => replaceValue(document, place.pointer, right) }
        : undefined,
    };
  };
}
