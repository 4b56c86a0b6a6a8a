/** `npm run backend`: the mocked Bookings service as a server on this machine. */

import { randomInt } from "node:crypto";
import { startBackend } from "../bookings/server/backend.ts";
import { sampleCalls } from "../bookings/server/banner.ts";
import { logLine } from "../bookings/server/log-line.ts";
import { describeState } from "../bookings/server/state.ts";
import type { BookingsService } from "../bookings/service.ts";
import { readWorldFile } from "../bookings/world/world-file.ts";
import { InputError } from "../json/problem.ts";
import { createRealClock } from "../machine/clock.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { counted } from "../machine/terminal/counted.ts";
import { writeErr, writeOut } from "../machine/terminal/out.ts";
import { paint } from "../machine/terminal/paint.ts";

const collect = (value: string, list: string[]) => [...list, value];

export default defineCommand("backend", (create) => {
  const command = create("Runs the mocked Bookings service on this machine.", [
    ["", "on port 4010, with the world of the examples"],
    ["--port 0 --world my-world.yaml", "on any free port, with your own users and pages"],
    ["--quirk updated-on-create", "with a reported deviation of the real service"],
    ["--format json", "first line on stdout: where it listens"],
  ])
    .option("--port <number>", "port to listen at; 0 takes a free one", "4010")
    .option("--world <file>", "YAML file with users, pages and customers (see world.schema.json)")
    .option("--connector <folder>", "connector whose definition the service is held against")
    .option(
      "--seed <number>",
      "makes identifiers and chances repeatable; another one at each start unless given",
    )
    .option("--start-time <time>", "what the clock shows at first, such as 2026-06-01T08:00:00Z")
    .option("--quirk <id>", "turn a reported deviation on; repeatable", collect, [])
    .option("--no-loopback-callbacks", "refuse callback addresses of this machine, as the real service does")
    .option("--quiet", "do not log events to stderr")
    .option("--format <format>", "text or json", "text");
  return {
    command,
    run: async () => {
      const options = command.opts<{
        port: string;
        world?: string;
        connector?: string;
        seed?: string;
        startTime?: string;
        quirk: string[];
        loopbackCallbacks: boolean;
        quiet?: boolean;
        format: string;
      }>();
      if (options.format !== "text" && options.format !== "json")
        throw new InputError("usage", `There is no format "${options.format}".`, "Choose text or json.");
      const start = options.startTime === undefined ? undefined : Date.parse(options.startTime);
      if (Number.isNaN(start))
        throw new InputError(
          "usage",
          `"${options.startTime}" is no time.`,
          "Write it like 2026-06-01T08:00:00Z.",
        );
      const backend = await startBackend({
        port: wholeNumber("port", options.port, 65_535),
        // Else a subscription after a restart would get the id of one before it, and a flow would end the wrong one.
        seed:
          options.seed === undefined ? randomInt(2 ** 32) : wholeNumber("seed", options.seed, 0xffff_ffff),
        clock: createRealClock({ ...(start === undefined ? {} : { start }), holdsProcess: false }),
        ...(options.world === undefined ? {} : { world: readWorldFile(options.world) }),
        ...(options.connector === undefined ? {} : { connector: options.connector }),
        quirks: Object.fromEntries(options.quirk.map((id) => [id, true])),
        loopbackCallbacks: options.loopbackCallbacks,
      });
      // Before anything is printed: whoever reads that it listens may end it at once.
      const ended = new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
      });
      if (options.format === "json") {
        writeOut(`${JSON.stringify({ url: backend.url, control: backend.control })}\n`);
      } else {
        const color = paint(process.stdout);
        const calls = sampleCalls(backend.service, backend.url).map(
          ({ title, command: line }) => `${color.dim(`# ${title}`)}\n${line}`,
        );
        writeOut(
          [
            `${color.bold("Mocked Bookings service")}  ${color.cyan(backend.url)}`,
            `Control API              ${color.cyan(backend.control)}  (described by ${backend.url}/openapi.json)`,
            `Only this machine can reach it, and it calls nothing but this machine. Ctrl+C ends it.`,
            "",
            ...calls,
            "",
          ].join("\n"),
        );
      }
      if (!options.quiet) backend.service.events.on("*", (event) => writeErr(`${logLine(event)}\n`));
      await ended;
      writeErr(`${farewell(backend.service)}\n`);
      await backend.close();
      return EXIT.fine;
    },
  };
});

/** What ends with the process: nothing of it is kept, and nobody should have to find that out. */
function farewell(service: BookingsService): string {
  const { waiting, pages } = describeState(service);
  const subscriptions = pages.reduce((count, page) => count + page.subscriptions.length, 0);
  const { size } = service.world.appointments;
  const lost = [
    counted(waiting, "undelivered notification"),
    counted(subscriptions, "subscription"),
    counted(size, "appointment"),
  ];
  return `Ended. Not kept: ${lost.join(", ")}. Subscribe anew after the next start: turn flows off and on.`;
}

function wholeNumber(name: string, text: string, largest: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= largest) return number;
  throw new InputError("usage", `--${name} is "${text}".`, `Give a whole number from 0 to ${largest}.`);
}
