/** The facts behind the dynamic extensions: who uses them, what they name, where their paths lead. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../../src/json/values.ts";
import { buildExample } from "../../../src/rules/examples/build-example.ts";
import { onProperty, withTarget } from "../../../src/rules/examples/dynamic-example.ts";
import { companionOf } from "../../../src/rules/facts/dynamic-companions.ts";
import { dynamicInputs } from "../../../src/rules/facts/dynamic-inputs.ts";
import { followPath } from "../../../src/rules/facts/dynamic-targets.ts";
import { dynamicUsages } from "../../../src/rules/facts/dynamic-usages.ts";
import { Subject } from "../../../src/rules/language/context.ts";

function subjectOf(definition: JsonObject): Subject {
  return new Subject(buildExample({ definition }), "certification");
}

const VALUES = { "x-ms-dynamic-values": { operationId: "ListDepots", parameters: {}, "value-path": "code" } };
const getter = (operationId: string, schema: JsonValue): JsonObject => ({
  get: { operationId, parameters: [], responses: { "200": { description: "An answer.", schema } } },
});

describe("the uses of dynamic extensions", () => {
  it("list a shared definition once, with every operation that reaches it", () => {
    const subject = subjectOf({
      paths: {
        "/a": getter("A", { $ref: "#/definitions/Outer" }),
        "/b": getter("B", { type: "array", items: { $ref: "#/definitions/Inner" } }),
      },
      definitions: {
        Outer: { type: "object", properties: { inner: { $ref: "#/definitions/Inner" } } },
        Inner: {
          type: "object",
          properties: { depot: { type: "string", ...VALUES }, again: { $ref: "#/definitions/Outer" } },
        },
      },
    });
    const { sites, complete } = subject.fact(dynamicUsages);
    const site = sites.find(({ pointer }) => pointer === "/definitions/Inner/properties/depot");
    expect(complete).toBe(true);
    expect(sites.filter(({ pointer }) => pointer.startsWith("/definitions"))).toHaveLength(1);
    expect(site?.owners.map(({ id }) => id).sort()).toEqual(["A", "B"]);
    expect(site?.uses[0]?.target?.id).toBe("ListDepots");
  });

  it("know unused definitions, which no operation owns", () => {
    const { sites } = subjectOf({ definitions: { Lost: { type: "string", ...VALUES } } }).fact(dynamicUsages);
    expect(sites.find(({ pointer }) => pointer === "/definitions/Lost")?.owners).toEqual([]);
  });

  it("do not mistake an example for an extension", () => {
    const { sites } = subjectOf({ definitions: { Sample: { type: "object", example: VALUES } } }).fact(
      dynamicUsages,
    );
    expect(sites.some(({ pointer }) => pointer.startsWith("/definitions/Sample"))).toBe(false);
  });

  it("read the two calls of a tree", () => {
    const call = { operationId: "ListDepots", parameters: {} };
    const { uses } = subjectOf(
      onProperty({ "x-ms-dynamic-tree": { settings: {}, open: call, browse: call } }),
    ).fact(dynamicUsages);
    expect(uses.filter(({ kind }) => kind === "tree").map(({ step }) => step)).toEqual(["open", "browse"]);
  });
});

describe("an input that an extension names", () => {
  const patch = onProperty(
    {},
    { address: { type: "object", properties: { city: { type: "string" } } }, number: { type: "string" } },
    [{ name: "number", in: "query", type: "string" }],
  );
  const subject = subjectOf(patch);
  const operation = subject.model.byId.get("CreateQuote");
  const inputs = subject.fact(dynamicInputs);

  it.each([
    ["number", 2],
    ["depot", 1],
    ["city", 1],
    ["address/city", 1],
    ["address.city", 1],
    ["town", 0],
  ])("is found by the plain name %s %i times", (name, times) => {
    expect(operation && inputs.byName(operation, name).found).toHaveLength(times);
  });

  it.each([
    ["number", 1],
    ["body", 1],
    ["body/number", 1],
    ["body/address/city", 1],
    ["city", 0],
    ["address/city", 0],
  ])("is found by the path %s %i times", (path, times) => {
    expect(operation && inputs.byPath(operation, path).found).toHaveLength(times);
  });
});

describe("the companion of an older extension", () => {
  it("names inputs by path and says the same", () => {
    const subject = subjectOf(
      withTarget(
        onProperty(
          {
            "x-ms-dynamic-values": {
              operationId: "List",
              parameters: { country: { parameter: "land" }, top: 5 },
              "value-collection": "places",
              "value-path": "code",
              "value-title": "city",
            },
          },
          { land: { type: "string" } },
        ),
        [
          { name: "country", in: "query", type: "string" },
          { name: "top", in: "query", type: "integer" },
        ],
      ),
    );
    const use = subject.fact(dynamicUsages).uses.find(({ operationId }) => operationId === "List");
    expect(use && companionOf(subject.fact(dynamicInputs), use)).toEqual({
      operationId: "List",
      parameters: { country: { parameterReference: "body/land" }, top: { value: 5 } },
      itemsPath: "places",
      itemValuePath: "code",
      itemTitlePath: "city",
    });
  });
});

describe("a path into an answer", () => {
  const root: JsonObject = {
    definitions: {
      Base: { type: "object", properties: { id: { type: "string" } } },
      Loop: { allOf: [{ $ref: "#/definitions/Loop" }, { $ref: "#/definitions/Base" }] },
    },
  };
  const follow = (value: JsonObject, path: string) => followPath(root, { value, pointer: "" }, path).state;

  it("is followed through references and allOf, loops included", () => {
    expect(follow({ $ref: "#/definitions/Loop" } as JsonObject, "id")).toBe("found");
    expect(follow({ properties: { loop: { $ref: "#/definitions/Loop" } } }, "loop/id")).toBe("found");
    expect(follow({ properties: { loop: { $ref: "#/definitions/Loop" } } }, "loop/name")).toBe("missing");
  });

  it("is not judged where the schema is open, broken or silent", () => {
    expect(follow({ additionalProperties: true, properties: { a: {} } }, "b")).toBe("unknown");
    expect(follow({ allOf: [{ $ref: "#/definitions/None" }] }, "b")).toBe("unknown");
    expect(follow({ type: "object" }, "b")).toBe("undescribed");
    expect(follow({ type: "object", properties: { constructor: { type: "string" } } }, "__proto__")).toBe(
      "missing",
    );
  });
});

describe("hostile definitions", () => {
  it("of many entangled references are read as far as makes sense", () => {
    const definitions: JsonObject = {};
    const count = 1500;
    for (let index = 0; index < count; index++) {
      const properties: JsonObject = { depot: { type: "string", ...VALUES } };
      for (let other = 0; other < 20; other++)
        properties[`p${other}`] = { $ref: `#/definitions/D${(index * 7 + other) % count}` };
      definitions[`D${index}`] = { type: "object", properties };
    }
    const paths: JsonObject = {};
    for (let index = 0; index < 300; index++)
      paths[`/o${index}`] = getter(`O${index}`, { $ref: `#/definitions/D${index}` });
    const subject = subjectOf({ paths, definitions });
    // Followed one by one, the ways through them would never end.
    const usages = subject.fact(dynamicUsages);
    expect(usages.sites.length).toBeGreaterThanOrEqual(count);
    expect(usages.complete).toBe(false);
  });

  it("of any shape are read without an error", () => {
    const key = fc.constantFrom(
      "properties",
      "items",
      "allOf",
      "$ref",
      "x-ms-dynamic-values",
      "x-ms-dynamic-list",
      "x-ms-dynamic-schema",
      "x-ms-dynamic-tree",
      "open",
      "parameters",
      "parameter",
      "value",
      "operationId",
      "schema",
      "name",
      "in",
      "type",
      "__proto__",
      "constructor",
      "additionalProperties",
      "value-path",
    );
    const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
      json: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom<JsonValue>(
          null,
          true,
          1,
          "",
          "body",
          "ListDepots",
          "#/definitions/A",
          "#/definitions/B",
          "array",
          "object",
        ),
        fc.array(tie("json"), { maxLength: 4 }),
        fc.dictionary(key, tie("json"), { maxKeys: 5 }) as fc.Arbitrary<JsonValue>,
      ),
    }));
    fc.assert(
      fc.property(json, json, json, (first, second, parameters) => {
        const subject = subjectOf({
          definitions: { A: first, B: second },
          paths: {
            "/x": { post: { operationId: "X", parameters, responses: { "200": { schema: second } } } },
          },
        });
        const { uses } = subject.fact(dynamicUsages);
        const inputs = subject.fact(dynamicInputs);
        for (const use of uses) {
          companionOf(inputs, use);
          followPath(subject.root, { value: use.value, pointer: "" }, "a/b");
        }
      }),
      { numRuns: 300 },
    );
  });
});
