import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildModel, modelOf } from "../../src/definition/model.ts";
import { propertiesOf, resolve } from "../../src/definition/reference.ts";
import type { JsonObject, JsonValue } from "../../src/json/values.ts";

const tree: JsonObject = {
  type: "object",
  required: ["child"],
  properties: { child: { $ref: "#/definitions/Tree" }, constructor: { type: "string" } },
};
const definition: JsonObject = {
  paths: {
    "/a/{id}": {
      parameters: [
        { name: "id", in: "path", type: "string", required: true },
        { name: "q", in: "query", type: "string", description: "shared" },
      ],
      "x-ms-notification-content": { $ref: "#/responses/Hook" },
      post: {
        operationId: "Subscribe",
        "x-ms-trigger": "Single",
        parameters: [
          { $ref: "#/parameters/Body" },
          { name: "q", in: "query", type: "string", description: "own" },
        ],
        responses: { 201: { $ref: "#/responses/Hook" }, "x-note": {} },
      },
    },
  },
  parameters: { Body: { name: "body", in: "body", schema: { $ref: "#/definitions/Tree" } } },
  responses: { Hook: { description: "h", schema: { type: "string" } } },
  definitions: {
    Tree: tree,
    Loop: { $ref: "#/definitions/Loop" },
  },
};

describe("the model of a definition", () => {
  const { operations, byId } = buildModel(definition);

  it("lists an operation with its own parameters before those of the path item that it does not replace", () => {
    expect(
      byId.get("Subscribe")?.parameters.map(({ name, source, pointer }) => [name, source, pointer]),
    ).toEqual([
      ["body", "operation", "/parameters/Body"],
      ["q", "operation", "/paths/~1a~1{id}/post/parameters/1"],
      ["id", "path-item", "/paths/~1a~1{id}/parameters/0"],
    ]);
  });

  it("follows references of responses and of the notification content", () => {
    expect(operations[0]?.responses).toMatchObject([{ status: "201", pointer: "/responses/Hook" }]);
    expect(operations[0]?.notificationContent?.pointer).toBe("/responses/Hook");
    expect(operations[0]?.trigger).toBe("single");
  });

  it("gives properties that every JavaScript object inherits only if they are declared", () => {
    expect(
      propertiesOf(definition, tree, "/definitions/Tree").map(({ name, pointer, required }) => [
        name,
        pointer,
        required,
      ]),
    ).toEqual([
      ["child", "/definitions/Tree", true],
      ["constructor", "/definitions/Tree/properties/constructor", false],
    ]);
    expect(resolve(definition, { $ref: "#/definitions/toString" }, "")).toMatchObject({ fault: "not-found" });
  });

  it("says why a reference leads nowhere", () => {
    const fault = ($ref: string) => resolve(definition, { $ref }, "/x");
    expect(fault("other.json#/definitions/A")).toMatchObject({ fault: "not-local" });
    expect(fault("http://example.com/a")).toMatchObject({ fault: "not-local" });
    expect(fault("#definitions")).toMatchObject({ fault: "not-a-pointer" });
    expect(fault("#/definitions/%E0%A4%A")).toMatchObject({ fault: "not-a-pointer" });
    expect(fault("#/definitions/Loop")).toMatchObject({ fault: "loop" });
  });

  it("is built from any JSON value", () => {
    const strange = fc.letrec<{ node: JsonValue }>((tie) => ({
      node: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom<JsonValue>(
          null,
          1,
          "x",
          [],
          { $ref: "#/paths" },
          { $ref: 3 },
          { $ref: "#/definitions/a" },
        ),
        fc.dictionary(
          fc.constantFrom(
            "paths",
            "/a",
            "get",
            "post",
            "parameters",
            "responses",
            "200",
            "schema",
            "definitions",
            "a",
            "__proto__",
            "x-ms-trigger",
            "x-ms-notification-content",
            "operationId",
          ),
          tie("node"),
        ),
        fc.array(tie("node"), { maxLength: 3 }),
      ),
    })).node;
    fc.assert(
      fc.property(strange, (value) => {
        buildModel(value);
      }),
      { numRuns: 1000 },
    );
  });
});

it("is built once: pages and previews ask for it for each operation", () => {
  const value = { paths: { "/a": { get: { operationId: "A", responses: {} } } } };
  expect(modelOf(value)).toBe(modelOf(value));
  expect(modelOf({ ...value })).not.toBe(modelOf(value));
});
