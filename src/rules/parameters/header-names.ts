/** Names that an HTTP header can have, wherever one is written. */

import { policyParameter, policySection, readPolicy } from "../../definition/policies.ts";
import { PARAMETER_PREFIX } from "../../definition/policy-templates.ts";
import { entryOf, ownString } from "../../json/values.ts";
import { PARAMETERS_AT, setHeader, withPolicy } from "../examples/policy-example.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import type { Context } from "../language/context.ts";
import type { Place } from "../language/node.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";

const FIELD_NAMES = "https://www.rfc-editor.org/rfc/rfc9110#name-field-names";
/** The letters of a token (RFC 9110, section 5.6.2). */
const OTHER = /[^!#$%&'*+\-.^_`|~0-9A-Za-z]/u;

/** What is hard to read in quotation marks. */
const SPOKEN: Record<string, string> = {
  " ": "a space",
  "\t": "a tab",
  '"': "a quotation mark",
  ":": "a colon",
};

function check(place: Place, name: string, what: string, context: Context, answer = false): void {
  const wrong = OTHER.exec(name)?.[0];
  if (name === "" || wrong === undefined) return;
  const shown = entryOf(SPOKEN, wrong) ?? `the character ${quote(wrong)}`;
  // "X-Key: value" is name and value in one.
  const [before = "", after] = name.split(":", 2);
  const right =
    after !== undefined && after.trim() !== "" && !OTHER.test(before.trim())
      ? before.trim()
      : name
          .trim()
          .replace(/:$/, "")
          .trim()
          .replace(/[^!#$%&'*+\-.^_`|~0-9A-Za-z]+/gu, "-")
          .replace(/^-+|-+$/g, "");
  context.report(place, `The header name ${quote(name)} of ${what} contains ${shown}.`, {
    help:
      right === ""
        ? "Write the name that the service documents."
        : `Write ${quoteWhole(right)}, or what the service documents.`,
    label: "no name of a header",
    // What is only described is never sent.
    ...(answer ? { severity: "info" as const } : {}),
  });
}

export default defineRule("parameters", {
  id: "header-name-token",
  statement: "The name of a header has letters, digits and !#$%&'*+-.^_`|~ only: no space, no colon.",
  why: "HTTP allows letters, digits and a few signs in the name of a header: with another the request cannot be made, or goes out without the header.",
  severity: { import: "warning", certification: "warning" },
  sources: [FIELD_NAMES, "observed: four published connectors, so the import goes through"],
  checks: {
    parameter(node, context) {
      const name = ownString(node.value, "name");
      if (ownString(node.value, "in") === "header" && name !== undefined)
        check(node.at("name"), name, "this parameter", context);
    },
    securityDefinition(node, context) {
      const name = ownString(node.value, "name");
      if (ownString(node.value, "in") === "header" && name !== undefined)
        check(node.at("name"), name, `the key ${quote(String(node.key))}`, context);
    },
    header(node, context) {
      if (typeof node.key === "string") check(node, node.key, "this answer", context, true);
    },
    policy(node, context) {
      const policy = readPolicy(node.value);
      const name = policyParameter(policy, "name");
      if (policy.template?.id !== "setheader" || typeof name !== "string" || name.includes("@")) return;
      check(
        node.at("parameters", `${PARAMETER_PREFIX}name`),
        name,
        policySection(policy, policy.template) === "Request" ? "this policy" : "this policy of the answer",
        context,
      );
    },
  },
  bad: [
    {
      definition: depotsWith({ parameters: [{ name: "Region Code", in: "header", type: "string" }] }),
      at: [`${DEPOTS}/parameters/0/name`],
    },
    {
      definition: { securityDefinitions: { api_key: { name: "X-Parcel-Key:" } } },
      at: ["/securityDefinitions/api_key/name"],
    },
    {
      properties: withPolicy(setHeader({ name: "Accept: text/plain" })),
      at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}name`],
    },
    {
      definition: depotsWith({ responses: { "200": { headers: { "Rate Limit": { type: "integer" } } } } }),
      at: [`${DEPOTS}/responses/200/headers/Rate Limit`],
    },
  ],
  good: [
    { properties: withPolicy(setHeader({ name: "X_Region.1" })) },
    {
      definition: {
        securityDefinitions: { api_key: { in: "query", name: "the key" } },
        paths: { "/depots": { get: { parameters: [{ name: "Region Code", in: "query", type: "string" }] } } },
      },
    },
  ],
});
