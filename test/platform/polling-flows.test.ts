import { expect, test } from "vitest";
import type { JsonValue } from "../../src/json/values.ts";
import type { PlatformOptions, Product } from "../../src/platform/api.ts";
import { createPlatform, createVirtualClock } from "../../src/platform/index.ts";
import { definitionOf, policy, recorder } from "./support/make.ts";

const list = { type: "array", items: { type: "object", properties: { id: { type: "integer" } } } };

function platformWith(
  answers: (() => Response)[],
  {
    trigger = "batch",
    schema = list as object,
    policies = [] as JsonValue[],
    ...options
  }: Partial<PlatformOptions> & { trigger?: string; schema?: object; policies?: JsonValue[] } = {},
) {
  const waiting = [...answers];
  const service = recorder(() => (waiting.length > 1 ? waiting.shift() : waiting[0])?.() ?? nothing());
  const platform = createPlatform({
    backend: service.backend,
    clock: createVirtualClock(),
    seed: "test",
    ...options,
    connector: {
      definition: definitionOf({
        "/items": {
          get: {
            operationId: "Do",
            "x-ms-trigger": trigger,
            parameters: [{ name: "since", in: "query", type: "string" }],
            responses: { 200: { description: "New.", schema }, 202: { description: "Nothing new." } },
          },
        },
      }),
      properties: { properties: { policyTemplateInstances: policies } },
    },
  });
  return {
    platform,
    seen: service.seen,
    times: () => platform.events().flatMap((event) => (event.type === "polled" ? [event.nextInSeconds] : [])),
  };
}

const nothing = (headers = {}) => new Response(null, { status: 202, headers });
const items = (ids: number[], headers = {}) =>
  Response.json(
    ids.map((id) => ({ id })),
    { headers },
  );

test("200 starts a run for each item of a batch, 202 starts none", async () => {
  const { platform } = platformWith([() => nothing(), () => items([1, 2])]);
  const flow = await platform.createFlow("Do").turnOn();
  expect(flow).toMatchObject({ kind: "polling", health: "waiting" });
  expect(flow.runs()).toEqual([]);
  await platform.clock.advance(180_000);
  expect(flow.runs().map(({ body }) => body)).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a single trigger runs once with the whole answer", async () => {
  const { platform } = platformWith([() => items([1, 2]), () => nothing()], { trigger: "single" });
  const flow = await platform.createFlow("Do").turnOn();
  expect(flow.runs().map(({ body }) => body)).toEqual([[{ id: 1 }, { id: 2 }]]);
});

test.each([
  ["an object whose only member is a list", { value: list }, 2],
  [
    "an object with a list that is all a maker sees",
    { value: list, count: { type: "integer", "x-ms-visibility": "internal" } },
    2,
  ],
  ["an object with more members", { value: list, count: { type: "integer" } }, 2],
  ["an object with another member in front", { count: { type: "integer" }, value: list }, 1],
  [
    "an object with more members, in Logic Apps",
    { value: list, count: { type: "integer" } },
    1,
    "logic-apps",
  ],
] as const)("a batch of %s", async (_name, properties, runs, product: Product = "power-automate") => {
  const { platform } = platformWith(
    [() => Response.json({ value: [{ id: 1 }, { id: 2 }], count: 2 }), () => nothing()],
    { schema: { type: "object", properties }, product },
  );
  expect((await platform.createFlow("Do").turnOn()).runs()).toHaveLength(runs);
});

test("Location is the next address, Retry-After the next delay where it is longer than the recurrence, or news came", async () => {
  const { platform, seen, times } = platformWith([
    () => nothing({ location: "https://api.example/v1/items?triggerState=7", "retry-after": "300" }),
    () => items([1], { location: "/v1/items?triggerState=8", "retry-after": "0" }),
    () => items([2]),
    () => nothing(),
  ]);
  const flow = await platform.createFlow("Do", { since: "monday" }).turnOn();
  await platform.clock.advance(300_000);
  expect(seen.map(({ url }) => new URL(url).search)).toEqual([
    "?since=monday",
    "?triggerState=7",
    "?triggerState=8",
  ]);
  expect(flow.runs().map(({ body }) => body)).toEqual([{ id: 1 }, { id: 2 }]);
  expect(times()).toEqual([300, 0, 180]);
  expect(flow.snapshot()).toMatchObject({ triggerState: "https://api.example/v1/items?triggerState=8" });
});

test.each([
  ["recurrence", 180],
  ["retry-after", 15],
] as const)(
  "with emptyPoll: %s, an empty poll that asks for 15 s is followed by the next after %i s",
  async (emptyPoll, seconds) => {
    const { platform, times } = platformWith([() => nothing({ "retry-after": "15" })], { emptyPoll });
    await platform.createFlow("Do").turnOn();
    expect(times()).toEqual([seconds]);
  },
);

test.each([201, 203, 204, 206])("a poll that is answered %i starts no run", async (status) => {
  const { platform } = platformWith([() => new Response(status === 204 ? null : "[1]", { status })]);
  expect((await platform.createFlow("Do").turnOn()).runs()).toEqual([]);
});

test.each([
  ["power-automate", 59],
  ["logic-apps", 0.5],
  ["logic-apps", 501 * 86_400],
] as const)("%s takes no recurrence of %d s", (product, recurrenceSeconds) => {
  const { platform } = platformWith([() => nothing()], { product });
  expect(() => platform.createFlow("Do", {}, { recurrenceSeconds })).toThrow("A flow cannot have");
});

test("a batch of more items than the plan takes says so, and starts as many runs as it takes", async () => {
  const many = (count: number) => () => items(Array.from({ length: count }, (_, index) => index));
  const low = platformWith([many(5_001)]);
  const flow = await low.platform.createFlow("Do").turnOn();
  expect(flow.runs()).toHaveLength(5_000);
  expect(low.platform.events().find(({ type }) => type === "split-limited")).toMatchObject({
    items: 5_001,
    limit: 5_000,
  });
  expect(low.platform.violations()[0]?.message).toContain("of which the first 5000 start a run");

  const high = platformWith([many(5_001)], { retryProfile: "power-automate-medium-high" });
  expect((await high.platform.createFlow("Do").turnOn()).runs()).toHaveLength(5_001);
});

test("a connection key in the query does not become part of the trigger's state", async () => {
  const seen: string[] = [];
  const platform = createPlatform({
    clock: createVirtualClock(),
    connector: {
      definition: definitionOf(
        {
          "/news": {
            get: {
              operationId: "News",
              "x-ms-trigger": "batch",
              parameters: [],
              responses: {
                200: {
                  description: "",
                  schema: {
                    type: "object",
                    properties: { items: { type: "array", items: { type: "object" } } },
                  },
                },
              },
            },
          },
        },
        { securityDefinitions: { key: { type: "apiKey", in: "query", name: "apikey" } } },
      ),
      properties: {
        properties: {
          connectionParameters: { api_key: { type: "securestring" } },
          policyTemplateInstances: [
            {
              templateId: "pollingtrigger",
              title: "News",
              parameters: {
                "x-ms-apimTemplate-operationName": ["News"],
                "x-ms-apimTemplateParameter.triggerConfig": { since: "@{body().last}" },
                "x-ms-apimTemplateParameter.triggerDataPath": "@body().items",
              },
            },
          ],
        },
      },
    },
    backend(request) {
      seen.push(request.url);
      return Response.json({ items: [{ id: 1 }], last: "7" });
    },
  });
  platform.createConnection({ api_key: "key-of-the-connection" });
  const flow = await platform.createFlow("News").turnOn();
  await platform.clock.advance(180_000);
  expect(seen[1]).toBe("https://api.example/v1/news?since=7&apikey=key-of-the-connection");
  const location = flow.runs()[0]?.evaluate("triggerOutputs()['headers']['location']");
  expect(location).toContain("since=7");
  expect(location).not.toContain("key");
});

test("the next poll carries the key to the host that a policy chose, whatever the definition's is", async () => {
  const seen: string[] = [];
  const platform = createPlatform({
    clock: createVirtualClock(),
    connector: {
      definition: definitionOf(
        {
          "/news": {
            get: { operationId: "News", "x-ms-trigger": "batch", responses: { 200: { description: "" } } },
          },
        },
        { securityDefinitions: { key: { type: "apiKey", in: "header", name: "x-key" } } },
      ),
      properties: {
        properties: {
          connectionParameters: { api_key: { type: "securestring" }, server: { type: "string" } },
          policyTemplateInstances: [
            {
              templateId: "dynamichosturl",
              title: "Server",
              parameters: {
                "x-ms-apimTemplate-operationName": [],
                "x-ms-apimTemplateParameter.urlTemplate": "https://@connectionParameters('server')",
              },
            },
          ],
        },
      },
    },
    backend(request) {
      const { host, search } = new URL(request.url);
      seen.push(`${host}${search} ${request.headers.get("x-key")}`);
      return Response.json([], { headers: { location: `https://${host}/news?since=${seen.length}` } });
    },
  });
  platform.createConnection({ api_key: "north's", server: "north.example" });
  await platform.createFlow("News").turnOn();
  await platform.clock.advance(360_000);
  expect(seen).toEqual([
    "north.example north's",
    "north.example?since=1 north's",
    "north.example?since=2 north's",
  ]);
});

test("a flow whose waiting runs are at their limit skips its polls, and polls again when some have ended", async () => {
  const { platform, seen } = platformWith([() => Response.json([{ id: 1 }])]);
  const flow = await platform
    .createFlow(
      "Do",
      {},
      {
        recurrenceSeconds: 60,
        concurrency: { runs: 1, waiting: 1 },
        definition: {
          actions: { Delay: { type: "Wait", inputs: { interval: { count: 10, unit: "Minute" } } } },
        },
      },
    )
    .turnOn();
  await platform.clock.advance(300_000);
  expect(flow.runs().map(({ status }) => status)).toEqual(["waiting", "waiting"]);
  expect(seen).toHaveLength(2);
  expect(platform.events().filter(({ type }) => type === "trigger-skipped")).toHaveLength(4);
  await platform.clock.advance(600_000);
  expect(seen.length).toBeGreaterThan(2);
});

test("a service that says Retry-After: 0 for ever is not asked for ever", async () => {
  const { platform, seen } = platformWith([() => nothing({ "retry-after": "0" })]);
  await platform.createFlow("Do").turnOn();
  await platform.clock.advance(1_000);
  expect(seen.length).toBeLessThan(1_100);
});

test("a failed poll is tried again by the profile, and then at the next recurrence", async () => {
  const { platform, seen } = platformWith([() => Response.json({}, { status: 500 })]);
  const flow = await platform.createFlow("Do").turnOn();
  expect(flow.health).toBe("poll-failing");
  await platform.clock.advance(900_000);
  expect(seen).toHaveLength(3);
  await platform.clock.advance(180_000);
  expect(seen).toHaveLength(4);
});

test("a refused poll waits for Retry-After, and at least for the recurrence", async () => {
  const { platform, times } = platformWith([
    () => Response.json({}, { status: 403, headers: { "retry-after": "600" } }),
    () => Response.json({}, { status: 403, headers: { "retry-after": "60" } }),
  ]);
  await platform.createFlow("Do").turnOn();
  await platform.clock.advance(600_000);
  expect(times()).toEqual([600, 180]);
});

test("off and on again goes on from the state: what happened meanwhile is delivered", async () => {
  const { platform, seen } = platformWith([
    () => nothing({ location: "https://api.example/v1/items?triggerState=1" }),
    () => items([9]),
    () => nothing(),
  ]);
  const flow = await platform.createFlow("Do").turnOn();
  await flow.turnOff();
  await platform.clock.advance(24 * 3_600_000);
  expect(seen).toHaveLength(1);
  await flow.turnOn();
  expect(new URL(seen[1]?.url ?? "").search).toBe("?triggerState=1");
  expect(flow.runs()).toHaveLength(1);
});

test("editing forgets the state", async () => {
  const { platform, seen } = platformWith([
    () => nothing({ location: "https://api.example/v1/items?triggerState=1" }),
  ]);
  const flow = await platform.createFlow("Do", { since: "a" }).turnOn();
  await flow.edit({ since: "b" });
  expect(new URL(seen[1]?.url ?? "").search).toBe("?since=b");
});

test.each(["http://169.254.169.254/x", "ftp://api.example/x", "https://192.168.0.1/x"])(
  "a Location of %s is not followed",
  async (location) => {
    const { platform, seen } = platformWith([() => nothing({ location })]);
    await platform.createFlow("Do").turnOn();
    await platform.clock.advance(180_000);
    expect(seen.map(({ url }) => url)).toEqual([
      "https://api.example/v1/items",
      "https://api.example/v1/items",
    ]);
  },
);

const polling = [
  policy("pollingtrigger", {
    triggerConfig: { since: "@{triggerBody().data[0].created}" },
    triggerDataPath: "@triggerBody().data",
  }),
];
const data = { type: "object", properties: { data: list } };
const page =
  (...created: string[]) =>
  () =>
    Response.json({ data: created.map((at, id) => ({ id, created: at })) });

test("the pollingtrigger policy: the first poll only sets the state, later ones ask for what is newer", async () => {
  const { platform, seen } = platformWith([page("t3", "t2"), page(), page("t5"), page()], {
    policies: polling,
    schema: data,
  });
  const flow = await platform.createFlow("Do").turnOn();
  expect(flow.runs()).toEqual([]);
  await platform.clock.advance(180_000);
  expect(flow.runs()).toEqual([]);
  await platform.clock.advance(180_000);
  expect(flow.runs()).toHaveLength(1);
  await platform.clock.advance(180_000);
  expect(seen.map(({ url }) => new URL(url).search)).toEqual(["", "?since=t3", "?since=t3", "?since=t5"]);
  expect(platform.violations()).toEqual([]);
});

test.each(["9".repeat(30), "Fri, 31 Dec 9999 23:59:59 GMT"])(
  "Retry-After: %s is waited for a year at most, and can be shown",
  async (header) => {
    const { platform } = platformWith([() => nothing({ "retry-after": header })]);
    const flow = await platform.createFlow("Do").turnOn();
    const { nextPollAt } = flow.snapshot();
    expect(Date.parse(nextPollAt ?? "") - platform.clock.now()).toBe(366 * 86_400_000);
  },
);
