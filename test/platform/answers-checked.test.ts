/** What counts as an answer that is not as declared. */
import { expect, test } from "vitest";
import { platformFor } from "./support/make.ts";

const base = { type: "object", properties: { id: { type: "string" } }, additionalProperties: false };

async function violationsOf(schema: object, answer: () => Response, definitions: object = {}) {
  const { platform } = platformFor(
    { responses: { 200: { description: "", schema } } },
    { answer, rest: { definitions } },
  );
  return (await platform.invoke("Do")).violations.map(({ pointer, message }) => `${pointer} ${message}`);
}

test("a part of allOf that is closed does not refuse what the other parts add, and still checks its own", async () => {
  const schema = {
    allOf: [{ $ref: "#/definitions/Base" }, { properties: { size: { type: "integer" } } }],
    additionalProperties: false,
  };
  const answered = (body: object) => violationsOf(schema, () => Response.json(body), { Base: base });
  expect(await answered({ id: "a", size: 1 })).toEqual([]);
  expect(await answered({ id: 1, size: "a" })).toEqual(["/id must be string", "/size must be integer"]);
});

test("the same schema by itself stays closed", async () => {
  const schema = {
    type: "object",
    properties: { one: { $ref: "#/definitions/Base" }, two: { allOf: [{ $ref: "#/definitions/Base" }] } },
  };
  const body = { one: { id: "a", more: 1 }, two: { id: "a", more: 1 } };
  expect(await violationsOf(schema, () => Response.json(body), { Base: base })).toEqual([
    '/one has the property "more", which is not declared',
  ]);
});

test("an empty body is a violation of a schema that says something", async () => {
  const empty = () => new Response(null);
  expect(await violationsOf({}, empty)).toEqual([]);
  expect(await violationsOf({ description: "Anything.", "x-ms-summary": "Anything" }, empty)).toEqual([]);
  expect(await violationsOf({ type: "object" }, empty)).toEqual([" the body is empty, a schema is declared"]);
});
