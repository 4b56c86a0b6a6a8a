import { describe, expect, it } from "vitest";
import { logicAppsDefinition } from "../../src/designer/index.ts";
import { type Loose, op, webhook, withBody } from "./build.ts";

const definition = (operation: ReturnType<typeof op>, values = {}): Loose =>
  logicAppsDefinition({ head: operation, ...operation, connection: "probe" }, values);

describe("a step of Logic Apps", () => {
  const everywhere = op({
    path: "/{connectionId}/things/{id}/{twice}",
    parameters: [
      { name: "id", in: "path", type: "string", required: true },
      { name: "twice", in: "path", type: "string", required: true, "x-ms-url-encoding": "double" },
      { name: "q.x", in: "query", type: "integer", default: 3 },
      { name: "Accept", in: "header", type: "string", default: "json", "x-ms-visibility": "internal" },
      {
        name: "body",
        in: "body",
        required: true,
        schema: {
          type: "object",
          properties: {
            a: { type: "object", properties: { b: { type: "string" }, c: { type: "string", default: 1 } } },
          },
        },
      },
    ],
  });

  it("puts every value in its place, and encodes the path's", () => {
    expect(
      definition(everywhere, { "path.$.id": "it's", "path.$.twice": "@triggerBody()", "body.$.a.b": "x" }),
    ).toEqual({
      type: "ApiConnection",
      inputs: {
        host: { connection: { referenceName: "probe" } },
        method: "post",
        body: { a: { b: "x", c: 1 } },
        headers: { Accept: "json" },
        path: "/things/@{encodeURIComponent('it''s')}/@{encodeURIComponent(encodeURIComponent(triggerBody()))}",
        queries: { "q.x": 3 },
      },
      runAfter: {},
    });
  });

  it("leaves an optional input without value out, and sends a required one as empty text", () => {
    expect(definition(everywhere).inputs.body).toEqual({ a: { c: 1 } });
    const required = withBody({ type: "object", required: ["r"], properties: { r: { type: "string" } } });
    expect(definition(required).inputs.body).toEqual({ r: "" });
  });

  it("names no method for a webhook, and a recurrence only for what polls", () => {
    const told = webhook({ type: "object" } as never);
    expect(definition(told).inputs).not.toHaveProperty("method");
    expect(definition(told)).not.toHaveProperty("recurrence");
    const polling = op({ operation: { "x-ms-trigger": "single" } });
    expect(definition(polling).recurrence).toEqual({ interval: 3, frequency: "Minute" });
    const saidToBeWebhook = { ...polling, nodeType: "ApiConnectionWebhook" as const };
    expect(definition(saidToBeWebhook)).not.toHaveProperty("recurrence");
  });

  it("sends form fields as one multipart body", () => {
    const form = op({
      parameters: [
        { name: "note", in: "formData", type: "string", default: "hi" },
        { name: "doc", in: "formData", type: "file", required: true },
      ],
    });
    expect(
      definition(form, { "formData.$.doc.$content": "abc", "formData.$.doc.$filename": "a.txt" }).inputs.body,
    ).toEqual({
      "$content-type": "multipart/form-data",
      $multipart: [
        { headers: { "Content-Disposition": 'form-data; name="doc"; filename="a.txt"' }, body: "abc" },
        { headers: { "Content-Disposition": 'form-data; name="note"' }, body: "hi" },
      ],
    });
  });

  it("keeps a member called __proto__ an ordinary one", () => {
    const hostile = withBody(
      JSON.parse(
        '{"type":"object","properties":{"__proto__":{"type":"object","properties":{"x":{"type":"string","default":"y"}}}}}',
      ),
    );
    const body = definition(hostile).inputs.body;
    expect(JSON.stringify(body)).toBe('{"__proto__":{"x":"y"}}');
    expect(({} as Loose).x).toBeUndefined();
  });
});

describe("a step of Power Automate", () => {
  const flow = (name: string, schema: object) => withBody(schema as never, { name }).powerAutomate as Loose;
  const leaf = {
    change: { type: "string", default: "c", "x-ms-summary": "Change" },
    other: { type: "string" },
  };

  it("keys a value by the body's parameter name and the names in it, with slashes", () => {
    const nested = flow("body", {
      type: "object",
      properties: { webhook: { type: "object", properties: leaf } },
    });
    expect(nested.definition.inputs.parameters).toEqual({ "body/webhook/change": "c" });
    expect(flow("webhook", { type: "object", properties: leaf }).definition.inputs.parameters).toEqual({
      "webhook/change": "c",
    });
  });

  it("keys a body that is one value by the parameter's name alone", () => {
    expect(flow("payload", { type: "string", default: "x" }).definition.inputs.parameters).toEqual({
      payload: "x",
    });
  });

  it("shows the whole key where there is no summary, and the summary even where there is a title", () => {
    const labels = (schema: object) => flow("body", schema).inputs.map((one: Loose) => one.label.text);
    expect(labels({ type: "object", properties: leaf })).toEqual(["Change", "body/other"]);
    expect(
      labels({ type: "object", properties: { a: { type: "string", title: "T", "x-ms-summary": "S" } } }),
    ).toEqual(["S"]);
  });

  it("leaves internal inputs and the callback address to the platform", () => {
    const schema = {
      type: "object",
      properties: {
        url: { type: "string", "x-ms-notification-url": true },
        secret: { type: "string", default: "s", "x-ms-visibility": "internal" },
      },
    };
    expect(flow("body", schema)).toMatchObject({ inputs: [], definition: { inputs: { parameters: {} } } });
  });

  it("reads tokens by one key with slashes, which starts again at an item", () => {
    const item = {
      type: "object",
      properties: { At: { type: "object", properties: { City: { type: "string" } } } },
    };
    const found = webhook({
      type: "object",
      properties: { Id: { type: "string" }, People: { type: "array", items: item } },
    } as never).powerAutomate;
    const expressions = Object.fromEntries(found.tokens.map((one) => [one.label.text, one.expression]));
    expect(expressions).toMatchObject({
      Body: "triggerBody()",
      "body/Id": "triggerOutputs()?['body/Id']",
      "body/People": "triggerOutputs()?['body/People']",
      "At/City": "item()?['At/City']",
    });
    expect(found.definition.type).toBe("OpenApiConnectionWebhook");
  });
});
