/** More than one connector: what can be opened, what is said of each, and what a page cannot do. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadRules } from "../../src/rules/load-rules.ts";
import type { ConnectorsAnswer, WorkbenchState } from "../../src/workbench/api.ts";
import { serve } from "../../src/workbench/server/serve.ts";
import { addRecent, readRecent, recentFile } from "../../src/workbench/shelf/recent.ts";
import { temporaryFolder } from "../support/connector-copy.ts";
import { folderOf, PAGE, parcels } from "./support.ts";

async function start(folders: string[], options: Partial<Parameters<typeof serve>[0]> = {}) {
  const [folder = "", ...others] = folders;
  const running = await serve({
    folder,
    others,
    rules: await loadRules(),
    page: async () => PAGE,
    watch: false,
    ...options,
  });
  onTestFinished(async () => await running.close());
  const call = async <T>(method: string, address: string) => {
    const response = await fetch(`${running.url}${address}`, {
      method,
      headers: { authorization: `Bearer ${running.token}` },
    });
    return { status: response.status, body: (await response.json()) as T };
  };
  /** Asks until everything was looked at. */
  const list = async (): Promise<ConnectorsAnswer["connectors"]> => {
    for (;;) {
      const { body } = await call<ConnectorsAnswer>("GET", "/api/connectors");
      if (body.pending === 0) return body.connectors;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { running, call, list };
}

const named = (title: string) =>
  folderOf({ ...parcels(), info: { title, version: "1.0", description: "x" } });

describe("Several connectors", () => {
  it("are listed with what there is to know, one broken among them, and opened one at a time", async () => {
    const broken = temporaryFolder();
    writeFileSync(path.join(broken, "apiDefinition.swagger.json"), "{ nonsense");
    const { running, call, list } = await start([named("First"), named("Second"), broken]);
    const rows = await list();
    expect(rows.map(({ facts, open }) => [facts?.title, facts?.triggers, open])).toEqual([
      ["First", 2, true],
      ["Second", 2, false],
      ["", 0, false],
    ]);
    expect(rows[2]?.facts?.failure).toBeTruthy();
    expect(rows[0]?.facts?.findings.warning).toBeGreaterThan(0);
    expect(Date.parse(rows[0]?.facts?.changedAt ?? "")).toBeGreaterThan(0);
    const before = (await call<WorkbenchState>("GET", "/api/state")).body;
    expect(before.workbench.undecided).toBe(true);

    const stream = await fetch(`${running.url}/api/stream`, {
      headers: { authorization: `Bearer ${running.token}` },
    });
    expect((await call("POST", `/api/connectors/${rows[1]?.id}/open`)).status).toBe(200);
    // What listened to the connector before is let go, so that it asks again.
    const reader = stream.body!.getReader();
    while (!(await reader.read()).done);
    const after = (await call<WorkbenchState>("GET", "/api/state")).body;
    expect(after.connector.title).toBe("Second");
    expect(after.workbench.session).not.toBe(before.workbench.session);
    expect(after.workbench.undecided).toBeUndefined();
    expect((await list()).map(({ open }) => open)).toEqual([false, true, false]);
  });

  it("are the only ones a page can open: it names none by path", async () => {
    const other = named("Elsewhere");
    const { running, call } = await start([named("Here")]);
    for (const id of [encodeURIComponent(other), "0", "..", encodeURIComponent("../..")])
      expect((await call("POST", `/api/connectors/${id}/open`)).status, id).toBe(404);
    expect(running.workbench.state().connector.title).toBe("Here");
  });

  it("stay as they are where the chosen one cannot be read", async () => {
    const gone = temporaryFolder();
    mkdirSync(path.join(gone, "c"));
    writeFileSync(path.join(gone, "c", "apiDefinition.swagger.json"), "{}");
    const { rmSync } = await import("node:fs");
    const { running, call, list } = await start([named("Here"), path.join(gone, "c")]);
    const rows = await list();
    rmSync(gone, { recursive: true });
    expect((await call("POST", `/api/connectors/${rows[1]?.id}/open`)).status).toBe(400);
    expect(running.workbench.state().connector.title).toBe("Here");
    expect((await call<WorkbenchState>("GET", "/api/state")).body.connector.title).toBe("Here");
  });

  it("are remembered for the next time, whole, bounded, and only where that is wanted", async () => {
    const file = path.join(temporaryFolder(), "state", "recent.json");
    const [first, second] = [named("First"), named("Second")];
    const one = await start([first], { recentFile: file });
    await one.running.close();
    const two = await start([second], { recentFile: file });
    const rows = await two.list();
    expect(rows.map(({ recent, facts }) => [recent, facts?.title])).toEqual([
      [false, "Second"],
      [true, "First"],
    ]);
    expect(readRecent(file)).toEqual([second, first]);
    for (let at = 0; at < 30; at++) addRecent(file, path.join("/somewhere", String(at)));
    expect(readRecent(file).length).toBe(20);
    writeFileSync(file, '{"folders": ["relative", 3]}');
    expect(readRecent(file)).toEqual([]);
    writeFileSync(file, "nonsense");
    expect(readRecent(file)).toEqual([]);
    addRecent(file, first);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ folders: [first] });
    writeFileSync(file, "null");
    expect(readRecent(file)).toEqual([]);
  });

  it("are not remembered where no folder can be made, and nothing waits for that", () => {
    // On /proc, a making of folders that tries again and again never ends.
    const file = "/proc/none/connector-workbench/recent.json";
    addRecent(file, path.resolve("/x"));
    expect(readRecent(file)).toEqual([]);
  });

  it("are in a file where each system keeps state", () => {
    const file = path.join("connector-workbench", "recent.json");
    expect(recentFile({}, "linux").endsWith(path.join(".local", "state", file))).toBe(true);
    expect(recentFile({ XDG_STATE_HOME: path.resolve("/s") }, "linux")).toBe(
      path.join(path.resolve("/s"), file),
    );
    expect(recentFile({ XDG_STATE_HOME: "s" }, "linux").endsWith(path.join("state", file))).toBe(true);
    expect(recentFile({ LOCALAPPDATA: path.resolve("/l") }, "win32")).toBe(
      path.join(path.resolve("/l"), file),
    );
  });
});
