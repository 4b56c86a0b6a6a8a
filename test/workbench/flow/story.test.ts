/** What happened, told by cause. */
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
