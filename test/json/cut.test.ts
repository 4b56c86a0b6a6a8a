import { expect, it } from "vitest";
import { beginning, ending } from "../../src/json/cut.ts";

it("cuts between characters as people see them, however they are written", () => {
  const family = "👩‍👩‍👧‍👦";
  for (const whole of [family, "🇩🇪", "👍🏽", "e\u0301", "😀"]) {
    const text = `ab${whole}cd`;
    for (let length = 0; length <= text.length; length++) {
      const cut = beginning(text, length);
      expect(["", "a", "ab", `ab${whole}`, `ab${whole}c`, text]).toContain(cut);
      expect(["", "d", "cd", `${whole}cd`, `b${whole}cd`, text]).toContain(ending(text, length));
    }
  }
  expect(beginning("plain", 3)).toBe("pla");
  // A character without end is cut all the same, and never within a pair of surrogates.
  expect(beginning(`a${"\u0301".repeat(10_000)}`, 500).length).toBeGreaterThan(400);
  expect(beginning("😀".repeat(1_000), 501).isWellFormed()).toBe(true);
});
