/** Which rule speaks where several could. */
import { describe, expect, it } from "vitest";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import type { Profile, Severity } from "../../src/rules/language/finding.ts";
import type { Example } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { type ValidateOptions, validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();

function said(example: Example, options: ValidateOptions = {}): string[] {
  return validateWith(rules, buildExample(example), options).map(
    ({ rule, severity, pointer }) => `${severity} ${rule} ${pointer}`,
  );
}

const off = (id: string) => new Map<string, Severity | "off">([[id, "off"]]);
const ids = new Set(rules.map(({ id }) => id));

describe("precedence", () => {
  it("names rules that there are, and never the rule itself", () => {
    for (const rule of rules)
      for (const id of rule.yieldsTo ?? []) {
        expect(ids).toContain(id);
        expect(id).not.toBe(rule.id);
      }
  });

  const contact = { definition: { info: { contact: "support@fabrikam.com" } } };
  it.each<[Profile, string]>([
    ["certification", "error info-contact-required /info/contact"],
    ["import", "error info-unknown-property /info/contact"],
  ])("lets the rule speak that profile %s has", (profile, expected) => {
    expect(said(contact, { profile })).toEqual([expected]);
  });

  it.each([
    [
      "param-path-required-true",
      { name: "id", in: "path", type: "string", default: "7", "x-ms-visibility": "internal" },
    ],
    ["param-file-formdata", { name: "id", in: "body", type: "file", schema: { type: "string" } }],
  ])("of two rules on one key of a parameter, %s speaks alone", (expected, parameter) => {
    const path = expected === "param-path-required-true" ? "/stamps/{id}" : "/stamps";
    const operation = { operationId: "GetStamp", summary: "Get a stamp", parameters: [parameter] };
    const found = said({ definition: { paths: { [path]: { post: operation } } } });
    const about = found.filter((line) => /param-(?:path-req|internal-def|file-form|body-extra)/.test(line));
    expect(about).toEqual([expect.stringContaining(expected)]);
  });

  it("does not replace a finding of a rule that was turned off with that of another rule", () => {
    expect(said(contact, { severities: off("info-contact-required") })).toEqual([]);
    const left = rules.filter(({ id }) => id !== "info-contact-required");
    expect(said(contact, { rules: left, others: rules })).toEqual([]);
  });

  it("says once that an extension has no effect where it is", () => {
    const parameters = [{ name: "X-City", in: "header", type: "string", "x-ms-url-encoding": "single" }];
    const found = said({ definition: { paths: { "/depots": { get: { parameters } } } } });
    expect(found.filter((line) => line.endsWith("/x-ms-url-encoding"))).toEqual([
      "warning param-url-encoding-location /paths/~1depots/get/parameters/0/x-ms-url-encoding",
    ]);
  });
});
