import { expect, test } from "vitest";
import type { Flow, Platform } from "../../src/platform/api.ts";
import { createPlatform, createVirtualClock } from "../../src/platform/index.ts";
import { definitionOf } from "./support/make.ts";

function platformWith(
  trigger = "single",
  schema: object = { type: "object", properties: { n: { type: "integer" } } },
) {
  return createPlatform({
    backend: () =>
      new Response(null, { status: 201, headers: { location: "https://api.example/v1/hooks/1" } }),
    clock: createVirtualClock(),
    seed: "test",
    connector: {
      definition: definitionOf({
        "/hooks": {
          "x-ms-notification-content": { schema },
          post: {
            operationId: "Happens",
            summary: "When it happens",
            "x-ms-trigger": trigger,
            parameters: [{ name: "url", in: "query", type: "string", "x-ms-notification-url": true }],
            responses: { 201: { description: "Done.", headers: { Location: { type: "string" } } } },
          },
        },
      }),
    },
  });
}

async function on(platform: Platform): Promise<Flow> {
  return await platform.createFlow("Happens").turnOn();
}

const post = (url: string | undefined, body: BodyInit, type = "application/json") =>
  new Request(url ?? "", { method: "POST", headers: { "content-type": type }, body });

async function refusal(response: Response) {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return [response.status, error.code];
}

test("a notification with the right signature starts a run and is accepted with 202", async () => {
  const platform = platformWith();
  const flow = await on(platform);
  const response = await platform.notify(post(flow.callbackUrl, '{"n": 7}'));
  expect(response.status).toBe(202);
  expect(response.headers.get("x-ms-workflow-run-id")).toBe(flow.runs()[0]?.id);
  expect(flow.runs()[0]).toMatchObject({ status: "succeeded", body: { n: 7 } });
});

test.each([
  [
    "without a signature",
    (url: URL) => url.searchParams.delete("sig"),
    [401, "DirectApiAuthorizationRequired"],
  ],
  [
    "with a wrong signature",
    (url: URL) => url.searchParams.set("sig", "A".repeat(43)),
    [401, "DirectApiAuthorizationRequired"],
  ],
  [
    "with a shorter signature",
    (url: URL) => url.searchParams.set("sig", "A"),
    [401, "DirectApiAuthorizationRequired"],
  ],
  [
    "with other permissions",
    (url: URL) => url.searchParams.set("sp", "/triggers/*/run"),
    [401, "DirectApiAuthorizationRequired"],
  ],
  [
    "for another trigger",
    (url: URL) => {
      url.pathname = url.pathname.replace("When_it_happens", "Another");
    },
    [401, "DirectApiAuthorizationRequired"],
  ],
  [
    "for another flow",
    (url: URL) => {
      url.pathname = url.pathname.replace(/[0-9a-f]{32}/, "0".repeat(32));
    },
    [401, "DirectApiAuthorizationRequired"],
  ],
  [
    "for another address",
    (url: URL) => {
      url.pathname = "/somewhere";
    },
    [404, "WorkflowNotFound"],
  ],
  [
    "with broken percent-encoding",
    (url: URL) => {
      url.pathname = url.pathname.replace("When_it_happens", "%E0%A4%A");
    },
    [404, "WorkflowNotFound"],
  ],
])("a notification %s is refused", async (_name, change, expected) => {
  const platform = platformWith();
  const flow = await on(platform);
  const url = new URL(flow.callbackUrl ?? "");
  change(url);
  expect(await refusal(await platform.notify(post(url.href, "{}")))).toEqual(expected);
  expect(flow.runs()).toEqual([]);
});

test("a signature of another platform is worth nothing", async () => {
  const [here, there] = [
    platformWith(),
    createPlatform({ connector: { definition: definitionOf({}) }, backend: () => new Response() }),
  ];
  const flow = await on(here);
  expect((await there.notify(post(flow.callbackUrl, "{}"))).status).toBe(401);
});

test("what happens while a webhook flow is off is lost", async () => {
  const platform = platformWith();
  const flow = await on(platform);
  await flow.turnOff();
  expect(await refusal(await platform.notify(post(flow.callbackUrl, "{}")))).toEqual([
    404,
    "WorkflowTriggerIsNotEnabled",
  ]);
  await flow.turnOn();
  expect(flow.runs()).toEqual([]);
});

test("a payload that breaks the definition runs all the same and is recorded", async () => {
  const platform = platformWith();
  const flow = await on(platform);
  await platform.notify(post(flow.callbackUrl, '{"n": "seven"}'));
  expect(flow.runs()).toHaveLength(1);
  expect(platform.violations()).toEqual([
    { operation: "Happens", status: "notification", pointer: "/n", message: "must be integer" },
  ]);
});

test("a batch trigger runs once an item", async () => {
  const platform = platformWith("batch", { type: "array", items: { type: "object" } });
  const flow = await on(platform);
  await platform.notify(post(flow.callbackUrl, '[{"n":1},{"n":2},{"n":3}]'));
  expect(flow.runs().map(({ body }) => body)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test.each([
  ["broken JSON", "{", "application/json", 400],
  ["an empty body", "", "application/json", 202],
  ["plain text", "hello", "text/plain", 202],
  ["bytes", new Uint8Array([0, 255]), "application/octet-stream", 202],
  ["JSON in a vendor type", '{"n": 1}', "application/vnd.example+json", 202],
])("a notification of %s", async (_name, body, type, status) => {
  const platform = platformWith();
  const flow = await on(platform);
  expect((await platform.notify(post(flow.callbackUrl, body, type))).status).toBe(status);
});

test("GET is not how notifications are sent", async () => {
  const platform = platformWith();
  const flow = await on(platform);
  expect(await refusal(await platform.notify(new Request(flow.callbackUrl ?? "")))).toEqual([
    405,
    "MethodNotAllowed",
  ]);
});

test("a notification of more than 50 MB is refused without being read", async () => {
  const platform = platformWith();
  const flow = await on(platform);
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent++;
      controller.enqueue(new Uint8Array(1024 * 1024));
      if (sent > 200) controller.close();
    },
  });
  const request = new Request(flow.callbackUrl ?? "", {
    method: "POST",
    body,
    duplex: "half",
  } as RequestInit);
  expect(await refusal(await platform.notify(request))).toEqual([413, "RequestEntityTooLarge"]);
  expect(sent).toBeLessThan(60);
});

test("a body that breaks off is refused, not thrown", async () => {
  const platform = platformWith();
  const flow = await on(platform);
  const body = new ReadableStream({
    pull(controller) {
      controller.error(new Error("connection reset"));
    },
  });
  const request = new Request(flow.callbackUrl ?? "", {
    method: "POST",
    body,
    duplex: "half",
  } as RequestInit);
  expect((await platform.notify(request)).status).toBe(400);
});

test.each([
  "https://callbacks.example",
  "http://10.0.0.1:80",
  "http://169.254.169.254",
  "ftp://127.0.0.1",
  "nonsense",
])("callback addresses cannot be based at %s", (base) => {
  expect(() =>
    createPlatform({
      connector: { definition: definitionOf({}) },
      backend: () => new Response(),
      callback: { base },
    }),
  ).toThrow("not on this machine");
});
