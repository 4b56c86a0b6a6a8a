/** Completion, hover, layout and places in a text that somebody is typing. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { completionsAt, formatJson, hoverAt, type Part, placeOf } from "../../src/language/index.ts";
import { ROOT } from "../support/run-script.ts";

/** The text without the mark `|`, and where it stood. */
function marked(text: string): [text: string, offset: number] {
  const offset = text.indexOf("|");
  return [text.replace("|", ""), offset];
}

function labels(text: string, part: Part = "definition"): string[] {
  return completionsAt(part, ...marked(text)).items.map(({ label }) => label);
}

/** The text as it is once the completion of that name was taken. */
function taken(text: string, label: string, part: Part = "definition"): string {
  const [plain, offset] = marked(text);
  const { from, to, items } = completionsAt(part, plain, offset);
  const item = items.find((one) => one.label === label);
  if (!item) throw new Error(`No ${label} among ${items.map((one) => one.label).join(", ")}`);
  return plain.slice(0, from) + item.insert.replaceAll("\\$", "$") + plain.slice(to);
}

describe("keys", () => {
  it("are those of the object that are not there yet, with those that are needed first", () => {
    const found = labels('{ "swagger": "2.0", | "host": "x" }');
    expect(found).toContain("paths");
    expect(found).not.toContain("host");
    expect(found).not.toContain("swagger");
    const { items } = completionsAt("definition", ...marked("{ | }"));
    const rank = (label: string) => items.find((one) => one.label === label)?.rank ?? -1;
    expect(rank("paths")).toBeGreaterThan(rank("tags"));
    expect(items.find(({ label }) => label === "host")?.info).toContain("server");
  });

  it("follow the place: operations, parameters by where they are, schemas at any depth", () => {
    const operation = (inside: string) => `{ "paths": { "/a": { "get": { ${inside} } } } }`;
    expect(labels(operation('"summ|"'))).toContain("summary");
    expect(labels(operation('"summ|'))).toContain("operationId");
    expect(labels(operation('"parameters": [ { "in": "path", "|" } ]'))).toContain("collectionFormat");
    const schema = '{ "definitions": { "A": { "properties": { "b": { "items": { "|" } } } } } }';
    expect(labels(schema)).toContain("properties");
    expect(
      labels('{ "properties": { "connectionParameters": { "key": { "|" } } } }', "properties"),
    ).toContain("uiDefinition");
    expect(labels('{ "|" }', "settings")).toContain("environment");
    expect(labels('{ "securityDefinitions": { "a": { "type": "oauth2", "|" } } }')).toContain("tokenUrl");
    expect(labels('{ "securityDefinitions": { "a": { "type": "basic", "|" } } }')).not.toContain("tokenUrl");
  });

  it("are those of a policy's template, whatever its letter case", () => {
    const inside = (text: string) =>
      labels(`{ "properties": { "policyTemplateInstances": [ { ${text} } ] } }`, "properties");
    const found = inside('"templateId": "SetHeader", "parameters": { "|" }');
    expect(found).toContain("x-ms-apimTemplateParameter.existsAction");
    expect(found).not.toContain("x-ms-apimTemplateParameter.newPath");
    expect(inside('"templateId": "|"')).toContain("routerequesttoendpoint");
    const section = '"templateId": "setproperty", "parameters": { "x-ms-apimTemplate-policySection": "|" }';
    expect(inside(section)).toEqual(["Request", "Response"]);
  });

  it("are written with quotes, the beginning of their value and the commas that are missing", () => {
    expect(taken("{ | }", "host")).toBe('{ "host": "$0" }');
    expect(taken('{ "ho|" }', "host")).toBe('{ "host": "$0" }');
    expect(taken('{ "ho|": "a" }', "host")).toBe('{ "host": "a" }');
    expect(taken('{ | "swagger": "2.0" }', "paths")).toBe('{ "paths": {$0}, "swagger": "2.0" }');
    expect(taken('{ "swagger": "2.0" | }', "tags")).toBe('{ "swagger": "2.0" ,"tags": [$0] }');
  });
});

describe("values", () => {
  it("are those that the grammar allows", () => {
    expect(labels('{ "definitions": { "A": { "type": | } } }')).toEqual(
      expect.arrayContaining(["string", "integer", "object"]),
    );
    expect(labels('{ "paths": { "/a": { "get": { "deprecated": | } } } }')).toEqual(["true", "false"]);
    expect(taken('{ "definitions": { "A": { "type": "s|" } } }', "string")).toContain('"type": "string" }');
  });

  it("are the names that the definition has: references, operations, properties, ways to sign in", () => {
    const definition = (inside: string) =>
      `{ "paths": { "/a": { "get": { "operationId": "GetA" } }, "/b": { "post": { "operationId": "MakeB", ${inside} } } },
        "definitions": { "Thing": { "properties": { "one": {}, "two": {} }, "required": [] }, "a/b": {} },
        "parameters": { "Page": {} }, "securityDefinitions": { "key": {} } }`;
    expect(labels(definition('"parameters": [ { "schema": { "$ref": "|" } } ]'))).toEqual([
      "#/definitions/Thing",
      "#/definitions/a~1b",
    ]);
    expect(labels(definition('"parameters": [ { "$ref": "|" } ]'))).toEqual(["#/parameters/Page"]);
    const dynamic = '"parameters": [ { "x-ms-dynamic-values": { "operationId": "|" } } ]';
    expect(labels(definition(dynamic))).toEqual(["GetA", "MakeB"]);
    expect(labels(definition('"security": [ { "|" } ]'))).toEqual(["key"]);
    const text = definition('"x": 1').replace('"required": []', '"required": [ "|" ]');
    expect(labels(text)).toEqual(["one", "two"]);
    const script = completionsAt(
      "properties",
      ...marked('{ "properties": { "scriptOperations": [ "|" ] } }'),
      {
        operations: ["GetA"],
      },
    );
    expect(script.items.map(({ label }) => label)).toEqual(["GetA"]);
  });
});

describe("hover", () => {
  it("says what a key means, what it takes, and what a reference leads to", () => {
    const text = '{ "paths": { "/a": { "get": { "summary": "Get", "deprecated": true } } } }';
    const at = (word: string) => hoverAt("definition", text, text.indexOf(word) + 2);
    expect(at("summary")?.title).toBe("summary");
    expect(at("summary")?.text.join(" ")).toMatch(/string/);
    expect(at("Get")?.title).toBe("summary");
    expect(at("deprecated")?.text.join(" ")).toContain("boolean");
    expect(at("/a")?.title).toBe("/a");
    const refs =
      '{ "definitions": { "A": { "type": "object", "description": "A thing." }, "B": { "$ref": "#/definitions/A" } } }';
    expect(hoverAt("definition", refs, refs.indexOf("#/") + 3)?.text.join(" ")).toContain("A thing.");
    expect(hoverAt("definition", "{ }", 1)).toBeUndefined();
  });
});

describe("layout", () => {
  it("changes white space alone, and only of what is JSON", () => {
    const text = '{"a":[1.0,{"b":"\\u0041"}],"a":{},"c":[]}';
    expect(formatJson(text)).toBe(
      '{\n  "a": [\n    1.0,\n    {\n      "b": "\\u0041"\n    }\n  ],\n  "a": {},\n  "c": []\n}',
    );
    expect(formatJson('{"a":1,}')).toBeUndefined();
    for (const file of ["apiDefinition.swagger.json", "apiProperties.json"]) {
      const own = readFileSync(path.join(ROOT, file), "utf8");
      const once = formatJson(own) ?? "";
      expect(JSON.parse(once)).toEqual(JSON.parse(own));
      expect(formatJson(once)).toBe(once);
    }
  });
});

it("finds the place of a pointer, also in broken text", () => {
  const text = '{ "a": { "b": [ 1, { "c": 2 ';
  expect(placeOf(text, ["a", "b"])?.start).toBe(text.indexOf('"b"'));
  expect(placeOf(text, ["a", "b", "1"])?.start).toBe(text.indexOf('{ "c"'));
  expect(placeOf(text, ["a", "b", "1", "c"])?.start).toBe(text.indexOf('"c"'));
  expect(placeOf(text, ["a", "x"])).toBeUndefined();
});

it("answers at every place of any text, and never throws", () => {
  const whole = readFileSync(path.join(ROOT, "apiProperties.json"), "utf8").slice(0, 3_000);
  const broken = [
    "",
    "{",
    "[",
    '"',
    '{"',
    '{"a',
    '{"a"',
    '{"a":',
    '{"a":[',
    "}",
    "]]",
    '{"a":1,,}',
    "\\",
    '{"a\\',
    '{"__proto__": {"toString": "',
  ];
  for (const text of [whole, ...broken])
    for (let offset = 0; offset <= text.length; offset += text.length > 100 ? 7 : 1)
      for (const part of ["definition", "properties", "settings"] as const) {
        const { from, to } = completionsAt(part, text, offset);
        expect(from).toBeLessThanOrEqual(to);
        hoverAt(part, text, offset);
      }
});
