import { expect, test } from "vitest";
import { createRealClock, createVirtualClock } from "../../src/machine/clock.ts";

test("a virtual clock stands still until it is moved", async () => {
  const clock = createVirtualClock("2026-01-01T00:00:00Z");
  await clock.advance(1500);
  expect(new Date(clock.now()).toISOString()).toBe("2026-01-01T00:00:01.500Z");
});

test("sleepers wake at their own time, and in the order in which they lay down", async () => {
  const clock = createVirtualClock(0);
  const woken: string[] = [];
  for (const [name, ms] of [
    ["late", 20],
    ["first", 10],
    ["second", 10],
  ] as const)
    void clock.sleep(ms).then(() => woken.push(`${name} at ${clock.now()}`));
  await clock.advance(100);
  expect(woken).toEqual(["first at 10", "second at 10", "late at 20"]);
  expect(clock.now()).toBe(100);
});

test("a sleeper that sleeps again is woken again within one advance", async () => {
  const clock = createVirtualClock(0);
  const times: number[] = [];
  clock.background(async () => {
    for (let round = 0; round < 3; round++) {
      await clock.sleep(60_000);
      times.push(clock.now());
    }
  });
  await clock.advance(3_600_000);
  expect(times).toEqual([60_000, 120_000, 180_000]);
});

test("an aborted sleep ends at once with the reason and leaves nothing behind", async () => {
  const clock = createVirtualClock(0);
  const abort = new AbortController();
  const sleeping = clock.sleep(1000, abort.signal);
  abort.abort(new Error("enough"));
  await expect(sleeping).rejects.toThrow("enough");
  await expect(clock.sleep(1, abort.signal)).rejects.toThrow("enough");
  expect(clock.pending()).toEqual([]);
});

test("time waits for work that is really under way", async () => {
  const clock = createVirtualClock(0);
  let timedOut = false;
  void clock.sleep(1000).then(() => {
    timedOut = true;
  });
  const work = clock.during(async () => {
    for (let round = 0; round < 20; round++) await new Promise((resolve) => setImmediate(resolve));
    return timedOut ? "too late" : "in time";
  });
  await clock.advance(5000);
  expect(await work).toBe("in time");
});

test("time goes on for work that sleeps on the clock itself", async () => {
  const clock = createVirtualClock(0);
  const work = clock.during(async () => {
    await clock.sleep(700);
    return clock.now();
  });
  await clock.advance(1000);
  expect(await work).toBe(700);
});

test("time goes on without work that never ends", async () => {
  const clock = createVirtualClock(0);
  void clock.during(() => new Promise(() => undefined));
  await clock.advance(1000);
  expect(clock.now()).toBe(1000);
});

test("a real clock can be moved ahead", async () => {
  const clock = createRealClock();
  const before = clock.now();
  let woken = false;
  void clock.sleep(3_600_000).then(() => {
    woken = true;
  });
  await clock.advance(3_600_000);
  expect(woken).toBe(true);
  expect(clock.now()).toBeGreaterThanOrEqual(before + 3_600_000);
  expect(Math.abs(clock.now() - Date.now() - 3_600_000)).toBeLessThan(5_000);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("no clock moves by %d", async (milliseconds) => {
  await expect(createVirtualClock().advance(milliseconds)).rejects.toThrow(RangeError);
});

test("moving waits for work that the clock knows nothing of, after each who wakes", async () => {
  const clock = createVirtualClock(0);
  const settledAt: number[] = [];
  void clock.sleep(10);
  await clock.advance(20, async () => settledAt.push(clock.now()));
  expect(settledAt).toEqual([0, 10]);
});

test("a real clock runs by itself from the time it is given", async () => {
  const clock = createRealClock({ start: Date.UTC(2000, 0, 1) });
  expect(clock.now() - Date.UTC(2000, 0, 1)).toBeLessThan(60_000);
  const before = clock.now();
  await clock.sleep(5);
  expect(clock.now() - before).toBeGreaterThanOrEqual(4);
});

test("a thousand sleepers wake in the order of their times, without those that are called off", async () => {
  const clock = createVirtualClock(0);
  const woken: [number, number][] = [];
  const expected: [number, number][] = [];
  const calledOff = new AbortController();
  for (let number = 0; number < 1_000; number++) {
    // Scattered over the times, several at each of them.
    const at = (number * 7_919) % 101;
    const stays = number % 3 > 0;
    if (stays) expected.push([at, number]);
    clock.sleep(at, stays ? undefined : calledOff.signal).then(
      () => woken.push([clock.now(), number]),
      () => undefined,
    );
  }
  calledOff.abort();
  expected.sort(([a, first], [b, second]) => a - b || first - second);
  expect(clock.pending()).toEqual(expected.map(([at]) => at));
  await clock.advance(101);
  expect(woken).toEqual(expected);
});
