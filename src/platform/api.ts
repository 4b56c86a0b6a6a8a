/**
 * What the platform emulator offers to those who drive it (tests, the workbench's page, scripts).
 * Everything named `…Snapshot` or `…Record` is plain JSON: it can be sent to a page or saved as it is, secrets already removed.
 */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import type { JsonObject, JsonValue } from "../json/values.ts";
import type { Clock } from "../machine/clock.ts";
import type { Answer, Fault, Violation } from "./api/answers.ts";
import type {
  Connection,
  ConnectionOptions,
  ConnectionSnapshot,
  ConnectionValues,
} from "./api/connections.ts";
import type { Dynamics } from "./api/dynamics.ts";
import type { ExchangeRecord } from "./api/exchanges.ts";
import type {
  Arguments,
  BuiltInTrigger,
  Flow,
  FlowOptions,
  FlowSnapshot,
  ManualOptions,
  OrphanRecord,
} from "./api/flows.ts";
import type { AgentSession, PagedList, PageOptions } from "./api/lists.ts";
import type { Run, RunSnapshot } from "./api/runs.ts";
import type { Backend } from "./backend.ts";
import type { PlatformEvent, PlatformListener } from "./events.ts";
import type { FaultOptions, SetFault } from "./faults/fault-plan.ts";
import type { ScriptOption } from "./script/script.ts";

export type * from "./api/answers.ts";
export type * from "./api/connections.ts";
export type * from "./api/dynamics.ts";
export type * from "./api/exchanges.ts";
export type * from "./api/flows.ts";
export type * from "./api/lists.ts";
export type * from "./api/runs.ts";
export type * from "./api/workflow.ts";
export type { FaultOptions, SetFault } from "./faults/fault-plan.ts";
export type { ScriptFunction, ScriptOption, ScriptSend } from "./script/script.ts";

/** A connector to run: its folder, what was read of it, or the two documents as values. */
export type ConnectorInput =
  | string
  | ConnectorFolder
  | { definition: JsonValue; properties?: JsonValue; name?: string };

/** Host family of the callback addresses that flows subscribe with. */
export type CallbackShape = "logic-apps" | "power-platform";

export interface CallbackOptions {
  /** Which of the two documented address shapes to use; by product by default. */
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
  /** `power-automate` by default; sets the defaults of `retryProfile` and `callback.shape`. */
  product?: Product;
  /** The service: gets the request as it leaves the gateway, addressed to the host of the definition. */
  backend: Backend;
  /** What is known to be wrong with the definition: it is told where a flow is. The platform looks for nothing itself. */
  faults?: readonly Fault[];
  /** Real time by default; `createVirtualClock()` for tests. */
  clock?: Clock;
  /** What is not given comes from the connector's `service.yaml`, else it is the platform's own (see limits.ts). */
  throttle?: Partial<ThrottleSettings>;
  /** How failed registrations, polls and actions are tried again; `power-automate-low` or `logic-apps` by product by default. */
  retryProfile?: RetryProfileId;
  callback?: CallbackOptions;
  /** `record` keeps answers that break the definition in the list; `fatal` also makes the call fail. */
  violations?: "record" | "fatal";
  /** Makes ids and the jitter of retries repeatable; random by default. */
  seed?: string;
  /** Exchanges, events and runs kept before the oldest are dropped; 2,000 by default. */
  keep?: number;
  /**
   * What is done with the connector's `script.csx`: functions that stand in for it, by operation id, or `run`, which compiles and
   * runs it with the .NET SDK of this machine. Left out: nothing is run, and a fault says so.
   */
  script?: ScriptOption;
  /** Seconds that one call of a script that is run may take; 120 unless said (documented; a training page says 5). */
  scriptTimeoutSeconds?: number;
  /** Lets HTTP calls of a script that is run leave its process otherwise than through `SendAsync`; false by default. */
  scriptNetwork?: boolean;
  /**
   * How a script that is run gets `Context.OperationId`: `plain` by default, or `base64`, as it arrives in some regions
   * (documented as a known issue of custom code). A script that compares it must decode it first.
   */
  scriptOperationId?: "plain" | "base64";
  /**
   * When an empty poll (202) is followed by the next: after the recurrence, a longer `Retry-After` counting (`recurrence`, unless
   * said: reference of the HTTP trigger), or after `Retry-After` in any case (`retry-after`: the page on polling triggers).
   */
  emptyPoll?: "recurrence" | "retry-after";
  /** Sends the `Host` header of the definition's host to a server on this machine, as the real service would see it. */
  hostHeader?: boolean;
  /** Send the DELETE of an unsubscription without the connection's credentials, as reported of the real platform. */
  unsubscribeWithoutCredentials?: boolean;
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
  createConnection(values?: ConnectionValues, options?: ConnectionOptions): Connection;
  connections(): ConnectionSnapshot[];

  /** Calls an operation through the gateway. @throws {InputError} for arguments the operation does not take, or that are missing */
  invoke(
    operation: string,
    values?: Arguments,
    options?: {
      connection?: Connection | string;
      /** Follows a 202 with `Location` until the operation has ended, as an action of a flow does; the clock must go on for that. */
      untilDone?: boolean;
      /** Sends the body in pieces, as an action with chunking turned on does. @throws {InputError} for operations that take none */
      chunked?: boolean;
    },
  ): Promise<Answer>;

  /** Asks for the pages of a list (`x-ms-pageable`). @throws {InputError} for operations that have none */
  pages(
    operation: string,
    values?: Arguments,
    options?: PageOptions & { connection?: Connection | string },
  ): Promise<PagedList>;

  /** Calls the operation by which a new connection is tested (`x-ms-capabilities`, `testConnection`). @throws {InputError} if there is none */
  testConnection(connection?: Connection | string): Promise<Answer>;

  /** Talks to an MCP operation as an agent does. @throws {InputError} for other operations, and if the server refuses */
  agent(operation: string, options?: { connection?: Connection | string }): Promise<AgentSession>;

  /** Sets a fault of the service: it is between the gateway and the backend. Faults set earlier strike first. */
  fault(options: FaultOptions): SetFault;
  /** Ends all faults that were set. */
  clearFaults(): void;

  /** Follows an address that an answer gave out (the next page, the state of a long operation), through the gateway. */
  follow(link: string, options?: { connection?: Connection | string }): Promise<Answer>;

  /** @param trigger the id of one of the connector's triggers, or a trigger that every flow knows */
  createFlow(trigger: string | BuiltInTrigger, values?: Arguments, options?: FlowOptions): Flow;
  /**
   * Starts a run of these steps by hand, as a button or a recurrence does: for actions of a connector that has no trigger of its
   * own, or none that matters. Its `operation` is `manual`.
   * @param trigger what the steps see as the trigger's body and headers
   * @throws {InputError} for steps that no flow could be saved with
   */
  start(options: ManualOptions, trigger?: { body?: unknown; headers?: Record<string, string> }): Run;
  flow(id: string): Flow | undefined;
  flows(): Flow[];
  runs(): Run[];
  run(id: string): Run | undefined;
  /** The signed address that a waiting webhook action is called back at; a secret. @throws {InputError} if no action waits there */
  callbackOf(run: string, action: string): string;
  orphans(): OrphanRecord[];

  /** Takes a notification addressed to a callback URL, as the platform's front end does. Never throws. */
  notify(request: Request): Promise<Response>;

  on(listener: PlatformListener): () => void;
  events(): PlatformEvent[];
  exchanges(): ExchangeRecord[];
  /** All exchanges as a HAR 1.2 document. */
  har(): JsonObject;
  snapshot(): PlatformSnapshot;
  /** Resolves when a script that is to be run has been compiled and started. @throws {InputError} if it cannot be */
  ready(): Promise<void>;
  /** Stops everything that waits on the clock. */
  close(): void;
}
