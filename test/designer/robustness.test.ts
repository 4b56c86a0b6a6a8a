import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConnectorView, viewConnector } from "../../src/designer/index.ts";
import { JsonDocument } from "../../src/json/json-document.ts";
import { answering, bookings, type Loose, op, view, withBody } from "./build.ts";

/** Looks at everything there is to see. */
const everything = (definition: Loose) => JSON.stringify(new ConnectorView({ definition }));

describe("a definition the designer cannot read", () => {
  const connector = (text: string): Loose => {
    const definition = JsonDocument.fromText("apiDefinition.swagger.json", text);
    return { definition, problems: definition.problems };
  };

  it("is reported with its place when it is not strict JSON", () => {
    const { head } = viewConnector(connector('{\n  "paths": {},\n}'));
    expect(head.failure).toMatchObject({ code: "definition-unreadable", help: "Delete the comma." });
    expect(head.failure?.message).toContain("apiDefinition.swagger.json:2:14");
    expect(head.operations).toEqual([]);
  });

  it("is reported when there is no file, or when it does not hold an object", () => {
    expect(viewConnector({ problems: [] } as Loose).head.failure?.code).toBe("definition-unreadable");
    expect(viewConnector(connector("[]")).head.failure?.code).toBe("definition-unreadable");
  });

  it("fails in one operation where a reference leads nowhere, with the reference and its place", () => {
    const broken = answering({ type: "object", properties: { a: { $ref: "#/definitions/Gone" } } });
    expect(broken.failure).toMatchObject({
      code: "broken-reference",
      designerSays: "Cannot read properties of undefined (reading 'x-ms-property-name-alias')",
      pointer: "/paths/~1op/post/responses/200/schema/properties/a",
    });
    expect(broken).toMatchObject({ inputs: [], tokens: [] });
  });

  it("does not decode references, as the designer does not", () => {
    const root: Loose = { definitions: { "a/b": { type: "string" } } };
    const schema = { type: "object", properties: { a: { $ref: "#/definitions/a~1b" } } };
    expect(answering(schema, root).failure?.code).toBe("broken-reference");
  });

  it("fails where a body has no schema, or where an object's required is not a list", () => {
    expect(op({ parameters: [{ name: "b", in: "body" }] }).failure?.code).toBe("body-without-schema");
    const schema = { type: "object", required: true, properties: { a: { type: "string" } } };
    expect(answering(schema).failure).toMatchObject({
      code: "broken-schema",
      designerSays: "requiredProperties.indexOf is not a function",
    });
  });

  it("fails as a whole where a member of a path looks like an operation but is not one", () => {
    expect(view({ paths: { "/a": { "x-get": "text" } } }).head.failure?.code).toBe("operation-not-an-object");
  });
});

describe("a hostile definition", () => {
  it("that multiplies itself by references is cut, and says where", () => {
    const definitions: Loose = {};
    for (let level = 0; level < 60; level++) {
      const next = { $ref: `#/definitions/L${level + 1}` };
      definitions[`L${level}`] = { type: "object", properties: { a: next, b: next, c: next } };
    }
    definitions.L60 = { type: "string" };
    const bomb = answering({ $ref: "#/definitions/L0" }, { definitions });
    expect(bomb.stoppedAt.length).toBeGreaterThan(0);
    expect(bomb.tokens.length).toBeLessThan(6_000);
    expect(withBody({ $ref: "#/definitions/L0" }, {}, { definitions }).stoppedAt.length).toBeGreaterThan(0);
  });

  it("that repeats a long name in everything below it is cut as well", () => {
    const leaves = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, at) => [`p${at}`, { type: "string" }]),
    );
    const schema: Loose = { type: "object", title: "t".repeat(100_000), properties: leaves };
    const found = answering(schema);
    expect(found.stoppedAt.length).toBeGreaterThan(0);
    expect(found.tokens.length).toBeLessThan(200);
  });

  it("that shares one long list of options among many fields is cut as well", () => {
    const definitions: Loose = { E: { type: "string", enum: Array.from({ length: 50_000 }, (_, at) => at) } };
    const fields = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, at) => [`p${at}`, { $ref: "#/definitions/E" }]),
    );
    expect(withBody({ type: "object", properties: fields }, {}, { definitions }).inputs.length).toBeLessThan(
      100,
    );
  });

  it("with arrays in arrays without end is cut", () => {
    let schema: Loose = { type: "string" };
    for (let depth = 0; depth < 450; depth++) schema = { type: "array", items: schema };
    expect(answering(schema).stoppedAt.length).toBeGreaterThan(0);
  });

  it("with a circle of references alone, or one through arrays, ends", () => {
    const definitions: Loose = {
      A: { $ref: "#/definitions/B" },
      B: { $ref: "#/definitions/A" },
      L: { type: "array", items: { $ref: "#/definitions/L" } },
    };
    expect(answering({ $ref: "#/definitions/A" }, { definitions }).tokens).toMatchObject([{ type: "any" }]);
    expect(answering({ $ref: "#/definitions/L" }, { definitions }).tokens.length).toBe(2);
  });

  it("with names every object inherits is read like any other", () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];
    const properties = JSON.parse(`{${names.map((name) => `"${name}":{"type":"string"}`).join(",")}}`);
    const found = withBody({ type: "object", properties });
    expect(found.inputs.map((one) => one.name).sort()).toEqual([...names].sort());
    expect(view({ paths: { "/a": { $ref: "#/constructor" } } } as Loose).operations).toEqual([]);
  });

  it("of any shape at all never throws", () => {
    const words = [
      "type",
      "object",
      "array",
      "string",
      "properties",
      "items",
      "required",
      "$ref",
      "#/definitions/A",
      "enum",
      "title",
    ];
    const keys = fc.constantFrom(
      ...words,
      "x-ms-summary",
      "x-ms-visibility",
      "x-ms-dynamic-values",
      "parameters",
      "default",
      "__proto__",
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "medium", withCrossShrink: true },
        fc.constantFrom(null, true, 0, "", ...words),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(keys, tie("value"), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(value, value, value, (parameters, responses, more) => {
        const definition = {
          definitions: { A: more },
          paths: {
            "/a": {
              "x-ms-notification-content": more,
              get: { operationId: "A", parameters, responses, "x-ms-trigger": "batch" },
            },
          },
        };
        everything(definition);
        everything({ paths: more, info: responses });
      }),
      { numRuns: 300 },
    );
  });

  it("made from a real one by replacing any value never throws", () => {
    const real = bookings();
    const places: string[][] = [];
    const walk = (value: Loose, path: string[]) => {
      places.push(path);
      if (value && typeof value === "object")
        for (const key of Object.keys(value)) walk(value[key], [...path, key]);
    };
    walk(real, []);
    fc.assert(
      fc.property(
        fc.nat(places.length - 1),
        fc.constantFrom<Loose>(
          null,
          0,
          "",
          "x",
          [],
          {},
          true,
          [null],
          { $ref: "#/definitions" },
          { toString: 1, valueOf: 1 },
        ),
        (at, value) => {
          const copy: Loose = structuredClone(real);
          const path = places[at] as string[];
          if (path.length === 0) return;
          let target = copy;
          for (const key of path.slice(0, -1)) target = target[key];
          target[path.at(-1) as string] = value;
          everything(copy);
        },
      ),
      { numRuns: 100 },
    );
  });
});
