/** docs/backend.md shows a session; here it is repeated, line by line, against a server that was just started. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRealClock } from "../../src/bookings/index.ts";
import { type Backend, startBackend } from "../../src/bookings/server/backend.ts";
import { shell } from "./curl.ts";

const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/backend.md"), "utf8");

/** The commands of all blocks with what each printed. */
const session = [...page.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block = ""]) =>
  block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = "", ...output] = part.trimEnd().split("\n");
      return { command, output: output.join("\n") };
    }),
);

/** What differs from one session to the next: the address and the time. */
const steady = (text: string, host: string) =>
  text
    .replaceAll(host, "127.0.0.1:4010")
    .replace(/2026-06-01T08:0\d:\d\d\.\d{3}Z/g, "(a time)")
    .replace(/^Date: .*$/gm, "Date: (a date)");

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend({ clock: createRealClock({ start: Date.UTC(2026, 5, 1, 8) }) });
});
afterAll(() => backend.close());

describe("docs/backend.md", () => {
  it("shows what the server really answers, line by line", async () => {
    const { host } = new URL(backend.url);
    const variables: Record<string, string> = {};
    expect(session.length).toBeGreaterThan(40);
    for (const { command, output } of session) {
      const printed = await shell(command.replaceAll("127.0.0.1:4010", host), variables);
      expect(steady(printed, host), command).toBe(steady(output, host));
    }
  });

  it("names every event and every switch", async () => {
    const names = new Set(backend.service.events.recent().map((event) => event.name));
    for (const name of [...names, ...Object.keys(backend.service.quirks.all())])
      expect(page).toContain(`\`${name}\``);
  });

  it("tells the whole story: the session uses the control API for nearly everything it can do", () => {
    const used = session.map(({ command }) => command).join("\n");
    for (const part of [
      "/tokens",
      "/appointments",
      "/reschedule",
      "/cancel",
      "/faults",
      "/clock",
      "/settled",
    ])
      expect(used).toContain(part);
  });
});
