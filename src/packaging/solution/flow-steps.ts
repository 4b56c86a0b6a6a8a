/** Triggers and actions of the flows we write, in the form in which Power Automate exports them. (Sourced: server exports; for webhook triggers of custom connectors inferred.) */

import type { Operation } from "../../definition/model.ts";
import type { JsonValue } from "../../json/values.ts";
import { ownString, setOwn } from "../../json/values.ts";
import type { PackageSource } from "../source.ts";
import { uuid } from "../uuid.ts";
import { flowInputs, savedInputs, splitOn } from "./flow-parameters.ts";

export interface FlowHost {
  /** Key of the flow's connection reference. */
  apiName: string;
  /** Logical name of the connector. */
  connector: string;
}

export interface FlowSteps {
  /** What the flow is called behind the connector's title. */
  title: string;
  triggers: Record<string, unknown>;
  actions: Record<string, unknown>;
}

/** Polling triggers ask this often, as the designer proposes. */
const RECURRENCE = { interval: 3, frequency: "Minute" };

/** A flow that starts with a trigger of the connector and keeps what it brought. */
export function stepsOfTrigger(source: PackageSource, operation: Operation, host: FlowHost): FlowSteps {
  const title = titleOf(operation);
  const webhook = operation.kind === "webhook";
  const split = splitOn(source.model.root, operation);
  const trigger = {
    ...(webhook ? {} : { recurrence: RECURRENCE }),
    ...(split === undefined ? {} : { splitOn: split }),
    metadata: metadata(host, operation, "trigger"),
    type: webhook ? "OpenApiConnectionWebhook" : "OpenApiConnection",
    inputs: inputs(host, operation, savedInputs(flowInputs(source.model.root, operation))),
  };
  const keep = {
    runAfter: {},
    metadata: metadata(host, operation, "keep"),
    type: "Compose",
    inputs: "@triggerBody()",
  };
  // A flow without an action cannot be turned on.
  return { title, triggers: { [stepName(title)]: trigger }, actions: { Trigger_details: keep } };
}

/** A flow that is started by hand and calls one action; what the action needs is asked for at the start. */
export function stepsOfAction(source: PackageSource, operation: Operation, host: FlowHost): FlowSteps {
  const title = titleOf(operation);
  const wanted = flowInputs(source.model.root, operation);
  const asked = wanted.filter((input) => input.required && input.value === undefined);
  const properties: Record<string, unknown> = {};
  const parameters: Record<string, JsonValue> = savedInputs(wanted);
  for (const [index, input] of asked.entries()) {
    const name = index === 0 ? "text" : `text_${index}`;
    properties[name] = {
      title: input.title,
      type: "string",
      "x-ms-dynamically-added": true,
      description: "Please enter your input",
      "x-ms-content-hint": "TEXT",
    };
    setOwn(parameters, input.key, `@triggerBody()?['${name}']`);
  }
  const manual = {
    metadata: metadata(host, operation, "manual"),
    type: "Request",
    kind: "Button",
    inputs: { schema: { type: "object", properties, required: Object.keys(properties) } },
  };
  const action = {
    runAfter: {},
    metadata: metadata(host, operation, "action"),
    type: "OpenApiConnection",
    inputs: inputs(host, operation, parameters),
  };
  return { title, triggers: { manual }, actions: { [stepName(title)]: action } };
}

function inputs(host: FlowHost, operation: Operation, parameters: Record<string, JsonValue>): unknown {
  return {
    // Connectors of a solution have an empty apiId: the connection reference says which they are.
    host: { connectionName: host.apiName, operationId: operation.id, apiId: "" },
    parameters,
    authentication: "@parameters('$authentication')",
  };
}

function metadata(host: FlowHost, operation: Operation, step: string): { operationMetadataId: string } {
  return { operationMetadataId: uuid(`step:${host.connector}:${operation.id ?? ""}:${step}`) };
}

function titleOf(operation: Operation): string {
  const summary = ownString(operation.value, "summary")?.trim();
  return summary ? summary : (operation.id ?? "");
}

/** Names of steps: spaces are underscores, signs that expressions use are left out, 80 characters at most. */
function stepName(title: string): string {
  const name = title
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .trim()
    .replaceAll(" ", "_")
    .slice(0, 80);
  return name === "" ? "Step" : name;
}
