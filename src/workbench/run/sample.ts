/** Example values for a form, and the example event of a trigger. */

import { modelOf, type Operation } from "../../definition/model.ts";
import { valueAt } from "../../definition/reference.ts";
import { isObject, type JsonValue, own, ownObject } from "../../json/values.ts";
import type { EnteredValues, FlowRequest, SampleAnswer } from "../api.ts";
import { exampleOf } from "../backends/example.ts";
import { define } from "../project/views.ts";
import type { Workbench } from "../workbench.ts";
import { operationOf } from "./dynamic.ts";

/** @throws {InputError} `operation-unknown` */
export function sampleFor(workbench: Workbench, operationId: string): SampleAnswer {
  const view = operationOf(workbench, operationId);
  const { root, byId } = modelOf(workbench.project.shown.connector.definition?.value);
  const now = workbench.clock.now();
  const values: EnteredValues = {};
  for (const input of view.inputs) {
    if (input.isNotificationUrl || !input.shown || (!input.required && input.place !== "always")) continue;
    // What is chosen from a list that is loaded cannot be made up.
    if (input.dynamicValues) continue;
    const value =
      input.value ??
      input.options?.[0]?.value ??
      exampleOf(root, schemaAt(root, input.pointer), { now }) ??
      (input.required ? "example" : undefined);
    if (value !== undefined) define<JsonValue>(values, input.key, value);
  }
  const operation = byId.get(operationId);
  const known = workbench.backend.samples?.(operationId) ?? [];
  return {
    operationId,
    values,
    body: known[0]?.body ?? (operation && eventBody(root, operation, now)),
    events: [...known, ...workbench.samples.of(operationId)],
  };
}

/** What a flow that is started by hand could be started with. */
export function eventFor({ trigger }: FlowRequest): JsonValue | undefined {
  const schema = ownObject(ownObject(trigger as unknown as JsonValue, "inputs"), "schema");
  return schema && exampleOf(schema, schema, { now: Date.now() });
}

/** A parameter is its own schema, unless it is the body. */
function schemaAt(root: JsonValue, pointer: string): JsonValue | undefined {
  const value = valueAt(root, pointer);
  return ownObject(value, "schema") ?? value;
}

function eventBody(
  root: Parameters<typeof exampleOf>[0],
  operation: Operation,
  now: number,
): JsonValue | undefined {
  const content = operation.notificationContent?.value;
  if (content) return exampleOf(root, own(content, "schema"), { now });
  const response =
    operation.responses.find(({ status }) => status === "200") ??
    operation.responses.find(({ status }) => /^2/.test(status)) ??
    operation.responses.find(({ status }) => status === "default");
  const schema = own(response?.value, "schema");
  return isObject(schema) ? exampleOf(root, schema, { now }) : undefined;
}
