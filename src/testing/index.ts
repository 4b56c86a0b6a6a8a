/** The harness for tests of connectors: see docs/testing-a-trigger.md. */

export { stringifyExact } from "../json/exact-numbers.ts";
export { type Clock, createVirtualClock } from "../machine/clock.ts";
export type * from "../platform/api.ts";
export type { Backend } from "../platform/backend.ts";
export {
  assertCalled,
  assertMatchesDefinition,
  assertNoRun,
  assertRun,
  assertSubscribed,
  assertSucceeded,
  assertThrottled,
} from "./assert.ts";
export { FaultyConnector } from "./faulty-connector.ts";
export { type Recorder, type Replay, recordHar, replayHar } from "./har.ts";
export { createPollingService, type PollingService } from "./polling-service.ts";
export { BackendCrashed } from "./remedies.ts";
export { createRoutes, type RoutedBackend, type RouteHandler } from "./routes.ts";
export type { TestBench, TestOptions } from "./test-connector.ts";
export {
  type ConnectorShape,
  type TypedAnswer,
  type TypedBench,
  type TypedFlow,
  testConnector,
} from "./typed-connector.ts";
export { createWebhookService, type WebhookService } from "./webhook-service.ts";
