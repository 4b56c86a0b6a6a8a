/** What published connectors get away with is a warning in profile import; certification still refuses it. */
import { expect, it } from "vitest";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import { oauthProperties } from "../../src/rules/examples/oauth-example.ts";
import type { Example } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();

function severities(rule: string, example: Example) {
  const connector = buildExample(example);
  return (["import", "certification"] as const).map(
    (profile) =>
      validateWith(rules, connector, { profile }).find((finding) => finding.rule === rule)?.severity,
  );
}

const parameter = (name: string): Example => ({
  properties: { properties: { connectionParameters: { [name]: { type: "string" } } } },
});
const internal: Example = {
  definition: { paths: { "/depots": { get: { responses: null, "x-ms-visibility": "internal" } } } },
};

it.each<[string, string, Example, (string | undefined)[]]>([
  ["a connection parameter with a hyphen", "cp-name", parameter("x-Auth-Email"), ["warning", "error"]],
  ["a connection parameter with a space", "cp-name", parameter("API Key"), ["warning", "error"]],
  ["a connection parameter with another prefix", "cp-name", parameter("oauth:region"), ["error", "error"]],
  [
    "an operation without responses",
    "resp-required",
    { definition: { paths: { "/parcels": { post: { responses: null } } } } },
    ["error", "error"],
  ],
  [
    "a value that stands twice in an enum",
    "schema-enum-unique",
    {
      definition: { definitions: { Parcel: { properties: { size: { type: "string", enum: ["a", "a"] } } } } },
    },
    ["warning", "error"],
  ],
  [
    "a redirect mode in another letter case",
    "oauth-redirect-mode-value",
    { properties: oauthProperties({ redirectMode: "direct" }) },
    ["warning", "error"],
  ],
  [
    "a redirect mode that does not exist",
    "oauth-redirect-mode-value",
    { properties: oauthProperties({ redirectMode: "PerConnector" }) },
    ["warning", "error"],
  ],
  ["an internal operation without responses", "resp-required", internal, ["warning", "warning"]],
])("%s", (_, rule, example, expected) => {
  expect(severities(rule, example)).toEqual(expected);
});
