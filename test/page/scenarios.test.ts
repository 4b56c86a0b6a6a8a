/** Scenarios on the page: recorded, replayed, exported, imported. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { serious } from "./support/axe.ts";
import { openView, visit, withBrowser } from "./support/visit.ts";

withBrowser();

it("A scenario is recorded, replayed, exported, deleted and brought back, by keyboard alone", async () => {
  const { page, running, complaints } = await visit({ folder: ROOT });
  await running.workbench.session.flows.create({
    operationId: "CreateAppointment",
    values: { "path.$.SMTPAddress": "design@example.org" },
    on: true,
  });
  await openView(page, "Run");
  await page.getByRole("tab", { name: "Timeline" }).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  const title = page.getByRole("textbox", { name: "Name of the scenario" });
  // Whoever has no name for it yet records all the same.
  expect(await title.getAttribute("placeholder")).toBe("Scenario 1");
  await title.focus();
  await page.keyboard.type("Two bookings");
  await page.keyboard.press("Enter");
  await page.getByText("Recording “Two bookings”: 1 step").waitFor();
  expect(await page.getByText("No scenarios yet").count()).toBe(0);
  await page.getByRole("tab", { name: "Booking desk" }).click();
  await page.getByRole("button", { name: "Book", exact: true }).press("Enter");
  await page.getByText("Recording “Two bookings”: 2 steps").waitFor();
  expect(await serious(page)).toEqual([]);
  await page.getByRole("button", { name: "Stop recording" }).press("Enter");
  const scenario = page.getByRole("article", { name: "Two bookings" });
  await scenario.getByRole("button", { name: "Replay" }).press("Enter");
  await scenario.getByText("All 2 steps gave the recorded result.").waitFor();
  await scenario.getByRole("button", { name: "Steps" }).press("Enter");
  await scenario.getByText("1 run (succeeded)").waitFor();
  await scenario.getByText("Turn on a flow:").waitFor();
  await scenario.getByText("Design consultation for Amara Okafor").waitFor();
  await scenario.getByText("When an appointment is created").first().waitFor();
  expect(await serious(page)).toEqual([]);

  await scenario.getByRole("button", { name: "Export" }).press("Enter");
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Scenario file" }).press("Enter");
  const file = await (await saved).path();
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ name: "Two bookings" });

  await scenario.getByRole("button", { name: "Delete" }).press("Enter");
  await scenario.waitFor({ state: "detached" });
  const notice = page.getByRole("region", { name: "What was just done" });
  await notice.getByRole("button", { name: "Undo" }).press("Enter");
  await scenario.waitFor();
  await scenario.getByRole("button", { name: "Delete" }).press("Enter");
  await scenario.waitFor({ state: "detached" });
  await page.locator('input[type="file"]').setInputFiles(file);
  await scenario.waitFor();
  expect(complaints).toEqual([]);
});

it("The filters of the story begin at its left edge, and at 400 pixels its tabs are in one row", async () => {
  const { page } = await visit({ folder: ROOT });
  await openView(page, "Run");
  await page.getByRole("combobox", { name: "Kind" }).waitFor();
  const left = async (selector: string) => (await page.locator(selector).first().boundingBox())?.x ?? 0;
  expect(await left(".story .timeline-tools > *")).toBeLessThan((await left(".run-middle")) + 20);
  await page.setViewportSize({ width: 400, height: 800 });
  const tops = await page
    .locator(".run-middle [role=tab]")
    .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
  expect(new Set(tops).size).toBe(1);
});
