/** Moving and wrapping text keeps what the author wrote. */
import { describe, expect, it } from "vitest";
import type { Edit } from "../../../src/json/edits.ts";
import { applyEdits } from "../../../src/json/edits.ts";
import { JsonDocument } from "../../../src/json/json-document.ts";
import { addItem, moveMember, wrapValue } from "../../../src/json/move-text.ts";

function edited(text: string, edit: (document: JsonDocument) => Edit[] | undefined): string | undefined {
  const edits = edit(JsonDocument.fromText("a.json", text));
  return edits && applyEdits(text, edits);
}

describe("moving a member", () => {
  it("keeps its text and fits its indentation", () => {
    const text =
      '{\n  "in": {\n    "op": {\n      "m": {\n        "x": [1,2]\n      },\n      "k": 1\n    }\n  }\n}';
    expect(edited(text, (d) => moveMember(d, "/in/op/m", "/in"))).toBe(
      '{\n  "in": {\n    "m": {\n      "x": [1,2]\n    },\n    "op": {\n      "k": 1\n    }\n  }\n}',
    );
    expect(edited('{"op": {"k": 1, "m": 2}}', (d) => moveMember(d, "/op/m", ""))).toBe(
      '{"m": 2, "op": {"k": 1}}',
    );
  });

  it("overwrites nothing", () => {
    expect(edited('{"m": 1, "op": {"m": 2}}', (d) => moveMember(d, "/op/m", ""))).toBeUndefined();
  });
});

describe("wrapping a value", () => {
  it("indents it by one step, or stays in the line", () => {
    expect(edited('{"c": {"type": "object"}}', (d) => wrapValue(d, "/c", "schema"))).toBe(
      '{"c": { "schema": {"type": "object"} }}',
    );
    expect(edited('{\n  "c": {\n    "t": 1\n  }\n}', (d) => wrapValue(d, "/c", "schema"))).toBe(
      '{\n  "c": {\n    "schema": {\n      "t": 1\n    }\n  }\n}',
    );
  });
});

describe("adding an item", () => {
  it("follows the layout of the array", () => {
    expect(edited('{"a": ["x"]}', (d) => addItem(d, "/a", "y"))).toBe('{"a": ["x", "y"]}');
    expect(edited('[\n  "x"\n]', (d) => addItem(d, "", "y"))).toBe('[\n  "x",\n  "y"\n]');
    expect(edited("[ ]", (d) => addItem(d, "", "y"))).toBe('["y"]');
  });
});
