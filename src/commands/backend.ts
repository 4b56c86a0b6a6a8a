/** `npm run backend`: the mocked Bookings service as a server on this machine. */

import { randomInt } from "node:crypto";
import { Keeper, leftBeside } from "../bookings/kept/keeper.ts";
import { type KeptFile, readKept } from "../bookings/kept/read.ts";
import { restoreSubscriptions, restoreWorld } from "../bookings/kept/restore.ts";
import { type Backend, startBackend } from "../bookings/server/backend.ts";
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
import { stopped } from "../machine/terminal/stopped.ts";
import { MAX_PORT, wholeNumber } from "../machine/terminal/whole-number.ts";

const collect = (value: string, list: string[]) => [...list, value];

export default defineCommand("backend", (create) => {
  const command = create("Runs the mocked Bookings service on this machine.", [
    ["", "on port 4010, with the example users and pages"],
    ["--port 0 --world my-world.yaml", "on any free port, with your own users and pages"],
    ["--state backend.json", "users, pages, appointments and subscriptions are there again after a restart"],
    ["--quirk updated-on-create", "with a reported deviation of the real service"],
    ["--format json", "first line on stdout: where it listens"],
  ])
    .option("--port <number>", "port to listen on; 0 picks a free one", "4010")
    .option("--world <file>", "YAML file with users, pages and customers (see world.schema.json)")
    .option(
      "--state <file>",
      "keeps world and subscriptions over a restart; holds the secrets of callback addresses",
    )
    .option("--connector <folder>", "connector whose definition the service is held against")
    .option(
      "--seed <number>",
      "makes identifiers and random outcomes repeatable; different at each start by default",
    )
    .option("--start-time <time>", "initial time of the service's clock, such as 2026-06-01T08:00:00Z")
    .option("--quirk <id>", "turn on a deviation reported of the real service; repeatable", collect, [])
    .option("--no-loopback-callbacks", "refuse callback addresses on this machine, as the real service does")
    .option("--quiet", "do not log events to stderr")
    .option("--format <format>", "text or json", "text");
  return {
    command,
    run: async () => {
      const options = command.opts<{
        port: string;
        world?: string;
        state?: string;
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
          `--start-time is "${options.startTime}", which is not a time.`,
          "Write it like 2026-06-01T08:00:00Z.",
        );
      // Else a subscription after a restart would get the id of one before it, and a flow would end the wrong one.
      const seed =
        options.seed === undefined ? randomInt(2 ** 32) : wholeNumber("seed", options.seed, 0xffff_ffff);
      const clock = createRealClock({ ...(start === undefined ? {} : { start }), holdsProcess: false });
      const kept = options.state === undefined ? undefined : readKept(options.state);
      const world = kept
        ? restoreWorld(kept, { clock, seed: seed + 1 })
        : options.world === undefined
          ? undefined
          : readWorldFile(options.world);
      const backend = await startBackend({
        port: wholeNumber("port", options.port, MAX_PORT),
        seed,
        run: kept?.kept.runs ?? 0,
        clock,
        ...(world === undefined ? {} : { world }),
        ...(options.connector === undefined ? {} : { connector: options.connector }),
        quirks: Object.fromEntries(options.quirk.map((id) => [id, true])),
        loopbackCallbacks: options.loopbackCallbacks,
      });
      const keeper =
        options.state === undefined ? undefined : await keep(backend, options.state, kept, options.world);
      const ended = stopped();
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
            `Only this machine can reach it, and it calls nothing but this machine. Press Ctrl+C to stop.`,
            "",
            ...calls,
            "",
          ].join("\n"),
        );
      }
      if (!options.quiet) backend.service.events.on("*", (event) => writeErr(`${logLine(event)}\n`));
      await ended;
      try {
        keeper?.end();
        writeErr(`${farewell(backend.service, keeper && options.state)}\n`);
      } catch (error) {
        writeErr(`${farewell(backend.service, undefined)}\n`);
        throw error;
      } finally {
        await backend.close();
      }
      return EXIT.fine;
    },
  };
});

/** Subscribes those of the file, says what came of it, and keeps the service in the file from then on. */
async function keep(
  backend: Backend,
  file: string,
  kept: KeptFile | undefined,
  world: string | undefined,
): Promise<Keeper> {
  try {
    if (kept) restoreSubscriptions(kept, backend.service);
    const keeper = new Keeper(file, backend.service, {
      written: kept?.bytes,
      runs: (kept?.kept.runs ?? 0) + 1,
      onFault: ({ message, help }) => writeErr(`Not kept: ${message} ${help}\n`),
    });
    // At once: a file that cannot be written is no surprise for later, and this run's number is taken.
    keeper.save();
    for (const name of leftBeside(file))
      writeErr(
        `A run that was ended from outside has left "${name}" beside "${file}". It holds secrets: delete it.\n`,
      );
    if (kept) writeErr(`${welcome(file, kept, world)}\n`);
    return keeper;
  } catch (error) {
    await backend.close();
    throw error;
  }
}

/** What is there again, and what is not. */
function welcome(file: string, { kept }: KeptFile, world: string | undefined): string {
  const { subscriptions, appointments, undelivered } = kept;
  const sentences = [
    `Loaded from "${file}": ${counted(subscriptions.length, "subscription")}, ${counted(appointments.length, "appointment")}.`,
  ];
  if (undelivered > 0)
    sentences.push(
      `Lost: ${counted(undelivered, "undelivered notification")} of the run before; flows will not hear of these changes.`,
    );
  if (world !== undefined)
    sentences.push(
      `"${world}" was not read: the world is that of the file. Delete the file to begin with it.`,
    );
  return sentences.join(" ");
}

/** What ends with the process: nobody should have to find that out. @param file what the rest is kept in, if anything is */
function farewell(service: BookingsService, file: string | undefined): string {
  const { waiting, pages } = describeState(service);
  const subscriptions = counted(
    pages.reduce((count, page) => count + page.subscriptions.length, 0),
    "subscription",
  );
  const appointments = counted(service.world.appointments.size, "appointment");
  const notifications = counted(waiting, "undelivered notification");
  return file === undefined
    ? `Ended. Not kept: ${notifications}, ${subscriptions}, ${appointments}. Subscribe anew after the next start: turn flows off and on.`
    : `Ended. Kept in "${file}": ${subscriptions}, ${appointments}. Not kept: ${notifications}.`;
}
