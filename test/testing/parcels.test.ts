import { expect, test } from "vitest";
import { createWebhookService, testConnector } from "../../src/testing/index.ts";
import "../../src/testing/matchers.ts";

const folder = `${import.meta.dirname}/fixtures/parcels`;

test("a parcel that arrives starts a run", async () => {
  const service = createWebhookService();
  const bench = await testConnector(folder, {
    backend: service.backend,
    connection: { api_key: "key-of-a-depot" },
  });

  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();
  expect(flow).toBeSubscribed();

  await service.publish({ number: "P-7", weight: 2.5, items: [{ name: "Lamp" }] }, bench.deliver);
  expect(flow).toHaveRun({ number: "P-7" });
  expect(flow.runs()[0]?.evaluate("triggerOutputs()?['body/number']")).toBe("P-7");

  await flow.turnOff();
  expect(service.subscriptions.size).toBe(0);
  expect(bench).toMatchDefinition();
});

test("a service that is down for a while delays the subscription, but does not prevent it", async () => {
  const service = createWebhookService({ firstAnswers: [() => new Response("busy", { status: 503 })] });
  const bench = await testConnector(folder, {
    backend: service.backend,
    connection: { api_key: "key-of-a-depot" },
  });

  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();
  expect(flow).not.toBeSubscribed();

  await bench.advance({ minutes: 5 });
  expect(flow).toBeSubscribed();
});

test("the gateway throttles a busy connection, and lets it go on a minute later", async () => {
  const backend = () => Response.json({ depots: [{ code: "north", name: "Depot North" }] });
  const throttle = { calls: 100, renewalPeriodSeconds: 60 };
  const bench = await testConnector(folder, { backend, throttle, connection: { api_key: "key-of-a-depot" } });

  for (let call = 0; call < 100; call++) await bench.invoke("ListDepots");
  expect(await bench.invoke("ListDepots")).toBeThrottled();

  await bench.advance({ minutes: 1 });
  expect(await bench.invoke("ListDepots")).not.toBeThrottled();
});
