/** The fields of a body, through references, loops and reference bombs. */
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/json/values.ts";
import { buildExample } from "../../../src/rules/examples/build-example.ts";
import { inputLeaves, MAX_FIELDS } from "../../../src/rules/facts/input-leaves.ts";
import { Subject } from "../../../src/rules/language/context.ts";

function bodyOf(schema: JsonObject, definitions: JsonObject = {}, parameter: JsonObject = {}) {
  const connector = buildExample({
    definition: {
      paths: { "/parcels": { post: { parameters: [{ name: "body", in: "body", schema, ...parameter }] } } },
      definitions,
    },
  });
  const subject = new Subject(connector, "certification");
  const operation = subject.model.byId.get("CreateParcel");
  if (!operation) throw new Error("the base connector has no CreateParcel");
  return subject.fact(inputLeaves).of(operation);
}

describe("the fields of a body", () => {
  it("have a path, the place of their schema and the place where they are declared", () => {
    const body = bodyOf(
      { type: "object", properties: { to: { $ref: "#/definitions/Person" } } },
      { Person: { type: "object", properties: { "given/name": { type: "string" } } } },
    );
    expect(
      body?.fields.map(({ path, pointer, declaredAt, leaf }) => [path, pointer, declaredAt, leaf]),
    ).toEqual([
      ["", "/paths/~1parcels/post/parameters/0/schema", "/paths/~1parcels/post/parameters/0/schema", false],
      ["to", "/definitions/Person", "/paths/~1parcels/post/parameters/0/schema/properties/to", false],
      [
        "to/given/name",
        "/definitions/Person/properties/given~1name",
        "/definitions/Person/properties/given~1name",
        true,
      ],
    ]);
  });

  it("know whether everything around them is required, the parameter included", () => {
    const schema = {
      type: "object",
      required: ["a"],
      properties: { a: { type: "object", required: ["b"], properties: { b: { type: "string" } } } },
    };
    expect(bodyOf(schema, {}, { required: true })?.fields.map((field) => field.requiredThrough)).toEqual([
      true,
      true,
      true,
    ]);
    expect(bodyOf(schema)?.fields.map((field) => [field.required, field.requiredThrough])).toEqual([
      [false, false],
      [true, false],
      [true, false],
    ]);
  });

  it("are internal if anything around them is", () => {
    const body = bodyOf({
      type: "object",
      properties: {
        a: { type: "object", "x-ms-visibility": "internal", properties: { b: { type: "string" } } },
        c: { type: "string" },
      },
    });
    expect(body?.fields.filter((field) => field.internal).map((field) => field.path)).toEqual(["a", "a/b"]);
  });

  it("include those taken over by allOf and those of items", () => {
    const body = bodyOf(
      {
        allOf: [{ $ref: "#/definitions/Base" }],
        properties: { rows: { type: "array", items: { $ref: "#/definitions/Base" } } },
      },
      { Base: { type: "object", required: ["id"], properties: { id: { type: "string" } } } },
    );
    expect(body?.fields.map((field) => [field.path, field.required])).toEqual([
      ["", false],
      ["rows", false],
      ["rows/[]", true],
      ["rows/[]/id", true],
      ["id", true],
    ]);
  });

  it("end where a schema would start again inside itself", () => {
    const body = bodyOf(
      { $ref: "#/definitions/Node" },
      {
        Node: {
          type: "object",
          properties: { next: { $ref: "#/definitions/Node" }, name: { type: "string" } },
        },
      },
    );
    expect(body?.fields.map((field) => field.path)).toEqual(["", "next", "name"]);
    expect(body?.truncated).toBe(false);
  });

  it("are counted up to a limit where references multiply without end", () => {
    const definitions: JsonObject = {};
    for (let level = 0; level < 30; level++) {
      const next = { $ref: `#/definitions/L${level + 1}` };
      definitions[`L${level}`] = { type: "object", properties: { a: next, b: next, c: next } };
    }
    definitions.L30 = { type: "string" };
    const body = bodyOf({ $ref: "#/definitions/L0" }, definitions);
    expect(body?.truncated).toBe(true);
    expect(body?.fields.length).toBe(MAX_FIELDS);
  });

  it("are none without a body or with a broken reference", () => {
    expect(bodyOf({ $ref: "#/definitions/Nobody" })).toBeUndefined();
    expect(bodyOf({}, {}, { in: "query" })).toBeUndefined();
  });
});
