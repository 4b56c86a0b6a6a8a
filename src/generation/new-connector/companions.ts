/** What is beside the definition of a new connector: settings, introduction, a project with a test, a workflow, an editor's settings. */
import { buildModel } from "../../definition/model.ts";
import { type JsonValue, ownObject, ownString } from "../../json/values.ts";
import { CONNECTION_VALUES, type SignInName, type TemplateName } from "./choices.ts";
import type { SampleCall } from "./described.ts";
import type { NewConnector } from "./request.ts";
import { slugOf } from "./slug.ts";

/** Texts by path. */
export function companions(given: NewConnector): Map<string, string> {
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    [
      "settings.json",
      json({
        connectorId: "",
        environment: "",
        apiProperties: "apiProperties.json",
        apiDefinition: "apiDefinition.swagger.json",
        icon: "icon.png",
        powerAppsUrl: "https://api.powerapps.com",
        powerAppsApiVersion: "2016-11-01",
      }),
    ],
    ["intro.md", introduction(given)],
    ["readme.md", readme(given)],
    [
      "package.json",
      json({
        name: slugOf(given.title),
        private: true,
        type: "module",
        engines: { node: ">=22.19" },
        scripts: {
          test: "node --test",
          validate: "connector validate .",
          package: "connector package .",
          start: "connector start .",
        },
        devDependencies: { "connector-workbench": `file:connector-workbench-${given.version}.tgz` },
      }),
    ],
    ["test/connector.test.js", testOf(given)],
    [".github/workflows/connector.yml", WORKFLOW],
    [
      ".vscode/settings.json",
      json({
        "editor.formatOnSave": false,
        "files.associations": { "apiDefinition.swagger.json": "json", "apiProperties.json": "json" },
        "files.eol": "\n",
        // Completion, hovers and squiggles, as soon as the package is installed.
        "json.schemas": [
          schemaOf("apiDefinition.swagger.json", "definition"),
          schemaOf("apiProperties.json", "properties"),
          schemaOf("settings.json", "settings"),
        ],
      }),
    ],
    [
      ".vscode/tasks.json",
      json({
        version: "2.0.0",
        tasks: [
          {
            label: "Validate the connector",
            type: "npm",
            script: "validate",
            group: "build",
            problemMatcher: [],
          },
          { label: "Test the connector", type: "npm", script: "test", group: "test", problemMatcher: [] },
          {
            label: "Open the workbench",
            type: "npm",
            script: "start",
            isBackground: true,
            problemMatcher: [],
          },
        ],
      }),
    ],
    [".gitignore", "node_modules/\ndist/\n*.tmp\n"],
  ]);
}

/** One of the schemas that the package brings. The slash in front leaves .vscode/settings.json alone. */
function schemaOf(file: string, schema: string) {
  return {
    fileMatch: [`/${file}`],
    url: `./node_modules/connector-workbench/build/schemas/${schema}.schema.json`,
  };
}

/** What the service is for. */
function purpose({ title, described }: NewConnector): string {
  const said = ownString(ownObject(described?.definition, "info"), "description")?.trim();
  if (!described) return `${title} keeps lists of items for teams. ${TO_SAY}`;
  return said ? said : TO_SAY;
}

const TO_SAY = "Say here what your service does, and what makers of flows get from this connector.";

function introduction(given: NewConnector): string {
  const { title, signIn } = given;
  return `${purpose(given)}

## Prerequisites

You need an account of ${title}.

## How to get credentials

${CREDENTIALS[signIn]}

## Get started with your connector

1. Create a flow and choose an operation of ${title}.
2. Create a connection.
3. Fill in the inputs and save the flow.

## Known issues and limitations

There are none that are known.

## Frequently asked questions

### Who may create a connection?

Everybody with an account.

## Common errors and remedies

| status | meaning | what to do |
|---|---|---|
| 401 | The connection is not accepted. | Check the credentials of the connection. |
| 404 | There is no such item or list. | Check its number. |
| 429 | There were too many calls. | Wait a minute. |
`;
}

/** What certification reads; the sections are those that it asks for. */
function readme(given: NewConnector): string {
  const { title, signIn } = given;
  return `# ${title}

${purpose(given)}

## Publisher: ${title}

## Prerequisites

You need an account of ${title}.

## Supported Operations

${operationsOf(given)}

## Obtaining Credentials

${CREDENTIALS[signIn]}

## Known Issues and Limitations

There are none that are known.

## Deployment Instructions

\`npm install\`, then \`npx connector package .\` writes what the portal, paconn and pac import into \`dist\`.
`;
}

function operationsOf({ template, described }: NewConnector): string {
  if (!described) return OPERATIONS[template];
  return buildModel(described.definition)
    .operations.filter(({ internal }) => !internal)
    .map(({ id, method, path, value }) => {
      const name = ownString(value, "summary") ?? id ?? `${method.toUpperCase()} ${path}`;
      return `### ${name}\n\n${ownString(value, "description") ?? "Say what it does."}`;
    })
    .join("\n\n");
}

const OPERATIONS: Record<TemplateName, string> = {
  webhook: "### When an item is created\n\nStarts a flow when an item is created in the chosen list.",
  polling: "### When an item is created\n\nStarts a flow when an item is created in the chosen list.",
  action: "### Create an item\n\nCreates an item.\n\n### Get an item\n\nReturns one item by its number.",
  mcp: "### Invoke the server\n\nGives agents the tools of the server.",
};

const CREDENTIALS: Record<SignInName, string> = {
  none: "None are needed.",
  "api-key": "Open the settings of your account, choose API keys and create one.",
  basic: "Use the name and the password you sign in with.",
  oauth2:
    "Register an app in the settings of your account and enter its client id and secret; makers of flows sign in with their own accounts.",
  entra: "Register an app in Microsoft Entra ID; makers of flows sign in with their work or school accounts.",
};

/** The option that gives a test its connection, as source; empty where none is needed. */
function connectionOption(signIn: SignInName): string {
  const values = Object.entries(CONNECTION_VALUES[signIn]).map(([name, value]) => `${name}: "${value}"`);
  return values.length === 0 ? "" : `, connection: { ${values.join(", ")} }`;
}

function testOf({ template, signIn, described }: NewConnector): string {
  if (!described) return TESTS[template](connectionOption(signIn));
  const [call] = described.calls;
  return call ? callTest(call, connectionOption(signIn)) : READING_TEST;
}

/** Calls one operation with values that the definition allows, and is answered with some. */
function callTest({ operationId, inputs, status, body }: SampleCall, connection: string): string {
  const written = (value: JsonValue) => JSON.stringify(value, null, 2).replaceAll("\n", "\n  ");
  const answer =
    body === undefined
      ? `new Response(null, { status: ${status} })`
      : `Response.json(${written(body)}, { status: ${status} })`;
  return `import assert from "node:assert";
import { test } from "node:test";
import { testConnector } from "connector-workbench/testing";
import { assertMatchesDefinition } from "connector-workbench/testing/assert";

test(${JSON.stringify(`${operationId} is called and answered as the definition says`)}, async () => {
  const backend = () => ${answer};
  const bench = await testConnector(import.meta.dirname + "/..", { backend${connection} });
  const answer = await bench.invoke(${JSON.stringify(operationId)}, ${written(inputs)});
  assert.strictEqual(answer.status, ${status});
  assertMatchesDefinition(bench);
});
`;
}

/** Where no operation can be called without knowing the service. */
const READING_TEST = `import assert from "node:assert";
import { test } from "node:test";
import { validate } from "connector-workbench";

test("the connector can be imported", async () => {
  const findings = await validate(import.meta.dirname + "/..", { profile: "import" });
  assert.deepStrictEqual(findings.filter(({ severity }) => severity === "error"), []);
});
`;

const TESTS: Record<TemplateName, (connection: string) => string> = {
  webhook: (connection) => `import { test } from "node:test";
import { createWebhookService, testConnector } from "connector-workbench/testing";
import { assertMatchesDefinition, assertRun, assertSubscribed } from "connector-workbench/testing/assert";

test("an item that is created starts a run", async () => {
  const service = createWebhookService();
  const bench = await testConnector(import.meta.dirname + "/..", { backend: service.backend${connection} });
  const flow = await bench.flow("WhenAnItemIsCreated", { body: { list: "inbox" } }).turnOn();
  assertSubscribed(flow);
  await service.publish({ id: "1", name: "Milk" }, bench.deliver);
  assertRun(flow, { name: "Milk" });
  await flow.turnOff();
  assertMatchesDefinition(bench);
});
`,
  polling: (connection) => `import { test } from "node:test";
import { createPollingService, testConnector } from "connector-workbench/testing";
import { assertRun } from "connector-workbench/testing/assert";

test("an item that is created starts a run", async () => {
  const service = createPollingService();
  const bench = await testConnector(import.meta.dirname + "/..", { backend: service.backend${connection} });
  const flow = await bench.flow("WhenAnItemIsCreated", { list: "inbox" }).turnOn();
  service.add({ id: "1", name: "Milk" });
  await bench.advance({ minutes: 5 });
  assertRun(flow, { name: "Milk" });
});
`,
  action: (connection) => `import assert from "node:assert";
import { test } from "node:test";
import { testConnector } from "connector-workbench/testing";
import { assertMatchesDefinition } from "connector-workbench/testing/assert";

test("an item is created", async () => {
  const backend = async (request) => Response.json({ id: "1", ...(await request.json()) }, { status: 201 });
  const bench = await testConnector(import.meta.dirname + "/..", { backend${connection} });
  const answer = await bench.invoke("CreateItem", { body: { name: "Milk" } });
  assert.deepStrictEqual(answer.body, { id: "1", name: "Milk" });
  assertMatchesDefinition(bench);
});
`,
  mcp: (connection) => `import assert from "node:assert";
import { test } from "node:test";
import { testConnector } from "connector-workbench/testing";

test("the server is reached", async () => {
  const backend = () => Response.json({ jsonrpc: "2.0", id: 1, result: {} });
  const bench = await testConnector(import.meta.dirname + "/..", { backend${connection} });
  const answer = await bench.invoke("InvokeServer");
  assert.strictEqual(answer.status, 200);
});
`,
};

const WORKFLOW = `name: Connector
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      - run: npm install
      - run: npx connector validate . --format github
      - run: npm test
      - run: npx connector package .
      - uses: actions/upload-artifact@v5
        with:
          name: packages
          path: dist
`;
