/** One key or token, one way to send it. */

import { PARAMETER_PREFIX, SECTION } from "../../definition/policy-templates.ts";
import { own, ownObject, ownString } from "../../json/values.ts";
import { OAUTH_DEFINITION, oauthProperties } from "../examples/oauth-example.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { howToRemove } from "../facts/mentions.ts";
import { inputKind } from "../facts/parameter-kinds.ts";
import { type SecurityScheme, signIn } from "../facts/sign-in.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { pullRequest } from "../sources.ts";

/** The header or query parameter in which a security definition sends what people entered. */
function carrier(scheme: SecurityScheme): { in: string; name: string } | undefined {
  if (scheme.type === "oauth2" || scheme.type === "basic") return { in: "header", name: "Authorization" };
  const where = ownString(scheme.value, "in");
  const name = ownString(scheme.value, "name");
  return scheme.type === "apiKey" && where !== undefined && name !== undefined
    ? { in: where, name }
    : undefined;
}

/** What to do about a policy with a value of its own, which reads something, or puts a word before it. */
function helpFor(value: string): string {
  if (/@\{?headers\(\s*'authorization'\s*\)/i.test(value))
    return 'Write "existsAction": "override": as it is, the header goes out with both.';
  // What comes with the request replaces what the connection holds: that can be meant.
  if (/@\{?(?:headers|queryParameters)\(/i.test(value))
    return `If these operations are to sign in by ${quoteWhole(value)} instead, leave it. Otherwise delete the policy.`;
  const word = WORD.exec(value)?.[0];
  if (word !== undefined)
    return `Write ${quoteWhole(`${word}@headers('Authorization')`)} as the value, with "existsAction": "override": the policy then puts "${word.trim()}" before what the connection sends. If people enter "${word.trim()}" with the key, delete the policy.`;
  return `Delete the policy. If the service wants a word before what is sent, such as "Bearer", keep it with the value "Bearer @headers('Authorization')" and "existsAction": "override".`;
}

/** Whether the value is what is to be written anew. */
function changesValue(value: string): boolean {
  return WORD.test(value) && !/@\{?(?:headers|queryParameters)\(/i.test(value);
}

/** A word that a policy puts before a value, such as "Bearer ". */
const WORD = /^[A-Za-z-]{1,20} (?=@)/;

export default defineRules("cross-file", [
  {
    id: "x-auth-header-double",
    statement: "The header Authorization comes from the security definition or from a policy, not from both.",
    why: "The platform and the policy each set the header for the same call: one value is lost, and services have answered such calls with 401.",
    severity: { import: "warning", certification: "warning" },
    sources: [pullRequest(1965), "observed: two published connectors"],
    comparesPlaces: true,
    checks: {
      policy(policy, context) {
        if (ownString(policy.value, "templateId")?.toLowerCase() !== "setheader") return;
        const parameters = ownObject(policy.value, "parameters");
        const section = ownString(parameters, SECTION) ?? "Request";
        const name = ownString(parameters, `${PARAMETER_PREFIX}name`);
        if (name?.toLowerCase() !== "authorization" || section.toLowerCase() !== "request") return;
        const scheme = context
          .fact(signIn)
          .schemes.find((candidate) => carrier(candidate)?.name.toLowerCase() === "authorization");
        if (!scheme) return;
        const value = ownString(parameters, `${PARAMETER_PREFIX}value`) ?? "";
        const action = ownString(parameters, `${PARAMETER_PREFIX}existsAction`)?.toLowerCase() ?? "override";
        // Adding a prefix to what the definition sends is the documented use of this policy.
        if (action === "override" && /@\{?headers\(\s*'authorization'\s*\)/i.test(value)) return;
        if (action === "skip") return;
        context.report(
          policy.at("parameters", `${PARAMETER_PREFIX}${changesValue(value) ? "value" : "name"}`),
          `The policy ${quote(ownString(policy.value, "title") ?? "setheader")} ${action === "append" ? "adds to" : "replaces"} the header "Authorization", in which ${quote(scheme.name)} sends ${scheme.type === "oauth2" ? "the token of the connection" : scheme.type === "basic" ? "name and password" : "the key"}.`,
          {
            help: helpFor(value),
            label: "set here",
            related: [{ place: scheme.place, label: "sent by this" }],
          },
        );
      },
    },
    bad: [
      {
        definition: OAUTH_DEFINITION,
        properties: policies("Authorization", "Bearer @connectionParameters('key')", "override"),
        at: [
          "apiProperties.json#/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.value",
        ],
      },
      {
        definition: { securityDefinitions: { api_key: { name: "authorization" } } },
        properties: policies("Authorization", "Bearer @headers('Authorization')", "append"),
        at: [
          "apiProperties.json#/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.name",
        ],
      },
    ],
    good: [
      { properties: policies("Authorization", "Bearer @connectionParameters('api_key')", "override") },
      {
        definition: { securityDefinitions: { api_key: { name: "Authorization" } } },
        properties: policies("Authorization", "Bearer @headers('Authorization')", "override"),
      },
      { definition: OAUTH_DEFINITION, properties: oauthProperties() },
    ],
  },
  {
    id: "x-apikey-also-parameter",
    statement: "The header or query parameter that carries the key is not a parameter of operations as well.",
    why: "Makers are asked for the key in every step, though the connection holds it: it then stands readable in flows and their runs.",
    severity: { import: "warning", certification: "warning" },
    sources: ["observed: 4 published connectors, 12 operations"],
    inferred: true,
    yieldsTo: ["param-reserved-authorization"],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const schemes = context.fact(signIn).schemes.filter((scheme) => scheme.type === "apiKey");
        if (schemes.length === 0) return;
        const seen = new Set<string>();
        for (const operation of context.model.operations) {
          for (const parameter of operation.parameters) {
            if (parameter.in !== "header" && parameter.in !== "query") continue;
            const scheme = schemes.find((candidate) => {
              const sent = carrier(candidate);
              if (sent?.in !== parameter.in) return false;
              return parameter.in === "header"
                ? sent.name.toLowerCase() === parameter.name.toLowerCase()
                : sent.name === parameter.name;
            });
            // A shared parameter is one place, however many operations use it.
            if (!scheme || seen.has(parameter.pointer)) continue;
            seen.add(parameter.pointer);
            const hidden = own(parameter.value, "x-ms-visibility") === "internal";
            context.report(
              { file: scheme.place.file, pointer: parameter.pointer },
              `The ${inputKind(parameter.in)} ${quote(parameter.name)} has the name of the key that the connection sends by ${quote(scheme.name)}.`,
              {
                help: hidden
                  ? `${howToRemove(context, parameter.pointer)}: the platform adds the key to every request.`
                  : `${howToRemove(context, parameter.pointer)}: makers enter the key once, in the connection.`,
                label: "sent twice",
                related: [{ place: scheme.place, label: "sends it" }],
              },
            );
          }
        }
      },
    },
    bad: [
      {
        definition: depotsWith({ parameters: [{ name: "x-parcel-key", in: "header", type: "string" }] }),
        at: [`${DEPOTS}/parameters/0`],
      },
      {
        definition: {
          securityDefinitions: { api_key: { in: "query", name: "key" } },
          parameters: { Key: { name: "key", in: "query", type: "string" } },
          paths: {
            "/depots": {
              get: { parameters: [{ $ref: "#/parameters/Key" }] },
              parameters: [{ $ref: "#/parameters/Key" }],
            },
            "/parcels": { get: { parameters: [{ $ref: "#/parameters/Key" }] } },
          },
        },
        at: ["/parameters/Key"],
      },
    ],
    good: [
      { definition: depotsWith({ parameters: [{ name: "X-Parcel-Key", in: "query", type: "string" }] }) },
    ],
  },
]);

function policies(name: string, value: string, action: string) {
  return {
    properties: {
      policyTemplateInstances: [
        {
          templateId: "setheader",
          title: "Sign",
          parameters: {
            [`${PARAMETER_PREFIX}name`]: name,
            [`${PARAMETER_PREFIX}value`]: value,
            [`${PARAMETER_PREFIX}existsAction`]: action,
            "x-ms-apimTemplate-policySection": "Request",
          },
        },
      ],
    },
  };
}
