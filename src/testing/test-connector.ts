/** A connector under test: platform, connection and clock in one. */

import { type Clock, createVirtualClock } from "../machine/clock.ts";
import type {
  Answer,
  Arguments,
  Connection,
  ConnectorInput,
  DynamicList,
  DynamicOptions,
  Flow,
  FlowOptions,
  Platform,
  PlatformOptions,
} from "../platform/api.ts";
import type { Backend } from "../platform/backend.ts";
import { startCallbackServer } from "../platform/callback-server.ts";
import { connectLoopback } from "../platform/loopback-backend.ts";
import { createPlatform } from "../platform/platform.ts";
import { FaultyConnector } from "./faulty-connector.ts";

export interface TestOptions extends Omit<PlatformOptions, "connector" | "backend"> {
  /** A handler in the manner of `fetch`, or the address of a server on this machine, such as `http://127.0.0.1:4010`. */
  backend: Backend | string;
  /** Values of the connection, such as `{ api_key: "…" }` or `{ token: "…" }`. */
  connection?: Record<string, unknown>;
  /** Faults that the definition shows make the test fail (`throw`, unless said), or are left to `platform.faults()`. */
  faults?: "throw" | "report";
  /** Ids of faults that are known and accepted, such as `location-not-declared` where the service sends it undeclared. */
  allow?: readonly string[];
}

export interface TestBench {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly connection: Connection;
  /** A flow on a trigger, still off: `await bench.flow("NewOrder", { shop: "a" }).turnOn()`. */
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
 * Sets up a connector for a test: virtual clock, repeatable ids, one connection.
 * @throws {FaultyConnector} if the definition shows that it would fail at run time
 * @throws {InputError} if it cannot be read, or the connection's values do not fit
 */
export async function testConnector(connector: ConnectorInput, options: TestOptions): Promise<TestBench> {
  const { backend, connection: values, faults, allow = [], ...rest } = options;
  const clock = options.clock ?? createVirtualClock();
  const remote = typeof backend === "string";
  // A service in another process needs an address that reaches us.
  const server = remote && !options.callback?.base ? await startCallbackServer() : undefined;
  try {
    const platform = createPlatform({
      seed: "test",
      ...rest,
      ...(server ? { callback: { ...options.callback, base: server.base } } : {}),
      connector,
      clock,
      backend: remote ? connectLoopback(backend) : backend,
    });
    server?.receive((request) => platform.notify(request));
    const found = platform.faults().filter(({ id }) => !allow.includes(id));
    if (found.length > 0 && faults !== "report")
      throw new FaultyConnector(platform.snapshot().connector, found);
    const connection = platform.createConnection(values);
    return benchOf(platform, clock, connection, async () => server?.close());
  } catch (error) {
    await server?.close();
    throw error;
  }
}

function benchOf(
  platform: Platform,
  clock: Clock,
  connection: Connection,
  closed: () => Promise<void>,
): TestBench {
  return {
    platform,
    clock,
    connection,
    flow: (operation, values, options) => platform.createFlow(operation, values, { connection, ...options }),
    invoke: (operation, values) => platform.invoke(operation, values, { connection }),
    list: (operation, input, options) => platform.dynamic.list(operation, input, { connection, ...options }),
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
