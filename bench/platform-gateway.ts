/**
 * What the emulated gateway costs: calls a second through it, beside the same handler called directly.
 * The handler answers at once from memory, so that nothing but the gateway is between the two figures.
 */

import { formatTable } from "../src/machine/terminal/table.ts";
import { createPlatform, createVirtualClock } from "../src/platform/index.ts";
import { median } from "./measure.ts";

/** Calls in one round; enough that a round lasts longer than the clock's grain. */
const CALLS = 2_000;
const ROUNDS = 7;

interface Case {
  name: string;
  milliseconds: number[];
  work(): Promise<void>;
}

export async function run(args: string[] = []): Promise<void> {
  const calls = Number(args[0] ?? CALLS);
  if (!Number.isInteger(calls) || calls < 1) {
    process.stderr.write("Usage: npm run bench -- platform-gateway [CALLS]\n");
    process.exitCode = 2;
    return;
  }
  const list = { mailboxes: [{ displayName: "Salon", email: "salon@contoso.example" }] };
  const handler = () => Response.json(list);
  const root = `${import.meta.dirname}/..`;
  const platform = createPlatform({
    connector: root,
    backend: handler,
    clock: createVirtualClock(),
    seed: "bench",
    throttle: { calls: 1_000_000_000 },
  });
  platform.createConnection({ token: "token-of-an-administrator" });
  const address = "https://outlook.office.com/BookingsService/api/V1/bookingBusinessesUserAsAdmin";
  const direct = async () => {
    const request = new Request(address, { headers: { authorization: "Bearer token-of-an-administrator" } });
    await (handler as (request: Request) => Response)(request).json();
  };
  const cases: Case[] = [
    { name: "handler called directly", milliseconds: [], work: direct },
    {
      name: "through the gateway",
      milliseconds: [],
      work: async () => {
        const answer = await platform.invoke("ListBookingsBusinessUserAsAdmin");
        if (!answer.ok) throw new Error(`The gateway answered ${answer.status}.`);
      },
    },
  ];
  // In turn, so that a drifting machine treats both alike; the first round warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const one of cases) {
      const start = performance.now();
      for (let call = 0; call < calls; call++) await one.work();
      if (round > 0) one.milliseconds.push(performance.now() - start);
    }
  }
  const medians = cases.map(({ milliseconds }) => median(milliseconds));
  const [base = 0, gateway = 0] = medians;
  const rows = cases.map(({ name }, index) => [
    name,
    `${Math.round((calls / (medians[index] ?? 1)) * 1000)} calls/s`,
    `${(((medians[index] ?? 0) * 1000) / calls).toFixed(0)} µs a call`,
  ]);
  process.stdout.write(
    `${formatTable(rows, [1, 2])}\nThe gateway takes ${(gateway / base).toFixed(1)} times as long (medians of ${ROUNDS} rounds of ${calls} calls, one after the other).\n`,
  );
  platform.close();
}
