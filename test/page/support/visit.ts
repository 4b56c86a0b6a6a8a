/** Opens the real page of a real workbench, and keeps account of what the page must never do. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, beforeEach, expect, onTestFinished, vi } from "vitest";
import type { Rule } from "../../../src/rules/language/rule.ts";
import { loadRules } from "../../../src/rules/load-rules.ts";
import {
  loadBuiltPage,
  type RunningWorkbench,
  type ServeOptions,
  serve,
} from "../../../src/workbench/index.ts";
import { launchChromium, NoBrowser } from "./chromium.ts";

/** A build, if one is needed, takes a while on a small machine. */
const PATIENCE = 120_000;

/** Dialogs that fade in and out are a quarter of the work of a page. What happens while they do has tests that ask for {@link MOVING}. */
const STILL = { reducedMotion: "reduce" } as const;
/** The look of a page whose animations run. */
export const MOVING = { reducedMotion: "no-preference" } as const;

/** One for all files of a worker: it ends with it. */
let browser: Browser | undefined;
let rules: readonly Rule[];

/** To be called once in a file: starts a browser and builds the page if need be. Without a browser the tests of the file are not run. */
export function withBrowser(): void {
  let missing: string | undefined;
  // A browser on a busy machine is slow; none of these tests measures time.
  vi.setConfig({ testTimeout: 90_000 });
  beforeAll(async () => {
    try {
      if (!browser?.isConnected()) browser = await launchChromium();
    } catch (error) {
      // A machine that judges changes must not pass what it has not seen.
      if (!(error instanceof NoBrowser) || process.env["CI"]) throw error;
      missing = error.message;
      return;
    }
    rules = await loadRules();
    await loadBuiltPage();
  }, PATIENCE);
  beforeEach(({ skip }) => skip(missing !== undefined, missing));
}

export interface Visit {
  page: Page;
  running: RunningWorkbench;
  /** Complaints of the browser: scripts that failed, policies that were broken, requests that went elsewhere, dialogs. */
  complaints: string[];
}

/** Starts a workbench on a folder and opens its page. */
export async function visit(
  options: Omit<ServeOptions, "rules">,
  look: BrowserContextOptions = {},
): Promise<Visit> {
  const running = await serve({ rules, watch: false, ...options });
  onTestFinished(async () => await running.close());
  const { page, complaints } = await openPage(running.address, look, running.url);
  await page.getByRole("navigation", { name: "Views" }).waitFor();
  return { page, running, complaints };
}

/** @param origin what may be asked; nothing at all by default */
export async function openPage(
  address: string,
  look: BrowserContextOptions = {},
  origin = "file:",
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser!.newContext({ viewport: { width: 1440, height: 900 }, ...STILL, ...look });
  onTestFinished(async () => await context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // A refused request is part of some stories; the page itself says it.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
      complaints.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:") && !url.startsWith("blob:"))
      complaints.push(`request: ${url}`);
  });
  await page.goto(address);
  return { page, complaints };
}

export async function pickOperation(page: Page, title: string): Promise<void> {
  await page.getByRole("region", { name: "Operations" }).getByRole("link", { name: title }).click();
}

export async function openView(page: Page, name: "Design" | "Files" | "Findings" | "Run"): Promise<void> {
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name }).click();
}

/** Chooses a part of the step's panel: in the row of tabs, or in the menu of those that do not fit. */
export async function pickTab(page: Page, name: string): Promise<void> {
  const tab = page.getByRole("tab", { name });
  const more = page.getByRole("button", { name: /^\d more$/ });
  await tab.or(more).first().waitFor();
  const brief = { timeout: 2_000 };
  const missed = () => {};
  // A row that has just been drawn still finds out what fits: a tab may leave the menu, or go into it.
  await expect
    .poll(async () => {
      if (await tab.isVisible()) await tab.click(brief).catch(missed);
      else {
        await more.click(brief).catch(missed);
        await page.getByRole("menuitem", { name }).click(brief).catch(missed);
      }
      return page.getByRole("tab", { name, selected: true }).count();
    })
    .toBe(1);
}
