/** Where a view has nothing to show, it says so, pretends nothing, and leads on. */
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { folderOf, parcels } from "../workbench/support.ts";
import { openView, visit, withBrowser } from "./support/visit.ts";

withBrowser();

it("Without findings, the way leads on to the packages", async () => {
  const { page } = await visit({ folder: ROOT });
  await openView(page, "Findings");
  await page.getByRole("link", { name: "Build its packages" }).click();
  await page.getByRole("button", { name: "Validate and build" }).waitFor();
});

it("An operation that does not exist has no card on the canvas, and the list is one step away", async () => {
  const { page } = await visit({ folder: folderOf(parcels()) });
  await page.goto(`${page.url().split("#")[0]}#/design/NoSuchThing`);
  await page.getByText('no operation "NoSuchThing"').waitFor();
  const canvas = page.getByRole("region", { name: "Canvas" });
  expect(await canvas.getByText("NoSuchThing").count()).toBe(0);
  expect(await canvas.getByText("Compose").count()).toBe(0);
  await page.getByRole("link", { name: "Show all operations" }).click();
  await page.waitForURL(/#\/design$/);
});

it("Outside of a repository, the comparison offers what there is: a package", async () => {
  const { page } = await visit({ folder: folderOf(parcels()) });
  await page.goto(`${page.url().split("#")[0]}#/compare`);
  await page.getByText("The folder is not in a git repository").waitFor();
  await page.getByRole("button", { name: "A package file…" }).waitFor();
  expect(await page.getByRole("combobox").count()).toBe(0);
});
