/**
 * What the platform emulator offers to those who drive it (tests, the workbench's page, scripts).
 * Everything named `…Snapshot` or `…Record` is plain JSON: it can be sent to a page or saved as it is, secrets already removed.
 */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import type { JsonObject, JsonValue } from "../definition/json.ts";
import type { Backend } from "./backend.ts";
import type { Clock } from "./clock.ts";
import type { PlatformEvent, PlatformListener } from "./events.ts";

/** A connector to run: its folder, what was read of it, or the two documents as values. */
export type ConnectorInput =
  | string
  | ConnectorFolder
  | { definition: JsonValue; properties?: JsonValue; name?: string };

/** Host family of the callback addresses that flows subscribe with. */
export type CallbackShape = "logic-apps" | "power-platform";

export interface CallbackOptions {
  /** Which of the two documented address shapes to use; by product unless said. */
  shape?: CallbackShape;
  /** A server on this machine that hands what arrives to {@link Platform.notify}, such as `http://127.0.0.1:4020`. */
  base?: string;
}

export type ThrottleMode = "sliding" | "fixed";

export interface ThrottleSettings {
  /** Calls that one connection may make within the renewal period. */
  calls: number;
  renewalPeriodSeconds: number;
  mode: ThrottleMode;
}

export type RetryProfileId = "logic-apps" | "power-automate-low" | "power-automate-medium-high" | "none";

/** Whose behaviour to follow where the two differ: retries, callback addresses, what internal objects become. */
export type Product = "power-automate" | "logic-apps";

export interface PlatformOptions {
  connector: ConnectorInput;
  /** `power-automate` unless said; sets the defaults of `retryProfile` and `callback.shape`. */
  product?: Product;
  /** The service: gets the request as it leaves the gateway, addressed to the host of the definition. */
  backend: Backend;
  /** Real time unless said; `createVirtualClock()` for tests. */
  clock?: Clock;
  /** What is not given comes from the connector's `service.yaml`, else 500 calls in 60 s, sliding. */
  throttle?: Partial<ThrottleSettings>;
  /** How failed registrations, polls and actions are tried again; `power-automate-low` or `logic-apps` by product unless said. */
  retryProfile?: RetryProfileId;
  callback?: CallbackOptions;
  /** `record` keeps answers that break the definition in the list; `fatal` also makes the call fail. */
  violations?: "record" | "fatal";
  /** Makes ids and the jitter of retries repeatable; random unless given. */
  seed?: string;
  /** Exchanges, events and runs kept before the oldest are dropped; 2,000 unless said. */
  keep?: number;
  /** Send the DELETE of an unsubscription without the connection's credentials, as reported of the real platform. */
  unsubscribeWithoutCredentials?: boolean;
}

/** A way in which a definition would fail at run time, told before anything is called. */
export interface Fault {
  /** Stable name, such as `location-not-declared`. */
  id: string;
  /** What is wrong, naming the operation. */
  message: string;
  /** What to do about it. */
  help: string;
  operation?: string;
  file: string;
  pointer: string;
  /** Counted from 1; absent where the connector was given as values. */
  line?: number;
  column?: number;
}

/** An answer (or a notification) that is not what the definition promises. */
export interface Violation {
  operation: string;
  /** Status of the answer, or `notification`. */
  status: number | "notification";
  /** Where in the body, as a JSON pointer; `/headers/X` style for a header, empty for the whole answer. */
  pointer: string;
  message: string;
}

/** Who answered and how; the two kinds of 429 are `connection-throttled` and `service-rejected`. */
export type AnswerKind =
  | "succeeded"
  | "connection-throttled"
  | "service-rejected"
  | "service-failed"
  | "gateway-timeout"
  | "gateway-failed"
  | "not-as-defined";

export interface Answer {
  operation: string;
  kind: AnswerKind;
  ok: boolean;
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Parsed JSON, a text, or `{ "$content-type", "$content" }` for anything else; undefined if empty. */
  body: JsonValue | undefined;
  /** Seconds that the answer asks to wait. */
  retryAfterSeconds?: number;
  violations: Violation[];
  /** Number of the exchange in {@link Platform.exchanges}. */
  exchange: number;
}

/** Values of an operation's inputs: by parameter name, by the designer's flat key (`body/webhook/change_type`), or nested. */
export type Arguments = Record<string, unknown>;

export interface ConnectionSnapshot {
  id: string;
  displayName: string;
  parameterSet?: string;
  /** `unauthenticated` once the policy `setconnectionstatustounauthenticated` struck. */
  status: "connected" | "unauthenticated";
  /** How calls are authenticated, such as `entra-id`, `api-key`, `basic`, `none`. */
  authentication: string[];
  /** Values of the parameters; secrets as `***`. */
  values: Record<string, string>;
  createdAt: string;
  /** Calls counted within the current throttle window. */
  callsInWindow: number;
}

export interface Connection {
  readonly id: string;
  snapshot(): ConnectionSnapshot;
}

export type FlowState = "off" | "on" | "suspended";

/**
 * Health of a flow's trigger. `retrying` and `gave-up` are the real platform's "problem with the flow's trigger";
 * `no-location` is a flow that runs but can never unsubscribe; `waiting` means a polling trigger that polls.
 */
export type TriggerHealth =
  | "off"
  | "registering"
  | "subscribed"
  | "no-location"
  | "retrying"
  | "gave-up"
  | "waiting"
  | "poll-failing";

export interface HealthReason {
  kind: AnswerKind;
  status: number;
  message: string;
  /** Time of the next attempt, if there is one. */
  nextAttemptAt?: string;
  /** What the answer asked for beside what the platform does. */
  serverAskedSeconds?: number;
  platformWaitsSeconds?: number;
}

/** A subscription that the platform can no longer end: it goes on counting against quotas of the service. */
export interface OrphanRecord {
  flow: string;
  operation: string;
  at: string;
  message: string;
}

export interface FlowSnapshot {
  id: string;
  name: string;
  operation: string;
  kind: "webhook" | "polling";
  connection: string;
  state: FlowState;
  health: TriggerHealth;
  reason?: HealthReason;
  /** Where the subscription ends, without secrets. */
  location?: string;
  /** Callback address with the signature redacted. */
  callbackUrl?: string;
  arguments: JsonObject;
  runs: number;
  orphans: OrphanRecord[];
  nextPollAt?: string;
}

export interface Flow {
  readonly id: string;
  readonly operation: string;
  readonly kind: "webhook" | "polling";
  readonly state: FlowState;
  readonly health: TriggerHealth;
  readonly reason: HealthReason | undefined;
  /** Turns the flow on; resolves when the first attempt to register (or the first poll) has ended, well or not. */
  turnOn(): Promise<Flow>;
  /** Resolves when the registration has come to an end: subscribed or given up. Needs the clock to go on. */
  settled(): Promise<Flow>;
  /** Changes inputs: a webhook flow that is on unsubscribes and subscribes anew. */
  edit(changes: Arguments): Promise<Flow>;
  turnOff(): Promise<Flow>;
  runs(): Run[];
  /** The signed address that the service is told to call; a secret. Undefined for polling flows. */
  readonly callbackUrl: string | undefined;
  /** Where the flow stands and why, in sentences: health, last calls, faults of the definition that explain them. */
  explain(): string[];
  snapshot(): FlowSnapshot;
}

export type RunStatus = "running" | "waiting" | "succeeded" | "failed";

export interface ActionRecord {
  name: string;
  operation: string;
  status: "succeeded" | "failed" | "waiting" | "skipped";
  inputs?: JsonObject;
  body?: JsonValue;
  httpStatus?: number;
  message?: string;
  /** One record an attempt that failed before the last one. */
  retryHistory: { startedAt: string; endedAt: string; code: string }[];
  /** Records of each round of a loop. */
  iterations?: ActionRecord[];
}

export interface RunSnapshot {
  id: string;
  flow: string;
  operation: string;
  status: RunStatus;
  startedAt: string;
  endedAt?: string;
  trigger: { headers: Record<string, string>; body: JsonValue | undefined };
  actions: ActionRecord[];
}

export interface Run {
  readonly id: string;
  readonly status: RunStatus;
  /** The trigger's body: what the flow sees. */
  readonly body: JsonValue | undefined;
  readonly actions: ActionRecord[];
  /** Value of an expression of the designer, such as `triggerOutputs()?['body/CustomerName']`; a leading `@` is allowed. */
  evaluate(expression: string): JsonValue | undefined;
  /** Values of an expression for every item of a list, as inside "Apply to each". */
  forEach(list: string, expression: string, loop?: string): (JsonValue | undefined)[];
  snapshot(): RunSnapshot;
}

/** A step behind the trigger. Texts that begin with `@` are expressions, `@{…}` within a text is replaced. */
export interface FlowAction {
  name: string;
  operation: string;
  arguments?: Arguments;
  /** Expression of a list; the step runs once an item, which `items('<name of the loop>')` then stands for. */
  forEach?: string;
  /** Name of the loop, `Apply_to_each` unless said. */
  loop?: string;
}

export interface FlowOptions {
  name?: string;
  connection?: Connection | string;
  actions?: FlowAction[];
  /** Seconds between two polls; 180 unless said, the designer's own default. */
  recurrenceSeconds?: number;
}

export interface ExchangeRecord {
  number: number;
  /** What the call was for. */
  phase: "invoke" | "subscribe" | "unsubscribe" | "poll" | "dynamic" | "policy" | "notify";
  operation?: string;
  connection?: string;
  flow?: string;
  run?: string;
  startedAt: string;
  /** Milliseconds on the platform's clock. */
  duration: number;
  request: { method: string; url: string; headers: Record<string, string>; body?: string; bodySize: number };
  response?: { status: number; headers: Record<string, string>; body?: string; bodySize: number };
  /** Whether the service gave the answer or the gateway did without asking it. */
  answeredBy: "service" | "gateway" | "platform";
  error?: string;
}

export interface DynamicRow {
  value: JsonValue | undefined;
  title: string;
  description?: string;
  /** False for a row that is shown but cannot be chosen. */
  selectable: boolean;
  /** True for a row of a tree that can be opened. */
  folder?: boolean;
  /** The whole item of the answer, by which the level below is asked for. */
  item: JsonValue;
}

export interface DynamicList {
  /** In the order in which the maker sees them: A to Z by title. */
  rows: DynamicRow[];
  /** What the maker reads instead of rows. */
  error?: string;
  /** What the author should mend; the maker does not see it. */
  problems: string[];
}

export interface DynamicSchema {
  schema?: JsonObject;
  error?: string;
  problems: string[];
}

export interface DynamicOptions {
  connection?: Connection | string;
  /** Current values of the operation's other inputs. */
  arguments?: Arguments;
  /** Ask again instead of answering from the cache (24 h). */
  refresh?: boolean;
}

export interface Dynamics {
  /** Rows of the drop-down of one input; `key` is the parameter's name or the designer's flat key. */
  list(operation: string, key: string, options?: DynamicOptions): Promise<DynamicList>;
  /** One level of a tree: the root, or what lies below a row. */
  tree(
    operation: string,
    key: string,
    options?: DynamicOptions & { below?: DynamicRow },
  ): Promise<DynamicList>;
  /** Schema of a dynamic input (`key`), or of the outputs (`key` left out). */
  schema(operation: string, key?: string, options?: DynamicOptions): Promise<DynamicSchema>;
}

export interface PlatformSnapshot {
  connector: string;
  now: string;
  throttle: ThrottleSettings;
  retryProfile: RetryProfileId;
  faults: Fault[];
  violations: Violation[];
  connections: ConnectionSnapshot[];
  flows: FlowSnapshot[];
  runs: RunSnapshot[];
  exchanges: ExchangeRecord[];
  events: PlatformEvent[];
}

export interface Platform {
  readonly clock: Clock;
  readonly throttle: ThrottleSettings;
  readonly dynamic: Dynamics;
  /** Ways in which the definition will fail at run time. */
  faults(): Fault[];
  violations(): Violation[];

  /** @throws {InputError} for values the connector's connection parameters do not allow, or that are missing */
  createConnection(values?: Record<string, unknown>, options?: ConnectionOptions): Connection;
  connections(): ConnectionSnapshot[];

  /** Calls an operation through the gateway. @throws {InputError} for arguments the operation does not take, or that are missing */
  invoke(
    operation: string,
    values?: Arguments,
    options?: { connection?: Connection | string },
  ): Promise<Answer>;

  /** Follows an address that an answer gave out (the next page, the state of a long operation), through the gateway. */
  follow(link: string, options?: { connection?: Connection | string }): Promise<Answer>;

  createFlow(operation: string, values?: Arguments, options?: FlowOptions): Flow;
  flow(id: string): Flow | undefined;
  flows(): Flow[];
  runs(): Run[];
  run(id: string): Run | undefined;
  orphans(): OrphanRecord[];

  /** Takes a notification addressed to a callback URL, as the platform's front end does. Never throws. */
  notify(request: Request): Promise<Response>;

  on(listener: PlatformListener): () => void;
  events(): PlatformEvent[];
  exchanges(): ExchangeRecord[];
  /** All exchanges as a HAR 1.2 document. */
  har(): JsonObject;
  snapshot(): PlatformSnapshot;
  /** Stops everything that waits on the clock. */
  close(): void;
}

export interface ConnectionOptions {
  displayName?: string;
  /** Name of the chosen entry of `connectionParameterSets`, where the connector has them. */
  parameterSet?: string;
}
