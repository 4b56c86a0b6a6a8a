import { expect, test } from "vitest";
import type { JsonValue } from "../../src/json/values.ts";
import { createPlatform, createVirtualClock } from "../../src/platform/index.ts";
import { definitionOf, recorder } from "./support/make.ts";

const anything = { default: { description: "Anything." } };

/** A platform with an operation `Use` that has one dynamic input, and an operation `Source` it asks. */
function dynamic(input: object, answer: () => Response, source: object = {}, rest: object = {}) {
  const service = recorder(answer);
  const platform = createPlatform({
    backend: service.backend,
    clock: createVirtualClock(),
    seed: "test",
    connector: {
      definition: definitionOf(
        {
          "/use": {
            post: {
              operationId: "Use",
              responses: anything,
              parameters: [
                { name: "site", in: "query", type: "string", required: true, "x-ms-summary": "Site" },
                { name: "input", in: "query", type: "string", ...input },
              ],
            },
          },
          "/source": { get: { operationId: "Source", responses: anything, parameters: [], ...source } },
        },
        rest,
      ),
    },
  });
  return { platform, seen: service.seen };
}

const mailboxes = {
  mailboxes: [
    { displayName: "Zoo", email: "z@x" },
    { displayName: "Art", email: "a@x" },
  ],
};

test.each([
  [
    "x-ms-dynamic-values",
    { "value-collection": "mailboxes", "value-path": "email", "value-title": "displayName" },
  ],
  ["x-ms-dynamic-list", { itemsPath: "mailboxes", itemValuePath: "email", itemTitlePath: "displayName" }],
])("%s gives rows from A to Z", async (name, paths) => {
  const { platform } = dynamic({ [name]: { operationId: "Source", ...paths } }, () =>
    Response.json(mailboxes),
  );
  const list = await platform.dynamic.list("Use", "input");
  expect(list.problems).toEqual([]);
  expect(list.rows.map(({ title, value }) => [title, value])).toEqual([
    ["Art", "a@x"],
    ["Zoo", "z@x"],
  ]);
});

test("values win over list where both are given", async () => {
  const { platform, seen } = dynamic(
    {
      "x-ms-dynamic-values": { operationId: "Source", "value-path": "email", "value-title": "displayName" },
      "x-ms-dynamic-list": { operationId: "Gone", itemValuePath: "x" },
    },
    () => Response.json(mailboxes),
  );
  expect((await platform.dynamic.list("Use", "input")).rows).toHaveLength(2);
  expect(seen).toHaveLength(1);
});

test("without a collection the first list of the answer is taken", async () => {
  const { platform } = dynamic(
    { "x-ms-dynamic-values": { operationId: "Source", "value-path": "email" } },
    () => Response.json({ count: 2, ...mailboxes }),
  );
  expect((await platform.dynamic.list("Use", "input")).rows.map(({ title }) => title)).toEqual([
    "a@x",
    "z@x",
  ]);
});

test("a list of scalars is value and text at once", async () => {
  const { platform } = dynamic({ "x-ms-dynamic-values": { operationId: "Source" } }, () =>
    Response.json(["b", "a"]),
  );
  expect((await platform.dynamic.list("Use", "input")).rows.map(({ value }) => value)).toEqual(["a", "b"]);
});

test("current values of other inputs and constants are passed on", async () => {
  const { platform, seen } = dynamic(
    {
      "x-ms-dynamic-values": {
        operationId: "Source",
        parameters: { site: { parameter: "site" }, top: 5 },
        "value-path": "id",
      },
    },
    () => Response.json([]),
    {
      parameters: [
        { name: "site", in: "query", type: "string" },
        { name: "top", in: "query", type: "integer" },
        { name: "X-All", in: "header", type: "string", default: "yes", "x-ms-visibility": "internal" },
      ],
    },
  );
  await platform.dynamic.list("Use", "input", { arguments: { site: "s 1" } });
  expect(seen[0]).toMatchObject({
    url: "https://api.example/v1/source?site=s%201&top=5",
    headers: { "x-all": "yes" },
  });
});

test("a required input without a value is named before anything is called", async () => {
  const { platform, seen } = dynamic(
    {
      "x-ms-dynamic-values": {
        operationId: "Source",
        parameters: { site: { parameter: "site" } },
        "value-path": "id",
      },
    },
    () => Response.json([]),
  );
  expect((await platform.dynamic.list("Use", "input")).error).toBe(
    "Required parameters site not set or invalid",
  );
  expect(seen).toEqual([]);
});

test.each([
  [
    "an expression as value",
    { arguments: { site: "@triggerBody()?['x']" } },
    { parameter: "site" },
    "Value contains function expressions which cannot be resolved. Only constant values supported",
  ],
  [
    "an input that does not exist",
    {},
    { parameter: "gone" },
    'Parameter "gone" cannot be found for this operation',
  ],
])("%s reads as the designer words it", async (_name, options, reference, error) => {
  const { platform } = dynamic(
    { "x-ms-dynamic-values": { operationId: "Source", parameters: { site: reference }, "value-path": "id" } },
    () => Response.json([]),
  );
  expect((await platform.dynamic.list("Use", "input", options)).error).toBe(error);
});

test.each([
  [
    "a message",
    404,
    { message: "Mailbox not found." },
    "Error code: 'NotFound', Message: 'Mailbox not found.'.",
  ],
  ["an error object", 403, { error: { message: "Only administrators." } }, "Only administrators."],
  [
    "something else",
    400,
    { oops: 1 },
    /^Error executing the API - https:\/\/emulated\.azure-apim\.net\/.*\/dynamicInvoke\.$/,
  ],
])("a failure with %s reads as the maker sees it", async (_name, status, body, error) => {
  const { platform } = dynamic({ "x-ms-dynamic-values": { operationId: "Source", "value-path": "id" } }, () =>
    Response.json(body, { status }),
  );
  const list = await platform.dynamic.list("Use", "input");
  expect(list.rows).toEqual([]);
  expect(list.error).toEqual(typeof error === "string" ? error : expect.stringMatching(error));
});

test("an unknown operation reads as the designer words it", async () => {
  const { platform } = dynamic({ "x-ms-dynamic-values": { operationId: "Gone", "value-path": "id" } }, () =>
    Response.json([]),
  );
  expect((await platform.dynamic.list("Use", "input")).error).toBe("APIM Operation not found");
});

test("an answer is kept for a day, a failure is not", async () => {
  let fail = true;
  const { platform, seen } = dynamic(
    { "x-ms-dynamic-values": { operationId: "Source", "value-path": "email" } },
    () => (fail ? Response.json({}, { status: 401 }) : Response.json(mailboxes)),
  );
  await platform.dynamic.list("Use", "input");
  fail = false;
  await platform.dynamic.list("Use", "input");
  await platform.dynamic.list("Use", "input");
  expect(seen).toHaveLength(2);
  await platform.dynamic.list("Use", "input", { refresh: true });
  await platform.clock.advance(25 * 3_600_000);
  await platform.dynamic.list("Use", "input");
  expect(seen).toHaveLength(4);
});

test("x-ms-dynamic-tree opens the root and browses below a row", async () => {
  const level = {
    operationId: "Source",
    itemValuePath: "path",
    itemTitlePath: "name",
    itemIsParent: "isFolder",
  };
  const { platform, seen } = dynamic(
    {
      "x-ms-dynamic-tree": {
        open: { ...level, parameters: { id: { value: "root" } } },
        browse: { ...level, parameters: { id: { selectedItemValuePath: "path" } } },
      },
    },
    () =>
      Response.json([
        { path: "/a", name: "A", isFolder: true },
        { path: "/b.txt", name: "B", isFolder: false },
      ]),
    { parameters: [{ name: "id", in: "query", type: "string" }] },
  );
  const root = await platform.dynamic.tree("Use", "input");
  expect(root.rows.map(({ title, folder }) => [title, folder])).toEqual([
    ["A", true],
    ["B", false],
  ]);
  const first = root.rows[0];
  if (first) await platform.dynamic.tree("Use", "input", { below: first });
  expect(seen.map(({ url }) => new URL(url).search)).toEqual(["?id=root", "?id=%2Fa"]);
});

test("the older file picker works from the definition's capabilities", async () => {
  const { platform, seen } = dynamic(
    { "x-ms-dynamic-values": { capability: "file-picker", "value-path": "Id" } },
    () => Response.json([{ Id: "1", DisplayName: "Docs", IsFolder: true }]),
    { parameters: [{ name: "id", in: "query", type: "string" }] },
    {
      "x-ms-capabilities": {
        "file-picker": {
          open: { operationId: "Source" },
          browse: { operationId: "Source", parameters: { id: { "value-property": "Id" } } },
          "value-title": "DisplayName",
          "value-folder-property": "IsFolder",
        },
      },
    },
  );
  const root = await platform.dynamic.list("Use", "input");
  expect(root.rows).toMatchObject([{ title: "Docs", value: "1", folder: true }]);
  if (root.rows[0]) await platform.dynamic.tree("Use", "input", { below: root.rows[0] });
  expect(seen.map(({ url }) => new URL(url).search)).toEqual(["", "?id=1"]);
});

/** The body's schema is dynamic. */
function dynamicBody(extension: object, answer: JsonValue, status = 200) {
  const service = recorder(() => Response.json(answer, { status }));
  return createPlatform({
    backend: service.backend,
    clock: createVirtualClock(),
    connector: {
      definition: definitionOf({
        "/use": {
          post: {
            operationId: "Use",
            responses: { 200: { description: "Same.", schema: { type: "object", ...extension } } },
            parameters: [{ name: "item", in: "body", schema: { type: "object", ...extension } }],
          },
        },
        "/source": { get: { operationId: "Source", responses: anything } },
      }),
    },
  });
}

test.each([
  ["x-ms-dynamic-schema", { "value-path": "schema" }],
  ["x-ms-dynamic-properties", { itemValuePath: "schema" }],
])("%s finds the schema of inputs and outputs", async (name, path) => {
  const schema = { type: "object", properties: { a: { type: "string" } } };
  const platform = dynamicBody({ [name]: { operationId: "Source", ...path } }, { schema });
  expect((await platform.dynamic.schema("Use", "item")).schema).toEqual(schema);
  expect((await platform.dynamic.schema("Use")).schema).toEqual(schema);
});

test("without a path the answer itself is taken for the properties", async () => {
  const platform = dynamicBody(
    { "x-ms-dynamic-schema": { operationId: "Source" } },
    { a: { type: "string" } },
  );
  expect((await platform.dynamic.schema("Use", "item")).schema).toEqual({
    type: "object",
    properties: { a: { type: "string" } },
  });
});

test("failures of dynamic inputs and outputs are worded as the maker sees them", async () => {
  const platform = dynamicBody(
    { "x-ms-dynamic-schema": { operationId: "Source", "value-path": "schema" } },
    { error: { message: "No such list." } },
    404,
  );
  expect((await platform.dynamic.schema("Use", "item")).error).toBe(
    "Failed to retrieve dynamic inputs. Error details: 'No such list.'",
  );
  expect((await platform.dynamic.schema("Use")).error).toBe(
    "Failed to retrieve dynamic outputs. As a result, this operation's outputs might not be visible in subsequent actions. Error details: No such list.",
  );
});

test("an input that is not dynamic is reported as such", async () => {
  const { platform } = dynamic({}, () => Response.json([]));
  await expect(platform.dynamic.list("Use", "input")).rejects.toMatchObject({ code: "input-not-dynamic" });
  await expect(platform.dynamic.list("Use", "none")).rejects.toMatchObject({ code: "input-unknown" });
});
