/**
 * Every operation of published connectors, driven through the emulated platform from end to end: actions are called with the
 * inputs that their definitions describe; polling triggers find nothing, then something; webhook triggers subscribe, are notified and
 * unsubscribe; webhook actions wait until they are called back. The service is the mock that the workbench makes of a definition.
 *
 *     npm run bench -- drive FOLDER_OF_CONNECTORS                  # the first 40 connectors
 *     npm run bench -- drive FOLDER_OF_CONNECTORS --connectors 0   # all
 *     npm run bench -- drive FOLDER_OF_CONNECTORS --only NAME
 *
 * Prints what did not go as it should and, listed separately, the violations: where the mock's own example is not what the definition
 * declares. Ends with 1 if an operation did not work.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { batchListOf } from "../src/definition/batch.ts";
import { parametersOf, readConnection } from "../src/definition/connection.ts";
import { readConnector } from "../src/definition/connector-folder.ts";
import { findConnectors } from "../src/definition/find-connectors.ts";
import { buildModel, type ConnectorModel, type Operation } from "../src/definition/model.ts";
import { propertiesOf, resolveObject } from "../src/definition/reference.ts";
import { isObject, type JsonObject, type JsonValue, own, ownObject, setOwn } from "../src/json/values.ts";
import { formatTable } from "../src/machine/terminal/table.ts";
import { messageOf } from "../src/platform/answers.ts";
import { splitBody } from "../src/platform/flows/split-on.ts";
import { createPlatform, createVirtualClock, type Platform } from "../src/platform/index.ts";
import { exampleOf } from "../src/workbench/backends/example.ts";
import { basePathOf } from "../src/workbench/backends/find-operation.ts";
import { createMockBackend } from "../src/workbench/backends/mock.ts";

const CONNECTORS = 40;
const KINDS = ["action", "polling", "webhook", "webhook-action"] as const;
type Kind = (typeof KINDS)[number];

/** A trigger that each connector gets besides its own, for flows around its webhook actions. */
const TRIGGER = "BenchTrigger";
const CALLBACK = { type: "string", "x-ms-notification-url": true };

interface Driven {
  connector: string;
  operation: string;
  kind: Kind;
  /** Why it did not work. */
  failure?: string;
  violations: string[];
}

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { connectors: { type: "string", default: String(CONNECTORS) }, only: { type: "string" } },
  });
  const [root] = positionals;
  const most = Number(values.connectors);
  if (root === undefined || !Number.isInteger(most) || most < 0) {
    process.stderr.write(
      "Usage: npm run bench -- drive FOLDER_OF_CONNECTORS [--connectors N] [--only NAME]\n",
    );
    process.exitCode = 2;
    return;
  }
  const driven: Driven[] = [];
  const unread: string[] = [];
  let count = 0;
  for (const folder of findConnectors([root])) {
    const name = path.relative(root, folder).split(path.sep).join("/") || path.basename(folder);
    if (values.only !== undefined && !name.includes(values.only)) continue;
    if (most > 0 && count >= most) break;
    const connector = readConnector(folder);
    if (!connector.definition?.strict || !connector.properties?.strict) {
      unread.push(name);
      continue;
    }
    count++;
    try {
      driven.push(
        ...(await drive(name, connector.definition.value ?? null, connector.properties.value ?? null)),
      );
    } catch (error) {
      unread.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  report(count, driven, unread);
}

async function drive(name: string, definition: JsonValue, properties: JsonValue): Promise<Driven[]> {
  const clock = createVirtualClock();
  const withTrigger = structuredClone(definition) as JsonObject;
  const paths = ownObject(withTrigger, "paths") ?? {};
  setOwn(paths, "/bench-trigger", {
    "x-ms-notification-content": { schema: { type: "object" } },
    post: {
      operationId: TRIGGER,
      "x-ms-trigger": "single",
      parameters: [{ name: "b", in: "body", schema: { type: "object", properties: { url: CALLBACK } } }],
      responses: { 201: { description: "" } },
    },
  });
  const model = buildModel(withTrigger);
  const mock = createMockBackend(clock, "bench");
  mock.use(model);
  let current: Operation | undefined;
  const platform = createPlatform({
    connector: { name, definition: withTrigger, properties },
    async backend(request) {
      const answer = await mock.handle(request);
      // A policy has led the call to a path that the definition does not have: the service knows what is meant.
      const unknown =
        answer.status === 404 && (await answer.clone().text()).includes("The definition has no");
      const unsubscribes = request.method === "DELETE" && current?.method !== "delete";
      return unknown && current && !unsubscribes
        ? await mock.handle(asDeclared(model, current, request))
        : answer;
    },
    clock,
    seed: name,
    throttle: { calls: 1_000_000 },
  });
  platform.createConnection(connectionValues(properties));
  const found: Driven[] = [];
  for (const operation of model.operations) {
    const { id, kind } = operation;
    if (id === undefined || id === TRIGGER) continue;
    const before = platform.violations().length;
    current = operation;
    let failure: string | undefined;
    for (const text of TEXTS) {
      try {
        failure = await DRIVERS[kind]({ platform, model, operation, id, queue: mock.queue, text });
      } catch (error) {
        failure = error instanceof Error ? error.message : String(error);
      }
      if (!failure?.includes("is not the address of a service")) break;
    }
    const violations = platform
      .violations()
      .slice(before)
      .map(({ status, pointer, message }) => `${status} ${pointer} ${message}`);
    found.push({ connector: name, operation: id, kind, violations, ...(failure ? { failure } : {}) });
  }
  platform.close();
  return found;
}

/** The call that would have been made without policies. */
function asDeclared(model: ConnectorModel, operation: Operation, request: Request): Request {
  const path = operation.path.replace(/\{[^{}]*\}/g, "1");
  return new Request(`https://service.example${basePathOf(model)}${path}`, { method: request.method });
}

/** What texts without an example are given: some policies make the host of the call of them. */
const TEXTS = [undefined, "https://service.example", "service.example"];

interface Drive {
  text: string | undefined;
  platform: Platform;
  model: ConnectorModel;
  operation: Operation;
  id: string;
  queue: ReturnType<typeof createMockBackend>["queue"];
}

/** Each plays one kind of operation and says what went wrong. */
const DRIVERS: Record<Kind, (drive: Drive) => Promise<string | undefined>> = {
  async action({ platform, model, operation, id, text }) {
    const answer = await platform.invoke(id, inputsOf(model, operation, text));
    return answer.ok ? undefined : `${answer.kind} ${answer.status}: ${messageOf(answer)}`;
  },

  async polling({ platform, model, operation, id, queue, text }) {
    const flow = await platform
      .createFlow(id, inputsOf(model, operation, text), { recurrenceSeconds: 60 })
      .turnOn();
    const early = flow.runs().length;
    const [body, runs] = news(model, operation);
    queue?.(id, body);
    await platform.clock.advance(60_000);
    const started = flow.runs().length - early;
    await flow.turnOff();
    if (flow.reason) return `${flow.reason.kind} ${flow.reason.status}: ${flow.reason.message}`;
    return started === runs ? undefined : `${started} runs started instead of ${runs}`;
  },

  async webhook({ platform, model, operation, id, text }) {
    const flow = await platform.createFlow(id, inputsOf(model, operation, text)).turnOn();
    if (flow.health !== "subscribed") return `${flow.health}: ${flow.reason?.message ?? ""}`;
    const content = operation.notificationContent?.value;
    const body = exampleOf(model.root, own(content, "schema")) ?? {};
    const response = await send(platform, flow.callbackUrl ?? "", body);
    const runs = flow.runs().length;
    await flow.turnOff();
    await platform.clock.advance(3_600_000);
    if (response.status !== 202) return `the notification was answered ${response.status}`;
    if (runs === 0) return "the notification started no run";
    return flow.snapshot().orphans[0]?.message;
  },

  async "webhook-action"({ platform, model, operation, id, text }) {
    const actions = [
      { name: "Ask", operation: id, arguments: inputsOf(model, operation, text) as JsonObject },
    ];
    const flow = await platform.createFlow(TRIGGER, {}, { actions }).turnOn();
    await send(platform, flow.callbackUrl ?? "", {});
    await platform.clock.settle();
    const [started] = flow.runs();
    const run = started && platform.run(started.id);
    const asked = run?.action("Ask");
    if (run === undefined || asked?.status !== "waiting") return `${asked?.status}: ${asked?.message ?? ""}`;
    await send(platform, platform.callbackOf(run.id, "Ask"), {});
    await platform.clock.settle();
    const status = platform.run(run.id)?.status;
    await flow.turnOff();
    return status === "succeeded" ? undefined : `the run is ${status} after the callback`;
  },
};

/** What a polling service answers when there is something new, and how many runs that is. */
function news(model: ConnectorModel, operation: Operation): [JsonValue, number] {
  const declared =
    operation.responses.find(({ status }) => status === "200") ??
    operation.responses.find(({ status }) => status === "default");
  const body = exampleOf(model.root, own(declared?.value, "schema"), { items: 2 }) ?? {};
  if (operation.trigger !== "batch") return [body, 1];
  if (Array.isArray(body)) return [body, body.length];
  const list = splitBody(body, batchListOf(model.root, operation, "stored"));
  return [body, list.length];
}

/** Every input, as the definition describes it. @param text for texts outside the body, instead of what the definition says */
function inputsOf(model: ConnectorModel, operation: Operation, text?: string): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (const parameter of operation.parameters) {
    const { name, value } = parameter;
    const schema = parameter.in === "body" ? own(value, "schema") : value;
    const example = exampleOf(model.root, schema);
    const isText = parameter.in !== "body" && typeof example === "string" && own(value, "enum") === undefined;
    if (isText && text !== undefined) inputs[name] = text;
    else if (example !== undefined && example !== "")
      inputs[name] = parameter.in === "body" ? complete(model.root, schema, example) : example;
    else if (own(value, "required") === true) inputs[name] = parameter.in === "body" ? {} : "example";
  }
  return inputs;
}

/** An example with what is required and says nothing of its type. */
function complete(root: JsonObject, schema: JsonValue | undefined, value: JsonValue, depth = 0): JsonValue {
  const resolved = resolveObject(root, schema, "");
  if (!resolved || !isObject(value) || depth > 8) return value;
  for (const property of propertiesOf(root, resolved.value, resolved.pointer)) {
    const member = own(value, property.name);
    if (member !== undefined) setOwn(value, property.name, complete(root, property.value, member, depth + 1));
    else if (property.required) setOwn(value, property.name, "example");
  }
  return value;
}

function connectionValues(properties: JsonValue): Record<string, unknown> {
  const connection = readConnection(ownObject(properties, "properties") ?? {});
  const values: Record<string, unknown> = {};
  for (const parameter of parametersOf(connection, connection.sets[0])) {
    const { name, type, allowed } = parameter;
    if (parameter.default !== undefined && parameter.default !== null) continue;
    values[name] = allowed?.[0] ?? (type === "int" ? 1 : type === "bool" ? true : "example");
  }
  return values;
}

function send(platform: Platform, url: string, body: JsonValue): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return platform.notify(new Request(url, { method: "POST", headers, body: JSON.stringify(body) }));
}

function report(connectors: number, driven: readonly Driven[], unread: readonly string[]): void {
  const rows = KINDS.map((kind) => {
    const all = driven.filter((one) => one.kind === kind);
    const failed = all.filter(({ failure }) => failure !== undefined);
    const violating = all.filter(({ violations }) => violations.length > 0);
    return [kind, String(all.length), String(all.length - failed.length), String(violating.length)];
  });
  process.stdout.write(`${connectors} connectors.\n\n`);
  process.stdout.write(
    `${formatTable([["kind", "operations", "worked", "with violations"], ...rows], [1, 2, 3])}\n`,
  );
  const lines = (title: string, texts: readonly string[]) => {
    if (texts.length > 0) process.stdout.write(`\n${title}\n${texts.map((text) => `  ${text}\n`).join("")}`);
  };
  lines("Not driven:", unread);
  lines(
    "Did not work:",
    driven
      .filter(({ failure }) => failure !== undefined)
      .map(({ connector, operation, kind, failure }) => `${connector}, ${kind} ${operation}: ${failure}`),
  );
  const kinds = Map.groupBy(
    driven.flatMap((one) => [...new Set(one.violations)].map((text) => ({ ...one, text }))),
    ({ connector, text }) => `${connector}: ${text.replace(/ \/\S*/, " …").replace(/"[^"]*"/, '"…"')}`,
  );
  lines(
    "Violations, by connector and kind:",
    [...kinds].map(
      ([kind, all]) => `${kind} (${all.length} times, such as ${all[0]?.operation}: ${all[0]?.text})`,
    ),
  );
  if (driven.some(({ failure }) => failure !== undefined)) process.exitCode = 1;
}
