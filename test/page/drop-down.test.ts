/** What a maker reads in a drop-down while it loads, when it stays empty, and when it fails. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { pickOperation, visit, withBrowser } from "./support/visit.ts";

withBrowser();

const LIST = "ListBookingsBusinessUserAsAdmin";

async function openList(page: Page) {
  await pickOperation(page, "When an appointment is created");
  await page.getByRole("combobox", { name: "Booking page" }).click();
  return page.getByRole("listbox", { name: "Booking page" });
}

it("A list that cannot be loaded says so in the service's words, opening it again tries again", async () => {
  const { page, running } = await visit({ folder: ROOT });
  await running.workbench.change({ inject: { on: LIST, answer: 403 } });
  const menu = await openList(page);
  const row = menu.getByRole("option").first();
  await expect.poll(() => row.getAttribute("aria-disabled")).toBe("true");
  await expect.poll(() => row.textContent()).not.toBe("Loading...");
  expect((await row.textContent())?.length).toBeGreaterThan(10);
  await menu.getByRole("option", { name: "Enter custom value" }).waitFor();
  await page.getByText(`${LIST} failed. Open the list to try again.`).waitFor();

  await running.workbench.change({ clearFaults: true });
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Booking page" }).click();
  await menu.getByRole("option", { name: "Design studio" }).waitFor();
});

it("A list that takes its time shows that it is loading, and its rows when they come", async () => {
  const { page, running } = await visit({ folder: ROOT });
  await running.workbench.change({ inject: { on: LIST, latencyMs: 60_000 } });
  const menu = await openList(page);
  await menu.getByRole("option", { name: "Loading..." }).waitFor();
  await running.workbench.change({ advanceSeconds: 61 });
  await menu.getByRole("option", { name: "Design studio" }).waitFor();
});

it("An empty list says so and accepts a custom value", async () => {
  const { page } = await visit({ folder: ROOT });
  // Another user of the mocked world, who has visited no page yet.
  await pickOperation(page, "When an appointment is created");
  await page.getByRole("button", { name: "Change connection" }).click();
  const users = page.getByLabel("Sign in as");
  // The users come with the desk, after the dialog.
  await expect.poll(() => users.locator("option").count()).toBeGreaterThan(1);
  const options = await users.locator("option").allInnerTexts();
  await users.selectOption({ index: options.length - 1 });
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("0 rows from").waitFor();
  const list = page.getByRole("combobox", { name: "Booking page" });
  await list.click();
  await page.getByRole("option", { name: "No items" }).waitFor();
  await page.getByRole("option", { name: "Enter custom value" }).click();
  const field = page.getByRole("textbox", { name: "Booking page" });
  await field.fill("somebody@example.org");
  await page.getByRole("button", { name: "Clear custom value" }).click();
  await list.waitFor();
});

it("A missing required value is reported at its field, and nothing is turned on", async () => {
  const { page, running } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  await page.getByRole("button", { name: "Turn on a flow with this trigger" }).click();
  await page.getByText("'Booking page' is required.").waitFor();
  expect(running.workbench.state().flows).toEqual([]);
});
