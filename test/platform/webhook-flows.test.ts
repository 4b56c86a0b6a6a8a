import { expect, test } from "vitest";
import type { JsonValue } from "../../src/json/values.ts";
import type { PlatformOptions } from "../../src/platform/api.ts";
import { createPlatform, createVirtualClock } from "../../src/platform/index.ts";
import { definitionOf, recorder } from "./support/make.ts";

const trigger = {
  "/hooks/{page}": {
    "x-ms-notification-content": {
      schema: {
        type: "object",
        properties: { n: { type: "integer" }, people: { type: "array", items: { type: "object" } } },
      },
    },
    post: {
      operationId: "Happens",
      summary: "When it happens",
      "x-ms-trigger": "single",
      parameters: [
        { name: "page", in: "path", type: "string", required: true },
        {
          name: "body",
          in: "body",
          required: true,
          schema: {
            type: "object",
            required: ["url"],
            properties: {
              url: { type: "string", "x-ms-notification-url": true, "x-ms-visibility": "internal" },
            },
          },
        },
      ],
      responses: { 201: { description: "Done.", headers: { Location: { type: "string" } } } },
    },
  },
  "/hooks/{page}/{id}": {
    delete: { operationId: "End", parameters: [], responses: { 200: { description: "Gone." } } },
  },
};

/** A platform whose service gives these answers one after the other, the last one for ever. */
function platformWith(
  answers: (() => Response | Promise<Response>)[],
  options: Partial<PlatformOptions> = {},
) {
  const waiting = [...answers];
  const service = recorder(() => (waiting.length > 1 ? waiting.shift() : waiting[0])?.() ?? created());
  const platform = createPlatform({
    backend: service.backend,
    clock: createVirtualClock(),
    seed: "test",
    connector: { definition: definitionOf(trigger), properties: {} as JsonValue },
    ...options,
  });
  return { platform, seen: service.seen };
}

let count = 0;
const created = (location = `https://api.example/v1/hooks/p/${++count}`) =>
  new Response(null, { status: 201, headers: { location } });
const status =
  (code: number, headers = {}) =>
  () =>
    Response.json({ message: `says ${code}` }, { status: code, headers });

test("turning on subscribes with a signed callback address, turning off deletes at the Location", async () => {
  const { platform, seen } = platformWith([() => created("https://api.example/v1/hooks/p/77")]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  expect(flow).toMatchObject({ state: "on", health: "subscribed" });
  expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ url: flow.callbackUrl });
  await flow.turnOff();
  expect(seen[1]).toMatchObject({ method: "DELETE", url: "https://api.example/v1/hooks/p/77", body: "" });
  expect(flow).toMatchObject({ state: "off", health: "off" });
});

test.each([
  [
    "power-automate",
    /^https:\/\/default[0-9a-f]{30}\.[0-9a-f]{2}\.environment\.api\.powerplatform\.com:443\/powerautomate\/automations\/direct\/workflows\/[0-9a-f]{32}\/triggers\/When_it_happens\/paths\/invoke\?api-version=1&sp=%2Ftriggers%2FWhen_it_happens%2Fpaths%2Finvoke&sv=1\.0&sig=[\w-]{43}$/,
  ],
  [
    "logic-apps",
    /^https:\/\/prod-27\.westeurope\.logic\.azure\.com:443\/workflows\/[0-9a-f]{32}\/triggers\/When_it_happens\/run\?api-version=2016-10-01&sp=%2Ftriggers%2FWhen_it_happens%2Frun&sv=1\.0&sig=[\w-]{43}$/,
  ],
] as const)("callback addresses of %s have the documented shape", async (product, shape) => {
  const { platform } = platformWith([created], { product });
  expect(platform.createFlow("Happens", { page: "p" }).callbackUrl).toMatch(shape);
});

test.each([
  ["logic-apps", 4, [5, 7.5, 15, 30], [7.5, 15, 30, 45]],
  ["power-automate-low", 2, [300, 600], [300, 600]],
  ["power-automate-medium-high", 8, [7, 14, 28, 56, 112, 224, 448, 896], [7, 14, 28, 56, 112, 224, 448, 896]],
  ["none", 0, [], []],
] as const)(
  "the retry profile %s tries %i times more, at its own times",
  async (retryProfile, retries, least, most) => {
    const { platform, seen } = platformWith([status(503)], { retryProfile });
    const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
    await platform.clock.advance(3_600_000);
    expect(seen).toHaveLength(1 + retries);
    expect(flow.health).toBe("gave-up");
    const waits = platform
      .events()
      .flatMap((event) => (event.type === "registration-retry" ? [event.platformWaitsSeconds] : []));
    expect(waits).toHaveLength(retries);
    waits.forEach((wait, index) => {
      expect(wait).toBeGreaterThanOrEqual(least[index] ?? 0);
      expect(wait).toBeLessThanOrEqual(most[index] ?? 0);
    });
  },
);

test("a registration that fails at first and then works is healthy", async () => {
  const { platform } = platformWith([status(502), created]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  expect(flow).toMatchObject({ health: "retrying", reason: { status: 502, platformWaitsSeconds: 300 } });
  await platform.clock.advance(300_000);
  expect(flow).toMatchObject({ health: "subscribed", reason: undefined });
});

test("the platform waits its own interval, whatever Retry-After asks, and reports both", async () => {
  const { platform } = platformWith([status(429, { "retry-after": "37" })]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  expect(flow.reason).toMatchObject({
    kind: "service-rejected",
    serverAskedSeconds: 37,
    platformWaitsSeconds: 300,
    nextAttemptAt: "2026-01-01T09:05:00.000Z",
  });
});

test.each([400, 401, 403, 404])("a %i is not tried again", async (code) => {
  const { platform, seen } = platformWith([status(code)]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  await platform.clock.advance(3_600_000);
  expect(flow).toMatchObject({
    state: "on",
    health: "gave-up",
    reason: { status: code, message: `says ${code}` },
  });
  expect(seen).toHaveLength(1);
});

test("editing subscribes again after the platform gave up", async () => {
  const { platform, seen } = platformWith([status(403), created]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  await flow.edit({ page: "q" });
  expect(flow.health).toBe("subscribed");
  expect(seen.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    "POST /v1/hooks/p",
    "POST /v1/hooks/q",
  ]);
});

test("editing a healthy flow unsubscribes before it subscribes", async () => {
  const { platform, seen } = platformWith([
    () => created("https://api.example/v1/hooks/p/1"),
    () => Response.json("gone"),
    created,
  ]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  await flow.edit({ page: "q" });
  expect(seen.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    "POST /v1/hooks/p",
    "DELETE /v1/hooks/p/1",
    "POST /v1/hooks/q",
  ]);
});

test("an edit that could not be saved changes nothing", async () => {
  const { platform, seen } = platformWith([created]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  await expect(flow.edit({ page: "" })).rejects.toMatchObject({ code: "argument-missing" });
  expect(flow).toMatchObject({ state: "on", health: "subscribed" });
  expect(seen).toHaveLength(1);
});

test("a trigger that fails for 14 days turns its flow off", async () => {
  const { platform } = platformWith([status(403)]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  await platform.clock.advance(13.9 * 24 * 3_600_000);
  expect(flow.state).toBe("on");
  await platform.clock.advance(0.2 * 24 * 3_600_000);
  expect(flow.state).toBe("suspended");
});

test("a response without Location will leave an orphan, and that is reported prominently", async () => {
  const { platform, seen } = platformWith([() => new Response(null, { status: 201 })]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  expect(flow.health).toBe("no-location");
  expect(platform.orphans()).toMatchObject([{ operation: "Happens", flow: flow.id }]);
  expect(platform.orphans()[0]?.message).toContain("Happens answered 201 without a Location header");
  expect(platform.events().map(({ type }) => type)).toContain("subscription-orphaned");
  await flow.turnOff();
  expect(seen).toHaveLength(1);
});

test("five times off and on without Location leaves five subscriptions behind", async () => {
  const { platform } = platformWith([() => new Response(null, { status: 201 })]);
  const flow = platform.createFlow("Happens", { page: "p" });
  for (let round = 0; round < 5; round++) {
    await flow.turnOn();
    await flow.turnOff();
  }
  expect(platform.orphans()).toHaveLength(5);
});

test.each([
  ["http://169.254.169.254/latest/meta-data", "metadata address"],
  ["https://10.0.0.8/hooks/1", "private network"],
  ["ftp://api.example/hooks/1", "scheme"],
  ["https://user:pass@api.example/hooks/1", "user name or password"],
])("a Location of %s is not called", async (location, why) => {
  const { platform, seen } = platformWith([() => created(location)]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  await flow.turnOff();
  expect(seen).toHaveLength(1);
  expect(platform.orphans()[0]?.message).toContain(why);
});

test("a Location at another host is called without the connection's credentials", async () => {
  const waiting = [() => created("https://other.example/hooks/1"), () => new Response(null, { status: 204 })];
  const service = recorder(() => waiting.shift()?.() ?? created());
  const platform = createPlatform({
    backend: service.backend,
    clock: createVirtualClock(),
    connector: {
      definition: definitionOf(trigger, {
        securityDefinitions: { k: { type: "apiKey", in: "header", name: "X-Key" } },
      }),
      properties: { properties: { connectionParameters: { api_key: { type: "securestring" } } } },
    },
  });
  platform.createConnection({ api_key: "key-of-mine" });
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  await flow.turnOff();
  expect(service.seen.map(({ headers }) => headers["x-key"])).toEqual(["key-of-mine", undefined]);
});

test.each([204, 404, 410])("a DELETE answered %i has ended the subscription", async (code) => {
  const { platform } = platformWith([created, () => new Response(null, { status: code })]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  await flow.turnOff();
  expect(platform.events().at(-2)).toMatchObject({ type: "unsubscribed", status: code });
  expect(platform.orphans()).toEqual([]);
});

test("a DELETE that fails is tried again, and what then remains is an orphan", async () => {
  const { platform, seen } = platformWith([created, status(500)]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  await flow.turnOff();
  expect(platform.orphans()).toEqual([]);
  await platform.clock.advance(3_600_000);
  expect(seen.filter(({ method }) => method === "DELETE")).toHaveLength(3);
  expect(platform.orphans()[0]?.message).toContain("could not be ended (status 500: says 500)");
});

test("the DELETE can come without credentials, as reported of the real platform", async () => {
  const { platform, seen } = platformWith([created], {
    unsubscribeWithoutCredentials: true,
    connector: {
      definition: definitionOf(trigger, {
        securityDefinitions: { k: { type: "apiKey", in: "header", name: "X-Key" } },
      }),
      properties: { properties: { connectionParameters: { api_key: { type: "securestring" } } } },
    },
  });
  platform.createConnection({ api_key: "key-of-mine" });
  await (await platform.createFlow("Happens", { page: "p" }).turnOn()).turnOff();
  expect(seen.map(({ headers }) => headers["x-key"])).toEqual(["key-of-mine", undefined]);
});

test("turning off while the service still answers leaves no subscription behind", async () => {
  const { platform, seen } = platformWith([
    async () => {
      await platform.clock.sleep(5_000);
      return created("https://api.example/v1/hooks/p/9");
    },
    () => new Response(null, { status: 204 }),
  ]);
  const flow = platform.createFlow("Happens", { page: "p" });
  const on = flow.turnOn();
  const off = flow.turnOff();
  await platform.clock.advance(5_000);
  await Promise.all([on, off]);
  expect(flow.state).toBe("off");
  expect(seen.map(({ method }) => method)).toEqual(["POST", "DELETE"]);
});

test("turning off ends the retries", async () => {
  const { platform, seen } = platformWith([status(503)]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  await flow.turnOff();
  await platform.clock.advance(3_600_000);
  expect(seen).toHaveLength(1);
  expect(flow.health).toBe("off");
});

test("settled waits for the end of the retries", async () => {
  const { platform } = platformWith([status(503)]);
  const flow = await platform.createFlow("Happens", { page: "p" }).turnOn();
  let settled = false;
  const waiting = flow.settled().then(() => {
    settled = true;
  });
  await platform.clock.advance(300_000);
  expect(settled).toBe(false);
  await platform.clock.advance(600_000);
  await waiting;
  expect(flow.health).toBe("gave-up");
});

test("a flow with missing inputs cannot be made", () => {
  const { platform } = platformWith([created]);
  expect(() => platform.createFlow("Happens", {})).toThrow("'page' (page) is required.");
  expect(() => platform.createFlow("End", {})).toThrow("is not a trigger");
});
