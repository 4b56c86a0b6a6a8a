/** `npm run backend -- --state FILE`, as processes: what is there again after a restart, what is not, and what is refused. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/json/values.ts";

const script = path.resolve(import.meta.dirname, "../../scripts/run.mjs");
const env = { ...process.env, NO_COLOR: "1" };
const ADMIN = "priya.raman@example.org";
const PAGE = "design@example.org";
const onWindows = process.platform === "win32";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "kept-"));
  file = path.join(folder, "state.json");
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** A flow on a port of its own, which outlives the backends. */
let flow: Server;
let hook: string;
const heard: JsonObject[] = [];
const waiting: (() => void)[] = [];
beforeAll(async () => {
  flow = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    heard.push({ url: request.url ?? "", ...JSON.parse(text) });
    response.writeHead(202).end();
    for (const resolve of waiting.splice(0)) resolve();
  });
  await new Promise<void>((resolve) => flow.listen(0, "127.0.0.1", resolve));
  hook = `http://127.0.0.1:${(flow.address() as AddressInfo).port}/run?sig=topsecret`;
});
afterAll(() => {
  flow.closeAllConnections();
  flow.close();
});
const nextCall = () => new Promise<void>((resolve) => waiting.push(resolve));

const children: ChildProcess[] = [];

interface Running {
  url: string;
  control: string;
  child: ChildProcess;
  /** Ends it and resolves with its exit code and all it has said on stderr. */
  end(signal?: NodeJS.Signals): Promise<{ code: number | null; said: string }>;
}

function start(...args: string[]): Promise<Running> {
  const given = ["backend", "--port", "0", "--format", "json", "--state", file, ...args];
  const child = spawn(process.execPath, [script, ...given], { env });
  children.push(child);
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
      if (!text.includes("\n")) return;
      const end: Running["end"] = async (signal = "SIGTERM") => {
        child.kill(signal);
        return { code: await closed, said };
      };
      resolve({ ...JSON.parse(text.split("\n")[0] ?? ""), child, end });
    });
    void closed.then((code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}

function refused(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, "backend", "--port", "0", "--state", file, ...args],
    { env, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

async function send(method: string, address: string, body?: unknown, headers = {}): Promise<JsonObject> {
  const response = await fetch(address, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  expect([address, response.status < 300, text]).toEqual([address, true, text]);
  return JSON.parse(text);
}

async function subscribe({ url, control }: Running, type: string, callback = hook): Promise<string> {
  const { token } = await send("POST", `${control}/tokens`, { user: ADMIN });
  const webhook = { notification_url: callback, resource: "Appointments", change_type: [type] };
  const address = `${url}/BookingsService/api/V1/bookingBusinesses/${encodeURIComponent(PAGE)}/webhook/`;
  const answer = await send("POST", address, { webhook }, { authorization: `Bearer ${token}` });
  return String(answer.webhookId);
}

const stateOf = ({ control }: Running) => send("GET", `${control}/state`);

/** What a restart must not change: all of the state but the time. */
async function lasting(backend: Running): Promise<JsonObject> {
  const { now, ...rest } = await stateOf(backend);
  return rest;
}

describe.skipIf(onWindows)("npm run backend -- --state FILE", () => {
  it("subscriptions and appointments are there after a restart, and a cancellation reaches the old callback", async () => {
    const first = await start("--seed", "1");
    const ids = [await subscribe(first, "Deleted")];
    const { id } = await send("POST", `${first.control}/appointments`, {
      customer: "Amara Okafor",
      start: "2030-06-24T16:30",
      notes: "by the window",
    });
    const before = await lasting(first);
    const ended = await first.end();
    expect(ended.code).toBe(0);
    expect(ended.said).toContain(
      `Kept in "${file}": 1 subscription, 1 appointment. Not kept: 0 undelivered notifications.`,
    );

    const second = await start("--seed", "1");
    expect(await lasting(second)).toEqual(before);
    // The time is still taken.
    const again = await fetch(`${second.control}/appointments`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ start: "2030-06-24T16:30" }),
    });
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining("slot-taken")]);
    const call = nextCall();
    await send("POST", `${second.control}/appointments/${id}/cancel`, { reason: "another date" });
    await call;
    expect(heard.at(-1)).toMatchObject({
      url: "/run?sig=topsecret",
      SelfServiceAppointmentId: id,
      CustomerName: "Amara Okafor",
      CustomerNotes: "by the window",
      StaffMembers: [{ EmailAddress: ADMIN }],
    });
    // With one seed for all runs, nothing gets an id that something had before.
    ids.push(await subscribe(second, "Created"));
    const booked = await send("POST", `${second.control}/appointments`, {});
    const { said } = await second.end("SIGINT");
    expect(said).toContain(`Loaded from "${file}": 1 subscription, 1 appointment.`);
    expect(said).not.toContain("topsecret");

    const third = await start("--seed", "1");
    ids.push(await subscribe(third, "Updated"));
    const more = await send("POST", `${third.control}/appointments`, {});
    await third.end();
    expect(new Set(ids).size).toBe(3);
    expect(new Set([id, booked.id, more.id]).size).toBe(3);
  }, 60_000);

  it("keeps people, pages, members, visits, rules, groups and what has been removed", async () => {
    const first = await start();
    const { control } = first;
    await send("POST", `${control}/users`, { upn: "new@example.org", name: "New Body", tenant: "contoso" });
    await send("PUT", `${control}/licences`, { user: "new@example.org", licensed: false });
    const page = {
      smtp: "extra@example.org",
      name: "Extra",
      timeZone: "W. Europe Standard Time",
      admins: [ADMIN],
      staff: [{ email: "leaver@example.org", name: "Leaver" }],
      services: [
        {
          name: "Talk",
          staff: ["leaver@example.org"],
          questions: [{ question: "Why?", options: ["a", "b"] }],
        },
      ],
      openingHours: [{ days: ["monday"], from: "09:00", to: "17:00" }],
    };
    await send("POST", `${control}/pages`, page);
    const book = (request: object) => send("POST", `${control}/appointments`, request);
    const talk = { page: page.smtp, start: "2030-06-24T10:00", answers: { "Why?": ["b"] } };
    const { id: talkId } = await book(talk);
    await fetch(`${control}/pages/extra@example.org/members/leaver@example.org`, { method: "DELETE" });
    // A page of the same address takes the place of one whose appointments go on.
    const gone = await book({ page: "pottery@example.org", start: "2030-07-10T18:00" });
    const pottery = { smtp: "pottery@example.org", name: "Pottery again", admins: [ADMIN] };
    await fetch(`${control}/pages/pottery@example.org`, { method: "DELETE" });
    await send("POST", `${control}/pages`, pottery);
    await send("POST", `${control}/visits`, { user: "new@example.org", page: PAGE });
    await send("PUT", `${control}/rules`, { doubleBookings: "allowed" });
    const before = await lasting(first);
    await first.end();
    const content = JSON.parse(readFileSync(file, "utf8"));

    const second = await start();
    expect(await lasting(second)).toEqual(before);
    await second.end();
    // The number of the run is all that is new: what one run reads is what it writes.
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ ...content, runs: 2 });

    const third = await start();
    await subscribe(third, "Deleted");
    for (const one of [talkId, gone.id])
      expect((await send("POST", `${third.control}/appointments/${one}/cancel`, {})).status).toBe(
        "cancelled",
      );
    expect(await stateOf(third)).toMatchObject({ doubleBookings: "allowed" });
    await third.end();
  }, 60_000);

  it("says how many undelivered notifications are lost, at the end and after loading", async () => {
    const first = await start();
    // Nobody listens there: what is sent waits.
    await subscribe(first, "Created", "http://127.0.0.1:9/");
    await send("POST", `${first.control}/appointments`, {});
    expect((await first.end()).said).toContain("Not kept: 1 undelivered notification.");
    const second = await start("--world", "elsewhere.yaml");
    expect(await stateOf(second)).toMatchObject({ waiting: 0 });
    const { said } = await second.end();
    expect(said).toContain("Lost: 1 undelivered notification of the run before");
    expect(said).toContain('"elsewhere.yaml" was not read');
  }, 60_000);

  it("changes are written while it runs, so that a kill loses nothing older; the file is its owner's alone", async () => {
    const first = await start();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const id = await subscribe(first, "Created");
    // Any later moment would do; the clock of the service moves on as asked.
    await send("POST", `${first.control}/clock`, { advanceSeconds: 5 });
    await first.end("SIGKILL");
    expect(readFileSync(file, "utf8")).toContain(id);
    expect(readdirSync(folder)).toEqual(["state.json"]);
    chmodSync(file, 0o644);
    writeFileSync(`${file}.0123456789ab.tmp`, "half");
    const second = await start();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(await stateOf(second))).toContain(id);
    expect((await second.end()).said).toContain('has left "state.json.0123456789ab.tmp"');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  }, 60_000);

  it("what another program has written in the meantime is not replaced, and the exit code is 2", async () => {
    const first = await start();
    writeFileSync(file, "mine");
    await subscribe(first, "Created");
    const { code, said } = await first.end();
    expect([code, readFileSync(file, "utf8")]).toEqual([2, "mine"]);
    expect(said).toContain("(changed-meanwhile)");
    expect(said).toContain("Not kept: 0 undelivered notifications, 1 subscription");
  }, 60_000);

  describe("a file that cannot be used ends with 2, names the place, and stays as it was", () => {
    let good: string;
    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), "kept-good-"));
      file = path.join(folder, "state.json");
      const backend = await start();
      await subscribe(backend, "Created");
      await send("POST", `${backend.control}/appointments`, { start: "2030-06-24T16:30" });
      await backend.end();
      good = readFileSync(file, "utf8");
      rmSync(folder, { recursive: true });
    }, 60_000);
    const replaced = (from: string | RegExp, to: string) => () => {
      const text = good.replace(from, to);
      expect(text).not.toBe(good);
      return text;
    };
    // biome-ignore format: a case a line
    it.each<[string, () => string, RegExp, string[]]>([
      ["cut off", () => good.slice(0, good.indexOf("topsecret") + 4), /state\.json:\d+:\d+: This is not JSON/, []],
      ["empty", () => "", /state\.json:1:1: This is not JSON/, []],
      ["another program's", () => '{"name": "x"}', /state\.json:1:1: This is not a state of the mocked/, []],
      ["of a later version", replaced('"version": 1', '"version": 2'), /state\.json:3:\d+: This state has another version/, []],
      ["with an unknown key", replaced('"runs"', '"extra": 1, "runs"'), /state\.json:\d+:\d+: .*unknown key "extra"/, []],
      ["nested without end", () => "[".repeat(100_000), /state\.json:1:1: .*nested/, []],
      ["with an appointment of no page", replaced(/"page": "design@example.org"(?=,\n {3}"service")/, '"page": "x@example.org"'), /state\.json:\d+:\d+: There is no such page/, []],
      ["with a callback elsewhere", replaced(/"http:\/\/127.*topsecret"/, '"https://evil.example.com/?sig=topsecret"'), /state\.json:\d+:\d+: This callback address is refused/, []],
      ["with callbacks of this machine, where those are refused", () => good, /state\.json:\d+:\d+: This callback address is refused/, ["--no-loopback-callbacks"]],
      ["with an impossible time", replaced("2030-06-24T16:30", "2030-06-31T16:30"), /state\.json:\d+:\d+: .*is not a valid time/, []],
    ])("%s", (_what, text, says, args) => {
      writeFileSync(file, text());
      const before = readFileSync(file);
      const { status, stdout, stderr } = refused(...args);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(says);
      expect(stderr).toContain("delete it to begin anew");
      expect(stderr).not.toContain("topsecret");
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(readFileSync(file).equals(before)).toBe(true);
    });
  });

  it("a place that cannot be written ends with 2 before anything is answered", () => {
    file = path.join(folder, "missing", "state.json");
    const { status, stdout, stderr } = refused();
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("there is no folder");
  });
});
