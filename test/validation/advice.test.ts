/** What findings tell people to do: nothing that is cut, and nothing made of a text that nobody has filled in yet. */
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/json/values.ts";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import { policy, withPolicy } from "../../src/rules/examples/policy-example.ts";
import type { Example } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();

function findings(example: Example, rule: string) {
  return validateWith(rules, buildExample(example)).filter((finding) => finding.rule === rule);
}

const LONG = `/parcels${"/of-the-whole-depot".repeat(8)}`;

describe("a text to copy", () => {
  it("is whole, however long the path is", () => {
    const [found] = findings({ definition: { basePath: `${LONG}/` } }, "doc-basepath-trailing-slash");
    expect(found?.help).toBe(`Write "${LONG}".`);
  });

  it("still hides a credential in it", () => {
    const secret = `${LONG}?sig=uD18QmK2x7RtVbN4yPzL0wEhJcS3aFgTqXoMi9AbCdE`;
    const [found] = findings(
      { definition: { paths: { [secret.slice(1)]: { get: {} } } } },
      "path-starts-with-slash",
    );
    expect(found?.help).toContain(LONG);
    expect(found?.help).not.toContain("uD18QmK2x7RtVbN4yPzL0wEhJcS3aFgTqXoMi9AbCdE");
  });
});

describe("a placeholder", () => {
  it.each([
    ["info-title-end-alnum", { info: { title: "{ title of connector }" } }],
    ["info-description-punctuation", { info: { description: "{ what the connector does, in a sentence }" } }],
    ["doc-basepath-format", { basePath: "/app/<Data API App ID>/v1" }],
    ["doc-basepath-trailing-slash", { basePath: "/app/<AppID>/v1/" }],
    ["op-summary-end", { paths: { "/depots": { get: { summary: "[[name]]" } } } }],
    ["op-description-punctuation", { paths: { "/depots": { get: { description: "{ what it does }" } } } }],
    ["op-id-special-characters", { paths: { "/depots": { get: { operationId: "<operation>" } } } }],
    ["op-id-no-space", { paths: { "/depots": { get: { operationId: "{ operation id }" } } } }],
  ] as [string, JsonObject][])("is to be replaced, not trimmed: %s", (rule, definition) => {
    const [found] = findings({ definition }, rule);
    expect(found?.help).toMatch(/the real|in the place of/);
    expect(found?.fixable).toBe(false);
  });

  it("is not what a variable of a path, or a comparison, looks like", () => {
    const [found] = findings({ definition: { info: { title: "Parcels < 5 kg." } } }, "info-title-end-alnum");
    expect(found?.help).toBe('Write "Parcels < 5 kg".');
  });
});

describe("what is marked", () => {
  it("is the host policy for every operation, beside one for some", () => {
    const host = (urlTemplate: string, title: string, more: JsonObject = {}) => ({
      ...policy("dynamichosturl", { urlTemplate, ...more }),
      title,
    });
    const [found] = findings(
      {
        properties: withPolicy(
          host("https://eu.fabrikam.com", "Europe"),
          host("https://us.fabrikam.com", "America", { "x-ms-apimTemplate-operationName": ["GetParcel"] }),
        ),
      },
      "policy-host-twice",
    );
    expect(found?.pointer).toContain("/policyTemplateInstances/0/");
    expect(found?.message).toContain('"Europe" names no operations');
    expect(found?.help).toContain('to "Europe"');
  });
});
