/** A flow from the text of a workflow definition: one that was exported here, or the definition.json of a flow of the platform. */
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import { MANUAL, RECURRENCE } from "../../platform/flows/trigger-names.ts";
import type { BuiltInTrigger, WorkflowActions } from "../../platform/index.ts";
import { stepsOfDefinition } from "../../platform/runs/steps/from-definition.ts";
import { operationsOf } from "../../platform/runs/steps/step.ts";
import { TIME_UNITS } from "../../platform/time-units.ts";
import type { EnteredValues, FlowRequest } from "../api.ts";
import { builtInTitle } from "./flow-trigger.ts";

export interface ReadFlow {
  request: FlowRequest;
  /** What of the file does not hold here, one sentence each. */
  notes: string[];
}

/**
 * @param has whether the connector has an operation
 * @throws {InputError} `flow-unreadable`, and `flow-definition` for steps that are not run here
 */
export function readFlow(text: string, has: (operationId: string) => boolean): ReadFlow {
  const value = parsed(text);
  const properties = ownObject(value, "properties");
  const workflow =
    ownObject(properties, "definition") ?? ownObject(value, "definition") ?? (value as JsonObject);
  const triggers = ownObject(workflow, "triggers") ?? {};
  const [name, ...others] = Object.keys(triggers);
  const trigger = name === undefined ? undefined : own(triggers, name);
  if (!isObject(trigger) || others.length > 0)
    throw unreadable(
      others.length > 0
        ? `The file has ${others.length + 1} triggers; a flow here has one.`
        : "The file is not a flow: it has no trigger.",
    );
  const notes: string[] = [];
  const begin = beginOf(trigger, has, notes);
  const actions = own(workflow, "actions") ?? {};
  for (const operation of new Set(operationsOf(stepsOfDefinition(actions))))
    if (!has(operation))
      notes.push(`This connector has no action ${operation}: the step that calls it fails.`);
  const title = ownString(properties, "displayName");
  return {
    request: {
      ...begin,
      ...(title === undefined || title.trim() === "" ? {} : { name: title.trim().slice(0, 200) }),
      definition: { actions: actions as unknown as WorkflowActions },
    },
    notes,
  };
}

function beginOf(
  trigger: JsonObject,
  has: (operationId: string) => boolean,
  notes: string[],
): Pick<FlowRequest, "operationId" | "trigger" | "values" | "recurrenceSeconds"> {
  const type = (ownString(trigger, "type") ?? "").toLowerCase();
  if (own(trigger, "conditions") !== undefined)
    notes.push("The conditions of the trigger were left out: every event starts a run.");
  const { conditions: _, ...rest } = trigger;
  if (type === "request") return { operationId: MANUAL, trigger: rest as unknown as BuiltInTrigger };
  if (type === "recurrence") return { operationId: RECURRENCE, trigger: rest as unknown as BuiltInTrigger };
  const inputs = ownObject(trigger, "inputs");
  const operationId = ownString(ownObject(inputs, "host"), "operationId");
  if (operationId === undefined)
    throw unreadable(
      `The trigger "${builtInTitle(type) ?? ownString(trigger, "type") ?? ""}" is not one of this connector.`,
    );
  if (!has(operationId)) throw unreadable(`This connector has no trigger ${operationId}.`);
  const recurrence = ownObject(trigger, "recurrence");
  const interval = own(recurrence, "interval");
  const unit = TIME_UNITS.get((ownString(recurrence, "frequency") ?? "").toLowerCase());
  return {
    operationId,
    values: (ownObject(inputs, "parameters") ?? {}) as EnteredValues,
    ...(typeof interval === "number" && unit !== undefined ? { recurrenceSeconds: interval * unit } : {}),
  };
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as JsonValue;
  } catch (error) {
    throw unreadable(`The file is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function unreadable(message: string): InputError {
  return new InputError(
    "flow-unreadable",
    message,
    "Give a flow that was exported here, or the definition.json of a flow with a trigger of this connector.",
  );
}
