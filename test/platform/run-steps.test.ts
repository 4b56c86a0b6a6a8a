/** Steps of a run as the engine documents them: long operations, waiting, run-after, conditions, limits. */
import { expect, test } from "vitest";
import type { FlowOptions, Platform, PlatformOptions } from "../../src/platform/api.ts";
import { createPlatform, createVirtualClock } from "../../src/platform/index.ts";
import { definitionOf } from "./support/make.ts";

const url = { type: "string", "x-ms-notification-url": true };
const hook = { name: "b", in: "body", schema: { type: "object", properties: { url } } };
const anything = { default: { description: "Anything." } };
const text = { name: "text", in: "query", type: "string" };

type Answer = (request: Request) => Response | Promise<Response>;

/** A trigger that anybody fires, and actions whose answers the test writes down by path. */
function steps(answers: Record<string, Answer>, options: Partial<PlatformOptions> = {}) {
  const seen: string[] = [];
  const paths: Record<string, object> = {
    "/hooks": {
      "x-ms-notification-content": { schema: { type: "object" } },
      post: { operationId: "Happens", "x-ms-trigger": "single", parameters: [hook], responses: anything },
    },
    "/wait": { post: { operationId: "Wait", parameters: [hook], responses: anything } },
  };
  for (const name of ["a", "b", "c"])
    paths[`/${name}`] = { get: { operationId: name.toUpperCase(), parameters: [text], responses: anything } };
  const platform = createPlatform({
    clock: createVirtualClock(),
    seed: "test",
    retryProfile: "none",
    connector: { definition: definitionOf(paths) },
    async backend(request) {
      const { pathname, search } = new URL(request.url);
      seen.push(`${request.method} ${pathname}${search}`);
      const answer = answers[pathname] ?? answers[`${request.method} ${pathname}`];
      if (answer) return await answer(request);
      return Response.json(
        {},
        {
          status: request.method === "POST" ? 201 : 200,
          headers: { location: `https://api.example${pathname}/1` },
        },
      );
    },
    ...options,
  });
  return { platform, seen };
}

async function fire(platform: Platform, options: FlowOptions, ...payloads: unknown[]) {
  const flow = await platform.createFlow("Happens", {}, options).turnOn();
  for (const payload of payloads.length > 0 ? payloads : [{ n: 1 }]) {
    const headers = { "content-type": "application/json" };
    await platform.notify(
      new Request(flow.callbackUrl ?? "", { method: "POST", headers, body: JSON.stringify(payload) }),
    );
  }
  await platform.clock.settle();
  return flow;
}

const job = (done: number, retryAfter?: string): Record<string, Answer> => {
  let polls = 0;
  const headers = { location: "/jobs/1", ...(retryAfter ? { "retry-after": retryAfter } : {}) };
  return {
    "/v1/a": () => new Response(null, { status: 202, headers }),
    "/jobs/1": () =>
      ++polls < done ? new Response(null, { status: 202, headers }) : Response.json({ result: "done" }),
  };
};

test("an action that is answered 202 with Location is polled every 20 s until it has ended", async () => {
  const { platform, seen } = steps(job(3));
  const flow = await fire(platform, { actions: [{ name: "Job", operation: "A" }] });
  const [run] = flow.runs();
  expect(run?.status).toBe("waiting");
  await platform.clock.advance(59_000);
  expect(run?.status).toBe("waiting");
  await platform.clock.advance(1_000);
  expect(run).toMatchObject({
    status: "succeeded",
    actions: [{ status: "succeeded", httpStatus: 200, body: { result: "done" }, polls: 3 }],
  });
  expect(seen.filter((line) => line === "GET /jobs/1")).toHaveLength(3);
  expect(run?.evaluate("outputs('Job')?['statusCode']")).toBe(200);
});

test("Retry-After sets the pace of a long operation, and asynchronous: false takes the 202 as it is", async () => {
  const { platform } = steps(job(2, "5"));
  const flow = await fire(platform, { actions: [{ name: "Job", operation: "A" }] });
  await platform.clock.advance(10_000);
  expect(flow.runs()[0]?.status).toBe("succeeded");
  const plain = await fire(platform, { actions: [{ name: "Job", operation: "A", asynchronous: false }] });
  expect(plain.runs()[0]?.actions[0]).toMatchObject({ status: "succeeded", httpStatus: 202 });
});

test("a long operation that ends with a failure fails the action, and one that takes too long times out", async () => {
  const failing = steps({ ...job(1), "/jobs/1": () => Response.json({ message: "no" }, { status: 409 }) });
  const failed = await fire(failing.platform, { actions: [{ name: "Job", operation: "A" }] });
  await failing.platform.clock.advance(20_000);
  expect(failed.runs()[0]).toMatchObject({ status: "failed", actions: [{ httpStatus: 409, message: "no" }] });

  const endless = steps(job(Number.POSITIVE_INFINITY));
  const late = await fire(endless.platform, {
    actions: [{ name: "Job", operation: "A", timeoutSeconds: 100 }],
  });
  await endless.platform.clock.advance(101_000);
  expect(late.runs()[0]).toMatchObject({ status: "failed", actions: [{ status: "timed-out" }] });
});

test("invoke follows a long operation on request", async () => {
  const { platform } = steps(job(2));
  const answer = platform.invoke("A", {}, { untilDone: true });
  await platform.clock.advance(60_000);
  expect(await answer).toMatchObject({ status: 200, body: { result: "done" } });
});

test("a run that waits for a callback ends after 30 days, with one DELETE", async () => {
  const { platform, seen } = steps({});
  const flow = await fire(platform, { actions: [{ name: "Ask", operation: "Wait" }] });
  await platform.clock.advance(29 * 86_400_000);
  expect(flow.runs()[0]?.status).toBe("waiting");
  await platform.clock.advance(2 * 86_400_000);
  expect(flow.runs()[0]).toMatchObject({ status: "timed-out", actions: [{ status: "timed-out" }] });
  expect(seen.filter((line) => line.startsWith("DELETE"))).toEqual(["DELETE /v1/wait/1"]);
});

test("a run that is cancelled while it waits ends its subscription, and what follows does not run", async () => {
  const { platform, seen } = steps({});
  const flow = await fire(platform, {
    actions: [
      { name: "Ask", operation: "Wait" },
      { name: "Then", operation: "A" },
    ],
  });
  const run = await flow.runs()[0]?.cancel();
  expect(run).toMatchObject({
    status: "cancelled",
    actions: [{ status: "cancelled" }, { status: "cancelled" }],
  });
  expect(seen).toContain("DELETE /v1/wait/1");
  expect(seen).not.toContain("GET /v1/a");
});

test("a callback carries the run on, with its status, headers and body", async () => {
  const { platform } = steps({});
  const flow = await fire(platform, { actions: [{ name: "Ask", operation: "Wait" }] });
  const run = flow.runs()[0];
  const headers = { "content-type": "application/json", "x-by": "ann" };
  await platform.notify(
    new Request(platform.callbackOf(run?.id ?? "", "Ask"), { method: "POST", headers, body: '{"ok":true}' }),
  );
  await platform.clock.settle();
  expect(run?.status).toBe("succeeded");
  expect(run?.evaluate("outputs('Ask')")).toMatchObject({
    statusCode: 200,
    headers: { "x-by": "ann" },
    body: { ok: true },
  });
  expect(() => platform.callbackOf(run?.id ?? "", "Ask")).toThrow('No action "Ask" of the run waits');
});

const down: Answer = () => Response.json({ message: "down" }, { status: 400 });

test("run-after: a step that runs after a failure saves the run, and reads what failed", async () => {
  const { platform, seen } = steps({ "/v1/a": down });
  const flow = await fire(platform, {
    actions: [
      { name: "Try", operation: "A" },
      {
        name: "Catch",
        operation: "B",
        runAfter: { Try: ["Failed", "TimedOut"] },
        arguments: { text: "@body('Try')?['message']" },
      },
      { name: "Then", operation: "C", runAfter: { Catch: ["Succeeded", "Skipped"] } },
    ],
  });
  expect(flow.runs()[0]).toMatchObject({
    status: "succeeded",
    actions: [{ status: "failed" }, { status: "succeeded" }, { status: "succeeded" }],
  });
  expect(seen).toContain("GET /v1/b?text=down");
  expect(flow.runs()[0]?.evaluate("actions('Try')?['status']")).toBe("Failed");
});

test("a run whose last step was skipped for a failure has failed", async () => {
  const { platform } = steps({ "/v1/a": down });
  const flow = await fire(platform, {
    actions: [
      { name: "Try", operation: "A" },
      { name: "Then", operation: "B" },
    ],
  });
  expect(flow.runs()[0]).toMatchObject({
    status: "failed",
    actions: [{ status: "failed" }, { status: "skipped" }],
  });
});

test("steps compose values, set variables, and run only under a condition", async () => {
  const { platform, seen } = steps({ "/v1/a": () => Response.json({ id: 7, "content-type": "x" }) });
  const flow = await fire(platform, {
    variables: { list: [], count: 1 },
    actions: [
      { name: "Get it", operation: "A" },
      { name: "Line", compose: { text: "No. @{body('Get_it')?['id']}" } },
      { name: "Add", variable: "list", append: "@outputs('Line')?['text']" },
      { name: "Count", variable: "count", append: 2 },
      { name: "Only", operation: "B", condition: "@equals(variables('count'), 4)" },
      {
        name: "Last",
        operation: "C",
        runAfter: { Only: ["Skipped"] },
        arguments: { text: "@{variables('list')[0]}" },
      },
    ],
  });
  const [run] = flow.runs();
  expect(run?.status).toBe("succeeded");
  expect(run?.action("Only")?.status).toBe("skipped");
  expect(run?.evaluate("variables('count')")).toBe(3);
  expect(seen).toContain("GET /v1/c?text=No.%207");
});

test("an action has a retry policy of its own", async () => {
  const { platform, seen } = steps({ "/v1/a": () => Response.json({}, { status: 503 }) });
  const flow = await fire(platform, {
    actions: [{ name: "Try", operation: "A", retry: { type: "fixed", count: 2, intervalSeconds: 10 } }],
  });
  await platform.clock.advance(20_000);
  expect(flow.runs()[0]).toMatchObject({
    status: "failed",
    actions: [{ retryHistory: [{ code: "503" }, { code: "503" }] }],
  });
  expect(seen.filter((line) => line === "GET /v1/a")).toHaveLength(3);
  const odd = await fire(platform, {
    actions: [{ name: "Try", operation: "A", retry: { type: "fixed", count: 91 } }],
  });
  expect(odd.runs()[0]?.actions[0]?.message).toContain("A flow cannot have");
});

test("trigger conditions decide which payloads start a run", async () => {
  const { platform } = steps({});
  const flow = await fire(platform, { conditions: ["@greater(triggerBody()?['n'], 1)"] }, { n: 1 }, { n: 2 });
  expect(flow.runs().map(({ body }) => body)).toEqual([{ n: 2 }]);
  expect(platform.events().filter(({ type }) => type === "trigger-skipped")).toHaveLength(1);
});

test("splitOn by an expression, or not at all, whatever the definition says", async () => {
  const { platform } = steps({});
  const split = await fire(
    platform,
    { splitOn: "@triggerBody()?['items']" },
    { items: [1, 2] },
    { items: 3 },
  );
  expect(split.runs().map(({ body }) => body)).toEqual([1, 2]);
  const whole = await fire(platform, { splitOn: false }, { items: [1, 2] });
  expect(whole.runs()).toHaveLength(1);
});

test("a flow that limits its runs lets others wait, and refuses those beyond", async () => {
  const { platform } = steps(job(2));
  const flow = await fire(
    platform,
    { concurrency: { runs: 1, waiting: 1 }, actions: [{ name: "Job", operation: "A" }] },
    { n: 1 },
    { n: 2 },
    { n: 3 },
  );
  expect(flow.runs().map(({ status }) => status)).toEqual(["waiting", "waiting"]);
  expect(platform.events().some(({ type }) => type === "run-refused")).toBe(true);
  expect(platform.events().findLast(({ type }) => type === "notification-refused")).toMatchObject({
    status: 429,
  });
  await platform.clock.advance(60_000);
  expect(flow.runs().map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
});

test.each([
  [
    {
      actions: [
        { name: "X", operation: "A" },
        { name: "X", operation: "B" },
      ],
    },
    'Two steps of the flow are called "X"',
  ],
  [
    { actions: [{ name: "X", operation: "A", runAfter: { Y: ["Failed" as const] } }] },
    'runs after "Y", which is not a step',
  ],
  [{ concurrency: { runs: 0 } }, "from 1 to 100"],
] as [FlowOptions, string][])("a flow that could not be saved is refused: %j", (options, message) => {
  const { platform } = steps({});
  expect(() => platform.createFlow("Happens", {}, options)).toThrow(message);
});

test("a service that says Retry-After: 0 for ever does not stop the clock, and the run ends in its time", async () => {
  const { platform } = steps(
    {
      "/v1/a": () => new Response(null, { status: 202, headers: { location: "/v1/b", "retry-after": "0" } }),
      "/v1/b": () => new Response(null, { status: 202, headers: { "retry-after": "0" } }),
    },
    { throttle: { calls: 100_000 } },
  );
  const done = platform.invoke("A", {}, { untilDone: true }).catch((error: Error) => error.message);
  await platform.clock.advance(60_000);
  platform.close();
  expect(await done).toBe("The platform was closed.");
});

test.each([
  ["-5", 20],
  ["1.5", 20],
  ["soon", 20],
  ["Thu, 01 Jan 2026 09:01:30 GMT", 90],
])("Retry-After: %s is asked again after %i s", async (retryAfter, seconds) => {
  const at: number[] = [];
  const { platform } = steps({
    "/v1/a": () =>
      new Response(null, { status: 202, headers: { location: "/v1/b", "retry-after": retryAfter } }),
    "/v1/b": () => {
      at.push(platform.clock.now());
      return Response.json({});
    },
  });
  const begun = platform.clock.now();
  expect(new Date(begun).toISOString()).toBe("2026-01-01T09:00:00.000Z");
  const done = platform.invoke("A", {}, { untilDone: true });
  await platform.clock.advance(120_000);
  expect((await done).status).toBe(200);
  expect(at).toEqual([begun + seconds * 1000]);
});

test("runs that wait for a callback hold so much memory and no more; once one has ended, others start", async () => {
  const { platform } = steps({});
  const wait = { actions: [{ name: "Wait", operation: "Wait" }] };
  // About 1 MB each as text, and 2 in memory.
  const payloads = Array.from({ length: 100 }, (_, n) => ({ n, text: "x".repeat(1_000_000) }));
  const flow = await fire(platform, wait, ...payloads);
  const refused = platform.events().filter(({ type }) => type === "run-refused").length;
  const going = flow.runs().filter(({ status }) => status === "waiting").length;
  expect(refused).toBeGreaterThan(0);
  expect(going).toBeGreaterThan(0);
  expect(going).toBeLessThan(payloads.length);
  expect(platform.events().findLast(({ type }) => type === "notification-refused")).toMatchObject({
    status: 429,
  });
  for (const run of flow.runs()) await run.cancel();
  await platform.clock.settle();
  const other = await fire(platform, wait, { n: 1 });
  expect(other.runs().map(({ status }) => status)).toEqual(["waiting"]);
});

test.each([
  [
    "exponential, at least 5 s",
    { type: "exponential", count: 4, intervalSeconds: 7 },
    [
      [5, 7],
      [7, 14],
      [14, 28],
      [28, 56],
    ],
  ],
  [
    "exponential within bounds of its own",
    {
      type: "exponential",
      count: 4,
      intervalSeconds: 60,
      minimumIntervalSeconds: 30,
      maximumIntervalSeconds: 180,
    },
    [
      [30, 60],
      [60, 120],
      [120, 180],
      [180, 180],
    ],
  ],
  [
    "fixed",
    { type: "fixed", count: 3, intervalSeconds: 30 },
    [
      [30, 30],
      [30, 30],
      [30, 30],
    ],
  ],
  ["none", { type: "none" }, []],
] as const)("an action's retry policy: %s", async (_name, retry, bands) => {
  for (const seed of ["a", "b", "c", "d"]) {
    const { platform } = steps({ "/v1/a": () => new Response(null, { status: 503 }) }, { seed });
    const flow = await fire(platform, { actions: [{ name: "Try", operation: "A", retry }] });
    await platform.clock.advance(86_400_000);
    const [run] = flow.runs();
    const record = run?.action("Try");
    const starts = [
      ...(record?.retryHistory ?? []).map(({ startedAt }) => Date.parse(startedAt)),
      ...(record?.retryHistory.length ? [Date.parse(record.endedAt ?? "")] : []),
    ];
    const waits = starts.slice(1).map((at, index) => (at - (starts[index] ?? 0)) / 1000);
    expect(waits).toHaveLength(bands.length);
    for (const [index, [low, high]] of bands.entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(low);
      expect(waits[index]).toBeLessThanOrEqual(high);
    }
  }
});

test("the retry policy default is the flow's, and what no policy can be is refused", async () => {
  const { platform } = steps(
    { "/v1/a": () => new Response(null, { status: 503 }) },
    { retryProfile: "logic-apps" },
  );
  const flow = await fire(platform, {
    actions: [{ name: "Try", operation: "A", retry: { type: "default" } }],
  });
  await platform.clock.advance(600_000);
  expect(flow.runs()[0]?.action("Try")?.retryHistory).toHaveLength(4);
  for (const retry of [
    { type: "fixed", intervalSeconds: 4 },
    { type: "exponential", intervalSeconds: 90_000 },
    { type: "exponential", minimumIntervalSeconds: 60, maximumIntervalSeconds: 30 },
    { type: "fixed", count: 0 },
  ] as const) {
    const refused = await fire(platform, { actions: [{ name: "Try", operation: "A", retry }] });
    expect(refused.runs()[0]?.action("Try")?.message).toContain("A flow cannot have the retry policy");
  }
});

test("the time of an action also ends its retries", async () => {
  const { platform, seen } = steps({ "/v1/a": () => new Response(null, { status: 503 }) });
  const retry = { type: "fixed", count: 90, intervalSeconds: 60 } as const;
  const flow = await fire(platform, {
    actions: [{ name: "Try", operation: "A", retry, timeoutSeconds: 150 }],
  });
  await platform.clock.advance(86_400_000);
  expect(flow.runs()[0]?.action("Try")).toMatchObject({ status: "timed-out", code: "ActionTimedOut" });
  expect(seen.filter((call) => call.startsWith("GET /v1/a"))).toHaveLength(3);
});

test("with concurrency a payload is split into 100 runs at most; a longer one starts a single run", async () => {
  const { platform } = steps({});
  const concurrency = { runs: 100, waiting: 100 };
  const list = (length: number) => Array.from({ length }, (_, id) => ({ id }));
  const some = await fire(platform, { splitOn: "@triggerBody()", concurrency }, list(100));
  expect(some.runs()).toHaveLength(100);
  const many = await fire(platform, { splitOn: "@triggerBody()", concurrency }, list(101));
  expect(many.runs().map(({ body }) => (body as unknown[]).length)).toEqual([101]);
  expect(platform.events().some(({ type }) => type === "split-limited")).toBe(true);
});

test.each([
  ["power-automate", 1],
  ["logic-apps", 11],
] as const)(
  "in %s, %i more runs wait beside the one that goes on, unless the flow says otherwise",
  async (product, waiting) => {
    const { platform } = steps({}, { product });
    const flow = await fire(platform, {
      concurrency: { runs: 1 },
      actions: [{ name: "Wait", operation: "Wait" }],
    });
    const send = () => platform.notify(new Request(flow.callbackUrl ?? "", { method: "POST", body: "{}" }));
    for (let run = 0; run < waiting; run++) expect((await send()).status).toBe(202);
    expect((await send()).status).toBe(429);
  },
);

test("actions that run go on when their flow is turned off", async () => {
  const { platform } = steps({
    "/v1/a": () => new Response(null, { status: 202, headers: { location: "/v1/b" } }),
  });
  const flow = await fire(platform, { actions: [{ name: "Job", operation: "A" }] });
  await flow.turnOff();
  await platform.clock.advance(60_000);
  expect(flow.runs()[0]?.status).toBe("succeeded");
});
