/** Findings while a file is edited: they come by themselves, stand beside what they are about, and can be mended. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { exampleFiles, temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { openView, visit, withBrowser } from "./support/visit.ts";

withBrowser();

it("Saving a fault in any editor shows it, applying its fix removes it from the file and the page", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, exampleFiles());
  const file = path.join(folder, "apiDefinition.swagger.json");
  const sound = readFileSync(file, "utf8");
  const { page, complaints } = await visit({ folder, watch: true });
  await openView(page, "Findings");
  await page.getByRole("searchbox", { name: "Search findings" }).waitFor();
  const cards = page.getByRole("article");
  const before = await cards.count();

  // A trailing comma: the definition cannot be read, and the page goes on showing the one before.
  writeFileSync(file, sound.replace(/\n}\s*$/, ",\n}\n"));
  await page.getByText("The definition cannot be read as it is saved now.").waitFor();
  await page.getByRole("button", { name: "Fix…" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("region", { name: /^Changes to/ }).waitFor();
  await dialog.getByRole("button", { name: "Apply to the files" }).click();
  await page.getByText("The definition cannot be read as it is saved now.").waitFor({ state: "detached" });
  await expect.poll(() => cards.count()).toBe(before);
  expect(() => JSON.parse(readFileSync(file, "utf8"))).not.toThrow();
  expect(complaints).toEqual([]);
});
