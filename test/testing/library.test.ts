import { expect, onTestFinished, test } from "vitest";
import { createRoutes, testConnector } from "../../src/testing/index.ts";
import "../../src/testing/matchers.ts";

const folder = `${import.meta.dirname}/fixtures/library`;

const BOOK = {
  type: "object",
  required: ["title"],
  properties: { title: { type: "string" }, pages: { type: "integer" } },
};

/** The tools that the library offers to agents; Copilot Studio cannot read the second one. */
const TOOLS = [
  { name: "find", description: "Finds a card.", properties: { title: { type: "string" } } },
  { name: "lend", description: "Lends a book.", properties: { days: { type: ["integer", "null"] } } },
].map(({ properties, ...tool }) => ({ ...tool, inputSchema: { type: "object", properties } }));

function library() {
  const kept: Record<string, unknown>[] = [];
  const routes = createRoutes({
    "POST /v1/documents": async (request) => {
      const form = await request.formData();
      const file = form.get("file") as File;
      kept.push({
        name: file.name,
        type: file.type,
        text: await file.text(),
        title: form.get("title"),
        tags: form.getAll("tags"),
      });
      return Response.json({ id: `d${kept.length}`, bytes: file.size }, { status: 201 });
    },
    "GET /v1/documents": (request) => {
      const page = Number(new URL(request.url).searchParams.get("page") ?? 1);
      const next = `https://api.library.example/v1/documents?page=${page + 1}`;
      return { value: [{ id: `d${page}` }], ...(page < 3 ? { "@odata.nextLink": next } : {}) };
    },
    "GET /v1/kinds": () => [{ name: "book" }],
    "GET /v1/kinds/{kind}/schema": () => ({ schema: BOOK }),
    "POST /v1/kinds/{kind}/cards": async (request) => {
      const card = await request.json();
      return Response.json({ pages: 7, ...card }, { status: 201 });
    },
    "POST /v1/mcp": async (request) => {
      const { id, method, params } = await request.json();
      if (id === undefined) return new Response(null, { status: 202 });
      const results: Record<string, unknown> = {
        initialize: {
          protocolVersion: "2025-03-26",
          capabilities: {},
          serverInfo: { name: "library", version: "1" },
        },
        "tools/list": { tools: TOOLS },
        "tools/call": { content: [{ type: "text", text: `Found ${params?.arguments?.title}.` }] },
      };
      return { jsonrpc: "2.0", id, result: results[method] };
    },
  });
  return { ...routes, kept };
}

async function benchFor(service: ReturnType<typeof library>) {
  const bench = await testConnector(folder, { backend: service.backend, connection: { api_key: "k" } });
  onTestFinished(() => bench.close());
  return bench;
}

test("a file goes up as a part of a form, beside its fields", async () => {
  const service = library();
  const bench = await benchFor(service);
  const answer = await bench.invoke("UploadDocument", {
    file: { content: Buffer.from("hello"), filename: 'a "b".txt', contentType: "text/plain" },
    title: "Größe",
    tags: ["x", "y"],
  });
  expect(answer.body).toEqual({ id: "d1", bytes: 5 });
  expect(service.kept).toEqual([
    { name: 'a "b".txt', type: "text/plain", text: "hello", title: "Größe", tags: ["x", "y"] },
  ]);
  expect(bench).toMatchDefinition();
});

test("a flow passes on a file that it was given", async () => {
  const service = library();
  const bench = await benchFor(service);
  const upload = {
    name: "Upload",
    operation: "UploadDocument",
    arguments: { file: "@triggerBody()?['file']", title: "@{triggerBody()?['title']}" },
  };
  const file = { "$content-type": "application/pdf", $content: btoa("%PDF") };
  const run = await bench.run({ actions: [upload] }, { body: { file, title: "Report" } });
  expect(run.status).toBe("succeeded");
  expect(service.kept).toMatchObject([{ type: "application/pdf", text: "%PDF", title: "Report" }]);
});

test("the fields of a card are those of its kind, in and out", async () => {
  const service = library();
  const bench = await benchFor(service);
  const kinds = await bench.list("CreateCard", "kind");
  expect(kinds.rows).toMatchObject([{ title: "book", value: "book" }]);
  const asked = await bench.schema("CreateCard", "card", { arguments: { kind: "book" } });
  expect(asked.schema).toEqual(BOOK);

  // Once the outputs are known, answers are checked against them.
  await bench.schema("CreateCard", undefined, { arguments: { kind: "book" } });
  expect(await bench.invoke("CreateCard", { kind: "book", "card/title": "Emma" })).toHaveSucceeded();
  expect(bench).toHaveCalled("POST", "/v1/kinds/book/cards", { title: "Emma" });
  expect(bench).toMatchDefinition();
  const wrong = await bench.invoke("CreateCard", { kind: "book", card: { title: "Emma", pages: "many" } });
  expect(wrong.violations).toMatchObject([
    { pointer: "/pages", message: "must be integer (dynamic schema)" },
  ]);
});

test("all pages are read, each with the key of the connection", async () => {
  const bench = await benchFor(library());
  const { items, problems } = await bench.pages("ListDocuments", {}, { minimumItems: 10 });
  expect(items).toEqual([{ id: "d1" }, { id: "d2" }, { id: "d3" }]);
  expect(problems).toEqual([]);
});

test("an agent uses the tools, and what Copilot Studio cannot read in them is named", async () => {
  const bench = await benchFor(library());
  const agent = await bench.agent("InvokeLibrary");
  const tools = await agent.tools();
  expect(tools.map(({ name, problems }) => [name, problems.length])).toEqual([
    ["find", 0],
    ["lend", 1],
  ]);
  expect(await agent.call("find", { title: "Emma" })).toEqual({
    content: [{ type: "text", text: "Found Emma." }],
  });
});
