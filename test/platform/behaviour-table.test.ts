import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const page = readFileSync(new URL("../../docs/platform-behaviour.md", import.meta.url), "utf8");
const rows = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| behaviour"));

/** The file of a test that a row names. */
function sourceOf(file: string): string | undefined {
  for (const folder of ["platform", "platform/policies", "testing"]) {
    const place = new URL(`../${folder}/${file}`, import.meta.url);
    if (existsSync(place)) return readFileSync(place, "utf8");
  }
  return undefined;
}

test("every behaviour of the table names a source of some weight and tests that there are", () => {
  expect(rows.length).toBeGreaterThan(25);
  for (const row of rows) {
    const [, , weight = "", tests = ""] = row.split("|");
    expect(weight, row).toMatch(/sourced|observed|inferred|chosen/);
    const files = [...tests.matchAll(/`([\w-]+\.test\.ts)`/g)].map(([, file]) => file ?? "");
    expect(files.length, row).toBeGreaterThan(0);
    for (const file of files) {
      const source = sourceOf(file);
      expect(source, `${file} in ${row}`).toBeDefined();
      // The names of tests are cut with dots.
      for (const [, name = ""] of tests.matchAll(/\*([^*]+)\*/g))
        for (const part of name.split("…"))
          expect(source?.includes(part.trim()) || part.trim().length < 4, `"${part}" in ${file}`).toBe(true);
    }
  }
});
