/** What fix, types and reference print for programs. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { exampleFiles, temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { runScript } from "../support/run-script.ts";

function untidy(): string {
  const folder = temporaryFolder();
  const definition = `\ufeff${exampleFiles()["apiDefinition.swagger.json"]}`;
  writeFiles(folder, exampleFiles({ "apiDefinition.swagger.json": definition }));
  return folder;
}

it("fix tells what would be and what was fixed, by rule, and what is left", () => {
  const folder = untidy();
  const planned = runScript("fix", [".", "--dry-run", "--format", "json"], { cwd: folder });
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
  const fixed = runScript("fix", [".", "--format", "json"], { cwd: folder });
  expect(fixed.code).toBe(0);
  expect(JSON.parse(fixed.stdout)).toMatchObject({
    connectors: [{ folder: ".", fixed: { "doc-bom": 1 }, findings: expect.any(Array) }],
    summary: { errors: 0 },
  });
  const again = JSON.parse(runScript("fix", [".", "--format", "json"], { cwd: folder }).stdout);
  expect(again.connectors[0].fixed).toEqual({});
});

it("types prints a JSON Schema, or where it wrote to, relative to the current folder", () => {
  const folder = untidy();
  const schema = JSON.parse(runScript("types", [folder, "--format", "json"]).stdout);
  expect(schema.$schema).toContain("json-schema.org");
  const elsewhere = temporaryFolder();
  const { stdout } = runScript("types", [folder, "--output", "types.ts", "--format", "json"], {
    cwd: elsewhere,
  });
  expect(JSON.parse(stdout)).toEqual({ written: ["types.ts"] });
  expect(readFileSync(path.join(elsewhere, "types.ts"), "utf8")).toContain("export");
});

it("reference prints what it wrote, and with --check what is out of date", () => {
  const folder = untidy();
  const out = temporaryFolder();
  const ask = (...args: string[]) =>
    JSON.parse(
      runScript("reference", [folder, "--output", "pages", "--format", "json", ...args], { cwd: out }).stdout,
    );
  expect(ask()).toEqual({ written: ["pages/reference.md", "pages/reference.html"] });
  expect(ask("--check")).toEqual({ current: true, outOfDate: [] });
  writeFiles(out, { "pages/reference.md": "old" });
  expect(ask("--check")).toEqual({ current: false, outOfDate: ["pages/reference.md"] });
});
