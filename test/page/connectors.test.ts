/** The table of connectors, by keyboard and by axe. */
import path from "node:path";
import { expect, it } from "vitest";
import { folderOf, parcels } from "../workbench/support.ts";
import { serious } from "./support/axe.ts";
import { visit, withBrowser } from "./support/visit.ts";

withBrowser();

const named = (title: string) => folderOf({ ...parcels(), info: { title, version: "1.0" } });

it("Started with several, the page begins with their table; one is found, sorted, opened by keyboard", async () => {
  const beta = named("Beta");
  const { page, running, complaints } = await visit({
    folder: named("Alpha"),
    others: [beta, named("Gamma")],
  });
  await page.waitForURL(/#\/connectors$/);
  await page.getByRole("row").nth(3).waitFor();
  await page.getByText("3 connectors").waitFor();
  // Titles come bit by bit.
  for (const title of ["Beta", "Gamma"]) await page.getByRole("button", { name: title }).waitFor();
  expect(await serious(page)).toEqual([]);
  const titles = () =>
    page.locator("tbody th").evaluateAll((cells) => cells.map((cell) => cell.textContent?.split(" ")[0]));
  await page.getByRole("button", { name: "Connector", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect.poll(titles).toEqual(["Gamma", "Beta", "Alpha"]);
  await page.locator("#main").focus();
  await page.keyboard.press("/");
  // Words count, not where they are: the folder comes after the name.
  await page.keyboard.type(`${path.basename(beta)} bet`);
  await page.getByText("1 of 3 connectors").waitFor();
  await page.getByRole("button", { name: "Beta" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Beta", level: 1 }).waitFor();
  await page.waitForURL(/#\/design$/);
  expect(running.workbench.state().connector.title).toBe("Beta");
  await page.getByRole("link", { name: /Open another connector/ }).click();
  await page.getByRole("row", { name: /Beta Open now/ }).waitFor();
  expect(complaints).toEqual([]);
});

it("On a narrow page, connectors of one name are told apart by their folders", async () => {
  const copies = [named("Copied"), named("Copied")];
  const { page } = await visit(
    { folder: copies[0]!, others: [copies[1]!] },
    { viewport: { width: 400, height: 900 } },
  );
  for (const folder of copies)
    await page
      .locator(".connector-folder")
      .filter({ hasText: path.basename(folder) })
      .waitFor();
});
