/** What fix, types and reference print for programs. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { exampleFiles, temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { runHere } from "../support/run-here.ts";

function untidy(): string {
  const folder = temporaryFolder();
  const definition = `\ufeff${exampleFiles()["apiDefinition.swagger.json"]}`;
  writeFiles(folder, exampleFiles({ "apiDefinition.swagger.json": definition }));
  return folder;
}

it("fix tells what would be and what was fixed, by rule, and what is left", async () => {
  const folder = untidy();
  const planned = await runHere("fix", [".", "--dry-run", "--format", "json"], folder);
  expect([planned.code, JSON.parse(planned.stdout)]).toEqual([
    1,
    {
      files: [
        {
          file: "apiDefinition.swagger.json",
          fixed: { "doc-bom": 1 },
          masked: 0,
          diff: expect.stringContaining("+++ b/apiDefinition.swagger.json"),
        },
      ],
    },
  ]);
  const fixed = await runHere("fix", [".", "--format", "json"], folder);
  expect(fixed.code).toBe(0);
  expect(JSON.parse(fixed.stdout)).toMatchObject({
    connectors: [{ folder: ".", fixed: { "doc-bom": 1 }, findings: expect.any(Array) }],
    summary: { errors: 0 },
  });
  const again = JSON.parse((await runHere("fix", [".", "--format", "json"], folder)).stdout);
  expect(again.connectors[0].fixed).toEqual({});
});

it("types prints a JSON Schema, or where it wrote to, relative to the current folder", async () => {
  const folder = untidy();
  const schema = JSON.parse((await runHere("types", [folder, "--format", "json"])).stdout);
  expect(schema.$schema).toContain("json-schema.org");
  const elsewhere = temporaryFolder();
  const { stdout } = await runHere("types", [folder, "--output", "types.ts", "--format", "json"], elsewhere);
  expect(JSON.parse(stdout)).toEqual({ written: ["types.ts"] });
  expect(readFileSync(path.join(elsewhere, "types.ts"), "utf8")).toContain("export");
});

it("reference prints what it wrote, and with --check what is out of date", async () => {
  const folder = untidy();
  const out = temporaryFolder();
  const ask = async (...args: string[]) =>
    JSON.parse(
      (await runHere("reference", [folder, "--output", "pages", "--format", "json", ...args], out)).stdout,
    );
  expect(await ask()).toEqual({ written: ["pages/reference.md", "pages/reference.html"] });
  expect(await ask("--check")).toEqual({ current: true, outOfDate: [] });
  writeFiles(out, { "pages/reference.md": "old" });
  expect(await ask("--check")).toEqual({ current: false, outOfDate: ["pages/reference.md"] });
});
