import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueAt } from "../../src/definition/reference.ts";
import { JsonDocument } from "../../src/json/json-document.ts";
import { child } from "../../src/json/pointer.ts";

const read = (text: string) => JsonDocument.fromText("file.json", text);

/** Every pointer of a value. */
function pointersOf(value: unknown, pointer = ""): string[] {
  if (typeof value !== "object" || value === null) return [pointer];
  return [
    pointer,
    ...Object.keys(value).flatMap((key) =>
      pointersOf((value as Record<string, unknown>)[key], child(pointer, key)),
    ),
  ];
}

describe("positions in a JSON document", () => {
  it("are the text of each value, in any formatting and with any keys", () => {
    const json = fc.jsonValue({ maxDepth: 5 });
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const document = read(text);
        expect(document.strict).toBe(true);
        for (const pointer of pointersOf(JSON.parse(text))) {
          const found = document.locate(pointer);
          expect(found.exact).toBe(true);
          expect(JSON.parse(text.slice(found.start, found.end))).toEqual(valueAt(document.value, pointer));
        }
      }),
    );
  });

  it("find keys written with escapes", () => {
    const document = read('{"a\\u002fb": {"x": 1}}');
    expect(document.span("/a~1b/x", "value").start.column).toBe(20);
  });

  it("point at the nearest existing place if a pointer leads nowhere", () => {
    const document = read('{"info": {"title": "x"}}');
    expect(document.locate("/info/version")).toMatchObject({ start: 9, exact: false });
    expect(document.span("/info/version").start.column).toBe(2);
  });

  it("take the last of two members with one name, as every JSON reader does, and name the duplicate", () => {
    const document = read('{"a": {"b": 1, "c": 2, "b": 3}}');
    expect(document.span("/a/b", "value").start.column).toBe(29);
    expect(document.duplicateKeys()).toEqual([
      { object: "/a", key: "b", first: { start: 7, end: 10 }, last: { start: 23, end: 26 } },
    ]);
  });

  it("name duplicate keys however often they occur, up to a readable number", () => {
    const document = read(`{"x": [${'{"a": 1, "a": 2}, '.repeat(400_000)}0]}`);
    // What grows with the square of them would not end within the test's time.
    const found = document.duplicateKeys();
    expect(found).toHaveLength(1000);
    expect(found[999]?.object).toBe("/x/999");
  });

  it("lead back from an offset to the innermost value", () => {
    const text = '{"a": [10, {"b": true}]}';
    expect(read(text).pointerAt(text.indexOf("true") + 1)).toBe("/a/1/b");
    expect(read(text).pointerAt(text.indexOf("10"))).toBe("/a/0");
  });
});

describe("a broken JSON document", () => {
  const faultsOf = (text: string) =>
    read(text).problems.map((problem) => ({ ...problem, at: read(text).lines.at(problem.start ?? 0) }));

  it.each([
    ["a trailing comma", '{\n  "a": 1,\n}', "trailing-comma", 2, 9],
    ["a comment", '{\n  // why\n  "a": 1\n}', "comment", 2, 3],
    ["text after the end", "{}\n}", "text-after-end", 2, 1],
    ["a raw control character", '{"a": "x\ty"}', "control-character", 1, 7],
    ["a raw line break in a string", '{"a": "x\r\ny",\n"b": 1}', "control-character", 1, 7],
    ["a missing comma", '{"a": 1 "b": 2}', "other", 1, 9],
    ["a missing colon", '{"a" 1}', "other", 1, 6],
    ["an unclosed string", '{"a": "x\n}', "other", 1, 7],
    ["an early end", '{"a": [1', "structure", 1, 9],
    ["an empty file", "", "other", 1, 1],
    ["a bare word", '{"a": yes}', "other", 1, 7],
  ])("names %s with its place", (_, text, fault, line, column) => {
    expect(faultsOf(text)[0]).toMatchObject({ code: "json-syntax", fault, at: { line, column } });
    expect(read(text).strict).toBe(false);
  });

  it("still gives the values that can be read", () => {
    const document = read('{"info": {"title": "x",}, "paths": {"/a": {} }');
    expect(document.value).toEqual({ info: { title: "x" }, paths: { "/a": {} } });
    expect(document.span("/info/title", "value").start.column).toBe(20);
  });

  it("never throws, whatever the text", () => {
    const broken = fc.tuple(fc.json(), fc.nat(), fc.string()).map(([json, at, noise]) => {
      const cut = at % (json.length + 1);
      return json.slice(0, cut) + noise + json.slice(cut + noise.length);
    });
    fc.assert(
      fc.property(broken, (text) => {
        const document = read(text);
        expect(document.strict || document.problems.length > 0).toBe(true);
        for (const problem of document.problems) expect(problem.start).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it("is refused if it is nested beyond any use, without following it", () => {
    for (const text of [
      "[".repeat(100_000),
      `${"[".repeat(10_000)}${"]".repeat(10_000)}`,
      '{"a":'.repeat(5_000),
    ]) {
      expect(read(text)).toMatchObject({ value: undefined, problems: [{ code: "json-too-deep" }] });
    }
  });

  it("keeps a key named __proto__ as a key", () => {
    for (const text of ['{"__proto__": {"polluted": true}}', '{"__proto__": {"polluted": true},}']) {
      expect(Object.keys(read(text).value as object)).toEqual(["__proto__"]);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    }
  });
});
