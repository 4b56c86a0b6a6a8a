/** Which answer of an operation becomes the outputs that makers work with. */
import { child } from "../json/pointer.ts";
import { type JsonObject, own } from "../json/values.ts";
import type { Operation, Response } from "./model.ts";
import { resolveObject } from "./reference.ts";

export function isSuccess(status: string): boolean {
  return /^2\d\d$/.test(status);
}

/**
 * The response that gives the outputs of what answers: the only one if it is a success or `default`; otherwise 200, then 201,
 * then `default`. (Sourced: outputprocessor.ts of LogicAppsUX.) What a webhook trigger answers to its subscription gives none:
 * see {@link outputSchema}.
 */
export function outputResponse(operation: Operation): Response | undefined {
  const { responses } = operation;
  const only = responses.length === 1 ? responses[0] : undefined;
  if (only && (isSuccess(only.status) || only.status === "default")) return only;
  for (const status of ["200", "201", "default"]) {
    const found = responses.find((response) => response.status === status);
    if (found) return found;
  }
  return undefined;
}

/** The schema of a response, references followed; undefined if there is none or it leads nowhere. */
export function schemaOf(
  root: JsonObject,
  holder: { value: JsonObject; pointer: string },
): { value: JsonObject; pointer: string } | undefined {
  return resolveObject(root, own(holder.value, "schema"), child(holder.pointer, "schema"));
}

/** The schema of an operation's outputs: that of its notifications if it has any, else that of its {@link outputResponse}. */
export function outputSchema(
  root: JsonObject,
  operation: Operation,
): { value: JsonObject; pointer: string } | undefined {
  const holder = operation.notificationContent ?? outputResponse(operation);
  return holder && schemaOf(root, holder);
}
