/** The search over everything, the shortcuts, and the density of lists; with the keyboard alone, and by axe. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { folderOf, parcels } from "../workbench/support.ts";
import { serious } from "./support/axe.ts";
import { MOVING, openView, visit, withBrowser } from "./support/visit.ts";

withBrowser();

const box = (page: Page) => page.getByRole("combobox", { name: "Search and commands" });
const firstOption = (page: Page) => page.locator("[role=option][aria-selected=true]");

async function open(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await box(page).waitFor();
}

it("Ctrl+K leads to an operation, a parameter, an output, a finding, an event and a call", async () => {
  const { page, running, complaints } = await visit({ folder: ROOT });
  await running.workbench.session.platform.invoke(
    "ListBookingsBusinessUserAsAdmin",
    {},
    {
      connection: running.workbench.session.connections.get(undefined),
    },
  );
  running.workbench.session.tell("noted", "plain", "A zebra crossed the road.", {});
  const find = async (words: string) => {
    await box(page).waitFor({ state: "detached" });
    await open(page);
    await page.keyboard.type(words);
  };
  await find("appointment upd");
  await firstOption(page).getByText("When an appointment is updated").waitFor();
  expect(await serious(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/design\/UpdateAppointment$/);
  await box(page).waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement?.matches("#main aside"));

  await find("smtp");
  await page.getByRole("group", { name: "Parameters" }).getByRole("option").first().click();
  await page.waitForURL(/tab=parameters&at=/);
  await page.waitForFunction(() =>
    document.activeElement?.closest("[data-at]")?.classList.contains("place-lit"),
  );

  await find("notice language");
  await page.getByRole("listbox", { name: "Results" }).waitFor();
  await page.keyboard.press("Escape");
  await find("appointment id");
  await page.getByRole("group", { name: "Outputs" }).getByRole("option").first().click();
  await page.waitForURL(/tab=outputs&at=/);
  await page.waitForFunction(() =>
    document.activeElement?.closest("[data-at]")?.classList.contains("place-lit"),
  );

  await find("zebra");
  await firstOption(page).getByText("A zebra crossed the road.").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/run\/event\/\d+\?list=timeline/);

  await find("ListBookingsBusinessUser GET");
  await page.getByRole("group", { name: "HTTP calls" }).getByRole("option").first().click();
  await page.waitForURL(/#\/run\/exchange\/\d+\?list=exchanges/);
  expect(complaints).toEqual([]);
});

it("Commands run: views, theme, density, firing a flow; findings are found by rule", async () => {
  const definition = parcels();
  const folder = folderOf({ ...definition, info: { title: "Parcels", version: "1.0" } });
  const { page, running } = await visit({ folder });
  await running.workbench.session.flows.create({ operationId: "NewParcels", name: "Watch parcels" });
  const run = async (words: string) => {
    await open(page);
    await box(page).fill(words);
    const [verb = ""] = words.split(" ");
    await page
      .getByRole("option")
      .filter({ hasText: new RegExp(verb, "i") })
      .first()
      .waitFor();
    await page.keyboard.press("Enter");
    await box(page).waitFor({ state: "detached" });
  };
  await run("go to findings");
  await page.waitForURL(/#\/findings/);
  await run("go to run");
  await page.waitForURL(/#\/run/);
  await run("switch to dark");
  await page.waitForFunction(() => document.documentElement.dataset["scheme"] === "dark");
  await run("switch to light");
  await run("fire watch");
  await page.getByRole("dialog").getByRole("heading", { name: "Fire the trigger" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await open(page);
  const rule = running.workbench.views.findings().findings[0]?.rule ?? "";
  await box(page).fill(rule);
  await page.getByRole("group", { name: "Findings" }).getByRole("option").first().click();
  await page.waitForURL(/#\/findings\/.+/);
});

it("Ctrl+K works while the search is still closing, what was chosen there is done, and nothing typed is lost", async () => {
  const { page, complaints } = await visit({ folder: folderOf(parcels()) }, MOVING);
  await page.locator(".operation-card").first().waitFor();
  await open(page);
  for (const scheme of ["dark", "light", "dark"]) {
    await box(page).fill(`switch to ${scheme}`);
    await firstOption(page).getByText(scheme).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("go to findings");
    await page.waitForFunction((wanted) => document.documentElement.dataset["scheme"] === wanted, scheme);
    await expect.poll(() => box(page).inputValue()).toBe("go to findings");
  }
  await firstOption(page).getByText("findings").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/findings/);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement?.id === "main");
  // Nothing is left over the page: what is behind a dialog is hidden from assistive technology.
  expect(await page.getByRole("navigation", { name: "Views" }).count()).toBe(1);

  for (let times = 0; times < 3; times++) {
    await open(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("guide");
    await expect.poll(() => box(page).inputValue()).toBe("guide");
    await page.keyboard.press("Escape");
    await box(page).waitFor({ state: "detached" });
  }
  expect(complaints).toEqual([]);
});

it("A dialog that takes the place of another one leaves nothing of the page hidden", async () => {
  const { page } = await visit({ folder: folderOf(parcels()) }, MOVING);
  await page.locator(".operation-card").first().waitFor();
  await open(page);
  // The page behind is hidden from assistive technology by now.
  await page.locator("body > [aria-hidden=true]:has(#main)").waitFor({ state: "attached" });
  await box(page).fill("switch to dark");
  await firstOption(page).getByText("dark").waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+k");
  await page.waitForFunction(() => document.documentElement.dataset["scheme"] === "dark");
  await page.keyboard.press("Escape");
  await box(page).waitFor({ state: "detached" });
  await page.getByRole("navigation", { name: "Views" }).waitFor();
  await page.getByRole("link", { name: "Findings" }).waitFor();
});

it("Any of thousands of events is found, even the oldest, as soon as somebody looks for it", async () => {
  const { page, running } = await visit({ folder: folderOf(parcels()) });
  for (let at = 0; at < 5_000; at++)
    running.workbench.session.tell("noted", "plain", `Sheep ${at} passed.`, {});
  await page.reload();
  await page.locator(".operation-card").first().waitFor();
  await page.keyboard.press("Control+k");
  await box(page).waitFor();
  await page.keyboard.type("sheep 17 passed");
  await firstOption(page).getByText("Sheep 17 passed.").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/run\/event\/\d+/);
});

it("What is typed while the search is still loading goes into it, and Enter does the first it finds", async () => {
  const { page, complaints } = await visit({ folder: folderOf(parcels()) });
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const asked = page.waitForRequest(/palette/);
  await page.route(/palette/, async (route) => {
    await gate;
    await route.continue();
  });
  await page.reload();
  await page.locator(".operation-card").first().waitFor();
  await page.keyboard.press("Control+k");
  await asked;
  await page.keyboard.type("go to findinx");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("gs");
  await page.keyboard.press("Enter");
  go();
  await page.waitForURL(/#\/findings/);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
});

it("Single keys work outside of fields, not in them, and can be turned off; F6 goes through the page", async () => {
  const { page } = await visit({ folder: ROOT });
  const active = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      return element?.closest("[aria-label]")?.getAttribute("aria-label") ?? element?.tagName ?? "";
    });
  await page.locator(".operation-card").first().waitFor();
  await page.locator("#main").focus();
  await page.keyboard.press("j");
  await page.waitForFunction(() => document.activeElement?.classList.contains("operation-card"));
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "Parameters" }).waitFor();
  // From an operation to its panel: two parts on.
  await page.keyboard.press("F6");
  await page.keyboard.press("F6");
  expect(await page.evaluate(() => document.activeElement?.closest("aside") !== null)).toBe(true);
  await page.keyboard.press("Shift+F6");
  expect(await page.evaluate(() => document.activeElement?.closest("aside") === null)).toBe(true);

  await page.keyboard.press("g");
  await page.keyboard.press("f");
  await page.waitForURL(/#\/findings/);
  await page.getByRole("searchbox", { name: "Search findings" }).waitFor();
  await page.keyboard.press("/");
  await page.waitForFunction(() => document.activeElement?.getAttribute("type") === "search");
  await page.keyboard.type("g?r/");
  await expect.poll(() => page.locator("input[type=search]").inputValue()).toBe("g?r/");
  expect(await page.getByRole("dialog").count()).toBe(0);

  await page.locator("#main").focus();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.waitFor();
  expect(await serious(page)).toEqual([]);
  await sheet.getByRole("checkbox", { name: "Use single-key shortcuts" }).click();
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await page.locator("#main").focus();
  await page.keyboard.press("?");
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  expect(page.url()).toContain("#/findings");
  expect(await sheet.count()).toBe(0);
  expect(await active()).not.toBe("");
});

it("Many operations are a compact list unless somebody chooses; the choice stays", async () => {
  const { paths, ...rest } = parcels();
  const many = Object.fromEntries(
    Array.from({ length: 174 }, (_, at) => [
      `/things/${at}`,
      {
        get: {
          operationId: `Get${at}`,
          summary: `Get thing ${at}`,
          description: `Gets thing ${at}.`,
          responses: {},
        },
      },
    ]),
  );
  const { page } = await visit({ folder: folderOf({ ...rest, paths: { ...paths, ...many } }) });
  await page.locator(".operation-card").first().waitFor();
  const visible = () =>
    page.evaluate(() => {
      const list = document.querySelector(".browse-list")!.getBoundingClientRect();
      return [...document.querySelectorAll(".operation-card")].filter((card) => {
        const { top, bottom } = card.getBoundingClientRect();
        return top >= list.top && bottom <= list.bottom;
      }).length;
    });
  expect(await visible()).toBeGreaterThan(20);
  await page.getByRole("button", { name: "Comfortable list" }).click();
  await page.getByText("Gets thing 100.").first().waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Compact list" }).waitFor();
  expect(await visible()).toBeGreaterThan(8);
  await openView(page, "Findings");
});
