import { expect, test } from "vitest";
import { History } from "../../src/bookings/history.ts";
import type { Change } from "../../src/bookings/world/types.ts";

const change = (sequence: number) =>
  ({
    sequence,
    type: "Updated",
    appointment: { id: `a${sequence}`, page: { smtp: "design@example.org" } },
    customer: undefined,
  }) as unknown as Change;

test("the newest 10,000 changes are kept, oldest first, however many there have been", () => {
  let now = 0;
  const history = new History(() => ++now);
  for (let sequence = 1; sequence <= 25_000; sequence++)
    history.note(change(sequence), "rescheduled", sequence % 2);
  const kept = history.since();
  expect(kept).toHaveLength(10_000);
  expect(kept.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 10_000 }, (_, n) => 15_001 + n));
  expect(kept[0]).toEqual({
    sequence: 15_001,
    at: 15_001,
    verb: "rescheduled",
    type: "Updated",
    page: "design@example.org",
    appointment: "a15001",
    subscribers: 1,
  });
  expect(history.since(24_996, true).map(({ sequence }) => sequence)).toEqual([24_998, 25_000]);
  expect(history.since(25_000)).toEqual([]);
});
