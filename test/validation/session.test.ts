/** A validator that runs along finds what a fresh one finds, and asks only of what may have changed. */
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connectorFromFiles } from "../../src/definition/connector-folder.ts";
import { createValidator } from "../../src/exports/index.ts";
import type { Finding, Severity } from "../../src/rules/language/finding.ts";
import { defineRule, type Rule } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { RunningValidator } from "../../src/validation/running.ts";
import { type ValidateOptions, validateWith } from "../../src/validation/validate.ts";
import { exampleFiles } from "../support/connector-copy.ts";
import { chooser, randomEdit } from "../support/edits.ts";
import { ROOT } from "../support/run-script.ts";

const rules = await loadRules();
const DEFINITION = "apiDefinition.swagger.json";
const PROPERTIES = "apiProperties.json";

type Files = Record<string, string>;
const buffers = (files: Files) =>
  new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text, "utf8")]));
const filesIn = (folder: string): Files =>
  Object.fromEntries(
    [DEFINITION, PROPERTIES].map((name) => [name, readFileSync(path.join(ROOT, folder, name), "utf8")]),
  );

/** Findings with the edits of their fixes. */
const whole = (findings: readonly Finding[]) =>
  findings.map((finding) => ({ ...finding, fix: finding.fix?.() }));

const SETTINGS: [string, ValidateOptions][] = [
  ["certification", { profile: "certification" }],
  ["import", { profile: "import" }],
  [
    "certification with settings",
    {
      profile: "certification",
      severities: new Map<string, Severity | "off">([
        ["info-title-end", "off"],
        ["op-summary-unique", "error"],
        ["schema-type", "off"],
      ]),
    },
  ],
];
const CONNECTORS: [string, Files, number][] = [
  ["the example", exampleFiles(), 8],
  ["the parcels of the harness", filesIn("test/testing/fixtures/parcels"), 6],
  ["Microsoft Bookings", filesIn("."), 3],
];
const CASES = CONNECTORS.flatMap(([name, files, runs]) =>
  SETTINGS.map(([settings, options]) => ({ name, settings, files, options, runs })),
);

describe("a validator that runs along", () => {
  it.each(CASES)(
    "finds in $name, for $settings, what a fresh one finds, edit after edit",
    ({ files, options, runs }) => {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const choose = chooser(seed);
          const running = new RunningValidator();
          let now = files;
          for (let step = 0; step < 6; step++) {
            const name = choose(5) === 0 ? PROPERTIES : DEFINITION;
            const next = { ...now, [name]: randomEdit(now[name] ?? "", choose) };
            const again = connectorFromFiles("connector", buffers(next), undefined, running.connector);
            const fresh = connectorFromFiles("connector", buffers(next));
            const found = running.validate(rules, again, options);
            expect(whole(found)).toEqual(whole(validateWith(rules, fresh, options)));
            expect(again.secrets).toEqual(fresh.secrets);
            if (fresh.definition?.strict || choose(2) === 0) now = next;
          }
        }),
        // The first one once left a node with the operation of before.
        { numRuns: runs, examples: [[345]] },
      );
    },
  );

  it("asks a check only of what has changed, and of what looks beyond its node", () => {
    const asked: string[] = [];
    const rule = (id: string, looks: (context: { root: object }) => unknown): Rule =>
      defineRule("operations", {
        ...(rules.find((one) => one.id === "op-summary-unique") as Rule),
        id,
        checks: {
          operation(node, context) {
            asked.push(`${id} ${node.pointer}`);
            looks(context);
            context.report(node, id, { help: "" });
          },
        },
      });
    const own = [rule("own", () => 0), rule("beyond", ({ root }) => root)];
    const running = new RunningValidator();
    const files = exampleFiles();
    const ask = (definition: string) => {
      asked.length = 0;
      const contents = buffers({ ...files, [DEFINITION]: definition });
      return running.validate(own, connectorFromFiles("c", contents, undefined, running.connector));
    };
    const text = files[DEFINITION] ?? "";
    const all = ask(text).length;
    expect(all).toBeGreaterThan(4);
    expect(asked).toHaveLength(all);
    expect(ask(text.replace('"summary": "', '"summary": "New '))).toHaveLength(all);
    expect(asked.filter((one) => one.startsWith("own"))).toHaveLength(1);
    expect(asked.filter((one) => one.startsWith("beyond"))).toHaveLength(all / 2);
  });

  it("is in the package, for contents and folders", async () => {
    const validator = await createValidator({ profile: "import" });
    const found = validator.validate(buffers(exampleFiles({ [DEFINITION]: "{}" })));
    expect(found.length).toBeGreaterThan(0);
    expect(validator.validate(buffers(exampleFiles()))).toEqual([]);
    expect(validator.validate(ROOT).filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
