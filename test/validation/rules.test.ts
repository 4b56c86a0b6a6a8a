/** Every rule is tested by its own examples: they are in the rule's file and on its page. */
import { describe, expect, it } from "vitest";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import type { Finding } from "../../src/rules/language/finding.ts";
import type { Example, Rule } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { applyFixes } from "../../src/validation/fixing/apply-fixes.ts";
import { validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();

/**
 * Finds what one rule says of examples, also where a profile leaves it out. The engine prepares a list of rules once: all
 * examples of a rule go by one list.
 */
function findingsBy(rule: Rule): (example: Example) => Finding[] {
  const severity = rule.severity.certification === "off" ? rule.severity.import : rule.severity.certification;
  const heard = { ...rule, severity: { import: severity, certification: severity } };
  const only = [heard];
  const others = rules.map((other) => (other === rule ? heard : other));
  return (example) =>
    validateWith(only, buildExample(example), {
      others,
      previous: example.previous,
      compilerErrors: example.compilerErrors,
    });
}

function placeOf(finding: { file: string; pointer: string }): string {
  return finding.file === "apiDefinition.swagger.json"
    ? finding.pointer
    : `${finding.file}#${finding.pointer}`;
}

describe("the base connector of the examples", () => {
  it("has no finding of any rule in any profile", () => {
    for (const profile of ["import", "certification"] as const) {
      expect(validateWith(rules, buildExample({}), { profile })).toEqual([]);
    }
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  const findingsOf = findingsBy(rule);
  it.each(rule.bad.map((example, index) => [index + 1, example] as const))(
    "reports where bad example %i breaks it",
    (_, example) => {
      const findings = findingsOf(example);
      expect(findings.map(placeOf)).toEqual(example.at);
      for (const finding of findings) {
        expect(finding.message).not.toMatch(/undefined|\[object/);
        expect(finding.help).not.toBe("");
        for (const place of finding.related ?? []) expect(place).toMatchObject({ file: expect.any(String) });
      }
    },
  );

  it.each(rule.good.map((example, index) => [index + 1, example] as const))(
    "is silent on good example %i",
    (_, example) => {
      expect(findingsOf(example)).toEqual([]);
    },
  );

  if (rule.fixable) {
    it("fixes the bad examples that its fix covers", () => {
      const mended = rule.bad.filter((example) => {
        const connector = buildExample(example);
        const findings = findingsOf(example);
        const fixable = findings.filter((finding) => finding.fixable);
        if (fixable.length === 0) return false;
        const fixed = applyFixes(connector, fixable);
        const left = validateWith([rule], fixed.connector, {
          severities: new Map([[rule.id, "error" as const]]),
        });
        expect(left.length).toBe(findings.length - fixable.length);
        return true;
      });
      expect(mended.length).toBeGreaterThan(0);
    });
  }
});
