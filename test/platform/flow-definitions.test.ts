/** Flows of several steps, written down as the platform writes them. */
import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../../src/json/values.ts";
import type { FlowOptions, Platform, WorkflowActions } from "../../src/platform/api.ts";
import { createPlatform, createVirtualClock } from "../../src/platform/index.ts";
import { definitionOf } from "./support/make.ts";

const url = { type: "string", "x-ms-notification-url": true };
const hook = { name: "b", in: "body", schema: { type: "object", properties: { url } } };
const anything = { default: { description: "Anything." } };
const text = { name: "text", in: "query", type: "string" };

function world(failing: RegExp = /never/) {
  const seen: string[] = [];
  const platform = createPlatform({
    clock: createVirtualClock(),
    seed: "test",
    retryProfile: "none",
    connector: {
      definition: definitionOf({
        "/hooks": {
          "x-ms-notification-content": { schema: { type: "object" } },
          post: { operationId: "Happens", "x-ms-trigger": "single", parameters: [hook], responses: anything },
        },
        "/a": { get: { operationId: "A", parameters: [text], responses: anything } },
      }),
    },
    async backend(request) {
      const { pathname, search } = new URL(request.url);
      seen.push(`${request.method} ${pathname}${decodeURIComponent(search)}`);
      if (failing.test(search)) return Response.json({ message: "no" }, { status: 500 });
      if (request.method === "POST")
        return new Response(null, { status: 201, headers: { location: "https://api.example/v1/hooks/1" } });
      return Response.json({ echo: new URL(request.url).searchParams.get("text") });
    },
  });
  return { platform, seen };
}

async function fire(platform: Platform, options: FlowOptions, payload: unknown = { n: 1 }) {
  const flow = await platform.createFlow("Happens", {}, options).turnOn();
  await platform.notify(
    new Request(flow.callbackUrl ?? "", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(payload),
    }),
  );
  await platform.clock.settle();
  return flow;
}

const call = (parameters: JsonObject, runAfter = {}): WorkflowActions[string] => ({
  type: "OpenApiConnection",
  inputs: { host: { operationId: "A", connectionName: "shared_x" }, parameters },
  runAfter,
});
const after = (name: string, ...statuses: ("Succeeded" | "Failed" | "Skipped" | "TimedOut")[]) => ({
  [name]: statuses.length > 0 ? statuses : ["Succeeded" as const],
});

test("a loop runs its steps once an item, with the values of the item, and shows each round", async () => {
  const { platform, seen } = world();
  const actions: WorkflowActions = {
    // Written first, runs last.
    All: { type: "Compose", inputs: "@outputs('Name')", runAfter: after("Apply_to_each") },
    Apply_to_each: {
      type: "Foreach",
      foreach: "@triggerBody()?['people']",
      actions: {
        Get: call({ text: "@items('Apply_to_each')?['name']" }),
        Name: { type: "Compose", inputs: "<@{body('Get')?['echo']}>", runAfter: after("Get") },
      },
    },
  };
  const flow = await fire(
    platform,
    { definition: { actions } },
    { people: [{ name: "ann" }, { name: "bo" }] },
  );
  const [run] = flow.runs();
  expect(run?.status).toBe("succeeded");
  expect(seen.filter((line) => line.startsWith("GET"))).toEqual(["GET /v1/a?text=ann", "GET /v1/a?text=bo"]);
  expect(run?.action("Apply_to_each")).toMatchObject({
    operation: "Foreach",
    iterations: [
      {
        inputs: { item: { name: "ann" } },
        steps: [{ name: "Get", inputs: { text: "ann" } }, { body: "<ann>" }],
      },
      {
        status: "succeeded",
        steps: [
          { name: "Get", body: { echo: "bo" } },
          { name: "Name", body: "<bo>" },
        ],
      },
    ],
  });
  expect(run?.action("All")?.body).toEqual(["<ann>", "<bo>"]);
  // The order in which they can run, not the one in which they are written.
  expect(run?.actions.map(({ name }) => name)).toEqual(["Apply_to_each", "All"]);
});

test("loops within loops know their own items, and each other's", async () => {
  const { platform } = world();
  const actions: WorkflowActions = {
    Outer: {
      type: "Foreach",
      foreach: "@triggerBody()?['rows']",
      actions: {
        Inner: {
          type: "Foreach",
          foreach: "@items('Outer')?['cells']",
          actions: { Pair: { type: "Compose", inputs: "@{items('Outer')?['id']}@{item()}" } },
        },
      },
    },
  };
  const rows = [
    { id: "x", cells: [1, 2] },
    { id: "y", cells: [3] },
  ];
  const [run] = (await fire(platform, { definition: { actions } }, { rows })).runs();
  const pairs = run
    ?.action("Outer")
    ?.iterations?.map(({ steps }) => steps?.[0]?.iterations?.map(({ steps: inner }) => inner?.[0]?.body));
  expect(pairs).toEqual([["x1", "x2"], ["y3"]]);
});

test("a round that fails fails the loop, the other rounds go on, and what follows is skipped with the reason", async () => {
  const { platform } = world(/bo/);
  const actions: WorkflowActions = {
    Apply_to_each: {
      type: "Foreach",
      foreach: "@triggerBody()",
      actions: {
        Get: call({ text: "@item()" }),
        Then: { type: "Compose", inputs: 1, runAfter: after("Get") },
      },
    },
    After: { type: "Compose", inputs: 1, runAfter: after("Apply_to_each") },
    On_failure: { type: "Compose", inputs: 2, runAfter: after("Apply_to_each", "Failed") },
  };
  const [run] = (await fire(platform, { definition: { actions } }, ["ann", "bo", "cy"])).runs();
  expect(run?.action("Apply_to_each")).toMatchObject({
    status: "failed",
    code: "ActionFailed",
    iterations: [
      { status: "succeeded" },
      {
        status: "failed",
        steps: [
          { status: "failed", message: "no" },
          { status: "skipped", code: "ActionSkipped" },
        ],
      },
      { status: "succeeded" },
    ],
  });
  expect(run?.action("After")).toMatchObject({
    status: "skipped",
    message: 'It runs after "Apply_to_each" has succeeded; "Apply_to_each" has failed.',
  });
  expect(run?.action("On_failure")?.status).toBe("succeeded");
  expect(run?.snapshot()).toMatchObject({ status: "failed", error: { code: "ActionFailed" } });
});

test("a condition takes one branch and says why the other was not taken", async () => {
  const actions: WorkflowActions = {
    Condition: {
      type: "If",
      expression: {
        and: [
          { equals: ["@triggerBody()?['n']", 1] },
          { not: { contains: ["@triggerBody()?['text']", "x"] } },
        ],
      },
      actions: { Yes: { type: "Compose", inputs: "yes" } },
      else: {
        actions: {
          No: { type: "Scope", actions: { Inner: { type: "Compose", inputs: "no" } } },
        },
      },
    },
  };
  const { platform } = world();
  const [met] = (await fire(platform, { definition: { actions } }, { n: 1, text: "abc" })).runs();
  expect(met?.action("Condition")).toMatchObject({
    status: "succeeded",
    expressionResult: true,
    comparisons: [
      { operator: "equals", operands: [1, 1], holds: true },
      { operator: "!contains", operands: ["abc", "x"], holds: true },
    ],
    steps: [{ name: "Yes", status: "succeeded", body: "yes" }],
    otherwise: [
      {
        name: "No",
        status: "skipped",
        code: "ActionBranchingConditionNotSatisfied",
        steps: [{ name: "Inner", status: "skipped" }],
      },
    ],
  });
  const [unmet] = (await fire(platform, { definition: { actions } }, { n: 1, text: "x" })).runs();
  expect(unmet?.action("Condition")).toMatchObject({
    expressionResult: false,
    comparisons: [{ holds: true }, { operator: "!contains", operands: ["x", "x"], holds: false }],
    steps: [{ status: "skipped" }],
  });
  expect(unmet?.action("Inner")?.body).toBe("no");
});

test.each<[string, JsonValue, boolean]>([
  ["an expression", "@greater(triggerBody()?['n'], 0)", true],
  ["or", { or: [{ less: ["@triggerBody()?['n']", 0] }, { startsWith: ["abc", "ab"] }] }, true],
  ["no rows", {}, true],
  ["not", { not: { equals: ["@triggerBody()?['n']", 1] } }, false],
])("a condition of %s", async (_, expression, result) => {
  const { platform } = world();
  const actions: WorkflowActions = { If: { type: "If", expression } };
  const [run] = (await fire(platform, { definition: { actions } })).runs();
  expect(run?.action("If")?.expressionResult).toBe(result);
});

test("Terminate ends the run as it says, also from within a scope; the rest is skipped", async () => {
  const { platform } = world();
  const actions: WorkflowActions = {
    Scope: {
      type: "Scope",
      actions: {
        Stop: {
          type: "Terminate",
          inputs: {
            runStatus: "Failed",
            runError: { code: "E7", message: "Stopped at @{triggerBody()[0]}" },
          },
        },
        Then: { type: "Compose", inputs: 1, runAfter: after("Stop") },
      },
    },
    After: { type: "Compose", inputs: 1, runAfter: after("Scope") },
  };
  const [run] = (await fire(platform, { definition: { actions } }, ["ann", "bo"])).runs();
  expect(run?.snapshot()).toMatchObject({
    status: "failed",
    error: { code: "E7", message: "Stopped at ann" },
  });
  expect(run?.action("Then")?.code).toBe("TerminateActionExecuted");
  expect(run?.action("After")?.status).toBe("skipped");
});

test("a delay waits on the clock, and can be cancelled", async () => {
  const { platform } = world();
  const actions: WorkflowActions = {
    Delay: { type: "Wait", inputs: { interval: { count: 5, unit: "Minute" } } },
    Then: { type: "Compose", inputs: "done", runAfter: after("Delay") },
  };
  const flow = await fire(platform, { definition: { actions } });
  const [run] = flow.runs();
  expect(run?.status).toBe("waiting");
  await platform.clock.advance(299_000);
  expect(run?.status).toBe("waiting");
  await platform.clock.advance(1_000);
  expect(run?.status).toBe("succeeded");
  const again = flow.resubmit(run!);
  await platform.clock.settle();
  expect((await again.cancel()).status).toBe("cancelled");
  expect(again.action("Delay")?.status).toBe("cancelled");
});

test("variables are made, set and added to", async () => {
  const { platform } = world();
  const actions: WorkflowActions = {
    Make: { type: "InitializeVariable", inputs: { variables: [{ name: "list", type: "array" }] } },
    Each: {
      type: "Foreach",
      foreach: "@triggerBody()",
      runAfter: after("Make"),
      actions: {
        Add: { type: "AppendToArrayVariable", inputs: { name: "list", value: "@toUpper(item())" } },
      },
    },
    Show: { type: "Compose", inputs: "@variables('list')", runAfter: after("Each") },
  };
  const [run] = (await fire(platform, { definition: { actions } }, ["a", "b"])).runs();
  expect(run?.action("Show")?.body).toEqual(["A", "B"]);
});

test("a run is resubmitted with what its trigger delivered, on the flow as it now is", async () => {
  const { platform } = world();
  const flow = await fire(platform, {
    definition: { actions: { Get: call({ text: "@{triggerBody()?['n']}" }) } },
  });
  const [first] = flow.runs();
  const again = flow.resubmit(first!);
  await platform.clock.settle();
  expect(flow.runs()).toHaveLength(2);
  expect(again.snapshot().trigger).toEqual(first?.snapshot().trigger);
  expect(again.action("Get")?.inputs).toEqual({ text: "1" });
});

test("the notification is told before the run that it starts", async () => {
  const { platform } = world();
  await fire(platform, {});
  const types = platform.events().map(({ type }) => type);
  expect(types.slice(types.indexOf("notification-accepted"))).toEqual([
    "notification-accepted",
    "run-started",
    "run-ended",
  ]);
});

test.each<[string, unknown, RegExp]>([
  [
    "a circle",
    {
      A: { type: "Compose", inputs: 1, runAfter: after("B") },
      B: { type: "Compose", inputs: 1, runAfter: after("A") },
    },
    /"A", "B" wait for each other/,
  ],
  [
    "a step that is not there",
    { A: { type: "Compose", inputs: 1, runAfter: after("Gone") } },
    /runs after "Gone", which is not a step beside it/,
  ],
  [
    "one name twice",
    {
      A: { type: "Scope", actions: { B: { type: "Compose", inputs: 1 } } },
      B: { type: "Compose", inputs: 1 },
    },
    /called "B"/,
  ],
  ["an unknown type", { A: { type: "Http", inputs: {} } }, /type "Http", which the emulator does not run/],
  ["no operation", { A: { type: "OpenApiConnection", inputs: {} } }, /"A" says no operation/],
  ["no list", { A: { type: "Foreach", actions: {} } }, /"A" says no list/],
  ["a wrong status", { A: { type: "Terminate", inputs: { runStatus: "Maybe" } } }, /status "maybe"/],
  ["a list of steps", [], /not an object/],
  [
    "a unit that only JavaScript knows",
    { A: { type: "Wait", inputs: { interval: { count: 1, unit: "constructor" } } } },
    /"A" says no unit of time/,
  ],
  [
    "a status that only JavaScript knows",
    {
      A: { type: "Compose", inputs: 1 },
      B: { type: "Compose", inputs: 1, runAfter: { A: ["constructor"] } },
    },
    /"B" runs after "A", but not after a status that there is/,
  ],
  [
    "variables that are not a list",
    { A: { type: "InitializeVariable", inputs: { variables: { name: "x" } } } },
    /"A" names no variable/,
  ],
])("a definition with %s is refused when the flow is made", (_, actions, message) => {
  const { platform } = world();
  expect(() =>
    platform.createFlow("Happens", {}, { definition: { actions: actions as WorkflowActions } }),
  ).toThrow(message);
});

test("steps nested too deep are refused", () => {
  let actions: WorkflowActions = { Last: { type: "Compose", inputs: 1 } };
  for (let depth = 0; depth < 9; depth++) actions = { [`S${depth}`]: { type: "Scope", actions } };
  const { platform } = world();
  expect(() => platform.createFlow("Happens", {}, { definition: { actions } })).toThrow(
    /nested more than 8 deep/,
  );
});

test("result() gives the steps of a scope that failed, with their inputs, outputs and errors, and those of all rounds of a loop", async () => {
  const { platform } = world(/bad/);
  const flow = await fire(
    platform,
    {
      definition: {
        actions: {
          Try: {
            type: "Scope",
            actions: { Good: call({ text: "good" }), Bad: call({ text: "bad" }, after("Good")) },
          },
          Found: {
            type: "Compose",
            inputs: "@result('Try')",
            runAfter: after("Try", "Failed"),
          },
          Each: {
            type: "Foreach",
            foreach: "@triggerBody()?['list']",
            actions: { Name: { type: "Compose", inputs: "@items('Each')" } },
            runAfter: after("Found"),
          },
          Rounds: { type: "Compose", inputs: "@result('Each')", runAfter: after("Each") },
        },
      },
    },
    { list: ["a", "b"] },
  );
  const [run] = flow.runs();
  expect(run?.evaluate("outputs('Found')")).toMatchObject([
    {
      name: "Good",
      status: "Succeeded",
      inputs: { text: "good" },
      outputs: { statusCode: 200, body: { echo: "good" } },
    },
    {
      name: "Bad",
      status: "Failed",
      inputs: { text: "bad" },
      outputs: { statusCode: 500 },
      error: { message: "no" },
    },
  ]);
  expect(run?.evaluate("outputs('Rounds')")).toMatchObject([
    { name: "Name", status: "Succeeded", outputs: "a" },
    { name: "Name", status: "Succeeded", outputs: "b" },
  ]);
  expect(() => run?.evaluate("result('Nowhere')")).toThrow('no scope or loop "Nowhere"');
});

test("a switch runs the case of its value, or the default, and shows the others as not run", async () => {
  const { platform, seen } = world();
  const actions: WorkflowActions = {
    Switch: {
      type: "Switch",
      expression: "@triggerBody()?['kind']",
      cases: {
        Case: { case: "new", actions: { New: call({ text: "new" }) } },
        Case_2: { case: 2, actions: { Two: call({ text: "two" }) } },
      },
      default: { actions: { Other: call({ text: "other" }) } },
    },
    After: { type: "Compose", inputs: "@result('Switch')?[0]?['name']", runAfter: after("Switch") },
  };
  const flow = await fire(platform, { definition: { actions } }, { kind: 2 });
  const run = flow.runs()[0]!;
  expect(run.status).toBe("succeeded");
  expect(run.action("Switch")).toMatchObject({
    inputs: { value: 2 },
    branches: [
      { name: "Case", taken: false, steps: [{ name: "New", status: "skipped" }] },
      { name: "Case_2", taken: true, steps: [{ name: "Two", status: "succeeded" }] },
      { name: "Default", taken: false, steps: [{ name: "Other", status: "skipped" }] },
    ],
  });
  expect(run.action("Two")?.status).toBe("succeeded");
  await fire(platform, { definition: { actions } }, { kind: "2" });
  expect(seen.filter((line) => line.startsWith("GET"))).toEqual([
    "GET /v1/a?text=two",
    "GET /v1/a?text=other",
  ]);
});

test("Until runs its steps until its condition is met, within its limits", async () => {
  const { platform, seen } = world();
  const actions = (limit: { count?: number; timeout?: string }): WorkflowActions => ({
    Start: {
      type: "InitializeVariable",
      inputs: { variables: [{ name: "n", type: "integer", value: 0 }] },
    },
    Until: {
      type: "Until",
      expression: "@equals(variables('n'), 3)",
      limit,
      runAfter: after("Start"),
      actions: {
        Add: { type: "IncrementVariable", inputs: { name: "n", value: 1 } },
        Get: call({ text: "@string(variables('n'))" }, after("Add")),
        Wait: { type: "Wait", inputs: { interval: { count: 10, unit: "Minute" } }, runAfter: after("Get") },
      },
    },
  });
  const flow = await fire(platform, { definition: { actions: actions({}) } });
  await platform.clock.advance(31 * 60_000);
  expect(seen.filter((line) => line.startsWith("GET"))).toEqual([
    "GET /v1/a?text=1",
    "GET /v1/a?text=2",
    "GET /v1/a?text=3",
  ]);
  expect(
    flow
      .runs()[0]
      ?.action("Until")
      ?.iterations?.map((round) => round.expressionResult),
  ).toEqual([false, false, true]);
  const short = await fire(platform, { definition: { actions: actions({ count: 2 }) } });
  await platform.clock.advance(31 * 60_000);
  expect(short.runs()[0]?.action("Until")).toMatchObject({
    status: "succeeded",
    message: "The condition was not met within 2 rounds.",
  });
  const late = await fire(platform, { definition: { actions: actions({ timeout: "PT15M" }) } });
  await platform.clock.advance(31 * 60_000);
  expect(late.runs()[0]).toMatchObject({ status: "succeeded" });
  expect(late.runs()[0]?.action("Until")).toMatchObject({
    status: "succeeded",
    message: "The condition was not met within 900 s.",
  });
});
