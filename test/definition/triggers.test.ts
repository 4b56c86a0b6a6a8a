import { describe, expect, it } from "vitest";
import { batchListOf } from "../../src/definition/batch.ts";
import { buildModel } from "../../src/definition/model.ts";
import { notificationUrls } from "../../src/definition/triggers.ts";
import type { JsonObject } from "../../src/json/values.ts";

const url = { type: "string", "x-ms-notification-url": true };
const body = (schema: JsonObject) => [{ name: "body", in: "body", schema }];
const content = { "x-ms-notification-content": { schema: { type: "array", items: { type: "string" } } } };

function operationOf(operation: JsonObject, pathItem: JsonObject = {}, root: JsonObject = {}) {
  const model = buildModel({ ...root, paths: { "/a": { ...pathItem, post: { ...operation } } } });
  const [found] = model.operations;
  if (!found) throw new Error("no operation");
  return { ...model, operation: found };
}

describe("the kind of an operation", () => {
  it.each([
    ["a trigger with content on its path is a webhook", { "x-ms-trigger": "single" }, content, "webhook"],
    [
      "one with a notification URL, but without content there, polls: so reads the designer",
      { "x-ms-trigger": "batch", parameters: body({ properties: { url } }), ...content },
      {},
      "polling",
    ],
    [
      "no trigger, but a notification URL somewhere in the body",
      { parameters: body({ properties: { hook: { properties: { url } } } }) },
      {},
      "webhook-action",
    ],
    ["anything else is an action", { description: '"x-ms-notification-url":true' }, content, "action"],
  ] as const)("%s", (_name, operation, pathItem, kind) => {
    expect(operationOf({ ...operation } as JsonObject, pathItem).operation.kind).toBe(kind);
  });

  it("is found without end neither in schemas that hold themselves nor in ones that share their parts", () => {
    const definitions: JsonObject = { Loop: { properties: { again: { $ref: "#/definitions/Loop" } } } };
    for (let level = 0; level < 40; level++)
      definitions[`L${level}`] = {
        properties: {
          left: { $ref: `#/definitions/L${level + 1}` },
          right: { $ref: `#/definitions/L${level + 1}` },
          loop: { $ref: "#/definitions/Loop" },
        },
      };
    definitions["L40"] = { properties: {} };
    const parameters = body({ $ref: "#/definitions/L0" });
    expect(operationOf({ parameters }, {}, { definitions }).operation.kind).toBe("action");
  });
});

it("a notification URL below an internal object is hidden by it", () => {
  const hook = { "x-ms-visibility": "internal", properties: { url } };
  const { root, operation } = operationOf({ parameters: body({ properties: { hook, url } }) });
  const at = "/paths/~1a/post/parameters/0/schema/properties";
  expect(notificationUrls(root, operation)).toEqual([
    { pointer: `${at}/hook/properties/url`, hiddenBy: `${at}/hook` },
    { pointer: `${at}/url`, hiddenBy: undefined },
  ]);
});

it("the list of a batch webhook is in its notifications, not in the answer to the subscription", () => {
  const responses = { 201: { schema: { type: "object", properties: { value: { type: "array" } } } } };
  const { root, operation } = operationOf({ "x-ms-trigger": "Batch", responses }, content);
  expect(batchListOf(root, operation, "stored")).toEqual({ path: [], required: true });
});

it("thousands of parameters of a path are merged into its operations in no time to speak of", () => {
  const shared = Array.from({ length: 20_000 }, (_, index) => ({ name: `p${index}`, in: "query" }));
  const own: JsonObject[] = [
    { name: "p7", in: "query", type: "string" },
    { name: "p7", in: "header" },
  ];
  const { operation } = operationOf({ parameters: own }, { parameters: [...shared, ...shared] });
  expect(operation.parameters).toHaveLength(20_001);
  expect(operation.parameters.filter(({ name }) => name === "p7").map(({ source }) => source)).toEqual([
    "operation",
    "operation",
  ]);
});
