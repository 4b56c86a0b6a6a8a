/** Definitions that require themselves. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/json/values.ts";
import { buildExample } from "../../../src/rules/examples/build-example.ts";
import { requiredLoops } from "../../../src/rules/facts/required-loops.ts";
import { Subject } from "../../../src/rules/language/context.ts";

/** Definitions named by numbers that require each other as the edges say. */
function definitionsOf(count: number, edges: readonly (readonly [number, number])[]): JsonObject {
  const definitions: JsonObject = {};
  for (let index = 0; index < count; index++) {
    const targets = edges.filter(([from]) => from === index).map(([, to]) => to);
    definitions[`D${index}`] = {
      type: "object",
      required: targets.map((to) => `p${to}`),
      properties: Object.fromEntries(targets.map((to) => [`p${to}`, { $ref: `#/definitions/D${to}` }])),
    };
  }
  return definitions;
}

function loopsOf(definitions: JsonObject) {
  return requiredLoops(new Subject(buildExample({ definition: { definitions } }), "certification"));
}

describe("loops of required properties", () => {
  it("are found exactly where a definition reaches itself", () => {
    const edge = fc.tuple(fc.nat(6), fc.nat(6));
    fc.assert(
      fc.property(fc.uniqueArray(edge, { maxLength: 12, selector: String }), (edges) => {
        const reaches = (from: number, to: number, seen = new Set<number>()): boolean =>
          edges.some(([a, b]) => {
            if (a !== from) return false;
            if (b === to) return true;
            if (seen.has(b)) return false;
            seen.add(b);
            return reaches(b, to, seen);
          });
        const expected = Array.from({ length: 7 }, (_, index) => reaches(index, index)).some(Boolean);
        const loops = loopsOf(definitionsOf(7, edges));
        expect(loops.length > 0).toBe(expected);
        for (const loop of loops) {
          expect(loop.pointers).toHaveLength(loop.names.length);
          // Each definition of a loop requires the next, and the last one the first.
          for (const [index, name] of loop.names.entries()) {
            const next = loop.names[(index + 1) % loop.names.length];
            expect(edges.some(([from, to]) => `D${from}` === name && `D${to}` === next)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leave out what only composes by allOf", () => {
    expect(
      loopsOf({ A: { allOf: [{ $ref: "#/definitions/B" }] }, B: { allOf: [{ $ref: "#/definitions/A" }] } }),
    ).toEqual([]);
  });

  it("are found through allOf when a property closes them", () => {
    const loops = loopsOf({
      A: { allOf: [{ $ref: "#/definitions/B" }] },
      B: { type: "object", required: ["a"], properties: { a: { $ref: "#/definitions/A" } } },
    });
    expect(loops.map((loop) => loop.names)).toEqual([["A", "B"]]);
  });

  it("of a very long chain are found without running out of stack", () => {
    const count = 20_000;
    const definitions: JsonObject = {};
    for (let index = 0; index < count; index++) {
      definitions[`D${index}`] = {
        type: "object",
        required: ["next"],
        properties: { next: { $ref: `#/definitions/D${(index + 1) % count}` } },
      };
    }
    expect(loopsOf(definitions)[0]?.names).toHaveLength(count);
  });
});
