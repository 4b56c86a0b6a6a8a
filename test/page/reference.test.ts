/** The reference page in a browser: nothing serious for axe, search, anchors, no requests, also with a hostile connector. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectorFromFiles, readConnector } from "../../src/definition/connector-folder.ts";
import { referenceHtml } from "../../src/generation/reference/html.ts";
import { referenceMarkdown } from "../../src/generation/reference/markdown.ts";
import { referencePage } from "../../src/generation/reference/page.ts";
import { ROOT } from "../support/run-script.ts";
import { openPage, withBrowser } from "./support/visit.ts";

withBrowser();

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "reference-page-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function addressOf(name: string, connector = readConnector(ROOT)): string {
  const page = referencePage(connector);
  const file = path.join(folder, `${name}.html`);
  writeFileSync(
    file,
    referenceHtml(referenceMarkdown(page), { title: page.title, icon: connector.icon?.bytes }),
  );
  return pathToFileURL(file).href;
}

it.each([
  ["light", 1400],
  ["dark", 1400],
  ["light", 400],
] as const)(
  "axe finds nothing, nothing overflows and nothing is requested: %s, %i pixels",
  async (colorScheme, width) => {
    const { page, complaints } = await openPage(addressOf("ours"), {
      colorScheme,
      viewport: { width, height: 900 },
    });
    // Brought in by the debugger, which no policy binds.
    await page.evaluate(AXE);
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run()).violations.map(({ id }) => id);
    });
    expect(found).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(complaints).toEqual([]);
  },
);

it("search leaves what holds all words, and gives everything back", async () => {
  const { page } = await openPage(addressOf("ours"));
  const heading = (name: string) => page.getByRole("heading", { name, exact: false, level: 3 });
  await page.getByRole("searchbox").fill("CustomerPhone");
  await expect.poll(() => heading("AppointmentData").isVisible()).toBe(true);
  expect(await heading("StaffMemberData").isVisible()).toBe(false);
  await expect.poll(() => page.locator("tr.hit").count()).toBe(1);
  await page.getByRole("searchbox").press("Escape");
  await expect.poll(() => heading("StaffMemberData").isVisible()).toBe(true);
});

it("every link of the contents leads to a heading", async () => {
  const { page } = await openPage(addressOf("ours"));
  const dead = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')]
      .map((link) => decodeURIComponent(link.hash.slice(1)))
      .filter((id) => document.getElementById(id) === null),
  );
  expect(dead).toEqual([]);
});

it("a hostile connector runs nothing and fetches nothing", async () => {
  const nasty = `"><script>alert(1)</script><img src="http://127.0.0.1:9/x.png" onerror="alert(2)"> [x](javascript:alert(3)) ![p](http://127.0.0.1:9/p.png)`;
  const definition = {
    swagger: "2.0",
    info: { title: nasty, description: nasty, version: "1" },
    paths: {
      "/a": {
        get: {
          operationId: nasty,
          summary: nasty,
          description: nasty,
          parameters: [{ name: nasty, in: "query", type: "string", description: nasty, default: nasty }],
          responses: {
            200: {
              description: "OK",
              schema: {
                type: "object",
                properties: { [nasty]: { type: "string", description: nasty, example: nasty } },
              },
            },
          },
        },
      },
    },
  };
  const files = new Map([
    ["apiDefinition.swagger.json", Buffer.from(JSON.stringify(definition))],
    ["intro.md", Buffer.from(`${nasty}\n\n<iframe src="http://127.0.0.1:9/"></iframe>\n\n${nasty}`)],
  ]);
  const { page, complaints } = await openPage(addressOf("hostile", connectorFromFiles("hostile", files)));
  for (const link of await page.locator("main a:visible").all())
    expect(await link.getAttribute("href")).not.toMatch(/^javascript/i);
  expect(await page.locator("main script, main img, main iframe").count()).toBe(0);
  expect(complaints).toEqual([]);
});
