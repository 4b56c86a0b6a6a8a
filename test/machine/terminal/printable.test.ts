/** Text of files must not command the terminal that shows it, nor show other than it says. */
import { describe, expect, it } from "vitest";
import {
  printable,
  printableJson,
  printableLines,
  sameLength,
} from "../../../src/machine/terminal/printable.ts";

const HOSTILE = "a\u001b[31m\u009b2J\u202eb\ud800\u2028\tc\r\nd";

describe("text of files on a terminal", () => {
  it("shows commands, marks of direction and halves of characters by their number, on one line", () => {
    expect(printable(HOSTILE)).toBe("a\\u001b[31m\\u009b2J\\u202eb\\ud800\\u2028\\tc\\r\\nd");
    expect(printable("Grüße, 漢字 😀")).toBe("Grüße, 漢字 😀");
  });

  it("keeps lines and tabs where they belong", () => {
    expect(printableLines("a\tb\r\nc\u001bd\r\n")).toBe("a\tb\nc\\u001bd\n");
  });

  it("stays the same JSON", () => {
    const json = JSON.stringify({ text: HOSTILE }, null, 2);
    expect(printableJson(json)).not.toMatch(/[\u007f-\u009f\u2028\u202e]/);
    expect(JSON.parse(printableJson(json))).toEqual({ text: HOSTILE });
  });

  it("keeps its length under a mark", () => {
    expect(sameLength(HOSTILE)).toHaveLength(HOSTILE.length);
    expect(sameLength(HOSTILE)).toBe("a [31m·2J·b·· c  d");
  });
});
