/** Scenarios: recorded by way of the API, replayed, exported, imported, kept. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type {
  DeskView,
  FlowView,
  ScenarioFile,
  ScenarioReplay,
  ScenariosAnswer,
  WorkbenchState,
} from "../../src/workbench/api.ts";
import { ROOT } from "../support/run-script.ts";
import { type Bench, bookingsFolder, open } from "./support.ts";

const run = promisify(execFile);
const VALUES = { "path.$.SMTPAddress": "design@example.org" };

/** A flow is made, people book and cancel, an event is fired, an action is called, time passes. */
async function recordStory(bench: Bench) {
  await bench.ask("POST", "/api/scenarios", { name: "A booking" });
  const flow = await bench.ask<FlowView>("POST", "/api/flows", {
    operationId: "CreateAppointment",
    name: "Told",
    values: VALUES,
    definition: { actions: { Who: { type: "Compose", inputs: "@triggerBody()?['CustomerEmail']" } } },
    on: true,
  });
  const desk = await bench.ask<{ appointment: string }>("POST", "/api/desk/book", {});
  await bench.ask("POST", "/api/desk/cancel", { appointment: desk.appointment, reason: "ill" });
  await bench.ask("POST", `/api/flows/${flow.id}/fire`, { body: { CustomerEmail: "ann@example.com" } });
  await bench.ask("POST", "/api/invoke", { operationId: "ListBookingsBusinessUserAsAdmin", values: {} });
  await bench.ask("POST", "/api/settings", { advanceSeconds: 60 });
  const answer = await bench.ask<ScenariosAnswer>("POST", "/api/scenarios/stop");
  return { flow, answer };
}

test("what is done is recorded with what came of it, and replayed on flows and appointments of its own", async () => {
  const bench = await open(bookingsFolder());
  const { flow, answer } = await recordStory(bench);
  const [scenario] = answer.scenarios;
  expect(scenario?.steps.map(({ deed }) => deed)).toEqual([
    "createFlow",
    "desk-book",
    "desk-cancel",
    "fire",
    "invoke",
    "change",
  ]);
  expect(scenario?.steps[1]?.result).toMatchObject({
    runs: [{ flow: flow.id, status: "succeeded", actions: [["Who", "succeeded"]] }],
    notified: [{ flow: flow.id }],
  });
  const replay = await bench.ask<ScenarioReplay>("POST", "/api/scenarios/A%20booking/replay");
  expect(replay.steps.map(({ same }) => same)).toEqual(replay.steps.map(() => true));
  const state = await bench.ask<WorkbenchState>("GET", "/api/state");
  expect(state.flows.map(({ id, name }) => [id, name])).toEqual([[flow.id, "Told"]]);
  expect(replay.steps[3]?.actual.runs[0]?.flow).not.toBe(flow.id);
});

test("replays leave nothing behind, however many there are, and the user's flow is not affected", async () => {
  const folder = bookingsFolder();
  const bench = await open(folder, { keep: true });
  const mine = await bench.ask<FlowView>("POST", "/api/flows", {
    operationId: "CreateAppointment",
    values: VALUES,
    on: true,
  });
  const own = await bench.ask<{ appointment: string }>("POST", "/api/desk/book", {});
  await bench.ask("POST", "/api/scenarios", { name: "Two" });
  const start = { start: "2030-01-08T10:00" };
  await bench.ask("POST", "/api/desk/book", start);
  await bench.ask("POST", "/api/desk/edit", { appointment: own.appointment, serviceNotes: "Bring a plan" });
  await bench.ask("POST", "/api/desk/book", {});
  await bench.ask("POST", "/api/scenarios/stop");
  const seen = async () => {
    const { flows } = await bench.ask<WorkbenchState>("GET", "/api/state");
    const { now: _, ...desk } = await bench.ask<DeskView>("GET", "/api/desk");
    return { flows: flows.map(({ id, health, runs }) => ({ id, health, runs })), desk };
  };
  const before = await seen();
  expect(before.flows).toEqual([{ id: mine.id, health: "subscribed", runs: 3 }]);
  for (let round = 0; round < 6; round++) {
    const replay = await bench.ask<ScenarioReplay>("POST", "/api/scenarios/Two/replay");
    expect(replay.steps.map(({ same, actual }) => [same, actual.error])).toEqual(
      replay.steps.map(() => [true, undefined]),
    );
    expect(await seen()).toEqual(before);
  }
  // The flow of before hears of what comes after.
  await bench.ask("POST", "/api/desk/book", {});
  expect((await seen()).flows).toEqual([{ id: mine.id, health: "subscribed", runs: 4 }]);
  bench.workbench.close();
  const again = await open(folder, { keep: true });
  const { flows } = await again.ask<WorkbenchState>("GET", "/api/state");
  expect(flows.map(({ id }) => id)).toEqual([mine.id]);
});

test("faults, deviations, throttle, profile and staff are after a replay as they were, and the clock is told of", async () => {
  const bench = await open(bookingsFolder());
  const { backend } = bench.workbench;
  const [quirk] = backend.quirks.list();
  await bench.ask("POST", "/api/settings", { inject: { on: "any", answer: 503, times: 3, after: 100 } });
  const settings = async () => {
    const state = await bench.ask<WorkbenchState>("GET", "/api/state");
    const { users, pages } = await bench.ask<DeskView>("GET", "/api/desk");
    const { throttle, retryProfile, product } = state.settings;
    return {
      faults: backend.faults.list().map(({ id: _, ...fault }) => fault),
      quirks: backend.quirks.list(),
      set: { throttle, retryProfile, product },
      users,
      staff: pages.map((page) => page.staff),
    };
  };
  const before = await settings();
  await bench.ask("POST", "/api/scenarios", { name: "Trouble" });
  await bench.ask("POST", "/api/settings", { clearFaults: true });
  await bench.ask("POST", "/api/settings", {
    inject: { on: "any", answer: 500 },
    quirks: { [quirk!.id]: !quirk!.on },
    throttle: { calls: 7 },
    retryProfile: "none",
  });
  await bench.ask("POST", "/api/desk/member", { page: "design@example.org", member: "zoe@example.org" });
  await bench.ask("POST", "/api/settings", { advanceSeconds: 90 });
  await bench.ask("POST", "/api/scenarios/stop");
  // As it was before the recording.
  await bench.ask("POST", "/api/settings", { clearFaults: true });
  await bench.ask("POST", "/api/settings", {
    quirks: { [quirk!.id]: quirk!.on },
    throttle: { calls: before.set.throttle.calls },
    retryProfile: before.set.retryProfile,
    inject: { on: "any", answer: 503, times: 3, after: 100 },
  });
  await bench.ask("POST", "/api/desk/removeMember", {
    page: "design@example.org",
    member: "zoe@example.org",
  });
  await bench.ask("POST", "/api/desk/removeUser", { user: "zoe@example.org" });
  expect(await settings()).toEqual(before);
  const replay = await bench.ask<ScenarioReplay>("POST", "/api/scenarios/Trouble/replay");
  expect(replay.steps.map(({ actual }) => actual.error)).toEqual(replay.steps.map(() => undefined));
  expect(replay.clockMovedSeconds).toBe(90);
  expect(await settings()).toEqual(before);
});

test("a setting that sets the platform up anew leaves the user's flow subscribed, once", async () => {
  const bench = await open(bookingsFolder());
  await bench.ask("POST", "/api/flows", { operationId: "CreateAppointment", values: VALUES, on: true });
  await bench.ask("POST", "/api/scenarios", { name: "Product" });
  await bench.ask("POST", "/api/settings", { product: "logic-apps" });
  await bench.ask("POST", "/api/desk/book", {});
  await bench.ask("POST", "/api/scenarios/stop");
  await bench.ask("POST", "/api/settings", { product: "power-automate" });
  await bench.ask("POST", "/api/scenarios/Product/replay");
  const { flows } = await bench.ask<WorkbenchState>("GET", "/api/state");
  expect(flows.map(({ health }) => health)).toEqual(["subscribed"]);
  const { pages } = await bench.ask<DeskView>("GET", "/api/desk");
  expect(pages.flatMap(({ subscriptions }) => subscriptions)).toHaveLength(1);
});

test("a subscription that is refused now is different, and what needs its flow is not done to the user's", async () => {
  const bench = await open(bookingsFolder());
  const { flow } = await recordStory(bench);
  await bench.ask("POST", "/api/settings", {
    inject: { preset: "subscription-limit-reached", answer: "subscription-limit-reached" },
  });
  const { runs } = (await bench.ask<WorkbenchState>("GET", "/api/state")).flows[0]!;
  const replay = await bench.ask<ScenarioReplay>("POST", "/api/scenarios/A%20booking/replay");
  expect(replay.steps[0]).toMatchObject({
    same: false,
    actual: { refused: { status: expect.any(Number), message: expect.any(String) } },
  });
  const state = await bench.ask<WorkbenchState>("GET", "/api/state");
  expect(state.flows.map(({ id, runs: now }) => [id, now])).toEqual([[flow.id, runs]]);
});

test("a replay says where it led to something else", async () => {
  const bench = await open(bookingsFolder());
  await recordStory(bench);
  await bench.ask("POST", "/api/settings", { inject: { preset: "bad-gateway", answer: "bad-gateway" } });
  const replay = await bench.ask<ScenarioReplay>("POST", "/api/scenarios/A%20booking/replay");
  expect(replay.steps.find(({ deed }) => deed === "invoke")).toMatchObject({
    same: false,
    expected: { status: 200 },
    actual: { status: 502 },
  });
});

test.each(["json", "har"] as const)("a scenario goes out as %s and comes in elsewhere", async (format) => {
  const bench = await open(bookingsFolder());
  const { answer } = await recordStory(bench);
  const file = await bench.ask<ScenarioFile>("POST", "/api/scenarios/A%20booking/export", { format });
  if (format === "har") {
    const { log } = JSON.parse(file.text) as {
      log: { version: string; entries: { request: { url: string } }[] };
    };
    expect(log.version).toBe("1.2");
    expect(log.entries.length).toBe(answer.scenarios[0]?.calls);
    expect(file.text).not.toMatch(/sig=(?!\*\*\*)/);
  }
  const other = await open(bookingsFolder());
  const imported = await other.ask<ScenariosAnswer>("POST", "/api/scenarios/import", { text: file.text });
  expect(imported.scenarios).toEqual(answer.scenarios);
  const replay = await other.ask<ScenarioReplay>("POST", "/api/scenarios/A%20booking/replay");
  expect(replay.steps.every(({ same }) => same)).toBe(true);
});

test.each([
  ["no JSON", "{"],
  ["no scenario", "{}"],
  ["a step without a result", '{ "name": "x", "steps": [{ "deed": "fire" }] }'],
])("a file with %s is refused", async (_, text) => {
  const bench = await open(bookingsFolder());
  const refused = await bench.send("POST", "/api/scenarios/import", { text });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: "scenario-unreadable" } } });
});

test("scenarios stay over a restart, without secrets", async () => {
  const folder = bookingsFolder();
  const first = await open(folder, { keep: true });
  await first.ask("POST", "/api/scenarios", { name: "Secret" });
  first.workbench.session.redactor.addSecret("kq7-Lm9x-Vt2z");
  await first.send("POST", "/api/invoke", {
    operationId: "ListBookingsBusinessUserAsAdmin",
    values: { x: "kq7-Lm9x-Vt2z" },
  });
  await first.ask("POST", "/api/scenarios/stop");
  first.workbench.close();
  const kept = readFileSync(path.join(folder, ".connector-workbench", "scenarios.json"), "utf8");
  expect(kept).not.toContain("kq7-Lm9x-Vt2z");
  const second = await open(folder, { keep: true });
  const { scenarios } = await second.ask<ScenariosAnswer>("GET", "/api/scenarios");
  expect(scenarios.map(({ name }) => name)).toEqual(["Secret"]);
  const replay = await second.ask<ScenarioReplay>("POST", "/api/scenarios/Secret/replay");
  expect(replay.steps[0]?.actual.error).toContain("secret");
});

test.each(["node", "vitest"] as const)(
  "the test that it is exported as runs and passes: %s",
  async (format) => {
    const folder = bookingsFolder();
    const bench = await open(folder);
    await recordStory(bench);
    const { file, text } = await bench.ask<ScenarioFile>("POST", "/api/scenarios/A%20booking/export", {
      format,
    });
    expect(file).toBe("a-booking.test.mjs");
    // The package is not installed here: its source stands in for it.
    const source = path.join(ROOT, "src/testing/index.ts");
    const written = text.replace('"connector-workbench/testing"', JSON.stringify(source));
    // Where tests are kept, or beside the definition.
    const place = format === "node" ? folder : path.join(folder, "test");
    mkdirSync(place, { recursive: true });
    const target = path.join(place, file);
    if (format === "node") {
      writeFileSync(target, written);
      const { stdout } = await run(process.execPath, ["--test", target], { cwd: folder, env: plain() });
      expect(stdout).toMatch(/pass 1/);
      // It fails where the connector no longer does what was recorded.
      const elsewhere = path.join(mkdtempSync(path.join(path.dirname(folder), "elsewhere-")), file);
      writeFileSync(elsewhere, written);
      await expect(
        run(process.execPath, ["--test", elsewhere], { cwd: folder, env: plain() }),
      ).rejects.toMatchObject({
        stdout: expect.stringContaining("Keep this test in the folder of the connector"),
      });
      writeFileSync(target, written.replace('"Who"', '"Whom"'));
      await expect(
        run(process.execPath, ["--test", target], { cwd: folder, env: plain() }),
      ).rejects.toThrow();
      return;
    }
    // Vitest is found where this project has it.
    const inside = written.replace(
      'from "vitest"',
      `from ${JSON.stringify(path.join(ROOT, "node_modules/vitest/dist/index.js"))}`,
    );
    writeFileSync(target, inside);
    writeFileSync(path.join(folder, "vitest.config.mjs"), "export default {};");
    const { stdout } = await run(
      process.execPath,
      [path.join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--root", folder, target],
      { cwd: folder, env: { ...plain(), NO_COLOR: "1" } },
    );
    expect(stdout).toMatch(/1 passed/);
  },
);

/** Without what tells a runner that it runs inside of another. */
function plain(): NodeJS.ProcessEnv {
  const {
    NODE_TEST_CONTEXT: _,
    VITEST: __,
    VITEST_WORKER_ID: ___,
    VITEST_POOL_ID: ____,
    NODE_OPTIONS: _____,
    ...env
  } = process.env;
  return env;
}
