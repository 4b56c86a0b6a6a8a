import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type FaultyConnector, testConnector } from "../../src/testing/index.ts";
import { withIncludedFiles } from "./support/included-files.ts";

const page = readFileSync(new URL("../../docs/testing-a-trigger.md", import.meta.url), "utf8");

test("the page on testing a trigger shows the very files that run here", () => {
  expect(page).toBe(withIncludedFiles(page));
  expect(page.match(/<!-- file: /g)).toHaveLength(6);
});

test("the page shows the message that a broken definition gives", async () => {
  const folder = `${import.meta.dirname}/fixtures/broken-parcels`;
  const error = await testConnector(folder, { backend: () => new Response() }).catch(
    (caught: unknown) => caught,
  );

  expect(page).toContain((error as FaultyConnector).message.replace("broken-parcels", "parcels"));
});
