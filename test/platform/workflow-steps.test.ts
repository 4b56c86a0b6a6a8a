/** Steps of a workflow definition as the schema reference documents them: loops, switches, data operations, static results, limits. */
import { expect, test } from "vitest";
import type { JsonValue } from "../../src/json/values.ts";
import type { Platform, Run, StaticResult, WorkflowActions } from "../../src/platform/api.ts";
import { createPlatform, createVirtualClock } from "../../src/platform/index.ts";
import { definitionOf } from "./support/make.ts";

const anything = { default: { description: "Anything." } };

function service(answer: (count: number) => Response = () => Response.json({})) {
  let calls = 0;
  const platform = createPlatform({
    clock: createVirtualClock(),
    seed: "test",
    retryProfile: "none",
    connector: {
      definition: definitionOf({ "/state": { get: { operationId: "State", responses: anything } } }),
    },
    backend: () => answer(++calls),
  });
  return { platform, calls: () => calls };
}

async function runOf(
  platform: Platform,
  actions: WorkflowActions,
  { body, staticResults }: { body?: unknown; staticResults?: Record<string, StaticResult> } = {},
): Promise<Run> {
  const definition = staticResults === undefined ? { actions } : { actions, staticResults };
  const run = platform.start({ definition, variables: { n: 0, log: "" } }, { body });
  await platform.clock.settle();
  return run;
}

const state = { type: "OpenApiConnection", inputs: { host: { operationId: "State" } } } as const;
const after = (name: string) => ({ runAfter: { [name]: ["Succeeded" as const] } });
const count = { type: "IncrementVariable", inputs: { name: "n", value: 1 } } as const;

test("an Until loop runs its steps, then looks at its condition", async () => {
  const { platform, calls } = service((calls) => Response.json({ done: calls === 3 }));
  const run = await runOf(platform, {
    Until_done: { type: "Until", expression: "@body('State')?['done']", actions: { State: state } },
    Total: { type: "Compose", inputs: "@iterationIndexes('Until_done')", ...after("Until_done") },
  });
  expect(run.status).toBe("succeeded");
  expect(calls()).toBe(3);
  expect(run.action("Until_done")?.iterations?.map(({ expressionResult }) => expressionResult)).toEqual([
    false,
    false,
    true,
  ]);
  expect(run.evaluate("outputs('Total')")).toBe(2);
});

test.each([
  ["60 rounds unless said", undefined, 60],
  ["the rounds that its limit says", { count: 4 }, 4],
])("an Until loop whose condition is never met ends well after %s", async (_name, limit, rounds) => {
  const { platform } = service();
  const run = await runOf(platform, {
    Loop: {
      type: "Until",
      expression: "@equals(1, 2)",
      ...(limit ? { limit } : {}),
      actions: { Count: count },
    },
  });
  expect(run.status).toBe("succeeded");
  expect(run.evaluate("variables('n')")).toBe(rounds);
});

test("an Until loop ends when its time is over, and fails there on request", async () => {
  const { platform } = service();
  const wait = { type: "Wait", inputs: { interval: { count: 10, unit: "Minute" } } } as const;
  const run = await runOf(platform, {
    Loop: {
      type: "Until",
      expression: false,
      limit: { timeout: "PT25M" },
      operationOptions: "FailWhenLimitsReached",
      actions: { Wait: wait },
    },
  });
  await platform.clock.advance(3_600_000);
  expect(run.action("Loop")?.iterations).toHaveLength(3);
  expect(run.action("Loop")).toMatchObject({
    status: "failed",
    message: "The condition was not met within 1500 s.",
  });
  expect(run.status).toBe("failed");
});

test("a step that fails in a round of an Until loop counts only in the last one", async () => {
  const flaky = service((calls) => Response.json({}, { status: calls === 1 ? 404 : 200 }));
  const until = (expression: string): WorkflowActions => ({
    Loop: { type: "Until", expression, actions: { State: state } },
  });
  const well = await runOf(flaky.platform, until("@equals(outputs('State')?['statusCode'], 200)"));
  expect(well.status).toBe("succeeded");
  const down = service(() => Response.json({}, { status: 404 }));
  const badly = await runOf(down.platform, until("@equals(outputs('State')?['statusCode'], 404)"));
  expect(badly.status).toBe("failed");
});

const choice = (value: string): WorkflowActions => ({
  Switch: {
    type: "Switch",
    expression: "@triggerBody()?['answer']",
    cases: {
      Case: { case: "Approve", actions: { Yes: { type: "Compose", inputs: "yes" } } },
      Case_2: { case: 7, actions: { Seven: { type: "Compose", inputs: "seven" } } },
    },
    default: { actions: { Other: { type: "Compose", inputs: value } } },
  },
});

test.each([
  ["Approve", "Yes"],
  [7, "Seven"],
  ["7", "Other"],
  ["approve", "Other"],
])("a Switch on %j runs the case %s alone", async (answer, name) => {
  const { platform } = service();
  const run = await runOf(platform, choice("other"), { body: { answer } });
  const statuses = Object.fromEntries(["Yes", "Seven", "Other"].map((one) => [one, run.action(one)?.status]));
  expect(statuses).toEqual({ Yes: "skipped", Seven: "skipped", Other: "skipped", [name]: "succeeded" });
  expect(run.status).toBe("succeeded");
});

test("data operations: Parse JSON, Filter array, Select, Join", async () => {
  const { platform } = service();
  const run = await runOf(platform, {
    Parse: {
      type: "ParseJson",
      inputs: {
        content: '{"items":[{"n":3},{"n":1},{"n":5}]}',
        schema: { type: "object", required: ["items"] },
      },
    },
    Filter: {
      type: "Query",
      inputs: { from: "@body('Parse')['items']", where: "@greater(item()['n'], 2)" },
      ...after("Parse"),
    },
    Select: {
      type: "Select",
      inputs: { from: "@body('Filter')", select: { double: "@mul(item()['n'], 2)" } },
      ...after("Filter"),
    },
    Join: { type: "Join", inputs: { from: [1, 2, true, null], joinWith: ";" }, ...after("Select") },
  });
  expect(run.status).toBe("succeeded");
  expect(run.evaluate("body('Filter')")).toEqual([{ n: 3 }, { n: 5 }]);
  expect(run.evaluate("outputs('Select')['body']")).toEqual([{ double: 6 }, { double: 10 }]);
  expect(run.evaluate("body('Join')")).toBe("1;2;True;");
});

test("data operations: CSV and HTML tables, with columns of their own or those of the items", async () => {
  const { platform } = service();
  const from = [
    { ID: 0, Name: 'A "B", C' },
    { ID: 1, Name: "<b>" },
  ];
  const run = await runOf(platform, {
    Csv: { type: "Table", inputs: { format: "CSV", from } },
    Html: { type: "Table", inputs: { format: "HTML", from } },
    Own: {
      type: "Table",
      inputs: { format: "HTML", from, columns: [{ header: "Stock", value: "@concat('No. ', item().ID)" }] },
    },
  });
  expect(run.evaluate("body('Csv')")).toBe('ID,Name\r\n0,"A ""B"", C"\r\n1,<b>\r\n');
  expect(run.evaluate("body('Html')")).toContain("<th>ID</th><th>Name</th>");
  expect(run.evaluate("body('Html')")).toContain("<td>&lt;b&gt;</td>");
  expect(run.evaluate("body('Own')")).toBe(
    "<table><thead><tr><th>Stock</th></tr></thead><tbody><tr><td>No. 0</td></tr><tr><td>No. 1</td></tr></tbody></table>",
  );
});

test.each([
  ["content that is no JSON", { type: "ParseJson", inputs: { content: "{", schema: {} } }, "is no JSON"],
  [
    "content that breaks its schema",
    {
      type: "ParseJson",
      inputs: { content: { a: 1 }, schema: { type: "object", properties: { a: { type: "string" } } } },
    },
    "/a must be string",
  ],
  [
    "a filter of no array",
    { type: "Query", inputs: { from: "@triggerBody()", where: "@true" } },
    "from is null",
  ],
  [
    "a filter that is not of true or false",
    { type: "Query", inputs: { from: [1], where: "@item()" } },
    "instead of true or false",
  ],
  [
    "a table of other things than objects",
    { type: "Table", inputs: { format: "CSV", from: [1] } },
    "Give columns.",
  ],
] satisfies [string, WorkflowActions[string], string][])(
  "a data operation fails on %s",
  async (_name, action, message) => {
    const { platform } = service();
    const run = await runOf(platform, { Step: action });
    expect(run.action("Step")).toMatchObject({ status: "failed", message: expect.stringContaining(message) });
  },
);

test("a static result replaces the call: failed, with outputs, and without any", async () => {
  const { platform, calls } = service();
  const enabled = { staticResult: { name: "State0", staticResultOptions: "Enabled" } };
  const staticResults: Record<string, StaticResult> = {
    State0: {
      status: "Failed",
      outputs: { statusCode: 503, body: { busy: true } },
      error: { code: "Busy", message: "Later." },
    },
  };
  const run = await runOf(
    platform,
    {
      State: { ...state, runtimeConfiguration: enabled },
      Behind: { type: "Compose", inputs: "@body('State')['busy']", runAfter: { State: ["Failed"] } },
      Off: {
        ...state,
        runtimeConfiguration: { staticResult: { name: "State0", staticResultOptions: "Disabled" } },
        ...after("Behind"),
      },
    },
    { staticResults },
  );
  expect(run.action("State")).toMatchObject({ status: "failed", httpStatus: 503, code: "Busy" });
  expect(run.evaluate("outputs('Behind')")).toBe(true);
  expect(calls()).toBe(1);
  expect(() =>
    platform.start({ definition: { actions: { State: { ...state, runtimeConfiguration: enabled } } } }),
  ).toThrow('asks for the static result "State0"');
});

test("a delay until a time waits for it, and not for one that has passed", async () => {
  const { platform } = service();
  const until = (timestamp: string) => ({ type: "Wait", inputs: { until: { timestamp } } }) as const;
  const run = await runOf(platform, {
    Past: until("2020-01-01T00:00:00Z"),
    Later: { ...until("@addHours(utcNow(), 2)"), ...after("Past") },
  });
  expect([run.action("Past")?.status, run.action("Later")?.status]).toEqual(["succeeded", "waiting"]);
  await platform.clock.advance(2 * 3_600_000);
  expect(run.status).toBe("succeeded");
});

test("one step makes several variables, empty ones by their type", async () => {
  const { platform } = service();
  const variables: JsonValue = [
    { name: "a", type: "integer", value: "@add(1, 1)" },
    { name: "b", type: "array" },
    { name: "c", type: "boolean" },
  ];
  const run = await runOf(platform, { Make: { type: "InitializeVariable", inputs: { variables } } });
  expect(["a", "b", "c"].map((name) => run.evaluate(`variables('${name}')`))).toEqual([2, [], false]);
});

test("variables are decremented, by one by default", async () => {
  const { platform } = service();
  const run = await runOf(platform, {
    Down: { type: "DecrementVariable", inputs: { name: "n" } },
    More: { type: "DecrementVariable", inputs: { name: "n", value: 4 }, ...after("Down") },
  });
  expect(run.evaluate("variables('n')")).toBe(-5);
});

test.each([
  [
    "a text is added to a number",
    { type: "AppendToStringVariable", inputs: { name: "n", value: "x" } },
    "is a number; this step is for texts",
  ],
  [
    "an item is added to a text",
    { type: "AppendToArrayVariable", inputs: { name: "log", value: 1 } },
    "is a text; this step is for arrays",
  ],
  [
    "a text is incremented",
    { type: "IncrementVariable", inputs: { name: "log" } },
    "is a text; this step is for numbers",
  ],
  [
    "a number is set to a text",
    { type: "SetVariable", inputs: { name: "n", value: "5" } },
    "cannot be set to a text",
  ],
  [
    "a variable was not made",
    { type: "SetVariable", inputs: { name: "new", value: 1 } },
    'variable "new" has not been made',
  ],
] as [string, WorkflowActions[string], string][])("a step fails where %s", async (_name, action, message) => {
  const { platform } = service();
  const run = await runOf(platform, { Step: action });
  expect(run.action("Step")).toMatchObject({ status: "failed", message: expect.stringContaining(message) });
});

test("a loop over more items than the plan allows fails", async () => {
  const platform = createPlatform({
    clock: createVirtualClock(),
    retryProfile: "power-automate-low",
    connector: {
      definition: definitionOf({ "/state": { get: { operationId: "State", responses: anything } } }),
    },
    backend: () => Response.json({}),
  });
  const loop = (count: number): WorkflowActions => ({
    Loop: { type: "Foreach", foreach: `@range(0, ${count})`, actions: {} },
  });
  expect((await runOf(platform, loop(5_000))).action("Loop")?.status).toBe("succeeded");
  expect((await runOf(platform, loop(5_001))).action("Loop")).toMatchObject({
    status: "failed",
    message: expect.stringContaining("allows 5000"),
  });
});

test("what a skipped action would have given is null, and its status is known", async () => {
  const { platform } = service();
  const run = await runOf(platform, {
    Fails: { type: "Compose", inputs: "@int('x')" },
    Skipped: { ...state, ...after("Fails") },
    Behind: {
      type: "Compose",
      inputs: ["@actions('Skipped')?['status']", "@body('Skipped')", "@outputs('Skipped')?['statusCode']"],
      runAfter: { Skipped: ["Skipped"] },
    },
  });
  expect(run.evaluate("outputs('Behind')")).toEqual(["Skipped", null, null]);
  expect(run.status).toBe("succeeded");
});

test.each([
  [["Succeeded", "Failed"], "succeeded"],
  [["Failed", "Skipped", "TimedOut"], "succeeded"],
  [["Succeeded", "Skipped"], "skipped"],
] as const)("a step that runs after %j of one that failed has %s", async (statuses, status) => {
  const { platform } = service();
  const run = await runOf(platform, {
    Fails: { type: "Compose", inputs: "@int('x')" },
    Then: { type: "Compose", inputs: 1, runAfter: { Fails: [...statuses] } },
  });
  expect(run.action("Then")?.status).toBe(status);
});

test.each([
  [
    "a Terminate step in a loop",
    {
      Loop: {
        type: "Foreach",
        foreach: "@triggerBody()",
        actions: { End: { type: "Terminate", inputs: { runStatus: "Failed" } } },
      },
    },
    "where Terminate cannot stand",
  ],
  [
    "a Terminate step in a scope within a loop",
    {
      Loop: {
        type: "Until",
        expression: true,
        actions: {
          Scope: { type: "Scope", actions: { End: { type: "Terminate", inputs: { runStatus: "Failed" } } } },
        },
      },
    },
    "where Terminate cannot stand",
  ],
  [
    "a variable made within a scope",
    {
      Scope: {
        type: "Scope",
        actions: {
          Make: { type: "InitializeVariable", inputs: { variables: [{ name: "x", type: "string" }] } },
        },
      },
    },
    "makes a variable within another step",
  ],
  [
    "more rounds than an Until loop may have",
    { Loop: { type: "Until", expression: true, limit: { count: 5_001 } } },
    "cannot have 5001 rounds",
  ],
  [
    "a name of more than 80 characters",
    { ["x".repeat(81)]: { type: "Compose", inputs: 1 } },
    "has 81 characters",
  ],
  [
    "a Switch of more than 25 cases",
    {
      Switch: {
        type: "Switch",
        expression: 1,
        cases: Object.fromEntries(Array.from({ length: 26 }, (_, one) => [`C${one}`, { case: one }])),
      },
    },
    "more than 25 cases",
  ],
  [
    "more than 250 variables",
    Object.fromEntries(
      Array.from({ length: 251 }, (_, one) => [
        `V${one}`,
        { type: "InitializeVariable", inputs: { variables: [{ name: `v${one}`, type: "string" }] } },
      ]),
    ),
    "more than 250 variables",
  ],
  [
    "an expression of more than 8,192 characters",
    { Long: { type: "Compose", inputs: { deep: [`@concat('${"x".repeat(8_200)}')`] } } },
    'step "Long" has an expression of 8211 characters',
  ],
  [
    "a description of more than 256 characters",
    { Told: { type: "Compose", inputs: 1, description: "x".repeat(257) } },
    "has 257 characters",
  ],
  [
    "more than 50 rounds of a loop at a time",
    {
      Loop: {
        type: "Foreach",
        foreach: "@triggerBody()",
        runtimeConfiguration: { concurrency: { repetitions: 51 } },
      },
    },
    "cannot run 51 rounds at a time",
  ],
  [
    "a retry policy of an unknown type",
    { State: { ...state, inputs: { ...state.inputs, retryPolicy: { type: "linear" } } } },
    'a retry policy of the type "linear"',
  ],
] as [string, WorkflowActions, string][])("no flow can be saved with %s", (_name, actions, message) => {
  const { platform } = service();
  expect(() => platform.start({ definition: { actions } })).toThrow(message);
});
