/** Flows that begin with no trigger of the connector: started by hand, or by time; and steps that run beside each other. */
import { expect, test } from "vitest";
import type { BuiltInTrigger, WorkflowActions } from "../../src/platform/api.ts";
import { createPlatform, createVirtualClock } from "../../src/platform/index.ts";
import { testConnector } from "../../src/testing/index.ts";
import { definitionOf } from "./support/make.ts";

const text = { name: "text", in: "query", type: "string" };
const definition = definitionOf({
  "/a": { get: { operationId: "A", parameters: [text], responses: { default: { description: "Any." } } } },
});

function world() {
  const seen: string[] = [];
  const backend = async (request: Request) => {
    seen.push(decodeURIComponent(new URL(request.url).search));
    return Response.json({ echo: new URL(request.url).searchParams.get("text") });
  };
  const platform = createPlatform({
    clock: createVirtualClock(),
    seed: "test",
    connector: { definition },
    backend,
  });
  return { platform, seen, backend };
}

const button: BuiltInTrigger = {
  type: "Request",
  kind: "Button",
  inputs: {
    schema: {
      type: "object",
      properties: { text: { type: "string", title: "Who" }, number: { type: "number" } },
      required: ["text"],
    },
  },
};
const call = (
  value: string,
  runAfter: WorkflowActions[string]["runAfter"] = {},
): WorkflowActions[string] => ({
  type: "OpenApiConnection",
  inputs: { host: { operationId: "A" }, parameters: { text: value } },
  runAfter,
});
const wait = (
  count: number,
  runAfter: WorkflowActions[string]["runAfter"] = {},
): WorkflowActions[string] => ({
  type: "Wait",
  inputs: { interval: { count, unit: "Second" } },
  runAfter,
});

test("a connector with actions alone runs a flow of several steps that somebody starts by hand", async () => {
  const { platform, seen } = world();
  const actions: WorkflowActions = {
    First: call("@triggerBody()?['text']"),
    Then: call("@{body('First')?['echo']}, @{trigger()?['name']}", { First: ["Succeeded"] }),
  };
  const flow = platform.createFlow(button, {}, { definition: { actions } });
  expect(flow).toMatchObject({ kind: "manual", operation: "@manual", callbackUrl: undefined });
  expect(() => flow.run({ text: "ann" })).toThrow(/is off/);
  await flow.turnOn();
  expect(flow.health).toBe("ready");
  const run = flow.run({ text: "ann" });
  await platform.clock.settle();
  expect(run.snapshot()).toMatchObject({ status: "succeeded", trigger: { body: { text: "ann" } } });
  expect(seen).toEqual(["?text=ann", "?text=ann, manual"]);
  expect(() => flow.run({ number: 1 })).toThrow(/required property 'text'/);
  expect(() => flow.run({ text: "ann", number: "one" })).toThrow(/number must be number/);
  expect(flow.runs()).toHaveLength(1);
  flow.resubmit(run);
  await platform.clock.settle();
  expect(flow.runs().map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
  expect(flow.explain().join("\n")).toContain("somebody starts it");
});

test("a recurrence runs at once and at every interval, until it is turned off", async () => {
  const { platform, seen } = world();
  const trigger: BuiltInTrigger = { type: "Recurrence", recurrence: { frequency: "Minute", interval: 5 } };
  const flow = await platform
    .createFlow(trigger, {}, { definition: { actions: { First: call("now") } } })
    .turnOn();
  await platform.clock.settle();
  expect(seen).toHaveLength(1);
  await platform.clock.advance(11 * 60_000);
  expect(seen).toHaveLength(3);
  expect(flow.snapshot()).toMatchObject({ kind: "recurrence", recurrenceSeconds: 300 });
  expect(flow.snapshot().nextPollAt).toBe(new Date(platform.clock.now() + 4 * 60_000).toISOString());
  expect(() => flow.run()).toThrow(/not by hand/);
  await flow.turnOff();
  await platform.clock.advance(3_600_000);
  expect(seen).toHaveLength(3);
});

test.for([
  [{ type: "Http" }, /cannot begin with the trigger "Http"/],
  [{ type: "Recurrence", recurrence: { frequency: "Second", interval: 1 } }, /recurrence of 1 s/],
  [{ type: "Recurrence", recurrence: { interval: 1 } }, /no frequency/],
  [
    {
      type: "Recurrence",
      recurrence: { frequency: "Month", interval: 1, schedule: { monthlyOccurrences: [] } },
    },
    /does not run "monthlyOccurrences"/,
  ],
  [{ type: "Request", inputs: { schema: { properties: { a: { type: "strange" } } } } }, /not a JSON schema/],
] as const)("what no flow can begin with here is refused by name: %j", ([trigger, message]) => {
  const { platform } = world();
  expect(() => platform.createFlow(trigger as unknown as BuiltInTrigger)).toThrow(message);
  expect(platform.flows()).toEqual([]);
});

test("a bench runs flows of a connector without triggers", async () => {
  const { backend, seen } = world();
  const bench = await testConnector({ definition }, { backend, faults: "report" });
  const flow = await bench
    .flow(button, {
      actions: [{ name: "A", operation: "A", arguments: { text: "@triggerBody()?['text']" } }],
    })
    .turnOn();
  const run = await bench.run(flow, { text: "bo" });
  expect([run.status, seen]).toEqual(["succeeded", ["?text=bo"]]);
  await expect(bench.run(flow, {})).rejects.toThrow(/Fill in/);
  await bench.close();
});

test("branches run beside each other, each with the items of its own loop, and join where a step waits for both", async () => {
  const { platform, seen } = world();
  const branch = (name: string, seconds: number): WorkflowActions[string] => ({
    type: "Foreach",
    foreach: `@createArray('${name}1', '${name}2')`,
    actions: {
      [`Wait_${name}`]: wait(seconds),
      [`Get_${name}`]: call(`@items('Loop_${name}')`, { [`Wait_${name}`]: ["Succeeded"] }),
    },
  });
  const actions: WorkflowActions = {
    Loop_a: branch("a", 3),
    Loop_b: branch("b", 2),
    Both: call("both", { Loop_a: ["Succeeded"], Loop_b: ["Succeeded"] }),
  };
  const flow = await platform.createFlow({ type: "Request" }, {}, { definition: { actions } }).turnOn();
  const run = flow.run();
  await platform.clock.advance(5_000);
  // One after the other they would take ten seconds.
  expect(seen).toEqual(["?text=b1", "?text=a1", "?text=b2"]);
  expect(run.status).toBe("waiting");
  await platform.clock.advance(1_000);
  expect(seen).toEqual(["?text=b1", "?text=a1", "?text=b2", "?text=a2", "?text=both"]);
  expect(run.status).toBe("succeeded");
  expect(run.actions.map(({ name }) => name)).toEqual(["Loop_a", "Loop_b", "Both"]);
});

test("a Terminate step in one branch cancels what is under way in the other", async () => {
  const { platform } = world();
  const actions: WorkflowActions = {
    Long: wait(600),
    Short: wait(1),
    End: {
      type: "Terminate",
      inputs: { runStatus: "Failed", runError: { code: "Enough", message: "No more." } },
      runAfter: { Short: ["Succeeded"] },
    },
  };
  const flow = await platform.createFlow({ type: "Request" }, {}, { definition: { actions } }).turnOn();
  const run = flow.run();
  await platform.clock.advance(2_000);
  expect(run.snapshot()).toMatchObject({ status: "failed", error: { code: "Enough" } });
  expect(run.actions.map(({ name, status }) => [name, status])).toEqual([
    ["Long", "cancelled"],
    ["Short", "succeeded"],
    ["End", "succeeded"],
  ]);
});
