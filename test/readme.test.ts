/** What the README counts. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { loadRules } from "../src/rules/load-rules.ts";
import { ROOT } from "./support/run-script.ts";

test("the README says how many rules there are", async () => {
  const rules = await loadRules();
  expect(readFileSync(path.join(ROOT, "README.md"), "utf8")).toContain(`against ${rules.length} rules,`);
});
