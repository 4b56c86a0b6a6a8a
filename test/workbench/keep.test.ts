/** What stays over a restart: the folder .connector-workbench, from the outside. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readConnector } from "../../src/definition/connector-folder.ts";
import { validateConnector } from "../../src/validation/validate.ts";
import type {
  CallsAnswer,
  EventsAnswer,
  ExchangeRecord,
  FireAnswer,
  FlowDefinitionAnswer,
  FlowView,
  PageMemory,
  RunView,
  SampleAnswer,
  WorkbenchState,
} from "../../src/workbench/api.ts";
import { temporaryFolder } from "../support/connector-copy.ts";
import { bookingsFolder, open } from "./support.ts";

const FLOW = {
  operationId: "CreateAppointment",
  name: "Mine",
  values: { "path.$.SMTPAddress": "design@example.org" },
  definition: { actions: { Compose: { type: "Compose", inputs: "@triggerBody()?['ServiceName']" } } },
  on: true,
};
const kept = (folder: string, name = "") => path.join(folder, ".connector-workbench", name);
const read = (folder: string, name: string) => readFileSync(kept(folder, name), "utf8");

test("flows, runs, events, calls, saved events and forms are there again after a restart", async () => {
  const folder = bookingsFolder();
  const first = await open(folder, { keep: true });
  const flow = await first.ask<FlowView>("POST", "/api/flows", FLOW);
  const fired = await first.ask<FireAnswer>("POST", `/api/flows/${flow.id}/fire`, {
    body: { ServiceName: "A" },
  });
  await first.ask("POST", "/api/invoke", { operationId: "ListBookingsBusinessUserAsAdmin", values: {} });
  await first.ask("POST", "/api/samples", { operationId: "CreateAppointment", title: "Own", body: { x: 1 } });
  await first.ask("POST", "/api/page", {
    forms: [{ key: "CreateAppointment", values: { a: "b" }, rest: { compose: [] } }],
    seen: 7,
  });
  const before = await first.ask<EventsAnswer>("GET", "/api/events");
  const counts = (await first.ask<WorkbenchState>("GET", "/api/state")).counts;
  first.workbench.close();

  const second = await open(folder, { keep: true });
  const state = await second.ask<WorkbenchState>("GET", "/api/state");
  expect(state.flows).toMatchObject([
    { id: flow.id, name: "Mine", state: "on", health: "subscribed", steps: 1, runs: 1, values: FLOW.values },
  ]);
  expect(state.flows[0]?.lastRun?.id).toBe(fired.runs[0]);
  const definition = await second.ask<FlowDefinitionAnswer>("GET", `/api/flows/${flow.id}/definition`);
  expect(definition.definition).toEqual(FLOW.definition);
  expect(definition.workflow).toMatchObject({ actions: FLOW.definition.actions });
  const run = await second.ask<RunView>("GET", `/api/runs/${fired.runs[0]}`);
  expect(run).toMatchObject({ status: "succeeded", actions: [{ name: "Compose", body: "A" }] });
  // The calls that its events and runs speak of are there under their numbers, and new ones go on behind them.
  for (const number of run.exchanges)
    expect((await second.ask<ExchangeRecord>("GET", `/api/exchanges/${number}`)).number).toBe(number);
  expect(state.counts.exchanges).toBeGreaterThan(counts.exchanges);
  const events = await second.ask<EventsAnswer>("GET", "/api/events");
  expect(events.events.slice(0, before.events.length)).toEqual(before.events);
  expect(events.events.map(({ number }) => number)).toEqual(events.events.map((_, index) => index + 1));
  const calls = await second.ask<CallsAnswer>("GET", "/api/calls");
  expect(calls.calls).toMatchObject([
    { number: 1, operationId: "ListBookingsBusinessUserAsAdmin", answer: { status: 200 } },
  ]);
  const sample = await second.ask<SampleAnswer>("GET", "/api/sample/CreateAppointment");
  expect(sample.events.at(-1)).toEqual({ title: "Own", body: { x: 1 }, saved: true });
  expect(await second.ask<PageMemory>("GET", "/api/page")).toEqual({
    forms: [{ key: "CreateAppointment", values: { a: "b" }, rest: { compose: [] } }],
    seen: 7,
  });
  // A run from before is resubmitted from what was kept of it; the next flow has another id.
  await second.ask("POST", `/api/runs/${fired.runs[0]}/resubmit`);
  expect((await second.ask<WorkbenchState>("GET", "/api/state")).flows[0]?.runs).toBe(2);
  expect((await second.ask<FlowView>("POST", "/api/flows", { ...FLOW, on: false })).id).not.toBe(flow.id);
});

test("who only looks finds no folder afterwards, and without keep nothing is read or written", async () => {
  const folder = bookingsFolder();
  const looking = await open(folder, { keep: true });
  await looking.ask("GET", "/api/findings");
  looking.workbench.close();
  expect(existsSync(kept(folder))).toBe(false);

  const working = await open(folder, { keep: true });
  await working.ask("POST", "/api/flows", FLOW);
  working.workbench.close();
  const names = readdirSync(kept(folder));
  const without = await open(folder);
  expect((await without.ask<WorkbenchState>("GET", "/api/state")).flows).toEqual([]);
  await without.ask("POST", "/api/flows", { ...FLOW, name: "Other" });
  without.workbench.close();
  expect(readdirSync(kept(folder))).toEqual(names);
  expect(read(folder, "flows.json")).not.toContain("Other");
});

test("a flow that was deleted stays deleted", async () => {
  const folder = bookingsFolder();
  const first = await open(folder, { keep: true });
  const flow = await first.ask<FlowView>("POST", "/api/flows", FLOW);
  await first.ask("DELETE", `/api/flows/${flow.id}`);
  first.workbench.close();
  const second = await open(folder, { keep: true });
  expect((await second.ask<WorkbenchState>("GET", "/api/state")).flows).toEqual([]);
});

test("git ignores the folder, and only its owner reads the files", async () => {
  const folder = bookingsFolder();
  const bench = await open(folder, { keep: true });
  await bench.ask("POST", "/api/flows", FLOW);
  bench.workbench.close();
  expect(read(folder, ".gitignore")).toMatch(/^\*$/m);
  expect(readdirSync(kept(folder)).sort()).toEqual([".gitignore", "flows.json", "history.json"]);
});

test("no secret is kept, neither plain nor masked", async () => {
  const folder = bookingsFolder();
  const bench = await open(folder, { keep: true });
  const secret = "kq7-Lm9x-Vt2z-Ww8p";
  bench.workbench.session.redactor.addSecret(secret);
  await bench.send("POST", "/api/invoke", {
    operationId: "ListBookingsBusinessUserAsAdmin",
    values: { secret: `Bearer ${secret}`, masked: "a***b", plain: "kept-value" },
  });
  await bench.ask("POST", "/api/flows", {
    ...FLOW,
    definition: { actions: { Compose: { type: "Compose", inputs: secret } } },
  });
  await bench.ask("POST", "/api/page", {
    forms: [{ key: "x", values: { secret, plain: "kept-form" }, rest: { compose: [{ text: secret }] } }],
    seen: 0,
  });
  const refused = await bench.send("POST", "/api/samples", {
    operationId: "CreateAppointment",
    title: "S",
    body: { secret },
  });
  expect(refused.status).toBe(400);
  bench.workbench.close();
  const all = readdirSync(kept(folder))
    .map((name) => read(folder, name))
    .join("\n");
  expect(all).not.toContain(secret);
  expect(all).toContain("kept-value");
  expect(all).toContain("kept-form");
  const { calls } = JSON.parse(read(folder, "calls.json")) as CallsAnswer;
  expect(calls[0]?.values).toEqual({ plain: "kept-value" });
  expect(calls[0]?.withheld).toEqual(["secret", "masked"]);
  const flows = JSON.parse(read(folder, "flows.json")) as {
    flows: { stepsWithheld: boolean; request: object }[];
  };
  expect(flows.flows[0]?.stepsWithheld).toBe(true);
  expect(flows.flows[0]?.request).not.toHaveProperty("definition");
});

test.each([
  ["cut off", '{ "format": 1, "flows": [{ "id": "f1", "na'],
  ["of another format", '{ "format": 99, "flows": [] }'],
  ["not an object", "[]"],
  [
    "of something else",
    '{ "format": 1, "flows": [{ "id": "f1", "name": "x", "request": { "operationId": 7 } }] }',
  ],
  ["deeply nested", `{ "format": 1, "flows": ${"[".repeat(100_000)}`],
])("a file that is %s is moved aside and reported; the rest is used", async (_, text) => {
  const folder = bookingsFolder();
  mkdirSync(kept(folder));
  writeFileSync(kept(folder, "flows.json"), text);
  writeFileSync(
    kept(folder, "samples.json"),
    '{ "format": 1, "samples": [{ "operationId": "CreateAppointment", "title": "Own", "body": 1 }] }',
  );
  const bench = await open(folder, { keep: true });
  expect(read(folder, "flows.damaged-1.json")).toBe(text);
  const { events } = await bench.ask<EventsAnswer>("GET", "/api/events");
  expect(events.map((event) => event.text).join("\n")).toMatch(
    /flows\.json .* was not used: .* It is now flows\.damaged-1\.json\./,
  );
  expect((await bench.ask<SampleAnswer>("GET", "/api/sample/CreateAppointment")).events.at(-1)?.title).toBe(
    "Own",
  );
  await bench.ask("POST", "/api/flows", FLOW);
  bench.workbench.close();
  expect(read(folder, "flows.json")).toContain("Mine");
  expect(read(folder, "flows.damaged-1.json")).toBe(text);
});

test("a link in place of the folder is neither followed nor replaced", async () => {
  const folder = bookingsFolder();
  const elsewhere = temporaryFolder();
  symlinkSync(elsewhere, kept(folder));
  const bench = await open(folder, { keep: true });
  await bench.ask("POST", "/api/flows", FLOW);
  bench.workbench.close();
  expect(readdirSync(elsewhere)).toEqual([]);
  const { events } = await bench.ask<EventsAnswer>("GET", "/api/events");
  expect(events.map(({ text }) => text).join("\n")).toContain(
    "Nothing is kept: .connector-workbench is not a folder.",
  );
});

test("links in the folder lead neither reading nor writing out of it", async () => {
  const folder = bookingsFolder();
  const theirs = path.join(temporaryFolder(), "theirs.txt");
  writeFileSync(theirs, "theirs\n");
  mkdirSync(kept(folder));
  for (const name of ["in-use", "flows", "page", "samples", "history"])
    symlinkSync(theirs, kept(folder, `${name}.json`));
  const bench = await open(folder, { keep: true });
  await bench.ask("POST", "/api/flows", FLOW);
  expect(JSON.parse(read(folder, "in-use.json"))).toEqual({ process: process.pid });
  bench.workbench.close();
  expect(read(folder, "flows.json")).toContain("Mine");
  expect(readFileSync(theirs, "utf8")).toBe("theirs\n");
});

test("a folder that another workbench has is left alone", async () => {
  const folder = bookingsFolder();
  mkdirSync(kept(folder));
  // The process that started this one: it lives.
  writeFileSync(kept(folder, "in-use.json"), JSON.stringify({ process: process.ppid }));
  const bench = await open(folder, { keep: true });
  await bench.ask("POST", "/api/flows", FLOW);
  bench.workbench.close();
  expect(readdirSync(kept(folder))).toEqual(["in-use.json"]);
  const { events } = await bench.ask<EventsAnswer>("GET", "/api/events");
  expect(events.map(({ text }) => text).join("\n")).toContain(`Another workbench (process ${process.ppid})`);
});

test("flows whose trigger is gone are kept, and say so", async () => {
  const folder = bookingsFolder();
  const first = await open(folder, { keep: true });
  await first.ask("POST", "/api/flows", FLOW);
  first.workbench.close();
  const file = path.join(folder, "apiDefinition.swagger.json");
  const definition = readFileSync(file, "utf8");
  writeFileSync(file, definition.replaceAll('"CreateAppointment"', '"Renamed"'));
  const second = await open(folder, { keep: true });
  expect((await second.ask<WorkbenchState>("GET", "/api/state")).flows[0]?.lost).toContain(
    "CreateAppointment",
  );
  second.workbench.close();
  writeFileSync(file, definition);
  const third = await open(folder, { keep: true });
  expect((await third.ask<WorkbenchState>("GET", "/api/state")).flows[0]?.health).toBe("subscribed");
});

test("the folder changes nothing for the validator and the reading of the connector", async () => {
  const folder = bookingsFolder();
  const before = readConnector(folder);
  const bench = await open(folder, { keep: true });
  await bench.ask("POST", "/api/flows", FLOW);
  bench.workbench.close();
  const after = readConnector(folder);
  expect(after.files).toEqual(before.files);
  expect(await validateConnector(after)).toEqual(await validateConnector(before));
});
