import { describe, expect, it } from "vitest";
import { dynamicRequest, listError, rowsOf } from "../../src/designer/index.ts";
import { answering, input, type Loose, op, view, withBody } from "./build.ts";

const source = (extension: object, name = "x-ms-dynamic-values") =>
  input(
    op({ parameters: [{ name: "p", in: "query", type: "string", [name]: extension } as never] }),
    "query.$.p",
  ).dynamicValues as Loose;

describe("dynamic sources", () => {
  it("prefer the older form, and are looked for on the items of an array too", () => {
    const both = {
      "x-ms-dynamic-values": { operationId: "Old" },
      "x-ms-dynamic-list": { operationId: "New" },
    };
    const found = withBody({
      type: "object",
      properties: {
        a: { type: "string", ...both },
        l: { type: "array", items: { type: "string", ...both } },
      },
    });
    expect(found.inputs.map((one) => one.dynamicValues?.operationId)).toEqual(["Old", "Old"]);
    expect(found.inputs[1]?.dynamicValues?.pointer).toMatch(/\/l\/items\/x-ms-dynamic-values$/);
  });

  it("tell which product loads them", () => {
    expect(source({ operationId: "L" }).loadsIn).toEqual({ logicApps: true, powerAutomate: true });
    expect(source({ operationId: "L" }, "x-ms-dynamic-list").loadsIn).toEqual({
      logicApps: false,
      powerAutomate: true,
    });
  });

  it("take inputs and tokens whose schema is loaded later out of the lists", () => {
    const schema = {
      type: "object",
      "x-ms-dynamic-schema": { operationId: "S" },
      properties: { a: { type: "string" } },
    };
    expect(withBody(schema)).toMatchObject({
      inputs: [],
      dynamicInputs: [{ key: "body.$", source: { operationId: "S" } }],
    });
    expect(answering(schema)).toMatchObject({
      tokens: [],
      dynamicOutputs: [{ key: "body.$", source: { kind: "LegacyDynamicSchema" } }],
    });
  });

  it("know whether the operation they name is there", () => {
    expect(source({ operationId: "op" }).targetExists).toBe(true);
    expect(source({ operationId: "Nowhere" }).targetExists).toBe(false);
  });
});

describe("rows of a list", () => {
  const paths = {
    operationId: "L",
    "value-collection": "data/list",
    "value-path": "id",
    "value-title": "name",
  };

  it("come from the named array, else from the first one there is", () => {
    const row = { value: 1, title: "One", description: undefined, disabled: false };
    expect(rowsOf(source(paths), { data: { list: [{ id: 1, name: "One" }] } })).toEqual([row]);
    expect(rowsOf(source(paths), { total: 1, elsewhere: [{ id: 1, name: "One" }] })).toEqual([row]);
    expect(rowsOf(source(paths), [{ id: 1, name: "One" }])).toEqual([row]);
    expect(rowsOf(source(paths), { nothing: true })).toEqual([]);
  });

  it("show the value where there is no title, plain values as themselves, and some as not selectable", () => {
    expect(rowsOf(source({ "value-path": "id" }), [{ id: "mail@x" }])[0]).toMatchObject({
      value: "mail@x",
      title: "mail@x",
    });
    expect(rowsOf(source(paths), ["a"])[0]).toMatchObject({ value: "a", title: "a" });
    expect(rowsOf(source({ ...paths, "value-selectable": "ok" }), [{ id: 1, ok: false }])[0]?.disabled).toBe(
      true,
    );
  });

  it("read the newer form alike", () => {
    const newer = source(
      { operationId: "L", itemsPath: "data", itemValuePath: "id", itemTitlePath: "name" },
      "x-ms-dynamic-list",
    );
    expect(rowsOf(newer, { data: [{ id: 1, name: "One" }] })[0]).toMatchObject({ value: 1, title: "One" });
  });
});

describe("the call behind a drop-down", () => {
  const definition = (dynamic: object, parent: object = { required: true }): Loose => ({
    paths: {
      "/items/{shop}": {
        get: {
          operationId: "List",
          parameters: [
            { name: "shop", in: "path", type: "string", required: true },
            { name: "top", in: "query", type: "integer", default: 5, "x-ms-visibility": "internal" },
          ],
          responses: {},
        },
      },
      "/op": {
        post: {
          operationId: "Op",
          parameters: [
            { name: "store", in: "query", type: "string", "x-ms-summary": "Store", ...parent },
            { name: "item", in: "query", type: "string", "x-ms-dynamic-values": dynamic },
          ],
          responses: {},
        },
      },
    },
  });
  const call = (dynamic: object, values = {}, parent?: object) => {
    const connector = view(definition(dynamic, parent));
    const operation = connector.operation("Op") as Loose;
    return dynamicRequest(
      connector,
      operation,
      input(operation, "query.$.item").dynamicValues as Loose,
      values,
    );
  };
  const dependent = { operationId: "List", parameters: { shop: { parameter: "store" } } };

  it("hands on what was entered, encoded, with the called operation's own defaults", () => {
    expect(call(dependent, { "query.$.store": "a b/c" })).toEqual({
      state: "ready",
      operationId: "List",
      request: { method: "get", path: "/items/a%20b%2Fc", queries: { top: 5 } },
    });
    expect(call({ operationId: "list", parameters: { shop: "fixed" } })).toMatchObject({
      request: { path: "/items/fixed" },
    });
  });

  it("waits for what it depends on", () => {
    expect(call(dependent)).toEqual({
      state: "waiting",
      message: "Required parameters Store not set or invalid",
      inputs: ["query.$.store"],
    });
  });

  it("says what makes it impossible", () => {
    expect(call({ operationId: "Nowhere" })).toMatchObject({ message: "APIM Operation not found" });
    expect(call({ operationId: "List", parameters: { shop: { parameter: "gone" } } })).toMatchObject({
      message: 'Parameter "gone" cannot be found for this operation',
    });
    expect(call(dependent, { "query.$.store": "@triggerBody()" })).toMatchObject({
      message: "Value contains function expressions which cannot be resolved. Only constant values supported",
    });
  });

  it("shows the service's own words when it fails, and no query of the address", () => {
    const answer = {
      statusCode: "NotFound",
      url: "https://x/dynamicInvoke?sig=secret",
      requestId: undefined,
    };
    expect(listError({ ...answer, body: { message: "Gone" } })).toBe(
      "Error code: 'NotFound', Message: 'Gone'.",
    );
    expect(listError({ ...answer, body: { error: { message: "Inner" } } })).toBe("Inner");
    expect(listError({ ...answer, body: "?", requestId: "7" })).toBe(
      "Error executing the API - https://x/dynamicInvoke More diagnostic information: x-ms-client-request-id is '7'.",
    );
  });
});
