import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadRules, loadRunTimeRules, runTimeRulesOf } from "../../src/rules/load-rules.ts";
import { type FaultyConnector, testConnector } from "../../src/testing/index.ts";
import { withIncludedFiles } from "./support/included-files.ts";

const page = readFileSync(new URL("../../docs/testing-a-trigger.md", import.meta.url), "utf8");

test("the page on testing a trigger shows the very files that run here", () => {
  expect(page).toBe(withIncludedFiles(page));
  expect(page.match(/<!-- file: /g)).toHaveLength(6);
});

test("the page on testing actions shows the very files that run here", () => {
  const actions = readFileSync(new URL("../../docs/testing-actions.md", import.meta.url), "utf8");
  expect(actions).toBe(withIncludedFiles(actions));
  expect(actions.match(/<!-- file: /g)).toHaveLength(3);
});

test("the page on two more connectors shows the very files that run here", () => {
  const more = readFileSync(new URL("../../docs/testing-more.md", import.meta.url), "utf8");
  expect(more).toBe(withIncludedFiles(more));
  expect(more.match(/<!-- file: /g)).toHaveLength(6);
});

test("the page names the very rules that say what breaks at run time", async () => {
  const section = page.slice(
    page.indexOf("## When the definition is wrong"),
    page.indexOf("## Options worth"),
  );
  const named = [...section.matchAll(/\[`([\w-]+)`\]\(rules\//g)].map(([, id]) => id);
  const rules = runTimeRulesOf(await loadRules());
  expect(named.sort()).toEqual(rules.map(({ id }) => id).sort());
  expect((await loadRunTimeRules()).map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
});

test("the page shows the message that a broken definition gives", async () => {
  const folder = `${import.meta.dirname}/fixtures/broken-parcels`;
  const bench = await testConnector(folder, {
    backend: () => new Response(),
    connection: { api_key: "key" },
  });
  let error: unknown;
  try {
    bench.flow("ParcelArrives", { depot: "north" });
  } catch (caught) {
    error = caught;
  }

  expect(page).toContain((error as FaultyConnector).message.replace("broken-parcels", "parcels"));
});
