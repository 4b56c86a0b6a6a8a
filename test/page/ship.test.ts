/** Shipping and comparing from the page, with the keyboard alone and by axe. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { bookingsFolder, folderOf, parcels } from "../workbench/support.ts";
import { serious } from "./support/axe.ts";
import { visit, withBrowser } from "./support/visit.ts";

withBrowser();

it("Builds, says what is lost, gives files, and offers the next command, by keyboard", async () => {
  const { page, complaints } = await visit({ folder: bookingsFolder() });
  await page.locator("#main").focus();
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  const build = page.getByRole("button", { name: "Validate and build" });
  await build.focus();
  await page.keyboard.press("Enter");
  const card = page.getByRole("article", { name: "Logic Apps templates" });
  await card.waitFor();
  await card.getByText("Left out").waitFor();
  await page.getByRole("article", { name: "paconn folder" }).getByText("paconn create").waitFor();
  expect(await serious(page)).toEqual([]);
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download paconn folder" }).focus();
  await page.keyboard.press("Enter");
  expect((await waiting).suggestedFilename()).toBe("microsoft-bookings-paconn.zip");
  const reference = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download Markdown" }).click();
  expect((await reference).suggestedFilename()).toBe("reference.md");
  await page.getByRole("button", { name: /^Save to / }).click();
  await page
    .getByRole("main")
    .getByText(/files saved to/)
    .waitFor();
  expect(complaints).toEqual([]);
});

it("Says what stops the packages", async () => {
  const { page } = await visit({ folder: folderOf({ ...parcels(), paths: { nonsense: {} } }) });
  await page.goto(`${page.url().split("#")[0]}#/ship`);
  await page.getByRole("button", { name: "Validate and build" }).click();
  await page.getByRole("heading", { name: "Nothing was built" }).waitFor();
  await page.getByRole("link", { name: "Open findings" }).click();
  await page.waitForURL(/#\/findings/);
});

it("Shows what has changed since an earlier reading, and the operation in both versions, by keyboard", async () => {
  const folder = folderOf(parcels());
  const { page, running, complaints } = await visit({ folder });
  const file = path.join(folder, "apiDefinition.swagger.json");
  writeFileSync(
    file,
    readFileSync(file, "utf8")
      .replace('"Weight in kg"', '"Weight"')
      .replace('"operationId": "ListDepots",', '"operationId": "AllDepots",'),
  );
  await running.workbench.reload();
  await page.locator("#main").focus();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  const compare = page.getByRole("button", { name: "Compare", exact: true, disabled: false });
  await compare.focus();
  await page.keyboard.press("Enter");
  const changes = page.getByRole("region", { name: "Changes" });
  await changes.getByRole("heading", { name: /Breaking/ }).waitFor();
  await changes.locator(".change-row").first().focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  const both = page.getByRole("complementary", { name: "Both versions" });
  await both.getByRole("table", { name: "Outputs" }).first().waitFor();
  await both
    .getByText(/Weight in kg/)
    .first()
    .waitFor();
  expect(await serious(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
