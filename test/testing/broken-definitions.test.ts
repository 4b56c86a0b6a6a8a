import { expect, test } from "vitest";
import { connectorFromFiles } from "../../src/definition/connector-folder.ts";
import {
  type ConnectorInput,
  createWebhookService,
  FaultyConnector,
  type FlowOptions,
  testConnector,
  type WorkflowActions,
} from "../../src/testing/index.ts";
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

const undescribedList = () =>
  parcelsWith((definition) => {
    definition.paths["/depots"].get.responses["200"].schema = {};
  });

const unknownList = () =>
  parcelsWith((definition) => {
    definition.paths[HOOKS].post.parameters[0]["x-ms-dynamic-values"].operationId = "ListDepos";
  });

const noUrl = () =>
  parcelsWith((definition) => {
    delete definition.paths[HOOKS].post.parameters[1].schema.properties.url["x-ms-notification-url"];
  });

const unknownTemplate = () =>
  parcelsWith((_definition, properties) => {
    properties.properties.policyTemplateInstances = [
      {
        templateId: "routerequest",
        title: "Route",
        parameters: { "x-ms-apimTemplate-operationName": ["ParcelArrives"] },
      },
    ];
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

/** A flow of the trigger, on a service that is never asked. */
const flowOf = async (connector: ConnectorInput, operation = "ParcelArrives") =>
  (await testConnector(connector, { backend: () => new Response(), connection })).flow(operation, {
    depot: "north",
  });

test.each([
  [
    "content on the operation instead of the path",
    misplacedContent,
    "webhook-content-on-path-item",
    'x-ms-notification-content stands inside the operation "ParcelArrives"',
  ],
  [
    "no notification URL",
    noUrl,
    "webhook-url-required",
    'The webhook trigger "ParcelArrives" has no field marked as notification URL',
  ],
  [
    "a value-path that leads nowhere",
    wrongValuePath,
    "dynamic-item-paths",
    'The entries that "ListDepots" answers with have no "cod", which "value-path" names.',
  ],
  [
    "a list of an operation that does not exist",
    unknownList,
    "dynamic-operation-exists",
    'x-ms-dynamic-values names the operation "ListDepos", which the definition does not have',
  ],
  [
    "a policy for a misspelt operation",
    misspeltPolicy,
    "policy-operation-exists",
    'names the operation "ParcelArives", which the definition does not have',
  ],
  [
    "a policy of no template",
    unknownTemplate,
    "policy-template-known",
    'The template of a policy is "routerequest", which the platform does not have',
  ],
])(
  "a test of a trigger with %s fails, and the message names the fault",
  async (_name, connector, id, text) => {
    const message = await failureOf(() => flowOf(connector()));

    expect(message).toContain(`${id}  api`);
    expect(message).toContain("(ParcelArrives)");
    expect(message).toContain(text);
  },
);

test("the message suggests what was probably meant", async () => {
  expect(await failureOf(() => flowOf(unknownList()))).toContain('Did you mean "ListDepots"?');
  expect(await failureOf(() => flowOf(misspeltPolicy()))).toContain('Did you mean "ParcelArrives"?');
});

test("an operation that has no part in a fault is tested all the same, alone, not with one that has", async () => {
  const backend = () => Response.json({ depots: [{ code: "n", name: "Depot North" }] });
  const bench = await testConnector(wrongValuePath(), { backend, connection });

  expect((await bench.invoke("ListDepots")).ok).toBe(true);
  await expect(bench.list("ParcelArrives", "depot")).rejects.toThrow("dynamic-item-paths");
  await expect(bench.invoke("ParcelArrives", { depot: "n" })).rejects.toThrow("dynamic-item-paths");
  expect(bench.platform.faults()).toMatchObject([
    { id: "dynamic-item-paths", operations: ["ParcelArrives"] },
  ]);
});

test("an action of a flow is used by its test", async () => {
  const connector = parcelsWith((definition, properties) => {
    definition.paths["/labels"] = {
      get: { operationId: "PrintLabel", responses: { 200: { description: "" } } },
    };
    properties.properties.policyTemplateInstances = [
      {
        templateId: "setheader",
        title: "Language",
        parameters: {
          "x-ms-apimTemplateParameter.name": "a",
          "x-ms-apimTemplateParameter.value": "b",
          "x-ms-apimTemplate-operationName": ["PrintLable"],
        },
      },
    ];
  });
  const bench = await testConnector(connector, { backend: () => new Response(), connection });
  const actions = [{ name: "Print", operation: "PrintLabel" }];
  const print: WorkflowActions = {
    Print: { type: "OpenApiConnection", inputs: { host: { operationId: "PrintLabel" } } },
  };
  const flows: FlowOptions[] = [
    { actions },
    { definition: { actions: print } },
    {
      definition: {
        actions: {
          Check: {
            type: "If",
            expression: true,
            else: { actions: { Each: { type: "Foreach", foreach: "@body", actions: print } } },
          },
        },
      },
    },
  ];
  for (const options of flows)
    expect(() => bench.flow("ParcelArrives", { depot: "north" }, options)).toThrow("policy-operation-exists");
  expect(bench.flow("ParcelArrives", { depot: "north" }).kind).toBe("webhook");
});

test("where a file is not JSON nothing can be tested", async () => {
  const files = new Map([
    ["apiDefinition.swagger.json", Buffer.from(`${JSON.stringify(parcelsWith(() => {}).definition)},`)],
    ["apiProperties.json", Buffer.from("{}")],
  ]);
  const folder = connectorFromFiles("parcels", files);
  await expect(testConnector(folder, { backend: () => new Response() })).rejects.toThrow("doc-json-valid");
});

test("a fault carries file, line and column where the connector was read from a folder", async () => {
  const error = await flowOf(`${import.meta.dirname}/fixtures/broken-parcels`).catch(
    (caught: unknown) => caught,
  );

  expect(error).toBeInstanceOf(FaultyConnector);
  expect((error as FaultyConnector).faults).toMatchObject([
    {
      id: "webhook-content-on-path-item",
      file: "apiDefinition.swagger.json",
      line: 32,
      operations: ["ParcelArrives"],
    },
  ]);
});

test("a Location that is sent undeclared works; the definition is blamed only where none comes", async () => {
  const service = createWebhookService();
  const bench = await testConnector(noLocation(), { backend: service.backend, connection });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();
  expect(flow).toBeSubscribed();
  expect(bench.platform.faults()).toMatchObject([{ id: "webhook-location-header", certain: false }]);
  await flow.turnOff();
  expect(service.subscriptions.size).toBe(0);
});

test("a service without Location leaves a subscription behind, and the matcher says why", async () => {
  const service = createWebhookService({ location: false });
  const bench = await testConnector(noLocation(), { backend: service.backend, connection });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();

  const message = await failureOf(() => expect(flow).toBeSubscribed());
  expect(message).toContain("the service gave no address at which to unsubscribe");
  expect(message).toContain("Perhaps because of the definition: webhook-location-header");
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
  expect(message).toContain("webhook-content-on-path-item");
});

test("an internal object loses the callback address in the designer of Logic Apps", async () => {
  const service = createWebhookService({ urlAt: ["hook", "url"] });
  const bench = await testConnector(internalObject(), {
    backend: service.backend,
    connection,
    product: "logic-apps",
  });
  const flow = await bench.flow("ParcelArrives", { depot: "north" }).turnOn();

  const message = await failureOf(() => expect(flow).toBeSubscribed());
  expect(message).toContain("The subscription names no callback address.");
  expect(message).toContain("webhook-url-internal");
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
  expect(message).toContain("policy-operation-exists");
});

test("a fault that is known can be accepted, and no other one with it", async () => {
  const backend = () => Response.json({ depots: [] });
  const allow = ["dynamic-item-paths"];
  const bench = await testConnector(wrongValuePath(), { backend, connection, allow });
  expect(await bench.list("ParcelArrives", "depot")).toMatchObject({ rows: [] });
  const other = await testConnector(misspeltPolicy(), { backend, connection, allow });
  expect(() => other.flow("ParcelArrives", { depot: "north" })).toThrow("policy-operation-exists");
});

test("a drop-down whose service does not describe its answer is filled all the same", async () => {
  const backend = () => Response.json({ depots: [{ code: "north", name: "Depot North" }] });
  const bench = await testConnector(undescribedList(), { backend, connection });
  const { rows } = await bench.list("ParcelArrives", "depot");
  expect(rows).toMatchObject([{ value: "north", title: "Depot North" }]);
});
