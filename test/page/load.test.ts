/** What a first look costs: requests, the size of the script, and where it was built. */
import { gzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { loadBuiltPage } from "../../src/workbench/index.ts";
import { serve } from "../../src/workbench/server/serve.ts";
import { ROOT } from "../support/run-script.ts";
import { openPage, visit, withBrowser } from "./support/visit.ts";

withBrowser();

/** Bytes that the scripts of the first paint may have, packed. */
const BUDGET = 350 * 1024;

it("Each answer is asked for once at the start", async () => {
  const { page, running } = await visit({ folder: ROOT });
  await page.getByRole("region", { name: "Operations" }).getByRole("link").first().waitFor();
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.includes("/api/")) asked.push(pathname.replace(/.*\/api\//, ""));
  });
  await page.reload();
  await page.getByRole("region", { name: "Operations" }).getByRole("link").first().waitFor();
  // The stream is open and has spoken: what it makes the page ask has been asked.
  running.workbench.session.tell("here", "plain", "Somebody is here.", {});
  await page.goto(`${page.url().split("#")[0]}#/run`);
  await page.getByText("Somebody is here.").waitFor();
  expect(asked.filter((path) => path === "state")).toEqual(["state"]);
  expect(asked.filter((path) => path === "design")).toEqual(["design"]);
});

it("The start's scripts are small, packed, and hold no path of the machine that built them", async () => {
  const built = await loadBuiltPage();
  const all = [...built.assets].filter(([name]) => name.endsWith(".js"));
  for (const [name, bytes] of all) expect(Buffer.from(bytes).includes(ROOT), name).toBe(false);
  const atStart = all.filter(([name]) => built.html.includes(name));
  // A browser asks for six at a time: forty pieces would be seven waits.
  expect(atStart).toHaveLength(1);
  const packed = atStart.reduce((sum, [, bytes]) => sum + gzipSync(bytes).length, 0);
  expect(packed).toBeLessThan(BUDGET);
});

it("The page is there before the connector is read, and shows it when it is", async () => {
  const rules = Promise.withResolvers<[]>();
  const listening = Promise.withResolvers<string>();
  const running = serve({
    folder: ROOT,
    watch: false,
    rules: () => rules.promise,
    onListening: ({ address }) => listening.resolve(address),
  });
  onTestFinished(async () => {
    rules.resolve([]);
    await (await running).close();
  });
  const address = await listening.promise;
  const { page } = await openPage(address, {}, new URL(address).origin);
  await page.getByText("Loading").or(page.getByLabel("Loading the workbench")).first().waitFor();
  rules.resolve([]);
  await page.getByRole("region", { name: "Operations" }).getByRole("link").first().waitFor();
});
