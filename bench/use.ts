/**
 * An hour of use of the workbench and the mocked service, with memory drawn: whether it grows. Pages listen, somebody reads, books,
 * invokes, turns flows off and on, and saves the definition.
 *
 *     npm run bench -- use                 # an hour
 *     npm run bench -- use --minutes 5
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { loadRules } from "../src/rules/load-rules.ts";
import { serve } from "../src/workbench/index.ts";

const ROOT = path.join(import.meta.dirname, "..");
const READS = [
  "state",
  "design",
  "design/CreateAppointment",
  "raw/CreateAppointment",
  "findings",
  "exchanges",
  "events",
  "desk",
];
/** Pages that listen. */
const PAGES = 3;
/** Width of the drawing, and how many samples it has. */
const WIDTH = 60;
const SAMPLES = 20;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { minutes: { type: "string", default: "60" } } });
  const minutes = Number(values.minutes);
  const folder = mkdtempSync(path.join(tmpdir(), "use-"));
  for (const file of ["apiDefinition.swagger.json", "apiProperties.json"])
    cpSync(path.join(ROOT, file), path.join(folder, file));
  const definition = path.join(folder, "apiDefinition.swagger.json");
  const running = await serve({ folder, rules: await loadRules(), watch: false });
  const headers = { authorization: `Bearer ${running.token}`, "content-type": "application/json" };
  const ask = async (method: string, address: string, body?: unknown) => {
    const response = await fetch(`${running.url}/api/${address}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, never>;
  };
  const leave = new AbortController();
  for (let page = 0; page < PAGES; page++) void listen(`${running.url}/api/stream`, headers, leave.signal);
  await ask("POST", "flows", {
    operationId: "CreateAppointment",
    values: { SMTPAddress: "design@example.org" },
    on: true,
  });
  const start = Date.now();
  let calls = 0;
  let samples = 0;
  for (let round = 0; samples < SAMPLES; round++) {
    for (const address of READS) await ask("GET", address);
    await ask("POST", "desk/book", {});
    await ask("POST", "invoke", { operationId: "ListBookingsBusinessUserAsAdmin" });
    await ask("POST", "settings", { advanceSeconds: 120 });
    calls += READS.length + 3;
    if (round % 50 === 49) {
      await ask("POST", "flows/f1/off", {});
      await ask("POST", "flows/f1/on", {});
      const text = readFileSync(definition, "utf8");
      writeFileSync(definition, text.replace(/"version": "[^"]*"/, `"version": "1.${round}"`));
      await running.workbench.reload();
    }
    const minute = (Date.now() - start) / 60_000;
    if (minute < ((samples + 1) * minutes) / SAMPLES) continue;
    samples++;
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    const [heap, resident] = [heapUsed / 2 ** 20, rss / 2 ** 20];
    const bar = "█".repeat(Math.round((heap / 500) * WIDTH)).padEnd(WIDTH);
    process.stdout.write(
      `${minute.toFixed(1).padStart(6)} min  ${String(calls).padStart(8)} calls  heap ${heap.toFixed(0).padStart(4)} MB  resident ${resident.toFixed(0).padStart(4)} MB  ${bar}\n`,
    );
  }
  leave.abort();
  await running.close();
  rmSync(folder, { recursive: true, force: true });
}

async function listen(address: string, headers: Record<string, string>, signal: AbortSignal): Promise<void> {
  try {
    const response = await fetch(address, { headers, signal });
    for await (const _ of response.body ?? []);
  } catch {
    // The page was closed.
  }
}
