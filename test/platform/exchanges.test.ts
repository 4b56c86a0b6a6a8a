import { expect, test } from "vitest";
import type { JsonObject } from "../../src/json/values.ts";
import { createPlatform, createVirtualClock } from "../../src/platform/index.ts";
import { definitionOf, platformFor, policy } from "./support/make.ts";

test("no secret of connection, callback or answer is in anything that is handed out", async () => {
  const platform = createPlatform({
    async backend(request) {
      const { url } = (await request.json()) as { url: string };
      return Response.json(
        {
          echo: url,
          encoded: encodeURIComponent(url),
          twice: encodeURIComponent(encodeURIComponent(url)),
          access_token: "token-of-the-service",
        },
        {
          status: 201,
          headers: {
            location: `https://api.example/v1/hooks/1?back=${encodeURIComponent(url)}`,
            "set-cookie": "session=abcdef",
          },
        },
      );
    },
    clock: createVirtualClock(),
    connector: {
      definition: definitionOf(
        {
          "/hooks": {
            "x-ms-notification-content": { schema: { type: "object" } },
            post: {
              operationId: "Happens",
              "x-ms-trigger": "single",
              parameters: [
                {
                  name: "body",
                  in: "body",
                  required: true,
                  schema: {
                    type: "object",
                    properties: { url: { type: "string", "x-ms-notification-url": true } },
                  },
                },
              ],
              responses: { default: { description: "Anything." } },
            },
          },
        },
        { securityDefinitions: { k: { type: "apiKey", in: "query", name: "subscription" } } },
      ),
      properties: { properties: { connectionParameters: { api_key: { type: "securestring" } } } },
    },
  });
  platform.createConnection({ api_key: "very secret/key" });
  const flow = await platform.createFlow("Happens").turnOn();
  const sig = new URL(flow.callbackUrl ?? "").searchParams.get("sig") ?? "";
  await platform.notify(
    new Request(flow.callbackUrl ?? "", {
      method: "POST",
      body: JSON.stringify({ back: flow.callbackUrl }),
      headers: { "content-type": "application/json" },
    }),
  );
  const shown = JSON.stringify([platform.snapshot(), platform.har(), flow.explain(), flow.snapshot()]);
  for (const secret of [
    sig,
    "very secret/key",
    encodeURIComponent("very secret/key"),
    "token-of-the-service",
    "session=abcdef",
  ])
    expect(shown).not.toContain(secret);
  expect(shown).toContain("sig=***");
});

const echoing = (properties = {}, consumes: string[] = ["application/json"]) => ({
  consumes,
  parameters: [
    { name: "once", in: "query", type: "string" },
    ...(consumes[0] === "application/json"
      ? [{ name: "body", in: "body", schema: { type: "object", properties } }]
      : [{ name: "field", in: "formData", type: "string" }]),
  ],
});

test.each([
  ["with quotes and backslashes", 'pa"ss\\word-77'],
  ["with blanks and signs of a URL", "open sesame&k=+77"],
  ["beyond ASCII", "geheimé-xyz9"],
  ["of five characters", "abc12"],
])("a secret %s is hidden in every form in which it is written", async (_, secret) => {
  const properties = { connectionParameters: { key: { type: "securestring" } } };
  for (const consumes of ["application/json", "application/x-www-form-urlencoded"]) {
    const json = consumes === "application/json";
    const { platform } = platformFor(echoing({ a: { type: "string" } }, [consumes]), {
      properties,
      answer: () =>
        Response.json({
          echo: secret,
          inner: JSON.stringify({ secret }),
          twice: encodeURIComponent(encodeURIComponent(secret)),
          basic: `Basic ${Buffer.from(`user:${secret}`).toString("base64")}`,
        }),
    });
    platform.createConnection({ key: secret });
    await platform.invoke("Do", { once: secret, ...(json ? { "body/a": secret } : { field: secret }) });
    const shown = [platform.har(), platform.exchanges(), platform.events()].map((one) => JSON.stringify(one));
    const inJson = JSON.stringify(secret).slice(1, -1);
    for (const form of [
      secret,
      encodeURIComponent(secret),
      encodeURIComponent(encodeURIComponent(secret)),
      new URLSearchParams({ a: secret }).toString().slice(2),
      JSON.stringify(inJson).slice(1, -1),
      Buffer.from(`user:${secret}`).toString("base64"),
    ])
      for (const text of shown) expect(text).not.toContain(form);
  }
});

test("words that only look like credentials stay", async () => {
  const { platform } = platformFor(
    {},
    { answer: () => Response.json({ plan: "Basic plan", by: "Bearer of news" }) },
  );
  await platform.invoke("Do");
  expect(platform.exchanges()[0]?.response?.body).toBe('{"plan":"Basic plan","by":"Bearer of news"}');
});

test("a secret on the edge of what is kept of a long body is not shown in part", async () => {
  const secret = "the-secret-on-the-edge";
  const { platform } = platformFor(
    {},
    {
      properties: { connectionParameters: { key: { type: "securestring" } } },
      answer: () =>
        new Response(`${"x".repeat(64 * 1024 - 10)}${secret}`, { headers: { "content-type": "text/plain" } }),
    },
  );
  platform.createConnection({ key: secret });
  await platform.invoke("Do");
  expect(platform.exchanges()[0]?.response?.body).not.toContain("the-secret");
});

test("everything is exported as HAR 1.2", async () => {
  const { platform } = platformFor(
    {
      parameters: [
        { name: "q", in: "query", type: "string" },
        { name: "body", in: "body", schema: { type: "object" } },
      ],
    },
    { answer: () => Response.json({ a: 1 }) },
  );
  await platform.invoke("Do", { q: "x y", body: { b: 2 } });
  const { log } = platform.har() as { log: JsonObject & { entries: JsonObject[] } };
  expect(log["version"]).toBe("1.2");
  expect(log.entries).toMatchObject([
    {
      startedDateTime: "2026-01-01T09:00:00.000Z",
      time: 0,
      request: {
        method: "POST",
        url: "https://api.example/v1/do?q=x%20y",
        queryString: [{ name: "q", value: "x y" }],
        postData: { mimeType: "application/json", text: '{"b":2}' },
        bodySize: 7,
      },
      response: { status: 200, content: { mimeType: "application/json", text: '{"a":1}', size: 7 } },
    },
  ]);
});

test("only the newest exchanges and events are kept", async () => {
  const { platform } = platformFor({}, { keep: 10 });
  for (let call = 0; call < 50; call++) await platform.invoke("Do");
  expect(platform.exchanges().map(({ number }) => number)).toEqual([41, 42, 43, 44, 45, 46, 47, 48, 49, 50]);
  expect(platform.events()).toHaveLength(10);
});

test("long and binary bodies are kept short", async () => {
  const { platform } = platformFor(
    {},
    { answer: () => new Response("x".repeat(200_000), { headers: { "content-type": "text/plain" } }) },
  );
  await platform.invoke("Do");
  const body = platform.exchanges()[0]?.response?.body ?? "";
  expect(body.length).toBeLessThan(70_000);
  expect(body).toMatch(/… \(200000 bytes\)$/);
});

test("a snapshot is plain JSON", async () => {
  const { platform } = platformFor({});
  await platform.invoke("Do");
  const snapshot = platform.snapshot();
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
});

test("a listener that throws does not disturb the others", async () => {
  const { platform } = platformFor({});
  const types: string[] = [];
  platform.on(() => {
    throw new Error("mine");
  });
  const stop = platform.on(({ type }) => types.push(type));
  await platform.invoke("Do");
  stop();
  await platform.invoke("Do");
  expect(types).toEqual(["connection-created", "call-started", "call-answered"]);
});

test("a message that quotes a secret value does not show it", async () => {
  const { platform } = platformFor(
    {},
    {
      properties: {
        connectionParameters: { site: { type: "securestring" } },
        policyTemplateInstances: [policy("dynamichosturl", { urlTemplate: "@connectionParameters('site')" })],
      },
    },
  );
  platform.createConnection({ site: "not an address but secret" });
  expect((await platform.invoke("Do")).kind).toBe("gateway-failed");
  const shown = JSON.stringify(platform.snapshot());
  expect(shown).toContain("policy-failed");
  expect(shown).not.toContain("not an address but secret");
});
