/**
 * What the page costs: script at the start, first paint, until it can be used, how long a click or a key takes, DOM nodes, memory;
 * with a definition of about 1 MB, its findings, and 10,000 events.
 *
 *     npm run bench -- page                  # a definition made up for it
 *     npm run bench -- page FOLDER           # a connector folder
 *     npm run bench -- page --events 0
 *
 * Wall times depend on what else the machine does: the load is printed beside them.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { loadRules } from "../src/rules/load-rules.ts";
import { loadBuiltPage, serve } from "../src/workbench/index.ts";
import { launchChromium } from "../test/page/support/chromium.ts";

/** Operations of the made-up definition: with their schemas about 1 MB. */
const OPERATIONS = 600;
const ROUNDS = 3;

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { events: { type: "string", default: "10000" } },
  });
  const made = positionals[0] === undefined ? makeConnector() : undefined;
  const folder = positionals[0] ?? made ?? ".";
  const browser = await launchChromium();
  const running = await serve({ folder, rules: await loadRules(), watch: false });
  try {
    const built = await loadBuiltPage();
    const events = Number(values.events);
    const tell = running.workbench.session.tell.bind(running.workbench.session);
    for (let at = 0; at < events; at++) tell("bench", "plain", `Event ${at} of the bench.`, {});
    const { connector, findings } = running.workbench.state();
    const definition = connector.files.find(({ part }) => part === "definition");
    const { error, warning, info } = findings;
    const said = [
      connector.title,
      `${Math.round((definition?.bytes ?? 0) / 1000)} KB`,
      `${running.workbench.views.design().operations.length} operations`,
      `${error + warning + info} findings`,
      `${events} events`,
    ];
    process.stdout.write(`${said.join(", ")}\n`);
    const scripts = [...built.assets].filter(([name]) => name.endsWith(".js") && built.html.includes(name));
    const size = scripts.reduce((sum, [, bytes]) => sum + gzipSync(bytes).length, 0);
    line("script at start, gzip", size / 1024, "KB");
    const rounds: Record<string, number>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      rounds.push(await measure(await context.newPage(), running.openOnce()));
      await context.close();
    }
    for (const name of Object.keys(rounds[0] ?? {})) {
      const sorted = rounds.map((round) => round[name] ?? 0).sort((a, b) => a - b);
      line(
        name,
        sorted[Math.floor(sorted.length / 2)] ?? 0,
        name.startsWith("DOM") ? "" : name.startsWith("heap") ? "MB" : "ms",
      );
    }
    process.stdout.write(`Medians of ${ROUNDS}; load ${loadavg()[0]?.toFixed(1)}.\n`);
  } finally {
    await running.close();
    await browser.close();
    if (made) rmSync(made, { recursive: true, force: true });
  }
}

async function measure(page: Page, address: string): Promise<Record<string, number>> {
  const result: Record<string, number> = {};
  const timed = async (name: string, work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    result[name] = performance.now() - started;
  };
  const operation = page.locator(".operation-card");
  await timed("until it can be used", async () => {
    await page.goto(address);
    await operation.first().waitFor();
  });
  result["first paint"] = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  );
  result["DOM nodes, design"] = await nodes(page);
  await timed("an operation opens", async () => {
    await operation.first().click();
    await page.getByRole("tab", { name: "Outputs" }).waitFor();
  });
  await timed("a key in the list's search", async () => {
    await page.locator("#main input[type=search]").first().focus();
    await page.keyboard.press("e");
    await page.evaluate(() => new Promise(requestAnimationFrame));
  });
  await timed("Ctrl+K and a word", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search and commands" }).waitFor();
    await page.keyboard.type("event 99");
    await page.locator("[role=option]").first().waitFor();
  });
  await page.keyboard.press("Escape");
  const base = page.url().split("#")[0];
  await timed("findings open", async () => {
    await page.goto(`${base}#/findings`);
    await page.locator(".findings").waitFor();
  });
  result["DOM nodes, findings"] = await nodes(page);
  await timed("timeline opens", async () => {
    await page.goto(`${base}#/run`);
    await page.locator(".run").waitFor();
  });
  await page.evaluate(() => new Promise(requestAnimationFrame));
  result["DOM nodes, run"] = await nodes(page);
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = (await session.send("Runtime.getHeapUsage")) as { usedSize: number };
  result["heap"] = usedSize / 2 ** 20;
  return result;
}

function nodes(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll("*").length);
}

function line(name: string, value: number, unit: string): void {
  process.stdout.write(`  ${name.padEnd(28)} ${value.toFixed(0).padStart(7)} ${unit}\n`);
}

/** A connector as large as any: each operation with a schema of its own, and a missing summary or description here and there. */
function makeConnector(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-page-"));
  const paths = Object.fromEntries(
    Array.from({ length: OPERATIONS }, (_, at) => {
      const fields = Array.from({ length: 12 }, (__, field) => [
        `field${field}`,
        {
          type: "string",
          ...(field % 6 === 0
            ? {}
            : { "x-ms-summary": `Field ${field}`, description: `Field ${field} of thing ${at}.` }),
        },
      ]);
      const schema = { type: "object", properties: Object.fromEntries(fields) };
      const get = {
        operationId: `GetThing${at}`,
        summary: `Get thing ${at}`,
        description: `Gets thing number ${at}.`,
        parameters: [{ name: "id", in: "path", required: true, type: "string", "x-ms-summary": "Id" }],
        responses: { "200": { description: "OK", schema } },
      };
      return [`/things${at}/{id}`, { get }];
    }),
  );
  const definition = {
    swagger: "2.0",
    info: { title: "Bench of the page", description: "Made up to be large.", version: "1.0" },
    host: "api.things.example",
    schemes: ["https"],
    paths,
  };
  writeFileSync(path.join(folder, "apiDefinition.swagger.json"), JSON.stringify(definition, null, 2));
  writeFileSync(
    path.join(folder, "apiProperties.json"),
    JSON.stringify({ properties: { connectionParameters: {}, iconBrandColor: "#123456", capabilities: [] } }),
  );
  return folder;
}
