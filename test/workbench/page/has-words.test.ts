/** Searching lists by words. */
import { expect, test } from "vitest";
import { hasWords } from "../../../src/workbench/page/state/has-words.ts";

test.each([
  ["Convert - HTML to PDF", "pdf html", true],
  ["Convert - HTML to PDF", "html pdf word", false],
  ["body/StaffMembers/DisplayName", "staff members", true],
  ["Location Display Name", "displayname", true],
  ["Anything", "  ", true],
])("%s has %s: %s", (text, typed, has) => {
  expect(hasWords(text, typed)).toBe(has);
});
