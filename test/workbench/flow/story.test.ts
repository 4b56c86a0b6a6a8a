/** What happened, told by cause. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { EventsAnswer, FlowView } from "../../../src/workbench/api.ts";
import { storyOf } from "../../../src/workbench/page/run/story-groups.ts";
import { bookingsFolder, open } from "../support.ts";

test("a booking, its notification and its run are one thing; so are a call and its answer, a flow and its subscription", async () => {
  const bench = await open(bookingsFolder());
  const flow = await bench.ask<FlowView>("POST", "/api/flows", {
    operationId: "CreateAppointment",
    values: { "path.$.SMTPAddress": "design@example.org" },
    definition: {
      actions: {
        List: {
          type: "OpenApiConnection",
          inputs: { host: { operationId: "ListBookingsBusinessUserAsAdmin" } },
        },
      },
    },
    on: true,
  });
  await bench.ask("POST", "/api/desk/book", {});
  await bench.ask("POST", `/api/flows/${flow.id}/fire`, { body: { CustomerEmail: "ann" } });
  await bench.ask("POST", "/api/invoke", { operationId: "ListBookingsBusinessUserAsAdmin", values: {} });
  const { events } = await bench.ask<EventsAnswer>("GET", "/api/events?limit=2000");
  const story = storyOf(events);
  // Nothing is lost, nothing is told twice.
  expect(story.flatMap((group) => group.events).sort((a, b) => a.number - b.number)).toEqual(events);
  const told = story.map(({ kind, events: [first] }) => [kind, first?.type]);
  expect(told.filter(([kind]) => kind !== "workbench")).toEqual([
    ["registration", "flow-created"],
    ["booking", "booked"],
    ["notification", "notification-accepted"],
    ["call", "call-started"],
  ]);
  const booking = story.find(({ kind }) => kind === "booking");
  const types = booking?.events.map(({ type }) => type) ?? [];
  for (const type of [
    "booked",
    "queued",
    "notification-accepted",
    "run-started",
    "call-answered",
    "action-ended",
    "run-ended",
    "delivered",
  ])
    expect(types).toContain(type);
  expect(types.indexOf("notification-accepted")).toBeLessThan(types.indexOf("run-started"));
  expect(booking).toMatchObject({ mood: "good", flows: [flow.id] });
  expect(booking?.runs).toHaveLength(1);
});

test("what a flow unsubscribes for is distinguished from what made it subscribe, and names the flow", async () => {
  const folder = bookingsFolder();
  const bench = await open(folder);
  await bench.ask<FlowView>("POST", "/api/flows", {
    operationId: "CreateAppointment",
    name: "Told",
    values: { "path.$.SMTPAddress": "design@example.org" },
    on: true,
  });
  const file = path.join(folder, "apiDefinition.swagger.json");
  for (const words of ["One.", "Two."]) {
    const definition = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...definition, info: { ...definition.info, description: words } }));
    await bench.workbench.reload();
    await bench.workbench.settle();
  }
  await bench.ask("POST", "/api/settings", { advanceSeconds: 285 });
  const { events } = await bench.ask<EventsAnswer>("GET", "/api/events?limit=2000");
  const remade = storyOf(events).filter((group) => group.events[0]?.type === "flow-remade");
  expect(remade.map((group) => [group.events[0]?.text, group.events.at(-1)?.text])).toEqual([
    ["Told is there again.", "Subscribed."],
    ["Told is there again.", "Subscribed."],
  ]);
  const texts = events.map(({ text }) => text);
  expect(texts).toContain("Told was turned off.");
  expect(texts).toContain("The clock was moved forward by 4 min 45 s.");
});

test("changed steps and a restart create no second flow, a fault is reported, and our own folder does not count as a change", async () => {
  const folder = bookingsFolder();
  const bench = await open(folder, { keep: true });
  const flow = await bench.ask<FlowView>("POST", "/api/flows", {
    operationId: "CreateAppointment",
    name: "Told",
    values: { "path.$.SMTPAddress": "design@example.org" },
    on: true,
  });
  const definition = { actions: { Who: { type: "Compose", inputs: "ann" } } };
  await bench.ask("POST", `/api/flows/${flow.id}/edit`, { definition });
  await bench.ask("POST", "/api/settings", { inject: { preset: "bad-gateway", answer: "bad-gateway" } });
  await bench.ask("POST", "/api/settings", { clearFaults: true });
  const { events } = await bench.ask<EventsAnswer>("GET", "/api/events?limit=2000");
  const texts = events.map(({ text }) => text);
  expect(texts.filter((text) => text.startsWith("A flow for"))).toHaveLength(1);
  expect(texts).toContain('The fault "Bad gateway" was turned on.');
  expect(texts).toContain("1 fault was turned off.");
  const changed = storyOf(events).filter((group) => group.events.some(({ type }) => type === "flow-remade"));
  expect(changed.map((group) => [group.events[0]?.text, group.events.at(-1)?.text])).toEqual([
    ["Told was changed.", "Subscribed."],
  ]);
  mkdirSync(path.join(folder, ".connector-workbench"), { recursive: true });
  expect(bench.workbench.project.reload()).toBe(false);
  bench.workbench.close();
  const again = await open(folder, { keep: true });
  const { events: later } = await again.ask<EventsAnswer>("GET", "/api/events?limit=2000");
  expect(later.filter(({ text }) => text.startsWith("A flow for"))).toHaveLength(1);
  expect(later.map(({ text }) => text)).toContain("Told is there again.");
});
