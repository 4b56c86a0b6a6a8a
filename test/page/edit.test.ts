/** Editing an operation as a form: what authors touch most, without looking for it in the file. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { bookingsFolder } from "../workbench/support.ts";
import { serious } from "./support/axe.ts";
import { pickOperation, visit, withBrowser } from "./support/visit.ts";

withBrowser();

const DEFINITION = "apiDefinition.swagger.json";

async function edit(look: Parameters<typeof visit>[1] = {}) {
  const folder = bookingsFolder();
  const visited = await visit({ folder }, look);
  await pickOperation(visited.page, "When an appointment is created");
  const { page } = visited;
  await page.getByRole("button", { name: "Edit this operation" }).click();
  const form = page.getByRole("region", { name: "Edit this operation" });
  await form.getByRole("textbox", { name: "Summary" }).waitFor();
  const file = path.join(folder, DEFINITION);
  return { ...visited, folder, form, file, read: () => readFileSync(file, "utf8") };
}

it("Summary, label, visibility and required are changed as one, every other byte stays, and Undo brings all back", async () => {
  const { page, form, read, complaints } = await edit();
  const before = read();
  await form.getByRole("textbox", { name: "Summary" }).fill("When somebody books");
  await form.getByRole("combobox", { name: "Visibility" }).first().click();
  await page.getByRole("option", { name: "advanced" }).click();
  await form.getByRole("switch", { name: "Deprecated" }).check();
  await form.getByRole("button", { name: /^Booking page/ }).click();
  await form.getByText("Used by 4 operations", { exact: false }).waitFor();
  await form.getByRole("textbox", { name: "Label" }).fill("Page");
  await form.getByText("4 changes", { exact: true }).waitFor();
  expect(read()).toBe(before);
  await form.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("was changed.", { exact: false }).first().waitFor();
  const after = read();
  const lines = new Set(before.split("\n"));
  const fresh = after
    .split("\n")
    .filter((line) => !lines.has(line))
    .map((line) => line.trim());
  expect(fresh).toContain('"summary": "When somebody books",');
  expect(fresh).toContain('"deprecated": true');
  expect(fresh.length).toBeLessThanOrEqual(6);
  await page.getByRole("heading", { name: "When somebody books" }).first().waitFor();
  await page
    .getByRole("region", { name: "What was just done" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect.poll(read).toBe(before);
  expect(complaints).toEqual([]);
});

it("A list that another operation fills is tried where it is described", async () => {
  const { form } = await edit();
  await form.getByRole("button", { name: /^Booking page/ }).click();
  await form.getByRole("combobox", { name: "Operation that fills the list" }).waitFor();
  await form.getByRole("button", { name: "Try it" }).click();
  await form.getByRole("listitem").filter({ hasText: "@" }).first().waitFor();
});

it("A field that somebody else has changed in the meantime is not overwritten", async () => {
  const { form, file, read } = await edit();
  const theirs = read().replace('"When an appointment is created"', '"Theirs"');
  writeFileSync(file, theirs);
  await form.getByRole("textbox", { name: "Summary" }).fill("Mine");
  await form.getByRole("button", { name: "Save changes" }).click();
  await form.getByText("has another value by now", { exact: false }).waitFor();
  expect(read()).toBe(theirs);
});

it.each([
  ["light", 1400],
  ["dark", 400],
] as const)(
  "The form passes axe and is filled in with the keyboard alone (%s, %i pixels)",
  async (colorScheme, width) => {
    const { page, form, read } = await edit({ viewport: { width: 1400, height: 900 }, colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await form.getByRole("button", { name: /^Booking page/ }).click();
    expect(await serious(page)).toEqual([]);
    await form.getByRole("textbox", { name: "Summary" }).focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("By keyboard");
    await page.keyboard.press("Enter");
    await page.getByText("was changed.", { exact: false }).first().waitFor();
    expect(read()).toContain('"summary": "By keyboard"');
  },
);
