import { expect, it } from "vitest";
import { inShort, sizeOf } from "../../../src/json/size.ts";
import { Newest, NewestByKey } from "../../../src/machine/memory/newest.ts";

it("keeps the newest, by number and by bytes, and the newest alone whatever it has", () => {
  const dropped: number[] = [];
  const list = new Newest<number>({ count: 3, bytes: 100 }, (item) => dropped.push(item));
  for (const item of [1, 2, 3, 4]) list.add(item, 10);
  expect([list.slice(), dropped]).toEqual([[2, 3, 4], [1]]);
  list.add(5, 85);
  expect([list.slice(), dropped]).toEqual([
    [4, 5],
    [1, 2, 3],
  ]);
  list.add(6, 1_000);
  expect([list.slice(), list.at(0), list.length]).toEqual([[6], 6, 1]);
  const growing = list.add(7, 1);
  expect(list.slice()).toEqual([7]);
  list.add(8, 1);
  list.resize(growing, 200);
  expect(list.slice()).toEqual([8]);
  for (let item = 0; item < 10_000; item++) list.add(item, 1);
  expect(list.slice(1, 3)).toEqual([9_998, 9_999]);
});

it("forgets by key what was set longest ago", () => {
  const map = new NewestByKey<string, number>({ count: 2, bytes: 100 });
  map.set("a", 1, 60);
  map.set("b", 2, 60);
  expect([map.get("a"), map.get("b")]).toEqual([undefined, 2]);
  map.set("c", 3, 1);
  map.set("b", 4, 1);
  map.set("d", 5, 1);
  expect([map.get("b"), map.get("c"), map.get("d")]).toEqual([4, undefined, 5]);
});

it("sizes follow what values hold, however deep, and a note is short", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(sizeOf(deep)).toBeGreaterThan(1_000_000);
  // Half a million empty objects are a text of 1.5 MB, and many times that in memory.
  expect(sizeOf(Array.from({ length: 500_000 }, () => ({})))).toBeGreaterThan(30_000_000);
  const short = inShort({ text: "x".repeat(100_000), list: Array(10_000).fill("y") }, 1_000);
  expect(sizeOf(short)).toBeLessThan(20_000);
  expect(short.text).toMatch(/^x+… \(100000 characters\)$/);
});
