/** Notices of what was just done end by themselves, but never under somebody's hand. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { holdNotice, letEnd, notice, tell } from "../../../src/workbench/page/state/notices.ts";

const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  tell(undefined);
  vi.useRealTimers();
});

it("a notice ends after a time, later where it can be undone", () => {
  tell({ text: "Imported." });
  vi.advanceTimersByTime(MINUTE / 3);
  expect(notice()).toBeUndefined();
  tell({ text: "Saved.", undo: async () => undefined });
  vi.advanceTimersByTime(MINUTE / 3);
  expect(notice()?.text).toBe("Saved.");
  vi.advanceTimersByTime(MINUTE);
  expect(notice()).toBeUndefined();
});

it("a notice stays while it has the focus or the pointer, and a new one gets its full time", () => {
  tell({ text: "Saved.", undo: async () => undefined });
  holdNotice();
  vi.advanceTimersByTime(10 * MINUTE);
  expect(notice()?.text).toBe("Saved.");
  letEnd();
  vi.advanceTimersByTime(MINUTE - 1);
  tell({ text: "Saved again.", undo: async () => undefined });
  vi.advanceTimersByTime(MINUTE - 1);
  expect(notice()?.text).toBe("Saved again.");
});
