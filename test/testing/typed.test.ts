/** The harness typed by a connector: what `npm run types` writes is the type argument of `testConnector`. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readConnector } from "../../src/definition/connector-folder.ts";
import { connectorTypes } from "../../src/generation/types/shapes.ts";
import { typescriptOf } from "../../src/generation/types/typescript.ts";
import { assertMatchesDefinition } from "../../src/testing/assert.ts";
import { createWebhookService, testConnector } from "../../src/testing/index.ts";
import "../../src/testing/matchers.ts";
import type { Connector as Parcels } from "./fixtures/parcels.types.ts";

const folder = path.join(import.meta.dirname, "fixtures", "parcels");

test("the types beside the fixture are those of its definition", () => {
  const types = typescriptOf(connectorTypes(readConnector(folder).definition?.value));
  expect(readFileSync(path.join(import.meta.dirname, "fixtures", "parcels.types.ts"), "utf8")).toBe(types);
});

test("operations, inputs and payloads are known", async () => {
  const service = createWebhookService();
  const bench = await testConnector<Parcels>(folder, {
    backend: service.backend,
    connection: { api_key: "key-of-a-depot" },
  });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();
  await bench.notify(flow, { number: "P-7", weight: 2.5, items: [{ name: "Lamp" }] });
  expect(flow).toHaveRun({ number: "P-7" });
  assertMatchesDefinition(bench);
  await bench.close();
});

test("what is not in the definition is refused by the compiler", async () => {
  const bench = await testConnector<Parcels>(folder, {
    backend: createWebhookService().backend,
    connection: { api_key: "key-of-a-depot" },
  });
  // Written down for the compiler, and never run: `npm run check` fails if one of these is accepted.
  const refused = async () => {
    // @ts-expect-error there is no such trigger
    bench.flow("ParcelLeaves", { depot: "north" });
    // @ts-expect-error the depot is missing
    bench.flow("ParcelArrives");
    // @ts-expect-error there is no such input
    bench.flow("ParcelArrives", { depot: "north", dept: "north" });
    const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();
    // @ts-expect-error a number is no text
    await bench.notify(flow, { number: 7 });
    // @ts-expect-error there is no such input
    await bench.list("ParcelArrives", "dept");
    const answer = await bench.invoke("ListDepots");
    // @ts-expect-error a depot has no weight
    return answer.body?.depots?.[0]?.weight;
  };
  expect(refused).toBeTypeOf("function");
  await bench.close();
});
