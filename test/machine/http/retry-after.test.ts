import { expect, it } from "vitest";
import { retryAfterSeconds } from "../../../src/machine/http/retry-after.ts";

it.each([
  ["120", 120],
  [" 0 ", 0],
  ["99999999999999999999", 3_600],
  ["9".repeat(400), 3_600],
  ["Thu, 01 Jan 1970 00:02:00 GMT", 60],
  ["Fri, 31 Dec 9999 23:59:59 GMT", 3_600],
  ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ["soon", undefined],
  ["", undefined],
  [null, undefined],
])("%s is %s", (header, seconds) => {
  expect(retryAfterSeconds(header, 60_000, 3_600)).toBe(seconds);
});
