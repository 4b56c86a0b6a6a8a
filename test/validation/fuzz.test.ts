/** A small share of what `npm run bench -- fuzz` does for hours, and what it has found so far. */
import { expect, it } from "vitest";
import { makeCase } from "../../bench/fuzz/cases.ts";
import { check, loadTools } from "../../bench/fuzz/check.ts";
import { loadPool } from "../../bench/fuzz/pool.ts";
import { connectorFromFiles } from "../../src/definition/connector-folder.ts";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();

it("no mutant of the example makes the validator throw, point outside a file, or fix it for the worse", async () => {
  const pool = loadPool(undefined);
  const tools = await loadTools(rules);
  for (let number = 0; number < 250; number++) {
    const { files, profile } = makeCase(pool, 1, number);
    expect(check(files, profile, tools, number), `case ${number}`).toEqual([]);
  }
});

it("a case is the same each time it is made", () => {
  const pool = loadPool(undefined);
  expect(makeCase(pool, 7, 7)).toEqual(makeCase(pool, 7, 7));
  expect(makeCase(pool, 7, 7)).not.toEqual(makeCase(pool, 7, 8));
});

it.each([
  [15, 1919],
  [31, 884],
  [34, 1415],
])("case %i/%i, a copy of copies, stays as small as others", (seed, number) => {
  const { files } = makeCase(loadPool(undefined), seed, number);
  for (const bytes of files.values()) expect(bytes.length).toBeLessThan(8_000_000);
});

it("a key can be the empty text, and findings below it point there", () => {
  const connector = buildExample({ definition: { paths: { "": { get: { operationId: "small" } } } } });
  const pointers = validateWith(rules, connector).map((finding) => finding.pointer);
  expect(pointers).toContain("/paths//get/operationId");
  expect(pointers.filter((pointer) => pointer.startsWith("/paths/get"))).toEqual([]);
});

it("a finding stays short however long a name is", () => {
  const name = "word ".repeat(5000);
  const connector = buildExample({
    properties: {
      properties: {
        policyTemplateInstances: [
          {
            templateId: "setheader",
            title: name,
            parameters: { [name]: 1, "x-ms-apimTemplate-operationName": [name] },
          },
        ],
      },
    },
  });
  for (const { message, help } of validateWith(rules, connector)) {
    expect(message.length).toBeLessThan(601);
    expect(help.length).toBeLessThan(601);
  }
});

it("an empty file is called empty", () => {
  const files = new Map([["apiDefinition.swagger.json", Buffer.from(" \n")]]);
  const messages = validateWith(rules, connectorFromFiles("empty", files)).map(({ message }) => message);
  expect(messages).toContain("The file is empty.");
});
