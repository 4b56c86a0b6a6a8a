/** The page with axe, with the keyboard alone, light, dark and narrow. */
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { serious } from "./support/axe.ts";
import { openView, pickOperation, pickTab, visit, withBrowser } from "./support/visit.ts";

withBrowser();

it.each([
  ["light", 1440],
  ["dark", 1440],
  ["light", 420],
] as const)("axe finds nothing serious in any view: %s, %i pixels wide", async (colorScheme, width) => {
  const { page, running } = await visit({ folder: ROOT }, { colorScheme, viewport: { width, height: 900 } });
  await running.workbench.session.flows.create({
    operationId: "CreateAppointment",
    values: { "path.$.SMTPAddress": "design@example.org" },
    on: true,
  });
  running.workbench.desk.act("book", {});
  const said: Record<string, string[]> = {};
  const look = async (name: string) => {
    said[name] = await serious(page);
  };
  await look("connector");
  await pickOperation(page, "When an appointment is created");
  await page.getByText("1 row from").waitFor();
  await look("parameters");
  await page.getByRole("combobox", { name: "Booking page" }).click();
  await page.getByRole("option", { name: "Design studio" }).waitFor();
  await look("menu");
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Outputs" }).click();
  await page.getByRole("button", { name: /body\/CustomerName/ }).click();
  await look("outputs");
  await pickTab(page, "Code view");
  await page.getByRole("region", { name: "Code of the step" }).waitFor();
  await look("code");
  await page.getByRole("tab", { name: "Raw" }).click();
  await page.getByRole("region", { name: "The operation in the file" }).waitFor();
  await look("raw");
  await openView(page, "Findings");
  await page.getByRole("searchbox").waitFor();
  await look("findings");
  await openView(page, "Run");
  await page
    .getByRole("listbox", { name: "Events, oldest first" })
    .or(page.getByRole("article").first())
    .first()
    .waitFor();
  await look("flows");
  await page.getByRole("tab", { name: "Booking desk" }).click();
  await page.getByRole("button", { name: "Book", exact: true }).waitFor();
  await look("desk");
  await page.getByRole("tab", { name: "Controls" }).click();
  await page.getByText("Fast-forward").or(page.getByText("+1 min")).first().waitFor();
  await look("controls");
  await page.getByRole("tab", { name: "HTTP calls" }).click();
  await page.getByRole("listbox", { name: "HTTP calls, newest first" }).getByRole("option").first().click();
  await page.getByRole("region", { name: /^Call #/ }).waitFor();
  await look("exchange");
  expect(Object.fromEntries(Object.entries(said).filter(([, list]) => list.length > 0))).toEqual({});
});

it("Everything can be reached with the keyboard, beginning with a way past the header", async () => {
  const { page } = await visit({ folder: ROOT });
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
  await page.getByRole("searchbox", { name: "Search for a trigger" }).waitFor();
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
  await page.keyboard.press("Tab");
  await page.keyboard.type("updated");
  const operations = page.getByRole("region", { name: "Operations" });
  await expect.poll(() => operations.getByRole("link").count()).toBe(1);
  await operations.getByRole("link").focus();
  await page.keyboard.press("Enter");
  const list = page.getByRole("combobox", { name: "Booking page" });
  await page.getByText("1 row from").waitFor();
  await list.focus();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("option", { name: "Design studio" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect.poll(() => list.inputValue()).toBe("Design studio");
});

it("Light and dark follow the system until somebody chooses, and the choice stays", async () => {
  const { page } = await visit({ folder: ROOT }, { colorScheme: "dark" });
  const scheme = () => page.evaluate(() => document.documentElement.dataset["scheme"]);
  expect(await scheme()).toBe("dark");
  await page.getByRole("button", { name: "Switch to light" }).click();
  expect(await scheme()).toBe("light");
  await page.reload();
  await page.getByRole("navigation", { name: "Views" }).waitFor();
  expect(await scheme()).toBe("light");
});

it("A narrow window shows one thing at a time and scrolls sideways nowhere", async () => {
  const { page } = await visit({ folder: ROOT }, { viewport: { width: 420, height: 860 } });
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await pickOperation(page, "When an appointment is created");
  await page.getByText("1 row from").waitFor();
  expect(await page.getByRole("searchbox", { name: "Search for a trigger" }).isVisible()).toBe(false);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await page.getByRole("button", { name: "All operations" }).click();
  await page.getByRole("searchbox", { name: "Search for a trigger" }).waitFor();
  await openView(page, "Run");
  await page.getByRole("tab", { name: "Timeline" }).click();
  await page.getByRole("tab", { name: "Booking desk" }).click();
  await page.getByRole("button", { name: "Book", exact: true }).waitFor();
  expect(await overflow()).toBeLessThanOrEqual(0);
});
