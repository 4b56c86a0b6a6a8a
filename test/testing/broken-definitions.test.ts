import { expect, test } from "vitest";
import { createWebhookService, FaultyConnector, testConnector } from "../../src/testing/index.ts";
import "../../src/testing/matchers.ts";
import { HOOKS, parcelsWith } from "./support/broken.ts";

const connection = { api_key: "key-of-a-depot" };

async function failureOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("nothing failed");
}

const noLocation = () =>
  parcelsWith((definition) => {
    delete definition.paths[HOOKS].post.responses["201"].headers;
  });

const misplacedContent = () =>
  parcelsWith((definition) => {
    const item = definition.paths[HOOKS];
    item.post["x-ms-notification-content"] = item["x-ms-notification-content"];
    delete item["x-ms-notification-content"];
  });

const internalObject = () =>
  parcelsWith((definition) => {
    const body = definition.paths[HOOKS].post.parameters[1];
    body.schema = {
      type: "object",
      required: ["hook"],
      properties: { hook: { ...body.schema, "x-ms-visibility": "internal" } },
    };
  });

const wrongValuePath = () =>
  parcelsWith((definition) => {
    definition.paths[HOOKS].post.parameters[0]["x-ms-dynamic-values"]["value-path"] = "cod";
  });

const misspeltPolicy = () =>
  parcelsWith((_definition, properties) => {
    properties.properties.policyTemplateInstances = [
      {
        templateId: "routerequesttoendpoint",
        title: "Route",
        parameters: {
          "x-ms-apimTemplateParameter.newPath": "/subscriptions/{depot}",
          "x-ms-apimTemplate-operationName": ["ParcelArives"],
        },
      },
    ];
  });

test.each([
  [
    "no Location declared",
    noLocation,
    "location-not-declared",
    "ParcelArrives declares no Location header on its 201 answer",
  ],
  [
    "content on the operation instead of the path",
    misplacedContent,
    "notification-content-misplaced",
    "ParcelArrives has its x-ms-notification-content on the operation",
  ],
  [
    "an internal object around the callback",
    internalObject,
    "internal-object",
    'In ParcelArrives the object "hook" around the notification URL is internal',
  ],
  [
    "a value-path that leads nowhere",
    wrongValuePath,
    "dynamic-path-unknown",
    'value-path "cod" of "depot" in ParcelArrives leads nowhere: the answer of ListDepots has no "cod" there.',
  ],
  [
    "a policy for a misspelt operation",
    misspeltPolicy,
    "policy-operation-unknown",
    'The policy routerequesttoendpoint names the operation "ParcelArives", which the definition does not have',
  ],
])(
  "a definition with %s fails the test and the message names the fault",
  async (_name, connector, id, text) => {
    const message = await failureOf(() =>
      testConnector(connector(), { backend: () => new Response(), connection }),
    );

    expect(message).toContain(id);
    expect(message).toContain(text);
  },
);

test("the message suggests what was probably meant", async () => {
  const wrongPath = await failureOf(() =>
    testConnector(wrongValuePath(), { backend: () => new Response(), connection }),
  );
  const misspelt = await failureOf(() =>
    testConnector(misspeltPolicy(), { backend: () => new Response(), connection }),
  );

  expect(wrongPath).toContain('Did you mean "code"?');
  expect(misspelt).toContain('Did you mean "ParcelArrives"?');
});

test("a fault carries file, line and column where the connector was read from a folder", async () => {
  const folder = `${import.meta.dirname}/fixtures/broken-parcels`;
  const error = await testConnector(folder, { backend: () => new Response() }).catch(
    (caught: unknown) => caught,
  );

  expect(error).toBeInstanceOf(FaultyConnector);
  expect((error as FaultyConnector).faults).toMatchObject([
    { id: "location-not-declared", file: "apiDefinition.swagger.json", line: 74, operation: "ParcelArrives" },
  ]);
});

test("run all the same, a service without Location leaves a subscription behind, and the matcher says why", async () => {
  const service = createWebhookService({ location: false });
  const bench = await testConnector(noLocation(), { backend: service.backend, connection, faults: "report" });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();

  const message = await failureOf(() => expect(flow).toBeSubscribed());
  expect(message).toContain("the service gave no address at which to unsubscribe");
  expect(message).toContain("location-not-declared");
  await flow.turnOff();
  expect(service.subscriptions.size).toBe(1);
});

test("run all the same, content on the operation makes a polling trigger of the webhook", async () => {
  const bench = await testConnector(misplacedContent(), {
    backend: createWebhookService().backend,
    connection,
    faults: "report",
  });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();

  const message = await failureOf(() => expect(flow).toBeSubscribed());
  expect(message).toContain("A polling trigger subscribes to nothing");
  expect(message).toContain("notification-content-misplaced");
});

test("run all the same, an internal object loses the callback address in the designer of Logic Apps", async () => {
  const service = createWebhookService({ urlAt: ["hook", "url"] });
  const bench = await testConnector(internalObject(), {
    backend: service.backend,
    connection,
    faults: "report",
    product: "logic-apps",
  });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();

  const message = await failureOf(() => expect(flow).toBeSubscribed());
  expect(message).toContain("The subscription names no callback address.");
  expect(message).toContain("internal-object");
});

test("run all the same, a wrong value-path gives rows without a value, and the list says which names there are", async () => {
  const backend = () => Response.json({ depots: [{ code: "n", name: "Depot North" }] });
  const bench = await testConnector(wrongValuePath(), { backend, connection, faults: "report" });

  const list = await bench.list("ParcelArrives", "depot");
  expect(list.rows).toMatchObject([{ title: "Depot North", value: undefined }]);
  expect(list.problems).toEqual(['No item has a value at "cod" (value-path); items have: code, name.']);
});

test("run all the same, a policy for a misspelt operation never runs", async () => {
  const paths: string[] = [];
  const bench = await testConnector(misspeltPolicy(), {
    backend(request) {
      paths.push(new URL(request.url).pathname);
      return new Response(null, { status: 404 });
    },
    connection,
    faults: "report",
  });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();

  expect(paths).toEqual(["/v1/depots/north/hooks"]);
  const message = await failureOf(() => expect(flow).toBeSubscribed());
  expect(message).toContain("policy-operation-unknown");
});

test("a fault that is known can be accepted, and no other one with it", async () => {
  const service = createWebhookService();
  const allow = ["location-not-declared"];
  const bench = await testConnector(noLocation(), { backend: service.backend, connection, allow });
  expect(await bench.flow("ParcelArrives", { depot: "north" }).turnOn()).toBeSubscribed();
  await expect(
    testConnector(misspeltPolicy(), { backend: service.backend, connection, allow }),
  ).rejects.toThrow("policy-operation-unknown");
});
