/** Over real sockets and as processes: the little that only shows there. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { startBackend } from "../../src/bookings/server/backend.ts";
import { defineRule } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import type { FlowView, InvokeAnswer, WorkbenchState } from "../../src/workbench/api.ts";
import { type ServeOptions, serve } from "../../src/workbench/index.ts";
import { temporaryFolder } from "../support/connector-copy.ts";
import { ROOT, runScript } from "../support/run-script.ts";
import { bookingsFolder, folderOf, PAGE, parcels } from "./support.ts";

async function start(folder: string, options: Partial<ServeOptions> = {}) {
  const running = await serve({ folder, rules: await loadRules(), page: async () => PAGE, ...options });
  onTestFinished(() => running.close());
  const call = async <T>(method: string, address: string, body?: unknown) => {
    const response = await fetch(running.url + address, {
      method,
      headers: { authorization: `Bearer ${running.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  };
  return { ...running, call };
}

describe("a running workbench", () => {
  it("listens on this machine only, and lets in whoever opens the printed address", async () => {
    const { url, address } = await start(folderOf(parcels()));
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${url}/api/state`)).status).toBe(401);
    const door = await fetch(address);
    const cookie = door.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await fetch(`${url}/api/state`, { headers: { cookie } })).status).toBe(200);
    expect(await (await fetch(`${url}/`, { headers: { cookie } })).text()).toContain('<div id="root">');
  });

  it("reports a file that is saved while it runs", async () => {
    const folder = folderOf(parcels());
    const { url, token, call } = await start(folder);
    const stream = await fetch(`${url}/api/stream?after=0`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const reader = stream.body?.getReader();
    const decoder = new TextDecoder();
    let text = "";
    const until = async (wish: RegExp) => {
      while (!wish.test(text)) text += decoder.decode((await reader?.read())?.value, { stream: true });
    };
    await until(/event: state/);
    const definition = parcels();
    definition.info = { title: "Parcels and letters", description: "Saved.", version: "2.0" };
    writeFileSync(path.join(folder, "apiDefinition.swagger.json"), JSON.stringify(definition));
    await until(/"revision":2/);
    expect((await call<WorkbenchState>("GET", "/api/state")).connector.title).toBe("Parcels and letters");
    await reader?.cancel();
  });

  it("shows what was saved while it read and judged the folder for the first time", async () => {
    const folder = folderOf(parcels());
    const saved = parcels();
    saved.info = { title: "Saved meanwhile", description: "Saved.", version: "2.0" };
    let judged = 0;
    // As slow as its author saves: before anything watches the folder, and after it was read.
    const slow = defineRule("info", {
      id: "slow-rule",
      statement: "Judging takes a while.",
      why: "A folder may change meanwhile.",
      severity: { import: "info", certification: "info" },
      sources: ["test"],
      bad: [],
      checks: {
        connector() {
          if (judged++ > 0) return;
          writeFileSync(path.join(folder, "apiDefinition.swagger.json"), JSON.stringify(saved));
        },
      },
    });
    const { call } = await start(folder, { rules: [slow] });
    expect((await call<WorkbenchState>("GET", "/api/state")).connector.title).toBe("Saved meanwhile");
  });

  it("calls a server of this machine that is named with --backend", async () => {
    const asked: string[] = [];
    const server = createServer((incoming, outgoing) => {
      asked.push(`${incoming.method} ${incoming.url}`);
      outgoing.setHeader("content-type", "application/json");
      outgoing.end('[{"code":"N","name":"North"}]');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const backend = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { call } = await start(folderOf(parcels()), { backend });
    const answer = await call<InvokeAnswer>("POST", "/api/invoke", { operationId: "ListDepots" });
    expect(answer.body).toEqual([{ code: "N", name: "North" }]);
    expect(asked).toEqual(["GET /v1/depots"]);
    expect((await call<WorkbenchState>("GET", "/api/state")).backend).toMatchObject({
      kind: "address",
      url: backend,
    });
  });

  it("takes the notifications of such a server at an address of its own", async () => {
    const backend = await startBackend();
    onTestFinished(() => backend.close());
    const { call } = await start(bookingsFolder(), { backend: backend.url });
    const token = await backend.service.token("priya.raman@example.org");
    await call("POST", "/api/connections", { values: { token } });
    const flow = await call<FlowView>("POST", "/api/flows", {
      operationId: "CreateAppointment",
      values: { "path.$.SMTPAddress": "design@example.org" },
      on: true,
    });
    expect(flow.health).toBe("subscribed");
    expect(flow.callbackUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    backend.service.book();
    await backend.service.settled();
    expect((await call<WorkbenchState>("GET", "/api/state")).flows[0]?.runs).toBe(1);
  });
});

describe("npm start", () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill("SIGKILL"));

  it("prints where it listens, answers with the mocked Bookings service behind it, and ends when stopped", async () => {
    const started = spawn(
      process.execPath,
      [path.join(ROOT, "scripts/run.mjs"), "start", bookingsFolder(), "--no-open", "--format", "json"],
      { env: { ...process.env, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "ignore"] },
    );
    child = started;
    const line = await new Promise<string>((resolve, reject) => {
      let text = "";
      started.stdout.on("data", (chunk) => {
        text += chunk;
        if (text.includes("\n")) resolve(text.split("\n")[0] ?? "");
      });
      started.on("exit", (code) => reject(new Error(`ended with ${code}`)));
    });
    const { url, token, backend } = JSON.parse(line) as { url: string; token: string; backend: string };
    expect(backend).toBe("bookings");
    const state = await fetch(`${url}/api/state`, { headers: { authorization: `Bearer ${token}` } });
    expect(state.status).toBe(200);
    const ended = new Promise((resolve) => started.on("exit", resolve));
    started.kill("SIGTERM");
    // Windows has no such signal: the process is ended at once.
    expect(await ended).toBe(process.platform === "win32" ? null : 0);
  });

  // Several processes on a busy machine.
  it("refuses what it cannot use with exit code 2 and a sentence", { timeout: 90_000 }, () => {
    const cases: [string[], RegExp][] = [
      [["no-such-folder"], /There is no file or folder "no-such-folder"/],
      [[temporaryFolder()], /No connector in/],
      [[".", "--port", "x"], /--port is "x"/],
      [[".", "--backend", "http://192.168.0.1"], /not this machine/],
      [
        [
          ".",
          "--backend",
          "http://127.0.0.1:1",
          "--world",
          path.join(ROOT, "src/bookings/world/default-world.yaml"),
        ],
        /one of the two/,
      ],
    ];
    for (const [args, message] of cases) {
      const ran = runScript("start", ["--no-open", ...args], { env: { NO_COLOR: "1" } });
      expect([args, ran.code]).toEqual([args, 2]);
      expect(ran.stderr).toMatch(message);
      expect(ran.stderr).not.toContain("    at ");
    }
  });

  it("shows its options and examples", () => {
    const { code, stdout } = runScript("start", ["--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("npm start -- ../mine --backend");
  });
});

describe("documentation", () => {
  it("names every address of the API and every option of the commands", async () => {
    const { routes } = await import("../../src/workbench/server/routes.ts");
    const text = readFileSync(path.join(ROOT, "docs/workbench.md"), "utf8");
    for (const { path: address } of routes) expect(text).toContain(address);
    for (const script of ["start", "preview"])
      for (const [option] of runScript(script, ["--help"]).stdout.matchAll(/--[a-z-]+(?= |,|\n)/g))
        if (option !== "--help") expect(text).toContain(option);
  });
});
