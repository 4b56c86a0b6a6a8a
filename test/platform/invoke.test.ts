import { expect, test } from "vitest";
import { platformFor } from "./support/make.ts";

const parameter = (name: string, place: string, rest: object = {}) => ({
  name,
  in: place,
  type: "string",
  ...rest,
});

test("values are placed by path, query and header, percent-encoded", async () => {
  const { platform, seen } = platformFor(
    {
      parameters: [
        parameter("page", "path", { required: true }),
        parameter("q", "query"),
        parameter("X-Lang", "header"),
      ],
    },
    { path: "/pages/{page}", method: "get" },
  );
  await platform.invoke("Do", { page: "a/b@c d", q: "x & y=ä", "X-Lang": "de" });
  expect(seen[0]).toMatchObject({
    method: "GET",
    url: "https://api.example/v1/pages/a%2Fb%40c%20d?q=x%20%26%20y%3D%C3%A4",
    headers: { "x-lang": "de" },
  });
});

test("x-ms-url-encoding: double encodes a path value twice", async () => {
  const { platform, seen } = platformFor(
    { parameters: [parameter("page", "path", { required: true, "x-ms-url-encoding": "double" })] },
    { path: "/pages/{page}", method: "get" },
  );
  await platform.invoke("Do", { page: "a/b" });
  expect(seen[0]?.url).toBe("https://api.example/v1/pages/a%252Fb");
});

test.each([".", ".."])("a path value %j that would change the path is refused", async (page) => {
  const { platform, seen } = platformFor(
    { parameters: [parameter("page", "path", { required: true })] },
    { path: "/pages/{page}/hooks", method: "get" },
  );
  await expect(platform.invoke("Do", { page })).rejects.toThrow("would change the path of the call");
  expect(seen).toEqual([]);
});

test.each([
  ["csv", "tags=a%2Cb"],
  ["ssv", "tags=a%20b"],
  ["tsv", "tags=a%09b"],
  ["pipes", "tags=a%7Cb"],
  ["multi", "tags=a&tags=b"],
  // Unknown: what every object inherits is not a format.
  ["constructor", "tags=a%2Cb"],
])("an array in the collection format %s", async (collectionFormat, query) => {
  const { platform, seen } = platformFor(
    {
      parameters: [{ name: "tags", in: "query", type: "array", items: { type: "string" }, collectionFormat }],
    },
    { method: "get" },
  );
  await platform.invoke("Do", { tags: ["a", "b"] });
  expect(seen[0]?.url).toBe(`https://api.example/v1/do?${query}`);
});

test("internal parameters are sent with their defaults", async () => {
  const { platform, seen } = platformFor(
    {
      parameters: [
        parameter("X-Prefer", "header", { required: true, default: "true", "x-ms-visibility": "internal" }),
        { name: "top", in: "query", type: "integer", default: 50 },
      ],
    },
    { method: "get" },
  );
  await platform.invoke("Do");
  expect(seen[0]).toMatchObject({ url: "https://api.example/v1/do?top=50", headers: { "x-prefer": "true" } });
});

test("all missing required values are reported at once, by label", async () => {
  const { platform } = platformFor({
    parameters: [
      parameter("page", "query", { required: true, "x-ms-summary": "Booking page" }),
      {
        name: "body",
        in: "body",
        required: true,
        schema: {
          type: "object",
          required: ["name", "address"],
          properties: {
            name: { type: "string", title: "Full name" },
            note: { type: "string" },
            address: { type: "object", required: ["city"], properties: { city: { type: "string" } } },
          },
        },
      },
    ],
  });
  await expect(platform.invoke("Do")).rejects.toThrow(
    "Do: 'Booking page' (page), 'Full name' (body/name), 'city' (body/address/city) are required.",
  );
});

test("what is required only within an optional object is not required", async () => {
  const { platform, seen } = platformFor({
    parameters: [
      {
        name: "body",
        in: "body",
        required: true,
        schema: {
          type: "object",
          properties: {
            address: { type: "object", required: ["city"], properties: { city: { type: "string" } } },
          },
        },
      },
    ],
  });
  await platform.invoke("Do");
  expect(seen[0]?.body).toBe("{}");
});

const hook = {
  parameters: [
    {
      name: "body",
      in: "body",
      required: true,
      schema: {
        type: "object",
        required: ["webhook"],
        properties: {
          webhook: {
            type: "object",
            required: ["change_type"],
            properties: {
              resource: { type: "string", default: "Appointments", "x-ms-visibility": "internal" },
              change_type: { type: "array", items: { type: "string" }, default: ["Created"] },
            },
          },
        },
      },
    },
  ],
};

test.each([
  ["flat keys of a saved flow", { "body/webhook/change_type": ["Updated"] }],
  ["keys of the designer", { "body.$.webhook.change_type": ["Updated"] }],
  ["a nested body", { body: { webhook: { change_type: ["Updated"] } } }],
])("a body is assembled from %s, with defaults for the rest", async (_name, values) => {
  const { platform, seen } = platformFor(hook);
  await platform.invoke("Do", values);
  expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
    webhook: { resource: "Appointments", change_type: ["Updated"] },
  });
});

test("a flat key finds property names that hold slashes themselves", async () => {
  const { platform, seen } = platformFor({
    parameters: [
      {
        name: "item",
        in: "body",
        schema: {
          type: "object",
          properties: { "a/b": { type: "object", properties: { c: { type: "string" } } } },
        },
      },
    ],
  });
  await platform.invoke("Do", { "item/a/b/c": "found" });
  expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ "a/b": { c: "found" } });
});

test("a schema that contains itself is filled once and no deeper", async () => {
  const { platform, seen } = platformFor(
    { parameters: [{ name: "body", in: "body", required: true, schema: { $ref: "#/definitions/Node" } }] },
    {
      rest: {
        definitions: {
          Node: {
            type: "object",
            properties: { kind: { type: "string", default: "leaf" }, next: { $ref: "#/definitions/Node" } },
          },
        },
      },
    },
  );
  await platform.invoke("Do");
  expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ kind: "leaf" });
});

test.each([
  ["nothing in them has a default", {}, undefined],
  ["the innermost has a default", { default: "x" }, "x"],
])(
  "definitions that name each other twice a level are filled in without trying every way: %s",
  async (_name, leaf, value) => {
    const levels = 40;
    const definitions = Object.fromEntries(
      Array.from({ length: levels }, (_, level) => {
        const next = { $ref: `#/definitions/D${level + 1}` };
        return [`D${level}`, { type: "object", properties: { a: next, b: next } }];
      }),
    );
    const { platform, seen } = platformFor(
      { parameters: [{ name: "body", in: "body", required: true, schema: { $ref: "#/definitions/D0" } }] },
      { rest: { definitions: { ...definitions, [`D${levels}`]: { type: "string", ...leaf } } } },
    );
    await platform.invoke("Do");
    const first = Array.from({ length: levels }).reduce<unknown>(
      (at) => (at as { a?: unknown })?.a,
      JSON.parse(seen[0]?.body ?? ""),
    );
    expect(first).toBe(value);
  },
);

test("hostile keys stay ordinary keys", async () => {
  const { platform, seen } = platformFor(hook);
  await platform.invoke("Do", { body: JSON.parse('{"__proto__": {"polluted": true}, "webhook": {}}') });
  expect(seen[0]?.body).toContain('"__proto__":{"polluted":true}');
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  await expect(platform.invoke("Do", { constructor: 1 })).rejects.toThrow('has no input "constructor"');
});

test("an input that does not exist is refused with the names that do", async () => {
  const { platform } = platformFor({ parameters: [parameter("Page", "query")] });
  await expect(platform.invoke("Do", { page: 1 })).rejects.toMatchObject({
    code: "argument-unknown",
    help: 'Did you mean "Page"?',
  });
  const named = platformFor({ parameters: [{ name: "item", in: "body", schema: { type: "object" } }] });
  await expect(named.platform.invoke("Do", { "body/size/width": 1 })).rejects.toMatchObject({
    message: 'Do has no input "body/size/width": its body is called "item".',
    help: 'Write "item/size/width".',
  });
});

test.each([
  ["integer", "12.5"],
  ["number", "many"],
  ["boolean", "maybe"],
  ["string", { a: 1 }],
])("a value of the wrong type for %s is refused", async (type, value) => {
  const { platform, seen } = platformFor({ parameters: [{ name: "n", in: "query", type }] });
  await expect(platform.invoke("Do", { n: value })).rejects.toMatchObject({ code: "argument-type" });
  expect(seen).toEqual([]);
});

test("a form without files is url-encoded", async () => {
  const { platform, seen } = platformFor({
    consumes: ["application/x-www-form-urlencoded"],
    parameters: [parameter("name", "formData"), { name: "n", in: "formData", type: "integer" }],
  });
  await platform.invoke("Do", { name: "A & B", n: 3 });
  expect(seen[0]).toMatchObject({
    body: "name=A+%26+B&n=3",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
});

test("a form with a file is multipart, and names cannot break out of their quotes", async () => {
  const { platform, seen } = platformFor({
    parameters: [{ name: "file", in: "formData", type: "file" }, parameter("note", "formData")],
  });
  await platform.invoke("Do", { file: { content: "hello", filename: 'a".txt\r\nX: 1' }, note: "n" });
  expect(seen[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
  expect(seen[0]?.body).toContain('name="file"; filename="a%22.txt%0D%0AX: 1"');
  expect(seen[0]?.body).toContain('name="note"\r\n\r\nn\r\n');
});

test("a header with a line break is refused, and nothing is called", async () => {
  const { platform, seen } = platformFor({ parameters: [parameter("X-Note", "header")] });
  await expect(platform.invoke("Do", { "X-Note": "a\r\nX-Admin: true" })).rejects.toMatchObject({
    code: "header-line-break",
  });
  expect(seen).toEqual([]);
});

test("a value that is not JSON is refused", async () => {
  const { platform } = platformFor(hook);
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;
  await expect(platform.invoke("Do", { body: cyclic })).rejects.toMatchObject({ code: "argument-not-json" });
});
