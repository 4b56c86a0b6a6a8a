/**
 * The steps of a flow as the platform writes them: the `actions` of a workflow definition (sourced: schema reference for triggers
 * and actions of the workflow definition language). What is not listed here is refused by name, not passed over.
 */
import type { JsonObject, JsonValue } from "../../json/values.ts";

/** How a step may have ended for the next one to run, in the words of flow definitions. */
export type RunAfterStatus = "Succeeded" | "Failed" | "Skipped" | "TimedOut";

/** Steps by their names, blanks written as underscores. Their order is that of `runAfter`. */
export type WorkflowActions = Record<string, WorkflowAction>;

interface Common {
  /** Which steps must have ended, and how. None: the step begins its scope. */
  runAfter?: Record<string, RunAfterStatus[]>;
  /** What the maker noted at the step; passed over. */
  description?: string;
}

/** Calls an operation of this connector, through the flow's connection. */
export interface ConnectorAction extends Common {
  type: "OpenApiConnection" | "OpenApiConnectionWebhook" | "ApiConnection" | "ApiConnectionWebhook";
  inputs: {
    host: { operationId: string; connectionName?: string; apiId?: string };
    /** Values by the names under which flows store them, such as `item/size/width`. */
    parameters?: JsonObject;
    authentication?: JsonValue;
    /** `interval` is a duration such as `PT10S`. */
    retryPolicy?: {
      type: "default" | "none" | "fixed" | "exponential";
      count?: number;
      interval?: string;
      minimumInterval?: string;
      maximumInterval?: string;
    };
  };
  /** `timeout` is a duration such as `PT1H`. */
  limit?: { timeout?: string };
  /** `{ staticResult: { name, staticResultOptions: "Enabled" } }`: the step is not called, but answered with that static result. */
  runtimeConfiguration?: JsonObject;
  operationOptions?: string;
}

/** A value that later steps read with `outputs('name')`. */
export interface ComposeAction extends Common {
  type: "Compose";
  inputs: JsonValue;
}

/** Runs its steps once for each item of a list, one after the other. */
export interface ForeachAction extends Common {
  type: "Foreach";
  /** Expression of the list; within the loop, `items('name')` is the current item. */
  foreach: string;
  actions?: WorkflowActions;
}

/** Repeats its steps until a condition is met, or one of its limits is reached (60 rounds and an hour, by default). */
export interface UntilAction extends Common {
  type: "Until";
  /** Looked at after each round; of true or false. */
  expression: JsonValue;
  limit?: { count?: number; timeout?: string };
  actions?: WorkflowActions;
  /** `FailWhenLimitsReached` makes it fail there; otherwise it succeeds. */
  operationOptions?: string;
}

/** Runs the branch whose `case` is the value, or the default. */
export interface SwitchAction extends Common {
  type: "Switch";
  expression: JsonValue;
  cases?: Record<string, { case: JsonValue; actions?: WorkflowActions }>;
  default?: { actions?: WorkflowActions };
}

/** Makes a value of others, read with `body('name')`: Parse JSON, Filter array, Select, Join, Create CSV or HTML table. */
export interface DataAction extends Common {
  type: "ParseJson" | "Query" | "Select" | "Join" | "Table";
  inputs: JsonObject;
}

/** What a step is answered instead of being called (sourced: `staticResults` of a workflow definition). */
export interface StaticResult {
  /** `Succeeded` by default. */
  status?: "Succeeded" | "Failed" | "Skipped" | "TimedOut";
  outputs?: { statusCode?: number; headers?: Record<string, string>; body?: JsonValue };
  error?: { code?: string; message?: string };
  code?: string;
}

/** Runs one of two branches. */
export interface IfAction extends Common {
  type: "If";
  /** `{ "and": [{ "equals": ["@…", 1] }] }`, or an expression of true or false. */
  expression: JsonValue;
  actions?: WorkflowActions;
  else?: { actions?: WorkflowActions };
}

export interface ScopeAction extends Common {
  type: "Scope";
  actions?: WorkflowActions;
}

/** Ends the run at once. */
export interface TerminateAction extends Common {
  type: "Terminate";
  inputs: {
    runStatus: "Succeeded" | "Failed" | "Cancelled";
    runError?: { code?: string; message?: string };
  };
}

/** Waits for a while, or until a time. */
export interface WaitAction extends Common {
  type: "Wait";
  inputs: { interval: { count: number | string; unit: string } } | { until: { timestamp: string } };
}

/** Makes variables, sets one, or adds to one. */
export interface VariableAction extends Common {
  type:
    | "InitializeVariable"
    | "SetVariable"
    | "AppendToArrayVariable"
    | "AppendToStringVariable"
    | "IncrementVariable"
    | "DecrementVariable";
  inputs: JsonObject;
}

export type WorkflowAction =
  | ConnectorAction
  | ComposeAction
  | ForeachAction
  | IfAction
  | ScopeAction
  | SwitchAction
  | UntilAction
  | TerminateAction
  | DataAction
  | WaitAction
  | VariableAction;
