import { expect, test } from "vitest";
import { createWebhookService, testConnector } from "../../src/testing/index.ts";
import "../../src/testing/matchers.ts";
import { parcelsWith } from "./support/broken.ts";

const folder = `${import.meta.dirname}/fixtures/parcels`;
const connection = { api_key: "key-of-a-depot" };

function failureOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("nothing failed");
}

test("toHaveRun shows the difference to the last run", async () => {
  const bench = await testConnector(folder, { backend: createWebhookService().backend, connection });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();
  await bench.notify(flow, { number: "P-8", weight: 1 });

  const message = failureOf(() => expect(flow).toHaveRun({ number: "P-7" }));
  expect(message).toContain("but its 1 run is different");
  expect(message).toContain("P-8");
  expect(failureOf(() => expect(flow).not.toHaveRun({ number: "P-8" }))).toContain("but it has");
});

test("toHaveRun without runs reports the state of the flow", async () => {
  const backend = () => Response.json({ message: "Unknown key." }, { status: 401 });
  const bench = await testConnector(folder, { backend, connection });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();

  const message = failureOf(() => expect(flow).toHaveRun());
  expect(message).toContain("the subscription failed and was given up");
  expect(message).toContain("401 (the service refuses): Unknown key.");
  expect(message).toContain("subscribe: POST api.parcels.example/v1/depots/north/hooks -> 401");
});

test("toHaveRun takes asymmetric matchers and parts of a body", async () => {
  const bench = await testConnector(folder, { backend: createWebhookService().backend, connection });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();
  await bench.notify(flow, { number: "P-9", items: [{ name: "Lamp", colour: "red" }] });

  expect(flow).toHaveRun({ number: expect.stringMatching(/^P-/), items: [{ name: "Lamp" }] });
});

test("toBeThrottled tells the gateway's 429 from a quota of the service", async () => {
  const backend = () => Response.json({ message: "Too many hooks." }, { status: 429 });
  const bench = await testConnector(folder, { backend, connection, retryProfile: "none" });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();

  expect(failureOf(() => expect(flow).toBeThrottled())).toContain(
    "It has a 429, but one of the service (a quota): waiting does not make it go away.",
  );
});

test("toMatchDefinition lists each violation with its place", async () => {
  const bench = await testConnector(folder, { backend: createWebhookService().backend, connection });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();
  await bench.notify(flow, { weight: "heavy" });

  const message = failureOf(() => expect(bench).toMatchDefinition());
  expect(message).toContain("ParcelArrives, notification, /weight: must be number");
  expect(message).toContain("ParcelArrives, notification: must have required property 'number'");
});

test("toMatchDefinition names what is missing at one place in one line, and what came again once", async () => {
  const backend = () => Response.json({ depots: [{}] });
  const connector = parcelsWith((definition) => {
    definition.definitions.Depot.required = ["code", "name"];
  });
  const bench = await testConnector(connector, { backend, connection });
  await bench.invoke("ListDepots");
  await bench.invoke("ListDepots");

  const message = failureOf(() => expect(bench).toMatchDefinition());
  expect(message).toContain(
    "ListDepots, 200, /depots/0: must have the required properties 'code', 'name' (2 times)",
  );
  expect(message.match(/ListDepots/g)).toHaveLength(1);
});

test("a matcher on the wrong value says so, even after .not", async () => {
  expect(failureOf(() => expect(Promise.resolve()).not.toBeSubscribed())).toContain(
    "toBeSubscribed takes a flow, not object. Was an await forgotten?",
  );
});
