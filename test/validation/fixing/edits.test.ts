/** Edits keep the formatting that they find. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Edit } from "../../../src/json/edits.ts";
import { addMember, applyEdits, removeAt, renameKey, replaceValue } from "../../../src/json/edits.ts";
import { JsonDocument } from "../../../src/json/json-document.ts";
import type { JsonValue } from "../../../src/json/values.ts";

function edited(text: string, make: (document: JsonDocument) => Edit[] | undefined): string {
  return applyEdits(text, make(JsonDocument.fromText("file.json", text)) ?? []);
}

describe("adding a member", () => {
  it("imitates the lines of the object", () => {
    const text = '{\r\n    "a": {\r\n        "b": 1\r\n    }\r\n}';
    expect(edited(text, (document) => addMember(document, "/a", "c", [1, { d: 2 }]))).toBe(
      '{\r\n    "a": {\r\n        "b": 1,\r\n        "c": [\r\n            1,\r\n            {\r\n                "d": 2\r\n            }\r\n        ]\r\n    }\r\n}',
    );
  });

  it("stays on the line of a one-line object", () => {
    const text = '{\n  "a": { "b": 1 },\n  "z": 0\n}';
    expect(edited(text, (document) => addMember(document, "/a", "c", { d: 2 }))).toBe(
      '{\n  "a": { "b": 1, "c": {"d":2} },\n  "z": 0\n}',
    );
    expect(edited('{"a":{"b":1}}', (document) => addMember(document, "/a", "c", true))).toBe(
      '{"a":{"b":1,"c":true}}',
    );
  });

  it("opens an empty object", () => {
    expect(edited('{\n\t"a": {}\n}', (document) => addMember(document, "/a", "c", true))).toBe(
      '{\n\t"a": {\n\t\t"c": true\n\t}\n}',
    );
    expect(edited("{ }", (document) => addMember(document, "", "c", true))).toBe('{"c":true}');
  });

  it("replaces the value of a member that exists", () => {
    expect(edited('{"a": 1, "b": 2}', (document) => addMember(document, "", "a", 3))).toBe(
      '{"a": 3, "b": 2}',
    );
  });

  it("leaves a member alone that holds something of another kind, or something that would be lost", () => {
    for (const held of ['{"b":{}}', "[[]]", '"text"', "7"])
      expect(edited(`{"a":${held}}`, (document) => addMember(document, "", "a", ["new"]))).toBe(
        `{"a":${held}}`,
      );
    for (const empty of ["{}", "[]", '""', "null", "true"])
      expect(edited(`{"a":${empty}}`, (document) => addMember(document, "", "a", ["new"]))).toBe(
        '{"a":["new"]}',
      );
    expect(edited('{"a":["old"]}', (document) => addMember(document, "", "a", ["new"]))).toBe(
      '{"a":["new"]}',
    );
    expect(edited('{"a":"old"}', (document) => addMember(document, "", "a", ["old", "new"]))).toContain(
      '"new"',
    );
  });

  it("waits until comments are gone", () => {
    const text = '{\n  "a": 1 // one\n}';
    expect(edited(text, (document) => addMember(document, "", "b", 2))).toBe(text);
    expect(edited(text, (document) => removeAt(document, "/a"))).toBe(text);
  });
});

describe("removing", () => {
  it.each([
    ['{\n  "a": 1,\n  "b": 2\n}', "/a", '{\n  "b": 2\n}'],
    ['{\n  "a": 1,\n  "b": 2\n}', "/b", '{\n  "a": 1\n}'],
    ['{\n  "a": [ 1 ]\n}', "/a/0", '{\n  "a": []\n}'],
    ['{"a":[1,2,3]}', "/a/1", '{"a":[1,3]}'],
  ])("from %j takes %s with its comma", (text, pointer, expected) => {
    expect(edited(text, (document) => removeAt(document, pointer))).toBe(expected);
  });
});

it("renames a key and nothing else", () => {
  expect(edited('{ "a~/b" : [1] }', (document) => renameKey(document, "/a~0~1b", "c"))).toBe('{ "c" : [1] }');
});

it("every edit of any document gives the document that was meant", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, maxKeys: 5 }),
      fc.string(),
      fc.constantFrom(undefined, 2, "\t"),
      (object, key, space) => {
        const text = JSON.stringify(object, null, space);
        const before = JSON.parse(text) as Record<string, JsonValue>;
        const name = Object.keys(before)[0] as string;
        const pointer = `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        const added = Object.fromEntries([...Object.entries(before).filter(([k]) => k !== key), [key, [1]]]);
        // What is not empty is the author's: nothing is added in its place.
        const former = Object.hasOwn(before, key) ? before[key] : undefined;
        const isKept = typeof former === "object" ? Object.keys(former ?? {}).length > 0 : former;
        if (isKept === undefined || isKept === false || former === "" || former === null)
          expect(JSON.parse(edited(text, (document) => addMember(document, "", key, [1])))).toEqual(added);
        const removed = Object.fromEntries(Object.entries(before).filter(([k]) => k !== name));
        expect(JSON.parse(edited(text, (document) => removeAt(document, pointer)))).toEqual(removed);
        expect(JSON.parse(edited(text, (document) => replaceValue(document, pointer, { x: 1 })))).toEqual({
          ...before,
          [name]: { x: 1 },
        });
      },
    ),
  );
});
