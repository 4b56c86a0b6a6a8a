/** Where one is on the page: kept in the address, over a reload and Back; nothing else is shown, and nothing cut off. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { openView, pickOperation, visit, withBrowser } from "./support/visit.ts";

withBrowser();

const selected = (page: Page, tab: string | RegExp) =>
  page.getByRole("tab", { name: tab, selected: true }).waitFor();

it("Tabs, values and Compose are there again after a reload; Back goes to the tab before", async () => {
  const { page } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  await page.getByText("1 row from").waitFor();
  const list = page.getByRole("combobox", { name: "Booking page" });
  await list.click();
  await page.getByRole("option", { name: "Design studio" }).click();
  await page.getByRole("tab", { name: "Outputs" }).click();
  await page.getByRole("tab", { name: "About" }).click();
  await page.reload();
  await selected(page, "About");
  await page.goBack();
  await selected(page, "Outputs");
  await page.getByRole("button", { name: /^Compose/ }).click();
  const inputs = page.getByRole("textbox", { name: "Inputs" });
  await inputs.fill("Hello");
  await page.reload();
  await expect.poll(() => inputs.inputValue()).toBe("Hello");
  await page.getByRole("button", { name: /^When an appointment is created/ }).click();
  await page.getByRole("tab", { name: "Parameters" }).click();
  await expect.poll(() => list.inputValue()).toBe("Design studio");

  await openView(page, "Run");
  await page.getByRole("tab", { name: "Booking desk" }).click();
  await page.getByRole("tab", { name: "HTTP calls" }).click();
  await page.getByRole("listbox", { name: "HTTP calls, newest first" }).getByRole("option").first().click();
  await page.getByRole("region", { name: /^Call #/ }).waitFor();
  await page.waitForURL(/side=desk&list=exchanges/);
  await page.reload();
  await selected(page, "Booking desk");
  await selected(page, "HTTP calls");
});

it("An address that leads nowhere says so", async () => {
  const { page } = await visit({ folder: ROOT });
  await page.evaluate(() => {
    window.location.hash = "#/settings";
  });
  await page.getByText("There is no such page").waitFor();
  expect(await page.getByRole("searchbox", { name: "Search for a trigger" }).count()).toBe(0);
  await page.getByRole("link", { name: "Go to the design" }).click();
  await page.getByRole("searchbox", { name: "Search for a trigger" }).waitFor();
});

it("Scrolling past the end of a list moves nothing but the list", async () => {
  const { page } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  await page.getByRole("tab", { name: "Outputs" }).click();
  await page.getByRole("list", { name: "Outputs" }).waitFor();
  const grown = () =>
    page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
  expect(await grown()).toBe(0);
  await page.mouse.move(1200, 600);
  for (let turn = 0; turn < 40; turn++) await page.mouse.wheel(0, 2_000);
  await expect
    .poll(() => page.evaluate(() => document.querySelector(".panel")!.scrollTop))
    .toBeGreaterThan(0);
  expect(await page.evaluate(() => document.querySelector("header")!.getBoundingClientRect().top)).toBe(0);
  await openView(page, "Findings");
  await openView(page, "Run");
  expect(await grown()).toBe(0);
});

it.each([1400, 1000, 400])("At %i pixels every tab can be seen in full", async (width) => {
  const { page, running } = await visit({ folder: ROOT }, { viewport: { width, height: 900 } });
  const flow = await running.workbench.session.flows.create({
    operationId: "CreateAppointment",
    values: { "path.$.SMTPAddress": "design@example.org" },
  });
  const cut = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("[role=tablist]")].flatMap((list) => {
        const { left, right, bottom } = list.getBoundingClientRect();
        return [...list.querySelectorAll("[role=tab]")].flatMap((tab) => {
          // Those that do not fit are in a menu beside the others.
          const inMenu = !tab.checkVisibility({ visibilityProperty: true });
          if (inMenu && (list.parentElement ?? list).querySelector("[aria-haspopup=menu]")) return [];
          const box = tab.getBoundingClientRect();
          const inside = box.left >= left - 1 && box.right <= right + 1 && box.bottom <= bottom + 1;
          return inside && right <= window.innerWidth + 1 ? [] : [tab.textContent];
        });
      }),
    );
  await pickOperation(page, "When an appointment is created");
  await page.getByRole("tab", { name: "Parameters" }).waitFor();
  expect(await cut()).toEqual([]);
  await openView(page, "Run");
  await page.getByRole("tab", { name: "Timeline" }).waitFor();
  expect(await cut()).toEqual([]);
  if (width === 1000) {
    const timeline = () =>
      page.evaluate(() => document.querySelector(".run-middle")!.getBoundingClientRect().width);
    expect(await timeline()).toBeGreaterThan(600);
    await page.getByRole("link", { name: flow.name }).click();
    await page.getByRole("complementary", { name: "Details" }).waitFor();
    expect(await timeline()).toBeGreaterThan(600);
  }
});

it("What looks like a button is one: “Add a trigger” leads to the search, arrows are only arrows", async () => {
  const { page } = await visit({ folder: ROOT });
  await page.getByRole("button", { name: "Add a trigger" }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("search");
});

it("In a narrow window, a link that names a tab of the Run view leads to it, and no field lies over a button", async () => {
  const { page } = await visit({ folder: ROOT }, { viewport: { width: 400, height: 800 } });
  const go = (hash: string) =>
    page.evaluate((to) => {
      window.location.hash = to;
    }, hash);
  await go("#/run?list=scenarios");
  const record = page.getByRole("button", { name: "Record", exact: true });
  await record.waitFor();
  const field = (await page.getByRole("textbox", { name: "Name of the scenario" }).boundingBox())!;
  const button = (await record.boundingBox())!;
  expect(field.x + field.width <= button.x || field.y + field.height <= button.y).toBe(true);
  await go("#/run?side=desk");
  await page.getByRole("button", { name: "Book", exact: true }).waitFor();
  await go("#/run?list=timeline");
  await page.getByRole("button", { name: "Book", exact: true }).waitFor({ state: "hidden" });
  await page.getByRole("tab", { name: "Timeline", selected: true }).waitFor();
  await page.getByRole("tab", { name: "Controls" }).click();
  await page.getByRole("tab", { name: "Controls", selected: true }).waitFor();
});
