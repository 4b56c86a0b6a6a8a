/** Fixing all that can be fixed, whatever is in the way. */
import { describe, expect, it } from "vitest";
import { buildExample } from "../../../src/rules/examples/build-example.ts";
import type { Rule } from "../../../src/rules/language/rule.ts";
import { loadRules } from "../../../src/rules/load-rules.ts";
import { mend } from "../../../src/validation/fixing/fix-connector.ts";
import { validateWith } from "../../../src/validation/validate.ts";
import { changedDefinition } from "../../support/connector-copy.ts";

const rules = await loadRules();
const DEFINITION = "apiDefinition.swagger.json";

describe("mending", () => {
  it("leaves a file alone whose encoding is a guess: writing it would make the guess permanent", () => {
    const text = changedDefinition('"Fabrikam Parcels"', '" Fäbrikam Parcels "');
    const whole = buildExample({ files: { [DEFINITION]: Buffer.from(text, "utf8") } });
    expect(mend(rules, whole, {}).files).toHaveLength(1);
    const damaged = buildExample({ files: { [DEFINITION]: Buffer.from(text, "latin1") } });
    expect(validateWith(rules, damaged).filter((finding) => finding.fixable)).toEqual([]);
    expect(mend(rules, damaged, {}).files).toEqual([]);
  });

  it("calls fixable in broken JSON only what can be fixed before the JSON is", () => {
    const text = changedDefinition('"swagger": "2.0"', '"swagger": "2.0",,').replace("Parcels", "Parcels ");
    const broken = buildExample({ files: { [DEFINITION]: text } });
    for (const finding of validateWith(rules, broken))
      expect(finding.fix?.() !== undefined).toBe(finding.fixable);
  });

  it.each([
    ["info", "error"],
    ["warning", "warning"],
  ] as const)("finds the one fix of an %s that raises an %s, and applies all others", (mended, raised) => {
    const tags = Array.from({ length: 40 }, (_, number) => ({ name: `tag ${number}`, description: "x" }));
    const connector = buildExample({ definition: { tags } });
    // Renaming a tag is fine, unless it is the thirteenth: then something graver is wrong.
    const rename: Rule = {
      ...(rules[0] as Rule),
      id: "test-rename",
      severity: { import: mended, certification: mended },
      onlyWith: undefined,
      checks: {
        tag(node, context) {
          if (node.value.description !== "x") return;
          context.report(node, `${node.key}`, {
            help: "x",
            fix: {
              title: "x",
              edits: (document) => {
                const { start, end } = document.locate(`${node.pointer}/description`);
                return [{ start, end, text: node.key === 13 ? '"bad"' : '"y"' }];
              },
            },
          });
        },
      },
    };
    const forbid: Rule = {
      ...rename,
      id: "test-forbid",
      severity: { import: raised, certification: raised },
      checks: {
        tag(node, context) {
          if (node.value.description === "bad") context.report(node, "bad", { help: "x" });
        },
      },
    };
    const result = mend([rename, forbid], connector, {});
    expect(result.applied.get("test-rename")).toBe(39);
    expect(result.findings.map(({ pointer }) => pointer)).toEqual(["/tags/13"]);
    // It was tried: nothing more can be promised.
    expect(result.findings[0]?.fixable).toBe(false);
  });

  it("takes bounded time where nothing can be fixed", () => {
    const tags = `[${'{"name": "a"},'.repeat(400)}{"name": "a"}]`;
    const broken = buildExample({ files: { [DEFINITION]: `{"swagger": "2.0", "tags": ${tags}, "x": ?}` } });
    const start = process.cpuUsage();
    mend(rules, broken, {});
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000);
  });
});
