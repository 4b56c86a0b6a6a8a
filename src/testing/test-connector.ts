/** A connector under test: platform, connection and clock in one. */

import { connectorFromFiles, readConnector } from "../definition/connector-folder.ts";
import { type Clock, createVirtualClock } from "../machine/clock.ts";
import type {
  Answer,
  Arguments,
  Connection,
  ConnectorInput,
  DynamicList,
  DynamicOptions,
  Fault,
  Flow,
  FlowOptions,
  Platform,
  PlatformOptions,
} from "../platform/api.ts";
import type { Backend } from "../platform/backend.ts";
import { startCallbackServer } from "../platform/callback-server.ts";
import { connectLoopback } from "../platform/loopback-backend.ts";
import { createPlatform } from "../platform/platform.ts";
import { findRunTimeFaults } from "../validation/run-time-faults.ts";
import { FaultyConnector } from "./faulty-connector.ts";

export interface TestOptions extends Omit<PlatformOptions, "connector" | "backend" | "faults"> {
  /** A handler in the manner of `fetch`, or the address of a server on this machine, such as `http://127.0.0.1:4010`. */
  backend: Backend | string;
  /** Values of the connection, such as `{ api_key: "…" }` or `{ token: "…" }`. */
  connection?: Record<string, unknown>;
  /**
   * An operation that its definition shows cannot work makes the test that uses it fail (`throw`, unless said), or is run all
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
  /**
   * A flow on a trigger, still off: `await bench.flow("NewOrder", { shop: "a" }).turnOn()`.
   * @throws {FaultyConnector} if the trigger, or an action of the flow, cannot work; `invoke` and `list` do so as well
   */
  flow(operation: string, values?: Arguments, options?: FlowOptions): Flow;
  invoke(operation: string, values?: Arguments): Promise<Answer>;
  /** Rows of a drop-down as the maker sees them. */
  list(operation: string, input: string, options?: DynamicOptions): Promise<DynamicList>;
  /** Takes a notification as the platform's front end does: what a mocked service sends its callbacks to. */
  deliver(request: Request): Promise<Response>;
  /** Sends a payload to the callback address of a flow as the service would, and waits until its runs have done what they can. */
  notify(flow: Flow, payload: unknown): Promise<Response>;
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
  const { backend, connection: values, faults: onFault, allow = [], ...rest } = options;
  const input = typeof connector === "string" ? readConnector(connector) : connector;
  const faults = await faultsOf(input);
  const clock = options.clock ?? createVirtualClock();
  const remote = typeof backend === "string";
  // A service in another process needs an address that reaches us.
  const server = remote && !options.callback?.base ? await startCallbackServer() : undefined;
  try {
    const platform = createPlatform({
      seed: "test",
      ...rest,
      ...(server ? { callback: { ...options.callback, base: server.base } } : {}),
      connector: input,
      faults,
      clock,
      backend: remote ? connectLoopback(backend) : backend,
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
    const connection = platform.createConnection(values);
    const check = (used: readonly string[]) =>
      refuse(
        name,
        refused.filter(({ operations }) => operations?.some((operation) => used.includes(operation))),
      );
    return benchOf(platform, clock, connection, check, async () => server?.close());
  } catch (error) {
    await server?.close();
    throw error;
  }
}

/** What the validator says; values that lie in no file have no lines. */
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
  clock: Clock,
  connection: Connection,
  check: (used: readonly string[]) => void,
  closed: () => Promise<void>,
): TestBench {
  return {
    platform,
    clock,
    connection,
    flow(operation, values, options) {
      check([operation, ...(options?.actions ?? []).flatMap((action) => action.operation ?? [])]);
      return platform.createFlow(operation, values, { connection, ...options });
    },
    async invoke(operation, values) {
      check([operation]);
      return await platform.invoke(operation, values, { connection });
    },
    async list(operation, input, options) {
      check([operation]);
      return await platform.dynamic.list(operation, input, { connection, ...options });
    },
    deliver: (request) => platform.notify(request),
    async notify(flow, payload) {
      if (flow.callbackUrl === undefined)
        throw new TypeError(`${flow.operation} polls; nobody notifies it. Let time pass with advance().`);
      const response = await platform.notify(
        new Request(flow.callbackUrl, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(payload),
        }),
      );
      await clock.settle();
      return response;
    },
    advance: ({ seconds = 0, minutes = 0, hours = 0, days = 0 }) =>
      clock.advance((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000),
    async close() {
      platform.close();
      await closed();
    },
  };
}
