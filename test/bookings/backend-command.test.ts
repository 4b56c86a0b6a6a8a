/** `npm run backend` as a process: what it prints, how it ends, what it refuses. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";

const script = path.resolve(import.meta.dirname, "../../scripts/run.mjs");
const folder = mkdtempSync(path.join(tmpdir(), "backend-"));
const env = { ...process.env, NO_COLOR: "1" };
let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts it and resolves with what it printed once that ends with the given text. */
function start(args: string[], until: RegExp): Promise<string> {
  const started = spawn(process.execPath, [script, "backend", "--port", "0", ...args], { env });
  child = started;
  return new Promise((resolve, reject) => {
    let text = "";
    started.stdout.on("data", (chunk) => {
      text += chunk;
      if (until.test(text)) resolve(text);
    });
    started.on("exit", (code) => reject(new Error(`ended with ${code}: ${text}`)));
  });
}

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "backend", ...args], {
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
};

const world = (text: string | Buffer) => {
  const file = path.join(folder, "world.yaml");
  writeFileSync(file, text);
  return file;
};

describe("npm run backend", () => {
  it("with --format json, the first line says where it listens, and it does", async () => {
    const text = await start(["--format", "json"], /\n/);
    const { url, control } = JSON.parse(text.split("\n")[0] ?? "") as { url: string; control: string };
    expect(control).toBe(`${url}/control`);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${control}/state`)).status).toBe(200);
  });

  it("shows one call for each operation of the definition, and exits with 0 when it is stopped", async () => {
    const text = await start([], /inbox\/my-flow\n/);
    for (const operation of [
      "ListBookingsBusinessUserAsAdmin",
      "CreateAppointment",
      "UpdateAppointment",
      "CancelAppointment",
      "DeleteWebhook",
    ])
      expect(text).toMatch(new RegExp(`# ${operation}: .+\\n.*curl -s`));
    const ended = new Promise((resolve) => child?.on("exit", resolve));
    child?.kill("SIGTERM");
    // Windows has no such signal: the process is ended at once.
    expect(await ended).toBe(process.platform === "win32" ? null : 0);
  });

  it("says on exit what is not kept, and never reuses an id after a restart", async () => {
    const ids: string[] = [];
    for (const round of [1, 2]) {
      const { url, control } = JSON.parse((await start(["--format", "json"], /\n/)).split("\n")[0] ?? "");
      const post = async (address: string, body: unknown, headers = {}) => {
        const sent = { "content-type": "application/json", ...headers };
        return await (
          await fetch(address, { method: "POST", headers: sent, body: JSON.stringify(body) })
        ).json();
      };
      const { pages } = await (await fetch(`${control}/state`)).json();
      // As the printed call asks for it: for an administrator of the page.
      const user = "priya.raman@example.org";
      const asked = {
        method: "POST",
        headers: { "content-type": "application/json", accept: "text/plain" },
        body: JSON.stringify({ user }),
      };
      const token = (await (await fetch(`${control}/tokens`, asked)).text()).trim();
      const page = encodeURIComponent(pages[0].smtp);
      const path = `${url}/BookingsService/api/V1/bookingBusinesses/${page}/webhook/AppointmentCreated`;
      // Nobody listens there: what is sent waits.
      const webhook = {
        notification_url: "http://127.0.0.1:9/",
        resource: "Appointments",
        change_type: ["Created"],
      };
      const { webhookId } = await post(path, { webhook }, { authorization: `Bearer ${token}` });
      ids.push(webhookId);
      await post(`${control}/appointments`, {});
      let said = "";
      child?.stderr?.on("data", (chunk) => (said += chunk));
      const ended = new Promise((resolve) => child?.on("close", resolve));
      child?.kill("SIGTERM");
      await ended;
      if (process.platform !== "win32")
        expect([round, said]).toEqual([
          round,
          expect.stringMatching(/Not kept: 1 undelivered notification, 1 subscription, \d+ appointments?/),
        ]);
    }
    expect(ids[0]).toMatch(/\w/);
    expect(new Set(ids).size).toBe(2);
  });

  it("quotes a custom world whose names a shell would run as commands", async () => {
    const file = world(
      'pages: [{ smtp: "a$(id)@example.org", name: A, admins: ["o\'neil`id`@example.org"] }]',
    );
    const text = await start(["--world", file], /inbox\/my-flow\n/);
    expect(text).toContain("-d '{\"user\":\"o'\\''neil`id`@example.org\"}'");
    expect(text).toContain("'/BookingsService/api/V1/bookingBusinesses/a%24(id)%40example.org".slice(1));
  });

  it.each([
    ["an option that does not exist", ["--nonsense"], "unknown option"],
    ["a port that is none", ["--port", "http"], '--port is "http"'],
    ["a switch that is none", ["--quirk", "nonsense"], 'no deviation "nonsense"'],
    ["a world that is not there", ["--world", "/no/such.yaml"], "/no/such.yaml"],
  ])("%s ends with 2 and says so", (_what, args, says) => {
    const { status, stdout, stderr } = run(...(args.includes("--port") ? args : ["--port", "0", ...args]));
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("a world with a fault is refused with its line", () => {
    const { status, stderr } = run(
      "--port",
      "0",
      "--world",
      world("pages:\n  - { smtp: a@example.org, name: 7 }"),
    );
    expect([status, stderr]).toEqual([2, expect.stringMatching(/world\.yaml:2:\d+: .*must stand in quotes/)]);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("--help shows examples and exit codes", () => {
    const { status, stdout } = run("--help");
    expect(status).toBe(0);
    expect(stdout).toContain("npm run backend -- --port 0 --world my-world.yaml");
    expect(stdout).toContain("Exit codes");
  });
});
