/** Flows: a trigger with its inputs, and the steps behind it. */
import type { JsonObject } from "../../json/values.ts";
import type { AnswerKind } from "./answers.ts";
import type { Connection } from "./connections.ts";
import type { Run, RunSnapshot } from "./runs.ts";
import type { RunAfterStatus, StaticResult, WorkflowActions } from "./workflow.ts";

/** Values of an operation's inputs: by parameter name, by the designer's flat key (`body/webhook/change_type`), or nested. */
export type Arguments = Record<string, unknown>;

export type FlowState = "off" | "on" | "suspended";

/** By what runs start: notifications, polls, somebody's hand, or time. */
export type FlowKind = "webhook" | "polling" | "manual" | "recurrence";

/**
 * A trigger that belongs to no connector, as the platform writes it into a flow's definition. `Request` is "Manually trigger a flow":
 * `schema` describes what is asked for when somebody runs it. `Recurrence` runs by itself.
 */
export type BuiltInTrigger =
  | { type: "Request"; kind?: string; inputs?: { schema?: JsonObject } }
  | { type: "Recurrence"; recurrence: Recurrence };

/** When a flow runs by itself. */
export interface Recurrence {
  /** `Second`, `Minute`, `Hour`, `Day`, `Week` or `Month`. */
  frequency: string;
  interval: number;
  /** The first run, or the time before which a schedule does not begin: `2026-03-01T08:00:00Z`, or without `Z` in the time zone. */
  startTime?: string;
  /** No run comes later; written like `startTime`. */
  endTime?: string;
  /** A Windows name; UTC by default. Ignored beside a `startTime` with `Z`, as on the platform. */
  timeZone?: string;
  /** Of recurrences by day, week (`weekDays`) or month (`monthDays`, from its end below 0): one value or several. */
  schedule?: {
    hours?: number | readonly number[];
    minutes?: number | readonly number[];
    weekDays?: string | readonly string[];
    monthDays?: number | readonly number[];
  };
}

/**
 * Health of a flow's trigger. `retrying` and `gave-up` are the real platform's "problem with the flow's trigger";
 * `no-location` is a flow that runs but can never unsubscribe; `waiting` means a polling trigger that polls, or a recurrence that runs;
 * `ready` one that somebody starts by hand.
 */
export type TriggerHealth =
  | "off"
  | "registering"
  | "subscribed"
  | "no-location"
  | "retrying"
  | "gave-up"
  | "waiting"
  | "ready"
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
  /** Of the trigger; `@manual` or `@recurrence` for one that belongs to no connector. */
  operation: string;
  kind: FlowKind;
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
  /** Of polling flows: the next poll; of recurrences the next run. */
  nextPollAt?: string;
  /** Of the same flows: seconds between two. */
  recurrenceSeconds?: number;
  /** Of polling flows: the address of the next poll as the service gave it out, without secrets. It outlives turning off. */
  triggerState?: string;
}

/** A stretch of real time; a number is one of milliseconds. */
export type Wait = number | { minutes?: number; seconds?: number; milliseconds?: number };

export interface Flow {
  readonly id: string;
  readonly operation: string;
  readonly kind: FlowKind;
  readonly state: FlowState;
  readonly health: TriggerHealth;
  readonly reason: HealthReason | undefined;
  /** Turns the flow on; resolves when the first attempt to register (or the first poll) has ended, well or not. */
  turnOn(): Promise<Flow>;
  /** Resolves when the registration has come to an end: subscribed or given up. Needs the clock to go on. */
  settled(): Promise<Flow>;
  /** Changes inputs: a webhook flow that is on unsubscribes and subscribes again. */
  edit(changes: Arguments): Promise<Flow>;
  turnOff(): Promise<Flow>;
  /**
   * Runs a flow that begins with "Manually trigger a flow".
   * @param inputs what somebody fills in, by the names in the schema of the trigger
   * @throws {InputError} `not-manual`, `flow-off`, `trigger-inputs`, `run-refused`, `trigger-skipped`
   */
  run(inputs?: Arguments): Run;
  runs(): Run[];
  /**
   * Runs the flow as it now is once more, with what its trigger delivered to a run (sourced: resubmitting a run).
   * @param run one of a platform, or what was kept of one
   * @throws {InputError} `run-refused` where the flow takes no more runs for now
   */
  resubmit(run: Run | Pick<RunSnapshot, "trigger">): Run;
  /**
   * The next run that was not handed out yet: at once if there is one, else when one starts. For services that call back in their
   * own time; what is waited for passes in real time, 5 s by default.
   * @throws {Error} with what `explain` says, if none starts in time
   */
  nextRun(options?: { within?: Wait }): Promise<Run>;
  /** The signed address that the service is told to call; a secret. Undefined for polling flows. */
  readonly callbackUrl: string | undefined;
  /** Where the flow is and why, in sentences: health, last calls, faults of the definition that explain them. */
  explain(): string[];
  snapshot(): FlowSnapshot;
}

/** How a failed call of an action is made again, as in a flow's settings; the flow's retry profile by default. */
export interface RetryPolicy {
  /** `default`: the flow's retry profile. */
  type: "default" | "none" | "fixed" | "exponential";
  /** Further attempts, 1 to 90; 4 by default. */
  count?: number;
  /** Seconds between attempts, or the scale of the exponential ones, from 5 to a day; 7 by default. */
  intervalSeconds?: number;
  /** Of exponential policies: the shortest and the longest wait; 5 s and a day by default. */
  minimumIntervalSeconds?: number;
  maximumIntervalSeconds?: number;
}

/**
 * A step behind the trigger: an action of the connector (`operation`), a value (`compose`), or a variable that is set
 * (`variable`). Texts that begin with `@` are expressions, `@{…}` within a text is replaced.
 */
export interface FlowAction {
  name: string;
  operation?: string;
  arguments?: Arguments;
  /** A value that later steps read with `outputs('name')`. */
  compose?: unknown;
  /** Name of the variable that this step sets to `value`, or to which it adds `append`. */
  variable?: string;
  value?: unknown;
  append?: unknown;
  /** Expression of true or false; the step is skipped if it is false. */
  condition?: string;
  /** Expression of a list; the step runs once an item, which `items('<name of the loop>')` then stands for. */
  forEach?: string;
  /** Name of the loop, `Apply_to_each` by default. */
  loop?: string;
  /** After which steps, ended how, this one runs; after the step before it has succeeded, by default. */
  runAfter?: Record<string, RunAfterStatus[]>;
  retry?: RetryPolicy;
  /** False: a 202 ends the action instead of being polled (`DisableAsyncPattern`). */
  asynchronous?: boolean;
  /** True: the body goes in pieces (`x-ms-chunk-transfer`). */
  chunked?: boolean;
  /** Seconds after which a waiting or polling action has timed out; the longest that a run may take by default. */
  timeoutSeconds?: number;
  /** Another connection than the flow's. */
  connection?: Connection | string;
}

/** What a run that is started by hand is made of. */
export type ManualOptions = Pick<
  FlowOptions,
  "name" | "connection" | "actions" | "definition" | "variables" | "parameters"
>;

export interface FlowOptions {
  name?: string;
  connection?: Connection | string;
  actions?: FlowAction[];
  /** The steps as the platform writes them, instead of `actions`: loops, conditions and scopes with steps of their own. */
  definition?: { actions: WorkflowActions; staticResults?: Record<string, StaticResult> };
  /** Seconds between two polls; 180 by default, the designer's own default. At least 60 in Power Automate, 1 in Logic Apps. */
  recurrenceSeconds?: number;
  /** Expressions that must all be true for a run to start, such as `@equals(triggerBody()?['status'], 'open')`. */
  conditions?: string[];
  /** Expression of the list that each payload is split on, or false for one run a payload; as the definition says by default. */
  splitOn?: string | false;
  /** How many runs go on at once, and how many more may wait (10 and those that run, by default); no limit by default. */
  concurrency?: { runs: number; waiting?: number };
  /** Variables and their first values, read with `variables('name')`. */
  variables?: Record<string, unknown>;
  /** Values that expressions read with `parameters('name')`. */
  parameters?: Record<string, unknown>;
}
