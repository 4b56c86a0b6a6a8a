/** What becomes of an OpenAPI 3 document: the definition, and what is said to be lost. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import SwaggerParser from "@apidevtools/swagger-parser";
import { describe, expect, it } from "vitest";
import { fromOpenApi3 } from "../../src/generation/from-openapi/convert.ts";
import type { JsonObject, JsonValue } from "../../src/json/values.ts";
import { ROOT, runScript } from "../support/run-script.ts";

const json = (schema: JsonValue): JsonObject => ({ "application/json": { schema } });
const done = { "200": { description: "Done." } };

function documentOf(more: JsonObject): JsonObject {
  return {
    openapi: "3.0.3",
    info: { title: "Orders", version: "1", description: "Orders of customers." },
    servers: [{ url: "https://orders.contoso.com/v1" }],
    paths: {},
    ...more,
  };
}

/** The definition and the sentences on what is lost; the definition holds against Swagger's own schema. */
async function convert(more: JsonObject) {
  const document = documentOf(more);
  const before = JSON.stringify(document);
  const { definition, losses } = fromOpenApi3(document);
  expect(JSON.stringify(document)).toBe(before);
  await SwaggerParser.validate(structuredClone(definition) as never);
  return { definition: definition as never as Swagger, losses: losses.map(({ message }) => message) };
}

interface Swagger {
  host: string;
  basePath: string;
  schemes: string[];
  definitions: Record<string, JsonObject>;
  securityDefinitions: JsonObject;
  security: JsonValue;
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        parameters: JsonObject[];
        consumes?: string[];
        responses: Record<string, JsonObject>;
      }
    >
  >;
}

/** The one operation of a document with this operation. */
async function operation(value: JsonObject, method = "post", more: JsonObject = {}) {
  const { definition, losses } = await convert({
    paths: { "/orders": { [method]: { operationId: "Order", responses: done, ...value } } },
    ...more,
  });
  return { ...(definition.paths["/orders"]?.[method] as Swagger["paths"][string][string]), losses };
}

/** A schema of the components, converted. */
async function schema(value: JsonValue, others: JsonObject = {}) {
  const { definition, losses } = await convert({ components: { schemas: { It: value, ...others } } });
  return { it: definition.definitions.It, losses };
}

describe("the service", () => {
  it("is the first server, and the others are said to be lost", async () => {
    const { definition, losses } = await convert({
      servers: [
        { url: "http://{region}.contoso.com:8080/api/", variables: { region: { default: "eu" } } },
        { url: "https://b.contoso.com" },
      ],
    });
    expect([definition.schemes, definition.host, definition.basePath]).toEqual([
      ["http"],
      "eu.contoso.com:8080",
      "/api",
    ]);
    expect(losses).toEqual([
      expect.stringContaining("All servers but the first"),
      expect.stringContaining("Variables"),
    ]);
  });

  it("has no host where the address is relative, and that is said", async () => {
    const { definition, losses } = fromOpenApi3(documentOf({ servers: [{ url: "/v3" }] }));
    expect(definition).not.toHaveProperty("host");
    expect(definition.basePath).toBe("/v3");
    expect(losses[0]?.message).toContain("host is missing");
  });

  it.each([
    [{ type: "http", scheme: "basic" }, { type: "basic" }, 0],
    [{ type: "http", scheme: "bearer" }, { type: "apiKey", in: "header", name: "Authorization" }, 1],
    [{ type: "apiKey", in: "query", name: "key" }, { type: "apiKey", in: "query", name: "key" }, 0],
    [{ type: "apiKey", in: "cookie", name: "key" }, undefined, 1],
    [{ type: "openIdConnect", openIdConnectUrl: "https://contoso.com" }, undefined, 1],
    [
      {
        type: "oauth2",
        flows: {
          clientCredentials: { tokenUrl: "https://contoso.com/t", scopes: {} },
          authorizationCode: {
            authorizationUrl: "https://contoso.com/a",
            tokenUrl: "https://contoso.com/t",
            scopes: { read: "Read." },
          },
        },
      },
      {
        type: "oauth2",
        flow: "accessCode",
        authorizationUrl: "https://contoso.com/a",
        tokenUrl: "https://contoso.com/t",
        scopes: { read: "Read." },
      },
      1,
    ],
  ])("signs in by %j", async (given, expected, lost) => {
    const { definition, losses } = await convert({
      components: { securitySchemes: { way: given } },
      security: [{ way: [] }],
    });
    expect(definition.securityDefinitions?.way).toEqual(expected);
    expect(definition.security).toEqual(expected ? [{ way: [] }] : []);
    expect(losses).toHaveLength(lost);
  });
});

describe("what goes in", () => {
  it("takes the schema of a parameter apart", async () => {
    const { parameters, losses } = await operation(
      {
        parameters: [
          {
            name: "level",
            in: "query",
            required: true,
            description: "Level.",
            schema: { type: "integer", minimum: 1, default: 2 },
          },
          {
            name: "ids",
            in: "query",
            explode: false,
            schema: { type: "array", items: { $ref: "#/components/schemas/Id" } },
          },
          { $ref: "#/components/parameters/Trace" },
          { name: "Authorization", in: "header", schema: { type: "string" } },
        ],
      },
      "get",
      {
        components: {
          schemas: { Id: { type: "string", maxLength: 5 } },
          parameters: { Trace: { name: "trace", in: "header", schema: { type: "string" } } },
        },
      },
    );
    expect(parameters).toEqual([
      {
        name: "level",
        in: "query",
        required: true,
        description: "Level.",
        type: "integer",
        minimum: 1,
        default: 2,
      },
      {
        name: "ids",
        in: "query",
        type: "array",
        items: { type: "string", maxLength: 5 },
        collectionFormat: "csv",
      },
      { name: "trace", in: "header", type: "string" },
    ]);
    expect(losses).toEqual([]);
  });

  it("follows references to the end, and reports what is lost on the way at its own place", async () => {
    const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const components = {
      schemas: {
        Number: { type: "integer" },
        Page: { allOf: [to("Number")] },
        Size: { anyOf: [to("Page"), { type: "null" }] },
        Circle: { allOf: [to("Circle")] },
        Fields: { type: "object", properties: { size: to("Size") } },
        Form: { allOf: [to("Fields")] },
      },
    };
    const { parameters } = await operation(
      {
        parameters: ["Page", "Size", "Circle"].map((name) => ({ name, in: "query", schema: to(name) })),
        requestBody: { content: { "multipart/form-data": { schema: to("Form") } } },
      },
      "post",
      { components },
    );
    expect(parameters.map(({ name, type }) => [name, type])).toEqual([
      ["Page", "integer"],
      ["Size", "integer"],
      ["Circle", "string"],
      ["size", "integer"],
    ]);
    const parameter = { name: "size", in: "query", schema: to("Size") };
    const { losses } = fromOpenApi3(
      documentOf({
        paths: { "/orders": { get: { operationId: "Order", responses: done, parameters: [parameter] } } },
        components,
      }),
    );
    expect(losses.map(({ pointer, places }) => [pointer, places])).toEqual([["/components/schemas/Size", 1]]);
  });

  it.each([
    [{ name: "c", in: "cookie", schema: { type: "string" } }, "cookies"],
    [{ name: "l", in: "query", schema: { type: "array", items: { type: "string" } } }, "repeated"],
    [{ name: "f", in: "query", style: "deepObject", schema: { type: "object" } }, "object has become a text"],
    [{ name: "j", in: "query", content: json({ type: "object" }) }, "JSON in itself"],
  ])("says what is lost of %j", async (parameter, said) => {
    const { losses } = await operation({ parameters: [parameter] }, "get");
    expect(losses).toEqual([expect.stringContaining(said)]);
  });

  it("makes a body of JSON, and form fields of a form", async () => {
    const body = await operation(
      {
        requestBody: {
          required: true,
          content: { "application/xml": {}, ...json({ $ref: "#/components/schemas/Order" }) },
        },
      },
      "post",
      { components: { schemas: { Order: { type: "object" } } } },
    );
    expect(body.parameters).toEqual([
      { name: "body", in: "body", required: true, schema: { $ref: "#/definitions/Order" } },
    ]);
    expect(body.losses).toEqual([expect.stringContaining("several forms")]);
    const form = await operation({
      requestBody: {
        content: {
          "multipart/form-data": {
            schema: {
              type: "object",
              required: ["file"],
              properties: {
                file: { type: "string", format: "binary" },
                tags: { type: "array", items: { type: "string" } },
              },
            },
          },
        },
      },
    });
    expect(form.consumes).toEqual(["multipart/form-data"]);
    expect(form.parameters).toEqual([
      { name: "file", in: "formData", required: true, type: "file" },
      {
        name: "tags",
        in: "formData",
        required: false,
        type: "array",
        items: { type: "string" },
        collectionFormat: "csv",
      },
    ]);
  });

  it("sends no body by GET", async () => {
    const { parameters, losses } = await operation(
      { requestBody: { content: json({ type: "object" }) } },
      "get",
    );
    expect(parameters).toEqual([]);
    expect(losses).toEqual([expect.stringContaining("GET")]);
  });
});

describe("what comes out", () => {
  it("has the schema, headers and example of the answer", async () => {
    const { responses } = await operation(
      {
        responses: {
          "200": {
            description: "The order.",
            headers: { "X-Left": { description: "Left.", schema: { type: "integer" } } },
            content: { "application/json": { schema: { type: "object" }, example: { id: 1 } } },
          },
          "4XX": { description: "Wrong." },
        },
      },
      "get",
    );
    expect(responses).toEqual({
      "200": {
        description: "The order.",
        schema: { type: "object" },
        headers: { "X-Left": { description: "Left.", type: "integer" } },
        examples: { "application/json": { id: 1 } },
      },
      default: { description: "Wrong." },
    });
  });
});

describe("a schema", () => {
  it.each<[string, JsonValue, JsonValue, string | undefined]>([
    ["that can be null in 3.0", { type: "string", nullable: true }, { type: "string" }, "null"],
    ["that can be null in 3.1", { type: ["string", "null"] }, { type: "string" }, "null"],
    ["of several types", { type: ["integer", "string"] }, { type: "integer" }, "several types"],
    [
      "with a number as exclusive bound",
      { type: "number", exclusiveMinimum: 0 },
      { type: "number", minimum: 0, exclusiveMinimum: true },
      undefined,
    ],
    ["of one value", { const: "a" }, { enum: ["a"] }, undefined],
    [
      "that is one of one and null",
      { oneOf: [{ type: "integer" }, { type: "null" }] },
      { type: "integer" },
      "null",
    ],
    [
      "of alternatives of one type",
      {
        anyOf: [
          { type: "string", enum: ["a"] },
          { type: "string", enum: ["b"] },
        ],
      },
      { type: "string", enum: ["a", "b"] },
      "one type",
    ],
    [
      "of alternatives of all kinds",
      { anyOf: [{ type: "string" }, { type: "object" }] },
      {},
      "different types",
    ],
    [
      "of alternative objects",
      {
        oneOf: [
          { type: "object", required: ["a"], properties: { a: { type: "string" } } },
          { properties: { b: { type: "string" } } },
        ],
      },
      { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } },
      "one object",
    ],
    [
      "composed by allOf",
      {
        description: "Both.",
        allOf: [{ $ref: "#/components/schemas/Base" }, { properties: { b: { type: "string" } } }],
      },
      {
        type: "object",
        description: "Both.",
        required: ["a"],
        properties: { a: { type: "string" }, b: { type: "string" } },
      },
      undefined,
    ],
    [
      "that only points to another by allOf",
      { allOf: [{ $ref: "#/components/schemas/Base" }] },
      { $ref: "#/definitions/Base" },
      undefined,
    ],
    [
      "with what 2.0 does not know",
      { type: "object", patternProperties: {} },
      { type: "object" },
      "patternProperties",
    ],
    ["that leads out of the document", { $ref: "other.yaml#/A" }, {}, "lead out"],
  ])("%s", async (_, given, expected, lost) => {
    const { it: converted, losses } = await schema(given, {
      Base: { type: "object", required: ["a"], properties: { a: { type: "string" } } },
    });
    expect(converted).toEqual(expected);
    expect(losses).toEqual(lost === undefined ? [] : [expect.stringContaining(lost)]);
  });

  it("may hold itself, by reference, by allOf and by oneOf", async () => {
    const node = { type: "object", properties: { next: { $ref: "#/components/schemas/It" } } };
    expect((await schema(node)).it).toEqual({
      type: "object",
      properties: { next: { $ref: "#/definitions/It" } },
    });
    for (const key of ["allOf", "oneOf"])
      expect(
        (await schema({ [key]: [{ $ref: "#/components/schemas/It" }, { type: "object" }] })).losses.length,
      ).toBeGreaterThan(0);
  });

  it("cannot ask for endless work", () => {
    const level = (n: number): JsonObject => ({
      allOf: [{ $ref: `#/components/schemas/L${n + 1}` }, { $ref: `#/components/schemas/L${n + 1}` }],
    });
    const schemas = Object.fromEntries([
      ...Array.from({ length: 40 }, (_, n) => [`L${n}`, level(n)] as const),
      ["L40", { type: "object", properties: { a: {} } }],
    ]);
    expect(fromOpenApi3(documentOf({ components: { schemas } })).definition.definitions).toHaveProperty("L0");
  });
});

describe("npm run convert", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "convert-"));
  const source = path.join(folder, "openapi.yaml");
  writeFileSync(
    source,
    "openapi: 3.1.0\ninfo: {title: Orders, version: '1'}\nservers: [{url: https://orders.contoso.com}]\npaths:\n  /orders:\n    get:\n      responses: {'200': {description: Done.}}\n      callbacks: {}\n",
  );

  it("writes the definition, and says what is lost", async () => {
    const output = path.join(folder, "apiDefinition.swagger.json");
    const { code, stderr } = await runScript("convert", [source, "--output", output]);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(output, "utf8"))).toMatchObject({
      swagger: "2.0",
      host: "orders.contoso.com",
      paths: { "/orders": { get: { operationId: "GetOrders" } } },
    });
    expect(stderr).toContain("2 things that Swagger 2.0 cannot say");
    expect(stderr).toContain("Callbacks are lost");
    expect(stderr).toContain(`Next: npm run validate -- ${output}\n`);
    writeFileSync(output, "{}");
    expect((await runScript("convert", [source, "--output", output])).code).toBe(2);
    expect(readFileSync(output, "utf8")).toBe("{}");
  });

  it("names what comes next as the reader has to type it, in a project that has the package too", () => {
    const output = path.join(folder, "other.swagger.json");
    const entry = pathToFileURL(path.join(ROOT, "src/commands/connector.ts")).href;
    const bin = path.join(folder, "connector.mjs");
    writeFileSync(bin, `await (await import(${JSON.stringify(entry)})).runConnector();`);
    const args = [bin, "convert", source, "--output", output];
    expect(spawnSync(process.execPath, args, { encoding: "utf8" }).stderr).toContain(
      `Next: connector validate ${output}\n`,
    );
  });

  it.each([
    ["swagger.json", '{"swagger": "2.0"}', "is Swagger 2.0 already"],
    ["broken.json", '{"openapi": "3.0.0",\n "info" }', "broken.json:2:"],
    ["broken.yaml", "openapi: 3.0.0\n\tinfo: 1\n", "broken.yaml:2:"],
    ["list.yaml", "- 1\n", "not an OpenAPI 3 document"],
  ])("refuses %s", async (name, text, said) => {
    writeFileSync(path.join(folder, name), text);
    const { code, stderr, stdout } = await runScript("convert", [path.join(folder, name)]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(said);
  });
});
