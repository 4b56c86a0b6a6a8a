import { expect, test } from "vitest";
import type { FlowAction, Platform } from "../../src/platform/api.ts";
import { createPlatform, createVirtualClock } from "../../src/platform/index.ts";
import { definitionOf, recorder } from "./support/make.ts";

function platformWith(answer: (request: Request, platform: Platform) => Response | Promise<Response>) {
  const notification = { type: "string", "x-ms-notification-url": true, "x-ms-visibility": "internal" };
  const hook = {
    name: "body",
    in: "body",
    required: true,
    schema: { type: "object", properties: { url: notification } },
  };
  const anything = { default: { description: "Anything." } };
  const service = recorder();
  const platform: Platform = createPlatform({
    async backend(request) {
      const copy = request.clone();
      await service.backend(request);
      return await answer(copy, platform);
    },
    clock: createVirtualClock(),
    seed: "test",
    connector: {
      definition: definitionOf({
        "/hooks": {
          "x-ms-notification-content": { schema: { type: "object" } },
          post: { operationId: "Happens", "x-ms-trigger": "single", parameters: [hook], responses: anything },
        },
        "/mails": {
          post: {
            operationId: "Mail",
            parameters: [
              {
                name: "mail",
                in: "body",
                schema: { type: "object", properties: { to: { type: "string" }, text: { type: "string" } } },
              },
            ],
            responses: anything,
          },
        },
        "/approvals": { post: { operationId: "Approve", parameters: [hook], responses: anything } },
      }),
    },
  });
  return { platform, seen: service.seen };
}

async function run(platform: Platform, payload: object, actions: FlowAction[] = []) {
  const flow = await platform.createFlow("Happens", {}, { actions }).turnOn();
  await platform.notify(
    new Request(flow.callbackUrl ?? "", {
      method: "POST",
      headers: { "content-type": "application/json", "x-from": "tests" },
      body: JSON.stringify(payload),
    }),
  );
  await platform.clock.settle();
  const [first] = flow.runs();
  if (!first) throw new Error("no run");
  return first;
}

const ok = () => new Response(null, { status: 201, headers: { location: "https://api.example/v1/hooks/1" } });

const payload = {
  CustomerName: "Ann",
  "odd/name": "slash",
  Location: { Address: { City: "Oslo" } },
  Customers: [{ Email: "a@x", Location: { City: "Rome" } }, { Email: "b@x" }],
  Nothing: null,
};

test.each([
  ["triggerOutputs()?['body/CustomerName']", "Ann"],
  ["@triggerOutputs()?['body/Location/Address/City']", "Oslo"],
  ["@{triggerOutputs()?['body/CustomerName']}", "Ann"],
  ["triggerBody()?['Location']?['Address']?['City']", "Oslo"],
  ["triggerBody()['Customers'][1]['Email']", "b@x"],
  ["triggerBody()?.Location?.Address.City", "Oslo"],
  ["triggerOutputs()?['body/odd/name']", "slash"],
  ["triggerOutputs()?['body/Missing/Deep']", undefined],
  ["triggerOutputs()?['headers/x-from']", "tests"],
  ["triggerBody()?['Nothing']", null],
  ["concat('Dear ', triggerBody()?['CustomerName'], '!')", "Dear Ann!"],
  ["length(triggerBody()?['Customers'])", 2],
  ["first(triggerBody()?['Customers'])?['Email']", "a@x"],
  ["empty(triggerBody()?['Missing'])", true],
  ["coalesce(triggerBody()?['Nothing'], 'none')", "none"],
  ["equals(triggerBody()?['CustomerName'], 'Ann')", true],
  ["concat('it''s ', string(3))", "it's 3"],
])("the expression %s", async (expression, value) => {
  const { platform } = platformWith(ok);
  expect((await run(platform, payload)).evaluate(expression)).toEqual(value);
});

test("items are made for each entry of a list", async () => {
  const { platform } = platformWith(ok);
  const flowRun = await run(platform, payload);
  expect(flowRun.forEach("triggerOutputs()?['body/Customers']", "items('Apply_to_each')?['Email']")).toEqual([
    "a@x",
    "b@x",
  ]);
  expect(flowRun.forEach("triggerBody()?['Customers']", "item()?['Location/City']")).toEqual([
    "Rome",
    undefined,
  ]);
});

test.each([
  ["that goes on behind nothing", "triggerBody()['Missing']['x']", 'there is nothing at "Missing"'],
  ["that reads an item outside its loop", "items('Apply_to_each')?['x']", "stands outside the loop"],
  ["on an action that has not run", "body('Never')", 'There is no action "Never" that has run'],
  ["with an unknown function", "system('rm')", "does not know the function system()"],
  ["with an open bracket", "triggerBody()?['a'", '"]" is missing'],
  ["with something behind it", "triggerBody() nonsense", "something follows the expression"],
  ["of nothing", "", "a function such as triggerBody() is expected"],
  ["of a hundred levels", `${"concat(".repeat(100)}1${")".repeat(100)}`, "nested too deeply"],
])("an expression %s is told what is wrong", async (_, expression, message) => {
  const { platform } = platformWith(ok);
  const flowRun = await run(platform, payload);
  expect(() => flowRun.evaluate(expression)).toThrow(message);
});

test("actions see the trigger and each other, loops their items", async () => {
  const { platform, seen } = platformWith((request) =>
    new URL(request.url).pathname === "/v1/mails" ? Response.json({ sent: true, id: "m-1" }) : ok(),
  );
  const flowRun = await run(platform, payload, [
    {
      name: "First",
      operation: "Mail",
      arguments: { "mail/to": "x@y", "mail/text": "Hello @{triggerBody()?['CustomerName']}" },
    },
    {
      name: "Each",
      operation: "Mail",
      forEach: "@triggerOutputs()?['body/Customers']",
      arguments: { mail: { to: "@items('Apply_to_each')?['Email']", text: "@body('First')?['id']" } },
    },
  ]);
  expect(flowRun.status).toBe("succeeded");
  expect(seen.slice(1).map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { to: "x@y", text: "Hello Ann" },
    { to: "a@x", text: "m-1" },
    { to: "b@x", text: "m-1" },
  ]);
  expect(flowRun.actions[1]?.iterations).toHaveLength(2);
});

test("an action that fails fails the run, and those behind it are skipped", async () => {
  const { platform } = platformWith((request) =>
    new URL(request.url).pathname === "/v1/mails"
      ? Response.json({ message: "No such address." }, { status: 400 })
      : ok(),
  );
  const flowRun = await run(platform, payload, [
    { name: "First", operation: "Mail", arguments: {} },
    { name: "Second", operation: "Mail", arguments: {} },
  ]);
  expect(flowRun.status).toBe("failed");
  expect(flowRun.actions).toMatchObject([
    { name: "First", status: "failed", httpStatus: 400, message: "No such address." },
    { name: "Second", status: "skipped" },
  ]);
});

test("an action is retried as the profile says, and its history shows it", async () => {
  let calls = 0;
  const { platform } = platformWith((request) => {
    if (new URL(request.url).pathname !== "/v1/mails") return ok();
    return ++calls === 1 ? Response.json({}, { status: 503 }) : Response.json({});
  });
  const flowRun = await run(platform, payload, [{ name: "First", operation: "Mail", arguments: {} }]);
  expect(flowRun.status).toBe("running");
  await platform.clock.advance(300_000);
  expect(flowRun).toMatchObject({
    status: "succeeded",
    actions: [{ status: "succeeded", retryHistory: [{ code: "503" }] }],
  });
});

test("a webhook action pauses the run until it is called back", async () => {
  const { platform, seen } = platformWith(ok);
  const flowRun = await run(platform, payload, [
    { name: "Ask", operation: "Approve", arguments: {} },
    { name: "Tell", operation: "Mail", arguments: { "mail/text": "@body('Ask')?['decision']" } },
  ]);
  expect(flowRun).toMatchObject({ status: "waiting", actions: [{ status: "waiting" }] });
  const { url } = JSON.parse(seen[1]?.body ?? "") as { url: string };
  expect(url).toContain(`/runs/${flowRun.id}/actions/Ask/`);
  const callback = () =>
    platform.notify(
      new Request(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"decision":"yes"}',
      }),
    );
  expect((await callback()).status).toBe(202);
  await platform.clock.settle();
  expect(flowRun.status).toBe("succeeded");
  expect(JSON.parse(seen[2]?.body ?? "")).toEqual({ text: "yes" });
  expect((await callback()).status).toBe(404);
});

test("a webhook action may be called back before it is answered", async () => {
  const { platform } = platformWith(async (request, owner) => {
    if (new URL(request.url).pathname === "/v1/approvals") {
      const { url } = (await request.json()) as { url: string };
      await owner.notify(
        new Request(url, {
          method: "POST",
          body: '"at once"',
          headers: { "content-type": "application/json" },
        }),
      );
    }
    return ok();
  });
  const flowRun = await run(platform, payload, [{ name: "Ask", operation: "Approve", arguments: {} }]);
  expect(flowRun).toMatchObject({ status: "succeeded", actions: [{ body: "at once" }] });
});

test("an action on an operation that does not exist fails and says so", async () => {
  const { platform } = platformWith(ok);
  const flowRun = await run(platform, payload, [{ name: "Odd", operation: "Gone", arguments: {} }]);
  expect(flowRun.actions[0]?.message).toContain('"Odd" calls "Gone", which the definition does not have');
});
