import { describe, expect, it } from "vitest";
import {
  dropDownOf,
  dynamicTargets,
  findInput,
  hasTree,
  schemaSourceOf,
  treeLevelOf,
} from "../../src/definition/dynamic-sources.ts";
import { buildModel } from "../../src/definition/model.ts";
import type { JsonObject } from "../../src/json/values.ts";

const values = { operationId: "List", "value-collection": "rows", "value-path": "id", "value-title": "name" };
const list = { operationId: "ListNew", itemsPath: "rows", itemValuePath: "id", itemTitlePath: "name" };
const tree = {
  settings: {},
  open: { operationId: "Root", itemsPath: "rows", itemValuePath: "id" },
  browse: { operationId: "Below", itemIsParent: "folder" },
};

describe("the source of an input", () => {
  it("is the older extension where both are given", () => {
    const input = { "x-ms-dynamic-values": values, "x-ms-dynamic-list": list };
    expect(dropDownOf({}, input)).toMatchObject({
      call: { operationId: "List" },
      paths: { items: "rows", value: "id", title: "name" },
    });
    expect(dropDownOf({}, { "x-ms-dynamic-list": list })?.call["operationId"]).toBe("ListNew");
    const schema = { "x-ms-dynamic-schema": { operationId: "A", "value-path": "a/b" } };
    const newer = { "x-ms-dynamic-properties": { operationId: "B", itemValuePath: "c" } };
    expect(schemaSourceOf({}, { ...newer, ...schema })).toMatchObject({ path: "a/b" });
    expect(schemaSourceOf({}, newer)).toMatchObject({ call: { operationId: "B" }, path: "c" });
  });

  it("may be on the items of an array and behind a reference", () => {
    const root = { definitions: { Row: { "x-ms-dynamic-values": values } } };
    expect(dropDownOf(root, { items: { $ref: "#/definitions/Row" } })?.call["operationId"]).toBe("List");
    expect(dropDownOf({}, { type: "string" })).toBeUndefined();
  });

  it("is a tree of two calls, in its newer form or as a file picker", () => {
    const input = { "x-ms-dynamic-tree": tree };
    expect(treeLevelOf({}, input, false)).toMatchObject({
      call: { operationId: "Root" },
      paths: { items: "rows", folder: "IsFolder" },
    });
    expect(treeLevelOf({}, input, true)?.paths.folder).toBe("folder");
    const picker = { "x-ms-dynamic-values": { capability: "file-picker", "value-path": "Path" } };
    const root: JsonObject = {
      "x-ms-capabilities": { "file-picker": { open: { operationId: "Root" }, "value-title": "Name" } },
    };
    expect(dropDownOf(root, picker)).toBeUndefined();
    expect(hasTree(root, picker)).toBe(true);
    expect(treeLevelOf(root, picker, false)).toMatchObject({ paths: { value: "Path", title: "Name" } });
    expect(treeLevelOf(root, picker, true)).toBeUndefined();
  });
});

it("an input is found by its path, names with slashes included", () => {
  const schema = { properties: { "a/b": { properties: { c: { title: "found" } } }, a: { type: "string" } } };
  const parameters: JsonObject[] = [
    { name: "body", in: "body", schema },
    { name: "q", in: "query", title: "q" },
  ];
  const model = buildModel({ paths: { "/a": { post: { operationId: "A", parameters } } } });
  const operation = model.byId.get("A");
  if (!operation) throw new Error("no operation");
  const found = (key: string) => findInput(model.root, operation, key);
  expect(found("body/a/b/c")).toEqual({ title: "found" });
  expect(found("q")).toMatchObject({ title: "q" });
  expect(found("body")).toEqual(schema);
  expect(found("body/a/x")).toBeUndefined();
});

it("the operations that fill something are found wherever they are named, however deep", () => {
  let deep: JsonObject = { "x-ms-dynamic-schema": { operationId: "Shape", "value-path": "s" } };
  for (let level = 0; level < 20_000; level++) deep = { items: deep };
  const { rows, schemas } = dynamicTargets({
    a: [{ "x-ms-dynamic-values": values, "x-ms-dynamic-list": list }, { "x-ms-dynamic-tree": tree }],
    "x-ms-capabilities": { "file-picker": { browse: { operationId: "Files" } } },
    deep,
  });
  expect([...rows].sort()).toEqual(["Below", "Files", "List", "ListNew", "Root"]);
  expect([...schemas]).toEqual([["Shape", "s"]]);
});
