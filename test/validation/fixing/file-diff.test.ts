/** The diff of a fix is one that other programs apply. */
import { applyPatch } from "diff";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffOf } from "../../../src/validation/fixing/file-diff.ts";

describe("a diff", () => {
  it("turns one text into the other, whatever their line ends", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c", "{", "}", "", "x\r"), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, fc.boolean(), (before, after, ends) => {
        const [from, to] = [before, after].map((each) => each.join("\n") + (ends ? "\n" : "")) as [
          string,
          string,
        ];
        fc.pre(from !== to);
        expect(applyPatch(from, diffOf("file.json", from, to).text, { autoConvertLineEndings: false })).toBe(
          to,
        );
      }),
      { numRuns: 500 },
    );
  });

  it("shows a byte order mark and carriage returns as they are", () => {
    const { text } = diffOf("a.json", "\ufeff{\r\n}\r\n", "{\r\n}\r\n");
    expect(text).toBe("--- a/a.json\n+++ b/a.json\n@@ -1,2 +1,2 @@\n-\ufeff{\r\n+{\r\n }\r\n");
  });

  it("ends names with spaces by a tab and quotes what would end the line", () => {
    expect(diffOf("my box/a.json", "1\n", "2\n").text).toMatch(/^--- a\/my box\/a\.json\t\n/);
    expect(diffOf('a\n"b', "1\n", "2\n").text).toMatch(/^--- "a\/a\\012\\"b"\n/);
  });

  it("shows no credential: none around a change, and dots in one", () => {
    const secret = `GOCSPX-${"Q7wE".repeat(7)}`;
    const around = diffOf("a", `{\n"k": "${secret}",\n"a": 1\n}\n`, `{\n"k": "${secret}",\n"a": 2\n}\n`);
    expect(around).toEqual({ text: '--- a/a\n+++ b/a\n@@ -3,2 +3,2 @@\n-"a": 1\n+"a": 2\n }\n', masked: 0 });
    const within = diffOf("a", `{"k": "${secret}", "a": 1}`, `{"k": "${secret}", "a": 2}`);
    expect(within.masked).toBe(2);
    expect(within.text).not.toContain(secret);
  });

  it("holds every one of twenty thousand changes", () => {
    const text = (end: string) =>
      Array.from({ length: 20_000 }, (_, index) => `line ${index}\n  "x": 1${end}\n`).join("");
    expect(applyPatch(text(""), diffOf("a", text(""), text(".")).text)).toBe(text("."));
  });
});
