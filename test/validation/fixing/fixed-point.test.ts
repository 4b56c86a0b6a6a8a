/** What is called fixable is fixed, by one run; a second one has nothing left to do. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { makeCase } from "../../../bench/fuzz/cases.ts";
import { loadPool } from "../../../bench/fuzz/pool.ts";
import { connectorFromFiles } from "../../../src/definition/connector-folder.ts";
import { BASE_DEFINITION } from "../../../src/rules/examples/base-connector.ts";
import type { Finding } from "../../../src/rules/language/finding.ts";
import { loadRules } from "../../../src/rules/load-rules.ts";
import { findAndTry, mend } from "../../../src/validation/fixing/fix-connector.ts";
import { exampleFiles, temporaryFolder, writeFiles } from "../../support/connector-copy.ts";
import { runHere } from "../../support/run-here.ts";

const rules = await loadRules();
const same = ({ rule, file, pointer, message }: Finding) => `${rule} ${file}#${pointer} ${message}`;

it("of mutants of the example, one run fixes all that is called fixable, and a second one nothing more", async () => {
  const pool = loadPool(undefined);
  let fixed = 0;
  for (let number = 0; number < 120; number++) {
    const { files, profile } = makeCase(pool, 77, number);
    const connector = connectorFromFiles("case", files);
    const promised = findAndTry(rules, connector, { profile }).filter(({ fixable }) => fixable);
    const once = mend(rules, connector, { profile });
    const names = new Set(promised.map(same));
    const left = once.findings.filter((finding) => names.has(same(finding)));
    expect(left.map(same), `case ${number}`).toEqual([]);
    expect(once.findings.filter(({ fixable }) => fixable).map(same), `case ${number}`).toEqual([]);
    expect(mend(rules, once.connector, { profile }).files, `case ${number}`).toEqual([]);
    fixed += promised.length;
  }
  expect(fixed).toBeGreaterThan(40);
});

it("lists inside lists of items are fixed by one run, however deep", async () => {
  let items: object = { type: "string" };
  for (let level = 0; level < 150; level++) items = { type: "array", items: [items] };
  const definition = structuredClone(BASE_DEFINITION) as { definitions?: Record<string, object> };
  definition.definitions = { ...definition.definitions, Nested: items };
  const folder = temporaryFolder();
  const files = exampleFiles({ "apiDefinition.swagger.json": JSON.stringify(definition, null, 2) });
  writeFiles(folder, files);
  const only = ["--rule", "schema-items-single"];
  const { stderr } = await runHere("fix", [folder, ...only]);
  expect(stderr).toContain("fixed 150 findings");
  const file = path.join(folder, "apiDefinition.swagger.json");
  const text = readFileSync(file, "utf8");
  expect(text).not.toMatch(/"items": \[/);
  expect((await runHere("fix", [folder, ...only])).stderr).toBe("");
  expect(readFileSync(file, "utf8")).toBe(text);
});

it("what would be refused is not called fixable, in any format", async () => {
  // With the right name, its value would break the import.
  const properties = JSON.parse(exampleFiles()["apiProperties.json"] ?? "");
  properties.properties["scriptOperations\ufeff"] = 7;
  const folder = temporaryFolder();
  writeFiles(folder, exampleFiles({ "apiProperties.json": JSON.stringify(properties, null, 2) }));
  const { connectors } = JSON.parse(
    (await runHere("validate", [folder, "--profile", "import", "--format", "json"])).stdout,
  ) as {
    connectors: { findings: Finding[] }[];
  };
  const before = connectors[0]?.findings ?? [];
  const misspelt = before.find(({ message }) => message.includes("scriptOperations\\ufeff"));
  expect(misspelt).toMatchObject({ fixable: false });
  expect((await runHere("validate", [folder, "--profile", "import"])).stdout).not.toContain("fixable");
  expect((await runHere("fix", [folder, "--profile", "import"])).stderr).toBe("");
});
