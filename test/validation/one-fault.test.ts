/** A misspelt key is one fault, as grave as the key that is missing for it. */
import { describe, expect, it } from "vitest";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import type { Profile } from "../../src/rules/language/finding.ts";
import type { Example } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { mend } from "../../src/validation/fixing/fix-connector.ts";
import { validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();

function said(example: Example, profile: Profile = "certification"): string[] {
  return validateWith(rules, buildExample(example), { profile }).map(
    ({ rule, severity, pointer }) => `${severity} ${rule} ${pointer}`,
  );
}

const operation = (change: Record<string, string | null>) => ({
  definition: { paths: { "/depots": { get: change } } },
});

describe("a misspelt key", () => {
  it("is not reported again as a missing key", () => {
    expect(said(operation({ operationId: null, operationID: "ListDepots" }))).not.toContain(
      "error op-id-required /paths/~1depots/get",
    );
    expect(said(operation({ summary: null, sumary: "List depots" }))).toEqual([
      "error op-unknown-property /paths/~1depots/get/sumary",
    ]);
    expect(said({ definition: { info: { title: null, Title: "Fabrikam Parcels" } } })).toEqual([
      "error info-unknown-property /info/Title",
    ]);
  });

  it("is as grave as the missing key, and keeps its fix", () => {
    const example = { properties: { properties: { iconBrandColor: null, iconBrandcolor: "#1f6f54" } } };
    expect(said(example)).toEqual(["error props-unknown-property /properties/iconBrandcolor"]);
    const mended = mend(rules, buildExample(example), { profile: "certification" });
    expect(mended.findings).toEqual([]);
  });

  it("is no more severe where the profile does not require the right one", () => {
    const example = { properties: { properties: { stackOwner: null, stackowner: "Fabrikam" } } };
    expect(said(example, "import")).toEqual(["warning props-unknown-property /properties/stackowner"]);
  });

  it("beside the right one leaves nothing missing", () => {
    expect(said(operation({ Summary: "List depots" }))).toEqual([
      "error op-unknown-property /paths/~1depots/get/Summary",
    ]);
  });
});
