/**
 * The mocked Bookings service beside Prism 5.16: the same definition, the same list call, one after the other and sixteen at
 * a time. Prism answers from the schema alone, ours checks a token, asks its world and holds the answer against the definition.
 *
 *     npm install --prefix bench/prism --ignore-scripts     # once; Prism is not a dependency of the project
 *     npm run bench -- bookings-prism
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { Agent, request } from "node:http";
import path from "node:path";
import { createBookingsService } from "../src/bookings/index.ts";
import { formatTable } from "../src/machine/terminal/table.ts";
import { median } from "./measure.ts";

const CALLS = 2_000;
const ROUNDS = 5;
const root = path.resolve(import.meta.dirname, "..");
const PRISM = path.join(import.meta.dirname, "prism/node_modules/@stoplight/prism-cli/dist/index.js");
const LIST = "/BookingsService/api/V1/bookingBusinessesUserAsAdmin";

interface Candidate {
  name: string;
  url: string;
  authorization: string;
  child: ChildProcess;
  startMs: number;
}

/** Starts a server and waits until it answers at its address. */
async function start(name: string, args: string[], port: number): Promise<Omit<Candidate, "authorization">> {
  const begun = performance.now();
  // Nothing is read from either: output that piles up in a pipe, or is searched while calls are timed, would be measured as well.
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}`;
  const agent = new Agent();
  const candidate = { name, url, child, authorization: "" };
  for (;;) {
    try {
      await call({ ...candidate, startMs: 0 }, agent);
      return { name, url, child, startMs: performance.now() - begun };
    } catch {
      if (child.exitCode !== null || performance.now() - begun > 60_000)
        throw new Error(`${name} does not listen at ${url}; is the port free?`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

function call({ url, authorization }: Candidate, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization, "x-prefer-owauserconfig": "true", accept: "application/json" };
    request(`${url}${LIST}`, { agent, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    })
      .on("error", reject)
      .end();
  });
}

/** Calls a second with so many under way at a time. */
async function throughput(candidate: Candidate, atATime: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: atATime });
  let left = CALLS;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      while (left-- > 0) {
        const status = await call(candidate, agent);
        if (status !== 200) throw new Error(`${candidate.name} answered ${status}.`);
      }
    }),
  );
  const perSecond = CALLS / ((performance.now() - begun) / 1000);
  agent.destroy();
  return perSecond;
}

/** The same handlers without a socket: what a test that uses `setupServer` or `fetch` of the service pays. */
async function inProcess(): Promise<number> {
  const service = createBookingsService();
  const authorization = `Bearer ${await service.token("priya.raman@example.org")}`;
  const figures: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const begun = performance.now();
    for (let n = 0; n < CALLS; n++) {
      const headers = { authorization, "x-prefer-owauserconfig": "true" };
      await (await service.fetch(new Request(`${service.origin}${LIST}`, { headers }))).text();
    }
    if (round > 0) figures.push(CALLS / ((performance.now() - begun) / 1000));
  }
  return median(figures);
}

/** Measures and prints a table; ends with 2 if Prism is not installed. */
export async function run(): Promise<void> {
  if (!existsSync(PRISM)) {
    process.stderr.write("Prism is not installed: npm install --prefix bench/prism --ignore-scripts\n");
    process.exitCode = 2;
    return;
  }
  const started: Candidate[] = [];
  try {
    const ours = await start(
      "mocked service",
      ["scripts/run.mjs", "backend", "--port", "4018", "--quiet", "--format", "json"],
      4018,
    );
    const answer = await fetch(`${ours.url}/control/tokens`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/plain" },
      body: JSON.stringify({ user: "priya.raman@example.org" }),
    });
    started.push({ ...ours, authorization: `Bearer ${(await answer.text()).trim()}` });
    // Both say nothing about single calls.
    const prism = await start(
      "Prism 5.16",
      [PRISM, "mock", "--port", "4019", "--verboseLevel", "fatal", "apiDefinition.swagger.json"],
      4019,
    );
    started.push({ ...prism, authorization: "Bearer anything" });
    const figures = started.map(() => ({ alone: [] as number[], together: [] as number[] }));
    for (let round = 0; round <= ROUNDS; round++)
      for (const [index, candidate] of started.entries()) {
        const alone = await throughput(candidate, 1);
        const together = await throughput(candidate, 16);
        // The first round warms up.
        if (round > 0) {
          figures[index]?.alone.push(alone);
          figures[index]?.together.push(together);
        }
      }
    const round = (number: number) => Math.round(number).toLocaleString("en");
    const rows = started.map(({ name, startMs }, index) => {
      const { alone = [], together = [] } = figures[index] ?? {};
      return [name, `${round(startMs)} ms`, round(median(alone)), round(median(together))];
    });
    rows.push(["mocked service, no socket", "", round(await inProcess()), ""]);
    const head = ["list call", "start", "calls/s, 1 at a time", "calls/s, 16 at a time"];
    process.stdout.write(`${formatTable([head, ...rows], [1, 2, 3])}\n`);
  } finally {
    for (const { child } of started) child.kill();
  }
}
