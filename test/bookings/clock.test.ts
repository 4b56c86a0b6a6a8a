import { describe, expect, it } from "vitest";
import { createManualClock, createRunningClock } from "../../src/bookings/index.ts";
import { createRandom } from "../../src/bookings/random.ts";

describe("A manual clock", () => {
  it("stands still until it is moved, and wakes sleepers in the order of their time", async () => {
    const clock = createManualClock(1000);
    const woken: [string, number][] = [];
    const sleep = async (name: string, ms: number) => {
      await clock.sleep(ms);
      woken.push([name, clock.now()]);
    };
    void sleep("late", 50);
    void sleep("early", 10);
    void sleep("also early", 10);
    expect(clock.now()).toBe(1000);
    await clock.advance(49);
    expect(woken).toEqual([
      ["early", 1010],
      ["also early", 1010],
    ]);
    await clock.advance(1);
    expect(woken.at(-1)).toEqual(["late", 1050]);
  });

  it("wakes those who lie down again within the same move", async () => {
    const clock = createManualClock(0);
    let times = 0;
    void (async () => {
      while (times < 5) {
        await clock.sleep(10);
        times++;
      }
    })();
    await clock.advance(45);
    expect([times, clock.now()]).toEqual([4, 45]);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("cannot be moved by %d", async (ms) => {
    await expect(createManualClock().advance(ms)).rejects.toThrow(RangeError);
  });
});

describe("A running clock", () => {
  it("starts where it is told and can be moved ahead of the time of the day", async () => {
    const clock = createRunningClock(Date.UTC(2000, 0, 1));
    expect(clock.now() - Date.UTC(2000, 0, 1)).toBeLessThan(1000);
    let woken = false;
    void clock.sleep(3_600_000).then(() => (woken = true));
    await clock.advance(3_600_000);
    expect(woken).toBe(true);
    expect(clock.now()).toBeGreaterThanOrEqual(Date.UTC(2000, 0, 1, 1));
  });

  it("runs by itself", async () => {
    const clock = createRunningClock();
    const before = clock.now();
    await clock.sleep(5);
    expect(clock.now() - before).toBeGreaterThanOrEqual(4);
  });
});

describe("Repeatable chance", () => {
  it("gives the same sequence for one seed, and identifiers in the form of a UUID, none twice", () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 1000 }, () => random.uuid());
    };
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
    expect(new Set(draw(5)).size).toBe(1000);
    for (const id of draw(5))
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("gives numbers from 0 to 1 that are spread evenly", () => {
    const random = createRandom(1);
    const numbers = Array.from({ length: 10_000 }, () => random.next());
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    expect(mean).toBeCloseTo(0.5, 1);
  });
});
