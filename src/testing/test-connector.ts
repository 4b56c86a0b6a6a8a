/** A connector under test: platform, connection and clock in one. */

import { connectorFromFiles, readConnector } from "../definition/connector-folder.ts";
import { stringifyExact } from "../json/exact-numbers.ts";
import { type Clock, createVirtualClock } from "../machine/clock.ts";
import { HIDDEN } from "../machine/redaction/url.ts";
import type {
  AgentSession,
  Answer,
  Arguments,
  BuiltInTrigger,
  Connection,
  ConnectionOptions,
  ConnectionSnapshot,
  ConnectionValues,
  ConnectorInput,
  DynamicList,
  DynamicOptions,
  DynamicRow,
  DynamicSchema,
  Fault,
  FaultOptions,
  Flow,
  FlowOptions,
  ManualOptions,
  PagedList,
  PageOptions,
  Platform,
  PlatformOptions,
  Run,
  SetFault,
} from "../platform/api.ts";
import type { Backend } from "../platform/backend.ts";
import { startCallbackServer } from "../platform/callback-server.ts";
import { connectLoopback } from "../platform/loopback-backend.ts";
import { createPlatform } from "../platform/platform.ts";
import { stepsOf } from "../platform/runs/steps/from-options.ts";
import { operationsOf } from "../platform/runs/steps/step.ts";
import { findRunTimeFaults } from "../validation/run-time-faults.ts";
import { FaultyConnector } from "./faulty-connector.ts";
import { recordHar } from "./har.ts";
import { BackendCrashed, told, watchedFlow, withRemedy } from "./remedies.ts";

export interface TestOptions extends Omit<PlatformOptions, "connector" | "backend" | "faults"> {
  /** A handler in the manner of `fetch`, or the address of a server on this machine, such as `http://127.0.0.1:4010`. */
  backend: Backend | string;
  /** Values of the connection, such as `{ api_key: "…" }` or `{ token: "…" }`. */
  connection?: ConnectionValues;
  /** Name of the chosen entry of `connectionParameterSets`, where the connector has them; the first by default. */
  parameterSet?: string;
  /** Writes every exchange with the service into this HAR file when the bench is closed; `replayHar` plays it as a backend. */
  record?: string;
  /**
   * A backend that crashes (a TypeError in a handler, an answer that is not a Response) fails the test with its stack (`throw`,
   * the default), or counts as a service that cannot be reached.
   */
  crashes?: "throw" | "report";
  /**
   * An operation that its definition shows cannot work makes the test that uses it fail (`throw`, the default), or is run all
   * the same. Either way `platform.faults()` and the messages of failing matchers tell what the definition shows.
   */
  faults?: "throw" | "report";
  /** Ids of the rules whose findings are known and accepted, such as `dynamic-item-paths` where the service sends more than is declared. */
  allow?: readonly string[];
}

export interface TestBench {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly connection: Connection;
  /** A further connection, for `invoke`, `list` and flows: another user, another key, another set of parameters. */
  connect(values?: ConnectionValues, options?: ConnectionOptions): Connection;
  /**
   * A flow on a trigger, still off: `await bench.flow("NewOrder", { shop: "a" }).turnOn()`.
   * @throws {FaultyConnector} if the trigger, or an action of the flow, cannot work; `invoke` and `list` do so as well
   */
  flow(operation: string, values?: Arguments, options?: FlowOptions): Flow;
  /**
   * A flow on a trigger that belongs to no connector, such as `{ type: "Request", kind: "Button" }` ("Manually trigger a flow"): for
   * flows of several steps of a connector that has no triggers.
   */
  flow(trigger: BuiltInTrigger, options?: FlowOptions): Flow;
  /**
   * A run of these steps, started by hand as by a button, for connectors without a trigger: `await bench.run({ actions: [ … ] })`.
   * Resolves when the run has done what it can without time passing.
   * @param trigger what the steps see as `triggerBody()`, and headers
   */
  run(options: ManualOptions, trigger?: { body?: unknown; headers?: Record<string, string> }): Promise<Run>;
  /** Runs a flow that begins with such a button, with what it asks for; resolves as above. */
  run(flow: Flow, inputs?: Arguments): Promise<Run>;
  /** Calls an action. `chunked` sends its file in pieces; `untilDone` follows a 202 with `Location` to its end while the clock goes on. */
  invoke(
    operation: string,
    values?: Arguments,
    options?: { connection?: Connection | string; untilDone?: boolean; chunked?: boolean },
  ): Promise<Answer>;
  /** The pages of a list with `x-ms-pageable`, until there are `minimumItems`. */
  pages(
    operation: string,
    values?: Arguments,
    options?: PageOptions & { connection?: Connection | string },
  ): Promise<PagedList>;
  /** Calls the operation by which the platform tests a new connection. */
  testConnection(connection?: Connection | string): Promise<Answer>;
  /** Talks to an MCP operation as an agent does. */
  agent(operation: string, options?: { connection?: Connection | string }): Promise<AgentSession>;
  /** Rows of a drop-down as the maker sees them, or of a tree: its root, or what lies `below` a row. */
  list(
    operation: string,
    input: string,
    options?: DynamicOptions & { below?: DynamicRow },
  ): Promise<DynamicList>;
  /** A dynamic schema: of an input, or of the outputs if none is named. What comes from then on is checked against the outputs'. */
  schema(operation: string, input?: string, options?: DynamicOptions): Promise<DynamicSchema>;
  /** Sets a fault of the service: `bench.fault({ path: "/v1/hooks", status: 503, count: 2 })`. */
  fault(options: FaultOptions): SetFault;
  /** Takes a notification as the platform's front end does: what a mocked service sends its callbacks to. */
  deliver(request: Request): Promise<Response>;
  /**
   * Sends a payload to the callback address of a flow as the service would, and waits until its runs have done what they can.
   * Bytes and texts are sent as they are, under the content type given; anything else as JSON.
   */
  notify(flow: Flow, payload: unknown, options?: { headers?: Record<string, string> }): Promise<Response>;
  /** Answers the webhook action that a run waits in, as the service would. */
  callBack(
    run: Run,
    action: string,
    payload?: unknown,
    options?: { headers?: Record<string, string> },
  ): Promise<Response>;
  /** Lets time pass: retries, polls and throttle windows happen on the way. */
  advance(time: { seconds?: number; minutes?: number; hours?: number; days?: number }): Promise<void>;
  close(): Promise<void>;
}

/**
 * Sets up a connector for a test: virtual clock, repeatable ids, one connection. The validator is asked what will break when
 * the connector runs, for those operations that the test uses.
 * @throws {FaultyConnector} if nothing of the connector can work, such as where its files are no JSON
 * @throws {InputError} if it cannot be read, or the connection's values do not fit
 */
export async function testConnector(connector: ConnectorInput, options: TestOptions): Promise<TestBench> {
  const {
    backend,
    connection: values,
    parameterSet,
    record,
    crashes: onCrash = "throw",
    faults: onFault,
    allow = [],
    ...rest
  } = options;
  const input = typeof connector === "string" ? readConnector(connector) : connector;
  const faults = await faultsOf(input);
  const clock = options.clock ?? createVirtualClock();
  const remote = typeof backend === "string";
  // A service in another process needs an address that reaches us.
  const server = remote && !options.callback?.base ? await startCallbackServer() : undefined;
  try {
    const service = remote ? connectLoopback(backend, { hostHeader: options.hostHeader === true }) : backend;
    const recorder = record === undefined ? undefined : recordHar(service);
    const platform = createPlatform({
      seed: "test",
      ...rest,
      ...(server ? { callback: { ...options.callback, base: server.base } } : {}),
      connector: input,
      faults,
      clock,
      backend: recorder?.backend ?? service,
    });
    server?.receive((request) => platform.notify(request));
    const refused =
      onFault === "report"
        ? []
        : platform.faults().filter(({ certain, id }) => certain && !allow.includes(id));
    const name = platform.snapshot().connector;
    refuse(
      name,
      refused.filter(({ operations }) => !operations),
    );
    await platform.ready();
    const connection = platform.createConnection(values, parameterSet === undefined ? {} : { parameterSet });
    const check = (used: readonly string[]) =>
      refuse(
        name,
        refused.filter(({ operations }) => operations?.some((operation) => used.includes(operation))),
      );
    return benchOf(platform, connection, check, onCrash, async () => {
      await server?.close();
      if (record !== undefined) {
        const secrets = platform.connections().flatMap((one) => secretsOf(one, values ?? {}));
        recorder?.hide(secrets);
        recorder?.save(record);
      }
    });
  } catch (error) {
    await server?.close();
    throw withRemedy(error);
  }
}

/** Values of a connection that its snapshot does not show. */
function secretsOf(connection: ConnectionSnapshot, values: Record<string, unknown>): string[] {
  return Object.keys(connection.values)
    .filter((name) => connection.values[name] === HIDDEN)
    .map((name) => values[name])
    .filter((value) => typeof value === "string");
}

/** What the validator says; values that are in no file have no lines. */
async function faultsOf(connector: Exclude<ConnectorInput, string>): Promise<Fault[]> {
  if ("root" in connector) return await findRunTimeFaults(connector);
  const { definition, properties = {}, name = "connector" } = connector;
  const files = new Map([
    ["apiDefinition.swagger.json", Buffer.from(JSON.stringify(definition))],
    ["apiProperties.json", Buffer.from(JSON.stringify(properties))],
  ]);
  const faults = await findRunTimeFaults(connectorFromFiles(name, files));
  return faults.map(({ line: _line, column: _column, ...fault }) => fault);
}

function refuse(connector: string, faults: readonly Fault[]): void {
  if (faults.length > 0) throw new FaultyConnector(connector, faults);
}

function benchOf(
  platform: Platform,
  connection: Connection,
  check: (used: readonly string[]) => void,
  onCrash: "throw" | "report",
  closed: () => Promise<void>,
): TestBench {
  const { clock } = platform;
  let crash: string | undefined;
  platform.on((event) => {
    if (event.type === "backend-crashed") crash ??= event.message;
  });
  const crashed = () => {
    const message = crash;
    crash = undefined;
    if (message !== undefined && onCrash === "throw") throw new BackendCrashed(message);
  };
  /** What is done with the service, and fails with its backend. */
  const watched = <A extends unknown[], R>(work: (...given: A) => Promise<R>) =>
    told(async (...given: A): Promise<R> => {
      const result = await work(...given);
      crashed();
      return result;
    });
  const send = async (url: string, payload: unknown, headers: Record<string, string> = {}) => {
    const response = await platform.notify(requestTo(url, payload, headers));
    await clock.settle();
    return response;
  };
  return {
    platform,
    clock,
    connection,
    connect: told((values, options) => platform.createConnection(values, options)),
    flow: told(
      (trigger: string | BuiltInTrigger, given?: Arguments | FlowOptions, further?: FlowOptions): Flow => {
        const builtIn = typeof trigger !== "string";
        const options = (builtIn ? given : further) as FlowOptions | undefined;
        check([...(builtIn ? [] : [trigger]), ...operationsOf(stepsOf(options ?? {}))]);
        const values = builtIn ? {} : (given as Arguments | undefined);
        return watchedFlow(platform.createFlow(trigger, values, { connection, ...options }), crashed);
      },
    ),
    run: watched(async (given: Flow | ManualOptions, values?: object) => {
      if ("turnOn" in given) {
        const run = given.run(values as Arguments | undefined);
        await clock.settle();
        return run;
      }
      check(operationsOf(stepsOf(given)));
      const run = platform.start({ connection, ...given }, values as Parameters<Platform["start"]>[1]);
      await clock.settle();
      return run;
    }),
    invoke: watched(async (operation: string, values?: Arguments, options?: object) => {
      check([operation]);
      return await platform.invoke(operation, values, { connection, ...options });
    }),
    pages: watched(async (operation: string, values?: Arguments, options?: PageOptions) => {
      check([operation]);
      return await platform.pages(operation, values, { connection, ...options });
    }),
    testConnection: watched((given?: Connection | string) => platform.testConnection(given ?? connection)),
    agent: watched(async (operation: string, options?: object) => {
      check([operation]);
      return await platform.agent(operation, { connection, ...options });
    }),
    list: watched(
      async (operation: string, input: string, options?: DynamicOptions & { below?: DynamicRow }) => {
        check([operation]);
        const asked = { connection, ...options };
        return asked.below === undefined
          ? await platform.dynamic.list(operation, input, asked)
          : await platform.dynamic.tree(operation, input, asked);
      },
    ),
    schema: watched(async (operation: string, input?: string, options?: DynamicOptions) => {
      check([operation]);
      return await platform.dynamic.schema(operation, input, { connection, ...options });
    }),
    fault: told((options: FaultOptions) => platform.fault(options)),
    deliver: (request) => platform.notify(request),
    notify: watched(async (flow: Flow, payload: unknown, options?: { headers?: Record<string, string> }) => {
      if (flow.callbackUrl === undefined)
        throw new TypeError(`${flow.operation} polls; nobody notifies it. Let time pass with advance().`);
      return await send(flow.callbackUrl, payload, options?.headers);
    }),
    callBack: watched(
      async (run: Run, action: string, payload?: unknown, options?: { headers?: Record<string, string> }) =>
        await send(platform.callbackOf(run.id, action), payload, options?.headers),
    ),
    advance: watched(async ({ seconds = 0, minutes = 0, hours = 0, days = 0 }) => {
      await clock.advance((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
    }),
    async close() {
      platform.close();
      await closed();
    },
  };
}

/** A notification as a service sends it. */
function requestTo(url: string, payload: unknown, given: Record<string, string>): Request {
  const headers = new Headers(given);
  const raw = typeof payload === "string" || payload instanceof Uint8Array || payload instanceof Blob;
  const asIs = raw && headers.has("content-type");
  if (!asIs && !headers.has("content-type")) headers.set("content-type", "application/json");
  const body = payload === undefined ? null : asIs ? (payload as BodyInit) : stringifyExact(payload);
  return new Request(url, { method: "POST", headers, body });
}
