/** Broken JSON: the broken place is named, what is certain besides, and nothing that the break only entails. */
import { describe, expect, it } from "vitest";
import { connectorFromFiles } from "../../src/definition/connector-folder.ts";
import type { Finding } from "../../src/rules/language/finding.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { validateWith } from "../../src/validation/validate.ts";
import { exampleFiles } from "../support/connector-copy.ts";

const rules = await loadRules();
const DEFINITION = "apiDefinition.swagger.json";
const PROPERTIES = "apiProperties.json";

function findingsOf(changes: Record<string, string>): Finding[] {
  const files = Object.entries(exampleFiles(changes)).map(
    ([name, text]) => [name, Buffer.from(text)] as const,
  );
  return validateWith(rules, connectorFromFiles("broken", new Map(files)));
}

function textOf(file: string): string {
  return exampleFiles()[file] ?? "";
}

/** The faults that are said besides the one that a text is not JSON. */
function besides(findings: Finding[]): string[] {
  return findings
    .filter(({ rule, severity }) => severity !== "info" && !rule.endsWith("-json-valid"))
    .map(({ rule, pointer }) => `${rule} ${pointer}`);
}

/** Places all over a text. */
function places(text: string, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * text.length) / count));
}

describe.each([DEFINITION, PROPERTIES])("%s", (file) => {
  const text = textOf(file);

  it("is not reported to lack what comes after the place where it ends", () => {
    for (const at of places(text, 60)) expect(besides(findingsOf({ [file]: text.slice(0, at) }))).toEqual([]);
  });

  it.each(["{\n", "}\n", '"', ": "])("with one %j less is only reported as not being JSON", (mark) => {
    for (const near of places(text, 20)) {
      const at = text.indexOf(mark, near);
      if (at >= 0)
        expect(
          besides(findingsOf({ [file]: text.slice(0, at) + text.slice(at + mark.trim().length) })),
        ).toEqual([]);
    }
  });

  it.each(["{\n", "}\n"])("with one %j more is only reported as not being JSON", (mark) => {
    for (const near of places(text, 20)) {
      const at = text.indexOf(mark, near);
      if (at >= 0)
        expect(besides(findingsOf({ [file]: text.slice(0, at) + mark.trim() + text.slice(at) }))).toEqual([]);
    }
  });
});

describe("a fault before the break", () => {
  it("is still reported if nothing after the break can undo it", () => {
    const faulty = textOf(DEFINITION).replace('"title": "Fabrikam Parcels"', '"title": ""');
    const cut = faulty.slice(0, faulty.indexOf('"/parcels"'));
    expect(besides(findingsOf({ [DEFINITION]: cut }))).toContain("info-title-required /info/title");
  });

  it("is still reported in the other file", () => {
    const faulty = textOf(PROPERTIES).replace("#1f6f54", "green");
    const findings = findingsOf({
      [DEFINITION]: textOf(DEFINITION).slice(0, 2000),
      [PROPERTIES]: faulty,
    });
    expect(besides(findings)).toEqual(["brand-color-hex /properties/iconBrandColor"]);
  });
});
