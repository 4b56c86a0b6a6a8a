/**
 * Load on the mocked Bookings service: 2,000 mailboxes with five subscriptions each, up to 100,000 notifications, of whose
 * first deliveries 30 % fail. Nothing may be lost, nothing out of order. Each size runs in a process of its own.
 *
 *     npm run bench -- bookings-load                 # 1,000, 10,000 and 100,000 notifications
 *     npm run bench -- bookings-load 5000            # one size
 *     npm run bench -- bookings-load --format json
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { crc32 } from "node:zlib";
import { createBookingsService, createVirtualClock, DEFAULT_START } from "../src/bookings/index.ts";
import { createRandom } from "../src/bookings/random.ts";
import { formatTable } from "../src/machine/terminal/table.ts";

const MAILBOXES = 2_000;
const SUBSCRIPTIONS = 5;
const FAILING = 0.3;
const SIZES = [1_000, 10_000, 100_000];

/** What happens to one appointment: booked, moved three times, cancelled. */
const CHANGES = 5;

interface Result {
  notifications: number;
  subscriptionsPerSecond: number;
  notificationsPerSecond: number;
  /** Microseconds on a processor, garbage collection included: what other work on the machine does not stretch. */
  processorPerNotification: number;
  attempts: number;
  lost: number;
  outOfOrder: number;
  twice: number;
  /** Megabytes of heap in use: with all subscriptions made, with everything queued, with everything delivered. */
  heapSubscribed: number;
  heapQueued: number;
  heapDelivered: number;
  /** Megabytes of the process at most; most of it garbage that V8 saw no need to collect: with `--max-old-space-size=300` it is 500. */
  peakResident: number;
}

async function measure(notifications: number): Promise<Result> {
  const clock = createVirtualClock(DEFAULT_START);
  const random = createRandom(42);
  const register = new Register(notifications / CHANGES);
  let attempts = 0;
  const service = createBookingsService({
    clock,
    world: {
      // What is measured is delivery: all appointments are at one time.
      doubleBookings: "allowed",
      pages: Array.from({ length: MAILBOXES }, (_, n) => ({
        smtp: `page${n}@example.org`,
        name: `Page ${n}`,
        admins: ["admin@example.org"],
      })),
    },
    async deliver(request) {
      attempts++;
      const body = (await request.json()) as {
        SelfServiceAppointmentId: string;
        StartTime: string;
        Id: string;
      };
      const seat = register.seatOf(body.SelfServiceAppointmentId, request.url);
      const step = register.stepOf(seat, body);
      if (register.isFirstTry(seat, step) && random.next() < FAILING)
        return new Response(null, { status: 503 });
      register.take(seat, step);
      return new Response(null, { status: 202 });
    },
  });

  const authorization = `Bearer ${await service.token("admin@example.org", { expiresIn: 86_400 })}`;
  const started = performance.now();
  for (let page = 0; page < MAILBOXES; page++)
    for (let number = 0; number < SUBSCRIPTIONS; number++) {
      const response = await service.fetch(
        new Request(
          `${service.origin}/BookingsService/api/V1/bookingBusinesses/page${page}@example.org/webhook/`,
          {
            method: "POST",
            headers: { authorization, "content-type": "application/json" },
            body: JSON.stringify({
              webhook: {
                notification_url: `https://prod-01.westeurope.logic.azure.com/flow?to=${page}-${number}`,
                resource: "Appointments",
                change_type: ["Created", "Updated", "Deleted"],
              },
            }),
          },
        ),
      );
      if (!response.ok) throw new Error(`A subscription was answered ${response.status}.`);
    }
  const subscribing = performance.now() - started;
  await finalize();
  const heapSubscribed = heap();

  const begun = performance.now();
  const processor = process.cpuUsage();
  const count = notifications / SUBSCRIPTIONS / CHANGES;
  const ids: string[] = [];
  for (let n = 0; n < count; n++)
    ids.push(service.book({ page: `page${n % MAILBOXES}@example.org`, start: "2026-07-01T09:00" }).id);
  for (let minute = 1; minute <= 3; minute++)
    for (const id of ids) service.reschedule(id, `2026-07-01T09:0${minute}`);
  for (const id of ids) service.cancel(id);
  const queueing = performance.now() - begun;
  // In one go with what comes before: deliveries begin with the next turn.
  const heapQueued = heap();
  const resumed = performance.now();
  while (service.context.delivery.waiting > 0) await clock.advance(60_000, () => service.settled());
  const delivering = queueing + performance.now() - resumed;
  const { user, system } = process.cpuUsage(processor);
  await finalize();

  return {
    notifications,
    subscriptionsPerSecond: Math.round((MAILBOXES * SUBSCRIPTIONS) / (subscribing / 1000)),
    notificationsPerSecond: Math.round(notifications / (delivering / 1000)),
    processorPerNotification: Math.round((user + system) / notifications),
    attempts,
    ...register.judge(),
    heapSubscribed,
    heapQueued,
    heapDelivered: heap(),
    peakResident: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

/**
 * What subscribers heard, a seat for each of them and appointment, in arrays of numbers: as texts it took more memory than the service, and was
 * counted as the service's. Steps of an appointment are numbered from 0: booked, moved three times, cancelled.
 */
class Register {
  readonly #appointments = new Map<string, number>();
  /** One bit a step. */
  readonly #tried: Uint8Array;
  readonly #taken: Uint8Array;
  /** The step that is to come next. */
  readonly #next: Uint8Array;
  readonly #disordered: Uint8Array;
  /** Of the identifier of the last move: the cancellation has the same start, but another one. */
  readonly #moved: Uint32Array;
  #twice = 0;

  constructor(seats: number) {
    this.#tried = new Uint8Array(seats);
    this.#taken = new Uint8Array(seats);
    this.#next = new Uint8Array(seats);
    this.#disordered = new Uint8Array(seats);
    this.#moved = new Uint32Array(seats);
  }

  seatOf(appointment: string, address: string): number {
    let number = this.#appointments.get(appointment);
    if (number === undefined) this.#appointments.set(appointment, (number = this.#appointments.size));
    return number * SUBSCRIPTIONS + Number(address.slice(address.lastIndexOf("-") + 1));
  }

  stepOf(seat: number, { StartTime, Id }: { StartTime: string; Id: string }): number {
    const minute = Number(StartTime.slice(-1));
    if (minute < CHANGES - 2) return minute;
    const identifier = crc32(Id);
    this.#moved[seat] ||= identifier;
    return this.#moved[seat] === identifier ? minute : minute + 1;
  }

  isFirstTry(seat: number, step: number): boolean {
    const before = this.#tried[seat] ?? 0;
    this.#tried[seat] = before | (1 << step);
    return (before & (1 << step)) === 0;
  }

  take(seat: number, step: number): void {
    const before = this.#taken[seat] ?? 0;
    if ((before & (1 << step)) !== 0) this.#twice++;
    this.#taken[seat] = before | (1 << step);
    if (this.#next[seat] === step) this.#next[seat] = step + 1;
    else this.#disordered[seat] = 1;
  }

  judge(): Pick<Result, "lost" | "outOfOrder" | "twice"> {
    let lost = 0;
    for (const taken of this.#taken)
      for (let step = 0; step < CHANGES; step++) if ((taken & (1 << step)) === 0) lost++;
    return { lost, outOfOrder: this.#disordered.filter(Boolean).length, twice: this.#twice };
  }
}

function heap(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1024 / 102.4) / 10;
}

/** Lets finalizers of dropped requests run, between two collections: until then their memory counts as held. */
async function finalize(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Prints the table, or with `--format json` the numbers. Ends with 1 if anything was lost or out of order, 2 on wrong usage. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { format: { type: "string", default: "text" }, child: { type: "boolean", default: false } },
  });
  const sizes = positionals.length > 0 ? positionals.map(Number) : SIZES;
  const step = SUBSCRIPTIONS * CHANGES;
  if (sizes.some((size) => !(size > 0) || size % step !== 0)) {
    process.stderr.write(
      `A size is a multiple of ${step}: five changes to an appointment, five subscribers.\n`,
    );
    process.exitCode = 2;
    return;
  }
  if (values.child) {
    process.stdout.write(JSON.stringify(await measure(sizes[0] ?? step)));
    return;
  }
  const main = path.join(import.meta.dirname, "main.ts");
  const results = sizes.map((size) => {
    const child = ["--expose-gc", main, "bookings-load", String(size), "--child"];
    return JSON.parse(execFileSync(process.execPath, child, { encoding: "utf8" })) as Result;
  });
  if (values.format === "json") process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  else {
    const keys = Object.keys(results[0] ?? {}) as (keyof Result)[];
    const rows = keys.map((key) => [key, ...results.map((result) => result[key].toLocaleString("en"))]);
    const right = results.map((_, column) => column + 1);
    process.stdout.write(`${formatTable(rows, right)}\n`);
  }
  if (results.some((result) => result.lost > 0 || result.outOfOrder > 0)) process.exitCode = 1;
}
