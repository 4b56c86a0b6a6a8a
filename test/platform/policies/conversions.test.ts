import { expect, test } from "vitest";
import type { JsonValue } from "../../../src/json/values.ts";
import { platformFor, policy } from "../support/make.ts";

/** What the service gets of a body after one policy on the request. */
async function requestAfter(templateId: string, parameters: Record<string, JsonValue>, body: JsonValue) {
  const { platform, seen } = platformFor(
    { parameters: [{ name: "body", in: "body", schema: {} }] },
    { properties: { policyTemplateInstances: [policy(templateId, parameters, "Request")] } },
  );
  await platform.invoke("Do", { body });
  return JSON.parse(seen[0]?.body ?? "null") as JsonValue;
}

/** What the flow gets of an answer after one policy on the response. */
async function answerAfter(templateId: string, parameters: Record<string, JsonValue>, body: JsonValue) {
  const { platform } = platformFor(
    {},
    {
      properties: { policyTemplateInstances: [policy(templateId, parameters, "Response")] },
      answer: () => Response.json(body),
    },
  );
  return (await platform.invoke("Do")).body;
}

test("convertarraytoobject names each item by a property and keeps it", async () => {
  const people = [
    { Name: "XYZ", Age: "30" },
    { Name: "ABC", Age: "23" },
  ];
  const result = await requestAfter(
    "convertarraytoobject",
    {
      propertyParentPath: "@body()",
      propertySubPath: "people",
      keyWithinCollectionPath: "Name",
      newPropertyPath: "@body().byName",
    },
    { people },
  );
  expect(result).toEqual({ people, byName: { XYZ: people[0], ABC: people[1] } });
});

test("convertarraytoobject takes the property out where retainKey is false, within a collection too", async () => {
  const result = await answerAfter(
    "convertarraytoobject",
    {
      propertyParentPath: "@body().sets",
      propertySubPath: "people",
      keyWithinCollectionPath: "Name",
      newPropertyPath: "@item().people",
      retainKey: "false",
    },
    { sets: [{ people: [{ Name: "XYZ", Age: "30" }] }] },
  );
  expect(result).toEqual({ sets: [{ people: { XYZ: { Age: "30" } } }] });
});

test("convertobjecttoarray makes an item of each member", async () => {
  const result = await answerAfter(
    "convertobjecttoarray",
    {
      propertyParentPath: "@body()",
      propertySubPath: "people",
      newPropertyPath: "@body().people",
      keyName: "Name",
      valueName: "Details",
    },
    { people: { XYZ: { Age: "30" } } },
  );
  expect(result).toEqual({ people: [{ Name: "XYZ", Details: { Age: "30" } }] });
});

test("convertobjecttoarray takes the word null for no sub-path, as a published connector writes it", async () => {
  const result = await answerAfter(
    "convertobjecttoarray",
    {
      propertyParentPath: "@body()",
      propertySubPath: "null",
      newPropertyPath: "@body().Zones",
      keyName: "Name",
      valueName: "Details",
    },
    { DE: { zone: "Germany" } },
  );
  expect(result).toEqual({
    DE: { zone: "Germany" },
    Zones: [{ Name: "DE", Details: { zone: "Germany" } }],
  });
});

test("stringtoarray cuts at every delimiter", async () => {
  const result = await requestAfter(
    "stringtoarray",
    {
      propertyParentPath: "@body()",
      propertySubPath: "people.XYZ.Age",
      delimiterList: ";,",
      childPropertyName: "AgeW",
      newPropertyPath: "@body.people.XYZ.Age",
    },
    { people: { XYZ: { Age: "3;0,1" } } },
  );
  expect(result).toEqual({ people: { XYZ: { Age: [{ AgeW: "3" }, { AgeW: "0" }, { AgeW: "1" }] } } });
});

test("stringreplace works on each item of a collection", async () => {
  const result = await answerAfter(
    "stringreplace",
    {
      propertyParentPath: "@body().invoices",
      propertySubPath: "url",
      sourceString: "https://api.example/invoices/",
      replacementString: "",
      newPropertyPath: "@item().id",
    },
    { invoices: [{ url: "https://api.example/invoices/7" }, { other: 1 }] },
  );
  expect(result).toEqual({ invoices: [{ url: "https://api.example/invoices/7", id: "7" }, { other: 1 }] });
});

test("encodepropertyvalue percent-encodes a text", async () => {
  const result = await requestAfter(
    "encodepropertyvalue",
    { propertyParentPath: "@body()", propertySubPath: "path", newPropertyPath: "@body().path" },
    { path: "/a b/ü" },
  );
  expect(result).toEqual({ path: "%2Fa%20b%2F%C3%BC" });
});

test.each([
  [
    "a constant",
    "@body().people",
    "location",
    "USA",
    { people: { X: 1 } },
    { people: { X: 1, location: "USA" } },
  ],
  ["a number as the text it is", "@body()", "age", "30", {}, { age: "30" }],
  [
    "parts of the body",
    "@body()",
    "name",
    "{@body().first} {@body().last}",
    { first: "A", last: "B" },
    { first: "A", last: "B", name: "A B" },
  ],
  ["a JSON array", "@body()", "topics", '["a.b"]', {}, { topics: ["a.b"] }],
  [
    "an array around a part of the body",
    "@body()",
    "gifts",
    "[{@body().gifts}]",
    { gifts: { n: 1 } },
    { gifts: [{ n: 1 }] },
  ],
  ["a value of its own type", "@body()", "copy", "@body().n", { n: 5 }, { n: 5, copy: 5 }],
  [
    "a name with a dot in it",
    "@body()",
    "['@odata.id']",
    "x/{@body()['@odata.id']}",
    { "@odata.id": "7" },
    { "@odata.id": "x/7" },
  ],
] as const)("setproperty sets %s", async (_name, parent, sub, value, body, expected) => {
  const result = await requestAfter(
    "setproperty",
    {
      newPropertyParentPathTemplate: parent,
      newPropertySubPathTemplate: sub,
      propertyValuePathTemplate: value,
    },
    structuredClone(body) as JsonValue,
  );
  expect(result).toEqual(expected);
});

test("setproperty reaches every item of a collection", async () => {
  const result = await answerAfter(
    "SetProperty",
    {
      newPropertyParentPathTemplate: "@body().invoices",
      newPropertySubPathTemplate: "title",
      propertyValuePathTemplate: "'{@item()['id']}-{@item()['reference']}'",
    },
    {
      invoices: [
        { id: 1, reference: "a" },
        { id: 2, reference: "b" },
      ],
    },
  );
  expect(result).toEqual({
    invoices: [
      { id: 1, reference: "a", title: "1-a" },
      { id: 2, reference: "b", title: "2-b" },
    ],
  });
});

test("moveproperties lifts the members of an object", async () => {
  const result = await requestAfter(
    "moveproperties",
    {
      srcParentPath: "@body()",
      srcSubPath: "customProperties",
      dstParentPath: "@body()",
      dstSubPath: "null",
      copyOnlySubProperties: "true",
    },
    { id: 1, customProperties: { extension_a: 2 } },
  );
  expect(result).toEqual({ id: 1, extension_a: 2 });
});

test("a member called __proto__ stays a member", async () => {
  const body = JSON.parse('{"o": {"__proto__": {"polluted": 1}}}') as JsonValue;
  const result = await requestAfter(
    "moveproperties",
    {
      srcParentPath: "@body()",
      srcSubPath: "o",
      dstParentPath: "@body()",
      dstSubPath: "null",
      copyOnlySubProperties: "true",
    },
    body,
  );
  expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":1}}');
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("an expression within braces that has no value is named as it was written", async () => {
  const { platform } = platformFor(
    { parameters: [{ name: "body", in: "body", schema: { type: "object" } }] },
    {
      properties: {
        policyTemplateInstances: [
          policy("setproperty", {
            newPropertyParentPathTemplate: "@body()",
            newPropertySubPathTemplate: "title",
            propertyValuePathTemplate: "{@body()['id']}-{@body()['name']}",
          }),
        ],
      },
    },
  );
  const answer = await platform.invoke("Do", { body: { name: "n" } });
  expect(JSON.stringify(answer.body)).toContain("the expression {@body()['id']} has no value");
});

test("a policy whose expression has no value fails the call and says which", async () => {
  const { platform, seen } = platformFor(
    { parameters: [{ name: "body", in: "body", schema: {} }] },
    {
      properties: {
        policyTemplateInstances: [
          policy(
            "setproperty",
            {
              newPropertyParentPathTemplate: "@body()",
              newPropertySubPathTemplate: "total",
              propertyValuePathTemplate: "@body().summary.amount",
            },
            "Request",
          ),
        ],
      },
    },
  );
  const answer = await platform.invoke("Do", { body: { summary: null } });
  expect(answer).toMatchObject({ kind: "gateway-failed", status: 500 });
  expect(JSON.stringify(answer.body)).toContain(
    "The policy setproperty failed: the expression @body().summary.amount has no value.",
  );
  expect(seen).toEqual([]);
});
