/**
 * Notifications to subscribers that answer with a status and never end what they say, in a process of its own: how many sockets stay
 * open, how much is read, and whether memory grows.
 *
 *     npm run bench -- endless-subscribers              # 100,000 notifications
 *     npm run bench -- endless-subscribers --count 1000
 */
import { fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { parseArgs } from "node:util";
import { createLoopbackDeliver } from "../src/bookings/delivery/loopback-deliver.ts";

/** Notifications under way at one time. */
const AT_ONCE = 50;
const SAMPLES = 10;
/** What a subscriber says again and again. */
const CHATTER = "x".repeat(64 * 1024);

interface Heard {
  open: number;
  accepted: number;
  megabytes: number;
}

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { count: { type: "string", default: "100000" }, subscriber: { type: "boolean" } },
  });
  if (values.subscriber) return subscriber();
  const count = Number(values.count);
  const other = fork(process.argv[1] ?? "", ["endless-subscribers", "--subscriber"]);
  const next = <T>() =>
    new Promise<T>((resolve) => other.once("message", (message) => resolve(message as T)));
  const { port } = await next<{ port: number }>();
  const ask = async () => {
    const heard = next<Heard>();
    other.send("ask");
    return await heard;
  };
  const deliver = createLoopbackDeliver();
  const started = performance.now();
  let done = 0;
  let taken = 0;
  let mostOpen = 0;
  const one = async () => {
    while (done < count) {
      const number = ++done;
      const answer = await deliver(
        new Request(`http://127.0.0.1:${port}/`, { method: "POST", body: `{"Id":"${number}"}` }),
      );
      if (answer?.status === 200) taken++;
      if (number % Math.ceil(count / SAMPLES) !== 0) continue;
      globalThis.gc?.();
      const { heapUsed, rss } = process.memoryUsage();
      const { open, megabytes } = await ask();
      mostOpen = Math.max(mostOpen, open);
      process.stdout.write(
        `${String(number).padStart(7)} sent  ${open} sockets open  ${megabytes.toFixed(0)} MB said  heap ${(heapUsed / 2 ** 20).toFixed(0)} MB  resident ${(rss / 2 ** 20).toFixed(0)} MB\n`,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const { open, accepted } = await ask();
  other.kill();
  process.stdout.write(
    `${taken} of ${count} taken in ${((performance.now() - started) / 1000).toFixed(0)} s over ${accepted} connections; ${open} open at the end, ${mostOpen} at most.\n`,
  );
  process.exitCode = taken === count && open <= AT_ONCE ? 0 : 1;
}

/** Most of them say nothing more, one in ten goes on as long as it is heard. */
async function subscriber(): Promise<void> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  let said = 0;
  const server = createServer((incoming, response) => {
    incoming.resume();
    response.writeHead(200, { "content-type": "text/plain" });
    response.write("…");
    if (accepted % 10 !== 0) return;
    const talk = () => {
      while (!response.destroyed) {
        said += CHATTER.length;
        if (!response.write(CHATTER)) return;
      }
    };
    response.on("drain", talk);
    talk();
  });
  server.on("connection", (socket) => {
    accepted++;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.on("message", () => process.send?.({ open: sockets.size, accepted, megabytes: said / 2 ** 20 }));
  process.send?.({ port: (server.address() as AddressInfo).port });
}
