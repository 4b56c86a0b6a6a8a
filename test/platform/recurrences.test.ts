/** Recurrences: start and end, time zones, schedules. The examples are those of the pages on the recurrence trigger. */
import { expect, test } from "vitest";
import type { BuiltInTrigger, Recurrence } from "../../src/platform/api.ts";
import { createPlatform, createVirtualClock } from "../../src/platform/index.ts";
import { definitionOf } from "./support/make.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

function flowOf(recurrence: Recurrence, now: string) {
  const clock = createVirtualClock(now);
  const platform = createPlatform({
    clock,
    seed: "test",
    connector: {
      definition: definitionOf({
        "/a": { get: { operationId: "A", responses: { default: { description: "Any." } } } },
      }),
    },
    backend: () => Response.json({}),
  });
  return { clock, flow: platform.createFlow({ type: "Recurrence", recurrence }) };
}

/** When a flow that is turned on at a time runs, in the days after it. */
async function runsOf(recurrence: Recurrence, now: string, days: number): Promise<string[]> {
  const { clock, flow } = flowOf(recurrence, now);
  await flow.turnOn();
  await clock.settle();
  await clock.advance(days * DAY);
  const found = flow.runs().map((run) => run.snapshot().startedAt.slice(0, 16));
  await flow.turnOff();
  return found;
}

test("a start that has passed: the runs before now are left out, the first is the next one", async () => {
  const recurrence = { frequency: "Day", interval: 2, startTime: "2017-09-07T14:00:00Z" };
  expect(await runsOf(recurrence, "2017-09-08T13:00:00Z", 6)).toEqual([
    "2017-09-09T14:00",
    "2017-09-11T14:00",
    "2017-09-13T14:00",
  ]);
});

test("a start that is still to come is the first run; after the end there is none", async () => {
  const recurrence = {
    frequency: "Hour",
    interval: 1,
    startTime: "2026-03-01T08:00:00Z",
    endTime: "2026-03-01T10:00:00Z",
  };
  const { clock, flow } = flowOf(recurrence, "2026-03-01T06:30:00Z");
  await flow.turnOn();
  expect(flow.snapshot().nextPollAt).toBe("2026-03-01T08:00:00.000Z");
  await clock.advance(DAY);
  expect(flow.runs()).toHaveLength(3);
  expect(flow.snapshot().nextPollAt).toBeUndefined();
});

test.each([
  [
    "daily at 8:30 and 16:30",
    { frequency: "Day", interval: 1, schedule: { hours: [16, 8], minutes: [30] } },
    ["2026-03-02T08:30", "2026-03-02T16:30", "2026-03-03T08:30"],
  ],
  [
    "at the minute marks of every hour",
    {
      frequency: "Day",
      interval: 1,
      schedule: { hours: Array.from({ length: 24 }, (_, hour) => hour), minutes: [0, 30] },
    },
    ["2026-03-02T06:30", "2026-03-02T07:00", "2026-03-02T07:30"],
  ],
  [
    "at 8 and the minute of the first run",
    { frequency: "Day", interval: 1, schedule: { hours: 8 } },
    ["2026-03-02T08:10", "2026-03-03T08:10", "2026-03-04T08:10"],
  ],
  [
    "on Saturdays and Wednesdays",
    {
      frequency: "Week",
      interval: 1,
      schedule: { weekDays: ["Saturday", "Wednesday"], hours: ["17"] as never, minutes: 0 },
    },
    ["2026-03-04T17:00", "2026-03-07T17:00", "2026-03-11T17:00"],
  ],
  [
    "every other Monday",
    { frequency: "Week", interval: 2, schedule: { weekDays: "Monday", hours: [9], minutes: [0] } },
    ["2026-03-02T09:00", "2026-03-16T09:00", "2026-03-30T09:00"],
  ],
  [
    "on the last day of each month",
    { frequency: "Month", interval: 1, schedule: { monthDays: [-1] } },
    ["2026-03-31T06:10", "2026-04-30T06:10", "2026-05-31T06:10"],
  ],
] satisfies [string, Recurrence, string[]][])(
  "a schedule runs at once, then %s",
  async (_, recurrence, then) => {
    const runs = await runsOf(recurrence, "2026-03-02T06:10:00Z", recurrence.frequency === "Day" ? 4 : 95);
    expect(runs[0]).toBe("2026-03-02T06:10");
    expect(runs.slice(1, 4)).toEqual(then);
  },
);

test("a schedule with a start begins no sooner, in its time zone", async () => {
  const recurrence = {
    frequency: "Week",
    interval: 1,
    startTime: "2020-09-18T08:00:00",
    timeZone: "Pacific Standard Time",
    schedule: { weekDays: ["Monday"], hours: [10, 12, 14], minutes: [30] },
  };
  expect((await runsOf(recurrence, "2020-09-04T12:00:00Z", 25)).slice(0, 4)).toEqual([
    "2020-09-21T17:30",
    "2020-09-21T19:30",
    "2020-09-21T21:30",
    "2020-09-28T17:30",
  ]);
});

test("with a time zone a run keeps its time on the wall when clocks change, without one it moves", async () => {
  const berlin = {
    frequency: "Day",
    interval: 1,
    timeZone: "W. Europe Standard Time",
    startTime: "2026-03-27T08:00:00",
  };
  expect(await runsOf(berlin, "2026-03-27T00:00:00Z", 3.5)).toEqual([
    "2026-03-27T07:00",
    "2026-03-28T07:00",
    "2026-03-29T06:00",
    "2026-03-30T06:00",
  ]);
  const utc = {
    frequency: "Day",
    interval: 1,
    startTime: "2026-03-27T07:00:00Z",
    timeZone: "W. Europe Standard Time",
  };
  expect((await runsOf(utc, "2026-03-27T00:00:00Z", 3.5)).at(-1)).toBe("2026-03-30T07:00");
});

test("a time that spring leaves out runs an hour later, one that autumn repeats runs once", async () => {
  const at = (hours: number) => ({
    frequency: "Day",
    interval: 1,
    timeZone: "W. Europe Standard Time",
    startTime: "2026-01-01T00:00:00",
    schedule: { hours: [hours], minutes: [30] },
  });
  expect(await runsOf(at(2), "2026-03-28T12:00:00Z", 2)).toEqual(["2026-03-29T01:30", "2026-03-30T00:30"]);
  expect(await runsOf(at(2), "2026-10-24T12:00:00Z", 2)).toEqual(["2026-10-25T00:30", "2026-10-26T01:30"]);
});

test("months are those of the calendar: the 31st runs on the last day of shorter ones", async () => {
  const recurrence = { frequency: "Month", interval: 1, startTime: "2026-01-31T08:00:00Z" };
  expect((await runsOf(recurrence, "2026-01-01T00:00:00Z", 100)).slice(0, 3)).toEqual([
    "2026-01-31T08:00",
    "2026-02-28T08:00",
    "2026-03-31T08:00",
  ]);
});

test("what a recurrence missed while its flow was off is not made up for", async () => {
  const { clock, flow } = flowOf(
    { frequency: "Hour", interval: 1, startTime: "2026-03-01T00:00:00Z" },
    "2026-03-01T00:30:00Z",
  );
  await flow.turnOn();
  await clock.advance(90 * MINUTE);
  await flow.turnOff();
  await clock.advance(310 * MINUTE);
  await flow.turnOn();
  await clock.advance(60 * MINUTE);
  expect(flow.runs().map((run) => run.snapshot().startedAt.slice(11, 16))).toEqual([
    "01:00",
    "02:00",
    "08:00",
  ]);
});

test.each([
  [{ frequency: "Month", interval: 17 }, /interval 17 is none of a recurrence by month: 1 to 16/],
  [{ frequency: "Week", interval: 72 }, /1 to 71/],
  [{ frequency: "Day", interval: 1.5 }, /interval 1.5 is none/],
  [{ frequency: "Day", interval: 1, startTime: "2026-03-01T08:00:00+01:00" }, /not a time without an offset/],
  [{ frequency: "Day", interval: 1, startTime: "2026-03-01T08:00:00" }, /neither a "Z" nor a timeZone/],
  [{ frequency: "Day", interval: 1, timeZone: "Europe/Berlin" }, /no Windows time zone.*/],
  [{ frequency: "Day", interval: 1, schedule: { hours: [24] } }, /24 cannot stand in "hours"/],
  [{ frequency: "Day", interval: 1, schedule: { weekDays: ["Monday"] } }, /only one by week can/],
  [
    { frequency: "Hour", interval: 1, schedule: { minutes: [5] } },
    /A recurrence by hour cannot have "minutes"/,
  ],
] satisfies [Recurrence, RegExp][])("no flow can be saved with the recurrence %j", (recurrence, message) => {
  const trigger: BuiltInTrigger = { type: "Recurrence", recurrence };
  expect(() => flowOf(trigger.recurrence, "2026-03-01T00:00:00Z")).toThrow(message);
});
