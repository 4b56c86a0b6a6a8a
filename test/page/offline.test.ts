/** The page in a file of its own: a recording, ten thousand events, and nothing that could be called. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { loadRules } from "../../src/rules/load-rules.ts";
import type { Recording } from "../../src/workbench/api.ts";
import { loadBuiltPage, offlineFile, record } from "../../src/workbench/index.ts";
import { temporaryFolder } from "../support/connector-copy.ts";
import { ROOT } from "../support/run-script.ts";
import { openPage, openView, pickOperation, withBrowser } from "./support/visit.ts";

withBrowser();

const EVENTS = 10_000;

async function open(change: (recording: Recording) => void = () => {}) {
  const recording = await record({ folder: ROOT, rules: await loadRules() });
  change(recording);
  const file = path.join(temporaryFolder(), "preview.html");
  writeFileSync(file, offlineFile(await loadBuiltPage(true), recording));
  return await openPage(pathToFileURL(file).href);
}

it("A recording shows design, lists and code, and says why nothing can be changed", async () => {
  const { page, complaints } = await open();
  await page.getByText(/Recorded on/).waitFor();
  await pickOperation(page, "When an appointment is created");
  await page.getByRole("combobox", { name: "Booking page" }).click();
  await page.getByRole("option", { name: "Design studio" }).click();
  await page.getByRole("tab", { name: "Code view" }).click();
  await expect
    .poll(() => page.getByRole("region", { name: "Code of the step" }).textContent())
    .toContain("design@example.org");
  await page.getByRole("tab", { name: "Parameters" }).click();
  await page.getByText(/This is a recording/).waitFor();
  expect(await page.getByRole("button", { name: /Turn on/ }).count()).toBe(0);
  await openView(page, "Run");
  await page.getByRole("heading", { name: "What this recording shows" }).waitFor();
  expect(await page.getByRole("switch").count()).toBe(0);
  expect(complaints).toEqual([]);
});

it("Ten thousand events are one list of which only what is seen is drawn; filter and scrubber reach all of it", async () => {
  const { page, complaints } = await open((recording) => {
    const start = Date.parse("2026-06-24T08:00:00Z");
    recording.events = Array.from({ length: EVENTS }, (_, index) => ({
      number: index + 1,
      at: new Date(start + index * 1_000).toISOString(),
      source: "platform" as const,
      type: "polled",
      mood: index % 100 === 0 ? ("bad" as const) : ("plain" as const),
      text: `Event of the test, number ${index + 1}.`,
      facts: {},
    }));
  });
  await openView(page, "Run");
  await page.getByRole("tab", { name: "Timeline" }).click();
  const list = page.getByRole("listbox", { name: "Events, oldest first" });
  const rows = list.getByRole("option");
  await page.getByText("10,000 events").waitFor();
  // It follows the newest.
  await list.getByText("number 10000.").waitFor();
  expect(await rows.count()).toBeLessThan(80);
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(2_500);
  await expect.poll(() => rows.first().getAttribute("aria-setsize")).toBe(String(EVENTS));

  await page.getByRole("slider", { name: "Go to a moment" }).fill("4999");
  await list.getByText("number 5000.").waitFor();
  await page
    .getByRole("complementary", { name: "Details" })
    .getByText("Event of the test, number 5000.")
    .waitFor();
  expect(await rows.count()).toBeLessThan(80);

  await list.focus();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("complementary", { name: "Details" }).getByText("number 5001.").waitFor();

  await page.getByRole("button", { name: "Information", exact: true }).click();
  await page.getByText("100 of 10,000 events").waitFor();
  await page.getByRole("searchbox", { name: "Filter events" }).fill("number 9901.");
  await page.getByText("1 of 10,000 events").waitFor();
  expect(complaints).toEqual([]);
});
