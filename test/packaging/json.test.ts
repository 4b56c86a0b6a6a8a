import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeJson } from "../../src/json/merge.ts";
import { parseTree, sameMeaning, treeOf } from "../../src/json/tree.ts";
import { canonicalJson, compactJson } from "../../src/json/write-json.ts";

const json = fc.jsonValue({ maxDepth: 4 });

describe("a JSON tree", () => {
  test("means what the text means, in both byte forms", () => {
    fc.assert(
      fc.property(json, (value) => {
        const tree = parseTree(JSON.stringify(value, null, "\t"), "a.json");
        // -0 is written as 0 by everyone.
        expect(JSON.parse(canonicalJson(tree))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(JSON.parse(compactJson(tree))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(tree)).toMatch(/^[\x00-\x7f]*$/);
        expect(sameMeaning(tree, parseTree(compactJson(tree), "a.json"))).toBe(true);
      }),
    );
  });

  test("keeps keys that JavaScript would treat as its own", () => {
    const text = '{"__proto__":{"a":1},"constructor":2,"toString":[]}';
    expect(compactJson(parseTree(text, "a.json"))).toBe(text);
    expect(sameMeaning(parseTree(text, "a"), parseTree('{"a":1,"b":2,"c":[]}', "b"))).toBe(false);
  });

  test.each([
    ["1", "1.0", true],
    ["1e2", "100", true],
    ["12345678901234567890", "12345678901234567891", false],
    ["1", "2", false],
    ["true", "false", false],
    ["null", "{}", false],
    ["[1,2]", "[2,1]", false],
    ['{"a":1,"b":2}', '{"b":2,"a":1}', true],
    ['"1"', "1", false],
  ])("%s and %s mean the same: %s", (left, right, same) => {
    expect(sameMeaning(parseTree(left, "a"), parseTree(right, "b"))).toBe(same);
  });

  test("is refused when it is too deep or no JSON", () => {
    expect(() => parseTree("[".repeat(600) + "]".repeat(600), "a.json")).toThrow(/levels deep/);
    expect(() => parseTree("{,}", "a.json")).toThrow(/a\.json is not JSON/);
  });
});

describe("merging into a file", () => {
  const merged = (text: string, value: unknown) => mergeJson(text, treeOf(value), "a.json");

  test("leaves every byte as it is where the meaning is the same", () => {
    const text = '{\r\n\t"b" : [ 1.0,2 ],\r\n\t"a": "\\u00e9" }\r\n';
    expect(merged(text, { a: "é", b: [1, 2] })).toBe(text);
  });

  test("changes one value in its place", () => {
    expect(merged('{\n  "b": 1,\n  "a": {"x": [1, 2, 3]}\n}\n', { a: { x: [1, 5, 3] }, b: 1 })).toBe(
      '{\n  "b": 1,\n  "a": {"x": [1, 5, 3]}\n}\n',
    );
  });

  test("puts a new member behind the one it follows, in the file's own style", () => {
    const text = '{\r\n    "a": 1,\r\n    "c": {\r\n        "d": 1\r\n    }\r\n}\r\n';
    expect(merged(text, { a: 1, b: { x: [1] }, c: { d: 1, e: 2 } })).toBe(
      '{\r\n    "a": 1,\r\n    "b": {\r\n        "x": [\r\n            1\r\n        ]\r\n    },\r\n    "c": {\r\n        "d": 1,\r\n        "e": 2\r\n    }\r\n}\r\n',
    );
  });

  test("puts a new first member in front", () => {
    expect(merged('{\n  "b": 1\n}', { a: 0, b: 1 })).toBe('{\n  "a": 0,\n  "b": 1\n}');
  });

  test("takes members out with their commas", () => {
    expect(merged('{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', { b: 2 })).toBe('{\n  "b": 2\n}');
    expect(merged('{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', { a: 1, c: 3 })).toBe('{\n  "a": 1,\n  "c": 3\n}');
  });

  test("finds the one item of an array that is new", () => {
    const text = '{\n  "x": [\n    {"id": 1},\n    {"id": 2},\n    {"id": 3}\n  ]\n}';
    expect(merged(text, { x: [{ id: 1 }, { id: 9 }, { id: 2 }, { id: 3 }] })).toBe(
      '{\n  "x": [\n    {"id": 1},\n    {\n      "id": 9\n    },\n    {"id": 2},\n    {"id": 3}\n  ]\n}',
    );
    expect(merged(text, { x: [{ id: 1 }, { id: 3 }] })).toBe(
      '{\n  "x": [\n    {"id": 1},\n    {"id": 3}\n  ]\n}',
    );
  });

  test("keeps a file on one line on one line", () => {
    expect(merged('{"a":1,"b":[]}', { a: 1, b: [{ c: 1 }], d: 2 })).toBe('{"a":1,"b":[{"c":1}],"d":2}');
    expect(merged('{"a": 1, "b": 2}', { a: 1, b: 2, c: 3 })).toBe('{"a": 1, "b": 2, "c": 3}');
  });

  test("escapes what is not ASCII only if the file does", () => {
    expect(merged('{"a":"\\u00e9"}', { a: "ü" })).toBe('{"a":"\\u00fc"}');
    expect(merged('{"a":"é"}', { a: "ü" })).toBe('{"a":"ü"}');
  });

  test("always gives the new meaning, whatever was there", () => {
    fc.assert(
      fc.property(json, json, fc.constantFrom(undefined, 2, "\t"), (before, after, indent) => {
        const result = merged(JSON.stringify(before, null, indent), after);
        expect(sameMeaning(parseTree(result, "merged"), treeOf(JSON.parse(JSON.stringify(after))))).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
  });

  test("always gives the new meaning after small edits, too", () => {
    const edited = fc.dictionary(
      fc.constantFrom("a", "b", "c", "d", "e"),
      fc.array(fc.nat(3), { maxLength: 6 }),
    );
    fc.assert(
      fc.property(edited, edited, fc.constantFrom(undefined, 4), (before, after, indent) => {
        const result = merged(JSON.stringify(before, null, indent), after);
        expect(JSON.parse(result)).toEqual(JSON.parse(JSON.stringify(after)));
      }),
      { numRuns: 500 },
    );
  });
});
