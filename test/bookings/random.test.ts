import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/bookings/random.ts";

describe("Repeatable chance", () => {
  it("gives the same sequence for one seed, and identifiers in the form of a UUID, each once", () => {
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
