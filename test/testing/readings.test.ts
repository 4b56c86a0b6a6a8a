import { expect, test } from "vitest";
import { createPollingService, testConnector } from "../../src/testing/index.ts";
import "../../src/testing/matchers.ts";

const folder = `${import.meta.dirname}/fixtures/readings`;

test("every new reading starts a run of its own", async () => {
  const service = createPollingService(60);
  const bench = await testConnector(folder, { backend: service.backend });

  const flow = await bench.flow("NewReading", { sensor: "roof" }, { recurrenceSeconds: 60 }).turnOn();
  expect(flow).not.toHaveRun();

  service.add({ celsius: 21.5 });
  service.add({ celsius: 22 });
  await bench.advance({ minutes: 1 });

  expect(flow.runs()).toHaveLength(2);
  expect(flow).toHaveRun({ celsius: 22 });
  expect(bench).toMatchDefinition();
});

test("readings of the time in which the flow was off are delivered when it is on again", async () => {
  const service = createPollingService(60);
  const bench = await testConnector(folder, { backend: service.backend });
  const flow = await bench.flow("NewReading", { sensor: "roof" }).turnOn();

  await flow.turnOff();
  service.add({ celsius: 30 });
  await bench.advance({ hours: 8 });
  expect(flow).not.toHaveRun();

  await flow.turnOn();
  expect(flow).toHaveRun({ celsius: 30 });
});
