import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dotNetRegexFault } from "../../../src/rules/facts/dotnet-regex.ts";

describe("the reader of .NET regular expressions", () => {
  it.each([
    "",
    "^abc$",
    "a{2}b{2,}c{2,3}?d*?e+?",
    "{,3}",
    "a{b}",
    "(?<year>\\d{4})-\\k<year>\\1",
    "(?'n'x)(?<-n>y)(?<a-n>z)",
    "(?i)a(?i-s:b)(?x) # comment (\n c",
    "(?=a)(?!b)(?<=c)(?<!d)(?>e)(?:f)",
    "(?#anything ( here)a",
    "(x)?(?(1)y|z)",
    "(?(?=a)b|c)",
    "[]a]",
    "[^]a]",
    "[a-z-[aeiou]]",
    "[\\w-.]",
    "[a-]",
    "[\\]\\-\\b]",
    "\\x41\\u0041\\cA\\p{L}\\P{IsGreek}\\0\\012",
    "\\A\\z\\Z\\G",
    "[\\u0021-\\uD7FF]",
    "a||b",
    "()",
    "^(?!\\s*$).+",
    "\\bword\\B",
    "(?<12>x)(?<a1>y)",
    "[a[:digit:]]",
  ])("accepts %j", (pattern) => {
    expect(dotNetRegexFault(pattern)).toBeUndefined();
  });

  it.each([
    ["(a", 0],
    ["a)", 1],
    ["[a", 0],
    ["[]", 0],
    ["[[:digit:]", 0],
    ["(?<1a>x)", 0],
    ["\\p{Letter}", 0],
    ["*a", 0],
    ["a|*", 2],
    ["(?:+a)", 3],
    ["a**", 2],
    ["a++", 2],
    ["a{3,2}", 1],
    ["a\\", 1],
    ["\\i", 0],
    ["\\_", 0],
    ["\\x4", 0],
    ["\\u00g0", 0],
    ["\\pL", 0],
    ["[z-a]", 2],
    ["(?<1a>x", 0],
    ["(?<>x)", 0],
    ["(?P<name>x)", 0],
    ["\\k<none>", 0],
    ["(a)\\2", 3],
    ["(?#open", 0],
  ])("refuses %j at offset %i", (pattern, at) => {
    expect(dotNetRegexFault(pattern)).toMatchObject({ at });
  });

  it("reads patterns that would explode when run in no time", () => {
    expect(dotNetRegexFault("(a+)+$".repeat(20_000))).toBeUndefined();
    expect(dotNetRegexFault("(".repeat(200_000))).toBeDefined();
    expect(dotNetRegexFault("[".repeat(200_000))).toBeDefined();
    expect(dotNetRegexFault("\\".repeat(200_001))).toBeDefined();
  });

  it("never throws and points into the pattern", () => {
    const pieces = [
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "?",
      "*",
      "+",
      "|",
      "\\",
      "-",
      "^",
      "<",
      ">",
      "=",
      "!",
      ":",
      "#",
      "1",
      "a",
      "k",
      "x",
      "p",
      ",",
      "'",
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join("")),
        ),
        (pattern) => {
          const fault = dotNetRegexFault(pattern);
          if (fault) {
            expect(fault.at).toBeGreaterThanOrEqual(0);
            expect(fault.at).toBeLessThan(pattern.length);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
