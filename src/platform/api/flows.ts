/** Flows: a trigger with its inputs, and the steps behind it. */
import type { JsonObject } from "../../json/values.ts";
import type { AnswerKind } from "./answers.ts";
import type { Connection } from "./connections.ts";
import type { Run } from "./runs.ts";

/** Values of an operation's inputs: by parameter name, by the designer's flat key (`body/webhook/change_type`), or nested. */
export type Arguments = Record<string, unknown>;

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
