/** A file read after a change is as if it had been read alone, but what has not changed is what it was. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonDocument } from "../../src/json/json-document.ts";
import { BASE_DEFINITION } from "../../src/rules/examples/base-connector.ts";
import { chooser, randomEdit } from "../support/edits.ts";

const TEXT = JSON.stringify(BASE_DEFINITION, null, 2);
const readAgain = (before: JsonDocument, text: string) =>
  new JsonDocument("file.json", Buffer.from(text, "utf8"), before);

/** All that can be told of a document: the order of keys is a part of its value. */
function told(document: JsonDocument) {
  const { text, value, strict, problems, lines } = document;
  const places = Array.from({ length: 60 }, (_, step) => {
    const pointer = document.pointerAt(Math.floor((step / 60) * text.length));
    return [pointer, document.locate(pointer), document.span(pointer, "key"), document.find(pointer)];
  });
  const keys = document.duplicateKeys();
  return {
    text,
    value: JSON.stringify(value),
    strict,
    problems,
    starts: [...Array.from(lines.starts)],
    places,
    keys,
  };
}

describe("reading a file again", () => {
  it("gives what reading it alone gives, whatever was changed, broken files and back included", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const choose = chooser(seed);
        let text = TEXT;
        let document = JsonDocument.fromText("file.json", text);
        for (let step = 0; step < 8; step++) {
          const next = randomEdit(text, choose);
          document = readAgain(document, next);
          const alone = JsonDocument.fromText("file.json", next);
          expect(told(document)).toEqual(told(alone));
          expect(document.value).toEqual(alone.value);
          // What is broken is mostly put right by taking it back.
          if (alone.strict || choose(2) === 0) text = next;
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['{"a": 1}', '{"a": 12}'],
    ['{"a": 1, "b": 2}', '{"a": 12}'],
    ['{"a": {"x": 1}, "b": 2}', '{"a": {"x": 1}, "q": {}, "b": 2}'],
    ['{"a": {"x": 1, "y": 2}}', '{"a": {"x": 1}, "q": {"y": 2}}'],
    ["[1, 2, 3]", "[1, 22, 3]"],
    ["[1, 2, 3]", "[1, 3]"],
    ["[1, 3]", "[]"],
    ["[]", "[{}]"],
    ['{"a": 1}', '{"a": 1, "a": 2}'],
    ['{"a": 1, "a": 2}', '{"a": 3, "a": 2}'],
    ['{"": 1, "b": 2}', '{"": 1, "": 3, "b": 2}'],
    ['{"b": {}, "1": {}}', '{"b": {}, "0": 5, "1": {}}'],
    ['{"__proto__": {"a": 1}}', '{"__proto__": {"a": 2}}'],
    ['{"a": "x"}', ' {"a": "x"}\r\n'],
    ["1", "12"],
    ['{"a": 1}', ""],
  ])("gives for %s then %s what the second one alone gives", (first, second) => {
    const document = readAgain(JsonDocument.fromText("file.json", first), second);
    expect(told(document)).toEqual(told(JsonDocument.fromText("file.json", second)));
  });

  it("keeps the very objects of what has not changed, over a broken text in between as well", () => {
    type Shop = { paths: Record<string, object>; definitions: object };
    const before = JsonDocument.fromText("file.json", TEXT);
    const [first, ...others] = Object.keys(BASE_DEFINITION.paths as object);
    const broken = readAgain(before, TEXT.replace('"summary": "', '"summary: "'));
    const document = readAgain(broken, TEXT.replace('"summary": "', '"summary": "New '));
    const was = before.value as unknown as Shop;
    const is = document.value as unknown as Shop;
    expect(broken.strict).toBe(false);
    expect(others.length).toBeGreaterThan(0);
    expect(is.definitions).toBe(was.definitions);
    for (const other of others) expect(is.paths[other]).toBe(was.paths[other]);
    expect(is.paths[first ?? ""]).not.toBe(was.paths[first ?? ""]);
  });
});
