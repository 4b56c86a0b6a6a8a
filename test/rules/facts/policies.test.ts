/** Expressions in the texts of policies. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readExpressions } from "../../../src/rules/facts/policy-expressions.ts";

const read = (text: string) =>
  readExpressions(text).map(({ name, arguments: args, closed }) => [
    name,
    args.map((argument) => argument.text),
    closed,
  ]);

describe("the reader of policy expressions", () => {
  it.each([
    ["@headers('x')", [["headers", ["x"], true]]],
    [
      "https://@connectionParameters('host','api.fabrikam.com')/v1",
      [["connectionParameters", ["host", "api.fabrikam.com"], true]],
    ],
    ["@{triggerBody().data[0].id}", [["triggerBody", [], true]]],
    [
      "'{@item()['id']}-{@item()['reference']}'",
      [
        ["item", [], true],
        ["item", [], true],
      ],
    ],
    [
      "@connectionParameters('a','');@connectionParameters('b','')",
      [
        ["connectionParameters", ["a", ""], true],
        ["connectionParameters", ["b", ""], true],
      ],
    ],
    ["@odata.nextLink", []],
    ["help@fabrikam.com", []],
    ["@Request.OriginalHTTPMethod", []],
    ['@headers("x")', [["headers", ["x"], true]]],
    ["@headers(‘x’)", [["headers", ["x"], true]]],
    ["@headers(x)", [["headers", ["x"], true]]],
    ["@headers('x'", [["headers", ["x"], false]]],
    ["@headers('x", [["headers", [], false]]],
    ["@{body().id", [["body", [], false]]],
  ])("reads %s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it("never throws, and points into the text", () => {
    const pieces = [
      "@",
      "{",
      "}",
      "(",
      ")",
      "'",
      '"',
      ",",
      " ",
      "headers",
      "body",
      ".x",
      "[0]",
      "‘",
      "’",
      "@@",
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((all) => all.join("")),
        ),
        (text) => {
          for (const expression of readExpressions(text)) {
            expect(text.slice(expression.start, expression.end)).toBe(expression.name);
            for (const argument of expression.arguments)
              expect(text.slice(argument.start, argument.end)).toContain(argument.text);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("reads long and repetitive texts at once", () => {
    for (const text of ["@headers('", "@a(", "@{", "@headers(x,", "@{a() ", " ", "@"])
      readExpressions(text.repeat(50_000));
  });
});
