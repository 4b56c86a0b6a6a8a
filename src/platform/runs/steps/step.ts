/** A step of a flow as the runner takes it, whichever way the flow was written down. */
import type { JsonObject, JsonValue } from "../../../json/values.ts";
import type { Arguments, FlowAction, RetryPolicy, RunAfterStatus, StaticResult } from "../../api.ts";

interface Common {
  name: string;
  /** What a run calls the step: the operation's id, or the type of a step that calls none. */
  operation: string;
  /** After which steps, ended how, this one runs. */
  runAfter: Record<string, RunAfterStatus[]>;
  /** Expression of true or false; the step is skipped if it is false. */
  condition?: string | undefined;
}

export interface CallStep extends Common {
  kind: "call";
  arguments: Arguments;
  /** Once for each item of a list. */
  each?: { list: string; loop: string } | undefined;
  retry?: RetryPolicy | undefined;
  asynchronous?: boolean | undefined;
  chunked?: boolean | undefined;
  timeoutSeconds?: number | undefined;
  connection?: FlowAction["connection"];
  /** What the step is answered instead of being called: the flow's static result. */
  staticResult?: StaticResult | undefined;
}

export interface ComposeStep extends Common {
  kind: "compose";
  value: unknown;
}

export interface VariableStep extends Common {
  kind: "variable";
  variable: string;
  value?: unknown;
  append?: unknown;
  subtract?: unknown;
  /** Further variables that the same step makes, with their first values. */
  others?: readonly { variable: string; value: unknown }[] | undefined;
  /** What the variable must be before, for actions that the platform has for one type each; `same` keeps the type that it has. */
  wants?: "same" | "array" | "string" | "number" | undefined;
}

/** Says neither what it calls nor what it computes: fails when it is its turn. */
export interface EmptyStep extends Common {
  kind: "empty";
}

export interface LoopStep extends Common {
  kind: "loop";
  list: string;
  steps: readonly Step[];
}

export interface IfStep extends Common {
  kind: "if";
  expression: JsonValue;
  steps: readonly Step[];
  otherwise: readonly Step[];
}

export interface ScopeStep extends Common {
  kind: "scope";
  steps: readonly Step[];
}

/** Runs the branch whose value it is, or that for all others. */
export interface SwitchStep extends Common {
  kind: "switch";
  value: JsonValue;
  cases: readonly { name: string; value: JsonValue; steps: readonly Step[] }[];
  otherwise: readonly Step[];
}

/** Runs its steps, and once more as long as its condition is not met. */
export interface UntilStep extends Common {
  kind: "until";
  expression: JsonValue;
  /** Rounds at most, and milliseconds. */
  count: number;
  timeout: number;
  /** Whether it fails where it reaches a limit. */
  failsAtLimit: boolean;
  steps: readonly Step[];
}

/** Makes a value of others. */
export interface DataStep extends Common {
  kind: "data";
  type: DataOperation;
  inputs: JsonObject;
}

export const DATA_OPERATIONS = ["ParseJson", "Query", "Select", "Join", "Table"] as const;
export type DataOperation = (typeof DATA_OPERATIONS)[number];

export interface TerminateStep extends Common {
  kind: "terminate";
  status: "succeeded" | "failed" | "cancelled";
  code: unknown;
  message: unknown;
}

export interface WaitStep extends Common {
  kind: "wait";
  for: { count: unknown /** Milliseconds of one. */; unit: number } | { until: unknown };
}

export type Step =
  | CallStep
  | ComposeStep
  | VariableStep
  | EmptyStep
  | LoopStep
  | IfStep
  | SwitchStep
  | UntilStep
  | DataStep
  | ScopeStep
  | TerminateStep
  | WaitStep;

/** The operations that steps call, those inside others included. */
export function operationsOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    switch (step.kind) {
      case "call":
        return [step.operation];
      case "loop":
      case "scope":
      case "until":
        return operationsOf(step.steps);
      case "switch":
        return operationsOf([...step.cases.flatMap(({ steps: inner }) => inner), ...step.otherwise]);
      case "if":
        return operationsOf([...step.steps, ...step.otherwise]);
      default:
        return [];
    }
  });
}
