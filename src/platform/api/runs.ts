/** Runs: what a trigger set off. */
import type { JsonObject, JsonValue } from "../../json/values.ts";

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
