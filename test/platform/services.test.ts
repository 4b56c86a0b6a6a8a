/** Connections, pages, agents and handshakes. */
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/json/values.ts";
import { logicApps } from "../../src/platform/flows/retry/logic-apps.ts";
import { createPlatform, createVirtualClock, type PlatformOptions } from "../../src/platform/index.ts";
import { testConnector } from "../../src/testing/index.ts";
import { definitionOf } from "./support/make.ts";

type Open = Record<string, unknown>;

function platformOf(
  paths: Open,
  backend: PlatformOptions["backend"],
  properties: Open = {},
  rest: Open = {},
  options: Partial<PlatformOptions> = {},
) {
  return createPlatform({
    clock: createVirtualClock(),
    seed: "test",
    backend,
    ...options,
    connector: {
      name: "made-up",
      definition: definitionOf(paths, rest),
      properties: { properties: { connectionParameters: {}, ...properties } } as JsonObject,
    },
  });
}

const get = (id: string, more: Open = {}) => ({
  get: { operationId: id, parameters: [], responses: { default: { description: "" } }, ...more },
});

test("the waits of Logic Apps are drawn evenly from what the band leaves", () => {
  const draws = Array.from({ length: 100 }, (_, index) => logicApps.wait(4, (index + 0.5) / 100));
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(30_000);
  expect(Math.max(...draws)).toBeLessThan(45_000);
  expect(new Set(draws).size).toBe(100);
  expect(logicApps.wait(1, 0)).toBe(5_000);
});

test("a connection of another set of parameters is made by its name", async () => {
  const sets = {
    values: [
      { name: "cloud", parameters: { api_key: { type: "securestring" } } },
      { name: "server", parameters: { address: { type: "string" } } },
    ],
  };
  const connector = {
    definition: definitionOf({ "/x": get("X") }),
    properties: { properties: { connectionParameterSets: sets } } as unknown as JsonObject,
  };
  const backend = () => Response.json({});
  const bench = await testConnector(connector, {
    backend,
    parameterSet: "server",
    connection: { address: "a" },
  });
  expect(bench.connection.snapshot()).toMatchObject({ parameterSet: "server", values: { address: "a" } });
  expect(bench.connect({ api_key: "k" }, { parameterSet: "cloud" }).snapshot().parameterSet).toBe("cloud");
  await expect(testConnector(connector, { backend, parameterSet: "moon" })).rejects.toThrow(
    "It has: cloud, server.",
  );
});

const oauth = {
  connectionParameters: { token: { type: "oauthSetting", oAuthSettings: { identityProvider: "oauth2" } } },
};

test("tokens expire, are refreshed and rotated, and end when the refresh is refused", async () => {
  const sent: (string | null)[] = [];
  const refreshed: (string | undefined)[] = [];
  const platform = platformOf(
    { "/x": get("X") },
    (request) => {
      sent.push(request.headers.get("authorization"));
      return Response.json({});
    },
    oauth,
  );
  const connection = platform.createConnection({
    token: {
      accessToken: "access-1",
      expiresInSeconds: 3600,
      refreshToken: "refresh-1",
      refresh(token: string | undefined) {
        refreshed.push(token);
        if (refreshed.length === 2) throw new Error("invalid_grant");
        return { accessToken: "access-2", expiresInSeconds: 3600, refreshToken: "refresh-2" };
      },
    },
  });
  await platform.invoke("X");
  await platform.clock.advance(3_600_000);
  await Promise.all([platform.invoke("X"), platform.invoke("X")]);
  expect(sent).toEqual(["Bearer access-1", "Bearer access-2", "Bearer access-2"]);
  connection.expireToken();
  const answer = await platform.invoke("X");
  expect(answer).toMatchObject({ kind: "gateway-failed", status: 401 });
  expect(JSON.stringify(answer.body)).toContain("invalid_grant");
  expect(refreshed).toEqual(["refresh-1", "refresh-2"]);
  expect(connection.status).toBe("unauthenticated");
  expect(JSON.stringify(platform.snapshot())).not.toMatch(/access-\d|refresh-\d/);
});

test("a revoked sign-in is refused until the user signs in again, which renews subscriptions", async () => {
  const seen: string[] = [];
  const url = { type: "string", "x-ms-notification-url": true };
  const platform = platformOf(
    {
      "/hooks": {
        "x-ms-notification-content": { schema: { type: "object" } },
        post: {
          operationId: "Happens",
          "x-ms-trigger": "single",
          parameters: [{ name: "b", in: "body", schema: { type: "object", properties: { url } } }],
          responses: { default: { description: "" } },
        },
      },
      "/x": get("X"),
    },
    (request) => {
      seen.push(`${request.method} ${request.headers.get("authorization")}`);
      return new Response(null, {
        status: request.method === "POST" ? 201 : 200,
        headers: { location: "https://api.example/v1/hooks/1" },
      });
    },
    oauth,
  );
  const connection = platform.createConnection({ token: "first-token" });
  const flow = await platform.createFlow("Happens").turnOn();
  connection.revoke();
  expect((await platform.invoke("X")).status).toBe(401);
  await connection.signIn({ token: "second-token" });
  expect(connection.status).toBe("connected");
  expect(flow.health).toBe("subscribed");
  expect(seen).toEqual(["POST Bearer first-token", "DELETE Bearer second-token", "POST Bearer second-token"]);
});

test("the operation that tests a connection is called", async () => {
  const paths = { "/me": get("Me") };
  const rest = { "x-ms-capabilities": { testConnection: { operationId: "Me", parameters: {} } } };
  const platform = platformOf(paths, () => Response.json({ message: "who?" }, { status: 401 }), {}, rest);
  expect((await platform.testConnection()).status).toBe(401);
  await expect(platformOf(paths, () => Response.json({})).testConnection()).rejects.toThrow(
    "names no operation",
  );
});

function paged(updates: boolean, name = "next") {
  const seen: string[] = [];
  const policy = {
    templateId: "updatenextlink",
    title: "Next",
    parameters: { "x-ms-apimTemplateParameter.nextLinkPropertyName": name },
  };
  const platform = platformOf(
    { "/items": get("List", { "x-ms-pageable": { nextLinkName: "next" } }), "/one": get("One") },
    (request) => {
      const page = Number(new URL(request.url).searchParams.get("page") ?? 1);
      seen.push(`${page} ${request.headers.get("x-key")}`);
      return Response.json({
        value: [page * 10, page * 10 + 1],
        ...(page < 3 ? { next: `https://api.example/v1/items?page=${page + 1}` } : {}),
      });
    },
    {
      connectionParameters: { api_key: { type: "securestring" } },
      ...(updates ? { policyTemplateInstances: [policy] } : {}),
    },
    { securityDefinitions: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
  );
  platform.createConnection({ api_key: "secret-key" });
  return { platform, seen };
}

test("pages are followed until there are enough items, through the gateway where a policy leads the link there", async () => {
  const { platform, seen } = paged(true);
  const all = await platform.pages("List");
  expect(all).toMatchObject({ items: [10, 11, 20, 21, 30, 31], problems: [] });
  expect(seen).toEqual(["1 secret-key", "2 secret-key", "3 secret-key"]);
  const some = await platform.pages("List", {}, { minimumItems: 3 });
  expect(some.items).toEqual([10, 11, 20, 21]);
  expect(some.nextLink).toContain("page=3");
  await expect(platform.pages("One")).rejects.toThrow("One has no x-ms-pageable");
});

test("pages end at what the profile allows", async () => {
  const thousand = Array.from({ length: 1_000 }, (_, id) => id);
  for (const [retryProfile, items] of [
    ["power-automate-low", 5_000],
    ["logic-apps", 7_000],
  ] as const) {
    const platform = platformOf(
      { "/items": get("List", { "x-ms-pageable": { nextLinkName: "next" } }) },
      (request) => {
        const page = Number(new URL(request.url).searchParams.get("page") ?? 1);
        return Response.json({
          value: thousand,
          ...(page < 7 ? { next: `https://api.example/v1/items?page=${page + 1}` } : {}),
        });
      },
      {},
      {},
      { retryProfile },
    );
    const list = await platform.pages("List");
    expect(list.items).toHaveLength(items);
    expect(list.nextLink === undefined).toBe(items === 7_000);
  }
});

test("a next link to the service itself bypasses connector and key, and that is reported", async () => {
  const { platform, seen } = paged(false);
  const list = await platform.pages("List");
  expect(list.items).toHaveLength(6);
  expect(seen).toEqual(["1 secret-key", "2 null", "3 null"]);
  expect(list.problems[0]).toContain("leads to api.example past the connector");
  expect(list.problems[0]).toContain('The policy "updatenextlink" leads it through.');
  const misnamed = await paged(true, "['next']").platform.pages("List");
  expect(misnamed.problems[0]).toContain(
    `changed nothing: it looks for a link to api.example in a member "['next']", written as the service writes it.`,
  );
});

test("a dynamic schema below the root of a response is found, and the response is checked against it", async () => {
  const dynamic = { operationId: "Fields", "value-path": "schema", parameters: {} };
  const rows = { type: "object", "x-ms-dynamic-schema": dynamic };
  const platform = platformOf(
    {
      "/rows": get("Rows", {
        responses: {
          200: {
            description: "",
            schema: { type: "object", properties: { value: { type: "array", items: rows } } },
          },
        },
      }),
      "/add": {
        post: {
          operationId: "Add",
          parameters: [
            { name: "row", in: "body", schema: { type: "object", "x-ms-dynamic-schema": dynamic } },
          ],
          responses: { 200: { description: "", "x-ms-dynamic-schema": dynamic } },
        },
      },
      "/fields": get("Fields"),
    },
    (request) =>
      request.url.endsWith("/fields")
        ? Response.json({ schema: { type: "object", properties: { id: { type: "integer" } } } })
        : Response.json({ value: [{ id: 1 }, { id: "two" }] }),
  );
  expect((await platform.invoke("Rows")).violations).toEqual([]);
  expect(await platform.dynamic.schema("Rows")).toMatchObject({
    at: "/value/*",
    schema: { properties: { id: { type: "integer" } } },
  });
  expect((await platform.invoke("Rows")).violations).toMatchObject([
    { pointer: "/value/1/id", message: "must be integer (dynamic schema)" },
  ]);
  // The body as a whole, whatever it is called, and outputs with nothing static.
  for (const key of ["body", "row"]) expect((await platform.dynamic.schema("Add", key)).schema).toBeDefined();
  expect((await platform.dynamic.schema("Add")).schema).toBeDefined();
});

function mcp(stream: boolean) {
  const seen: string[] = [];
  const platform = platformOf(
    {
      "/mcp": {
        post: {
          operationId: "InvokeMCP",
          "x-ms-agentic-protocol": "mcp-streamable-1.0",
          parameters: [],
          responses: { 200: { description: "" } },
        },
      },
      "/x": get("X"),
    },
    async (request) => {
      const message = (await request.json()) as { id?: number; method: string; params?: { name?: string } };
      seen.push(`${message.method} ${request.headers.get("mcp-session-id")}`);
      if (message.id === undefined) return new Response(null, { status: 202 });
      const bad = { type: "object", properties: { a: { type: ["string", "null"] }, b: { $ref: "#/x" } } };
      const results: Record<string, unknown> = {
        initialize: { protocolVersion: "2025-03-26", serverInfo: { name: "demo" }, capabilities: {} },
        "tools/list": {
          tools: [
            { name: "good", description: "Does good.", inputSchema: { type: "object" } },
            { name: "bad", description: "Does bad.", inputSchema: bad },
          ],
        },
        "tools/call": { content: [{ type: "text", text: `called ${message.params?.name}` }] },
      };
      const reply = JSON.stringify({ jsonrpc: "2.0", id: message.id, result: results[message.method] });
      const headers = {
        "mcp-session-id": "s-1",
        "content-type": stream ? "text/event-stream" : "application/json",
      };
      return new Response(stream ? `event: message\ndata: ${reply}\n\n` : reply, { headers });
    },
  );
  return { platform, seen };
}

test.each([false, true])("an MCP operation is played as an agent does (as a stream: %s)", async (stream) => {
  const { platform, seen } = mcp(stream);
  const agent = await platform.agent("InvokeMCP");
  expect(agent.server).toMatchObject({ serverInfo: { name: "demo" } });
  const [good, bad] = await agent.tools();
  expect(good).toMatchObject({ name: "good", problems: [] });
  expect(bad?.problems).toEqual([
    expect.stringContaining("inputSchema/a has several types"),
    expect.stringContaining("inputSchema/b is a reference"),
  ]);
  expect(await agent.call("good", {})).toEqual({ content: [{ type: "text", text: "called good" }] });
  expect(seen).toEqual([
    "initialize null",
    "notifications/initialized s-1",
    "tools/list s-1",
    "tools/call s-1",
  ]);
  await expect(platform.agent("X")).rejects.toThrow("X is not an MCP operation");
});

test("an agent is shown why a server refuses", async () => {
  const { platform } = {
    platform: platformOf(
      {
        "/mcp": {
          post: {
            operationId: "M",
            "x-ms-agentic-protocol": "mcp-streamable-1.0",
            parameters: [],
            responses: { default: { description: "" } },
          },
        },
      },
      () => Response.json({ jsonrpc: "2.0", id: 1, error: { code: -32601, message: "no such method" } }),
    ),
  };
  await expect(platform.agent("M")).rejects.toThrow("initialize failed: no such method (-32601).");
});

test("a callback answers the handshakes by which services validate it, and starts no run", async () => {
  const url = { type: "string", "x-ms-notification-url": true };
  const platform = platformOf(
    {
      "/hooks": {
        "x-ms-notification-content": { schema: { type: "object" } },
        post: {
          operationId: "Happens",
          "x-ms-trigger": "single",
          parameters: [{ name: "b", in: "body", schema: { type: "object", properties: { url } } }],
          responses: { default: { description: "" } },
        },
      },
    },
    () => new Response(null, { status: 201, headers: { location: "https://api.example/v1/hooks/1" } }),
  );
  const flow = await platform.createFlow("Happens").turnOn();
  const callback = flow.callbackUrl ?? "";
  const echo = await platform.notify(new Request(`${callback}&validationToken=a%20b`, { method: "POST" }));
  expect([echo.status, await echo.text()]).toEqual([200, "a b"]);
  const options = await platform.notify(
    new Request(callback, { method: "OPTIONS", headers: { "webhook-request-origin": "events.example" } }),
  );
  expect(options.headers.get("webhook-allowed-origin")).toBe("events.example");
  const grid = await platform.notify(
    new Request(callback, {
      method: "POST",
      headers: { "aeg-event-type": "SubscriptionValidation", "content-type": "application/json" },
      body: JSON.stringify([{ data: { validationCode: "v-1" } }]),
    }),
  );
  expect(await grid.json()).toEqual({ validationResponse: "v-1" });
  expect(flow.runs()).toEqual([]);
});
