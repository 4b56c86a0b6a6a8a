/** Runs: what a trigger set off. */
import type { JsonObject, JsonValue } from "../../json/values.ts";

/** `waiting`: for a callback, or for its turn where the flow limits how many run at once. */
export type RunStatus = "running" | "waiting" | "succeeded" | "failed" | "cancelled" | "timed-out";

export type ActionStatus =
  | "running"
  | "waiting"
  | "succeeded"
  | "failed"
  | "skipped"
  | "cancelled"
  | "timed-out";

export interface ActionRecord {
  name: string;
  /** Operation id; `Compose`, `Variable`, or the type of a step that calls nothing, such as `Foreach`. */
  operation: string;
  status: ActionStatus;
  inputs?: JsonObject;
  httpStatus?: number;
  headers?: Record<string, string>;
  body?: JsonValue;
  message?: string;
  /** Why it failed or was skipped, in a word: `ActionFailed`, `ActionSkipped`, `ActionBranchingConditionNotSatisfied`, … */
  code?: string;
  /** Times on the platform's clock. */
  startedAt?: string;
  endedAt?: string;
  /** How often the state of a long operation was asked for (202 with `Location`). */
  polls?: number;
  /** One record an attempt that failed before the last one. */
  retryHistory: { startedAt: string; endedAt: string; code: string }[];
  /** Records of each round of a loop; a round of a loop with steps of its own has them in `steps`. */
  iterations?: ActionRecord[];
  /** Steps of a scope, of a round, or of a condition that is met. */
  steps?: ActionRecord[];
  /** Steps of a condition that is not met. */
  otherwise?: ActionRecord[];
  /** Of a switch: each of its cases with its steps, the default last. */
  branches?: { name: string; taken: boolean; steps: ActionRecord[] }[];
  /** Of a condition: whether it is met. */
  expressionResult?: boolean;
  /** Of a condition: what it compared, in the order in which it did; what decides nothing any more is not compared. */
  comparisons?: Comparison[];
}

/** One comparison of a condition, with the values that its expressions had. */
export interface Comparison {
  /** `equals`, `contains`, …, with `!` in front where the condition asks for the contrary; `expression` for one that stands alone. */
  operator: string;
  /** What was compared; of an expression that stands alone, what it gave. */
  operands: JsonValue[];
  /** Whether it holds, a `!` in front already regarded. */
  holds: boolean;
}

export interface RunSnapshot {
  id: string;
  flow: string;
  operation: string;
  status: RunStatus;
  startedAt: string;
  endedAt?: string;
  /** Why it did not succeed. */
  error?: { code: string; message: string };
  trigger: { statusCode: number; headers: Record<string, string>; body: JsonValue | undefined };
  actions: ActionRecord[];
}

export interface Run {
  readonly id: string;
  readonly status: RunStatus;
  /** The trigger's body: what the flow sees. */
  readonly body: JsonValue | undefined;
  readonly actions: ActionRecord[];
  /** About how much memory its values take, in bytes: what keeps many runs has to know. */
  readonly bytes: number;
  /** {@link snapshot} without what is long: headers, bodies, inputs. */
  head(): Pick<RunSnapshot, "id" | "flow" | "operation" | "status" | "startedAt" | "endedAt">;
  /** The record of an action by its name. */
  action(name: string): ActionRecord | undefined;
  /**
   * Value of an expression of the designer, such as `triggerOutputs()?['body/CustomerName']`; a leading `@` is allowed.
   * A text with `@{…}` in it gives a text. docs/workflow-functions.md lists the functions.
   * @throws {InputError} for what cannot be read or has no value
   */
  evaluate(expression: string): JsonValue | undefined;
  /** Values of an expression for every item of a list, as inside "Apply to each". */
  forEach(list: string, expression: string, loop?: string): (JsonValue | undefined)[];
  /** Ends the run: what waits is ended at the service, too. Resolves when it is. */
  cancel(): Promise<Run>;
  snapshot(): RunSnapshot;
}
