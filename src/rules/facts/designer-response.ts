/** Which answer of an operation becomes dynamic content. */

import type { Operation, Response } from "../../definition/model.ts";
import { resolveObject } from "../../definition/reference.ts";
import { child } from "../../json/pointer.ts";
import { type JsonObject, own } from "../../json/values.ts";

export function isSuccess(status: string): boolean {
  return /^2\d\d$/.test(status);
}

/**
 * The response that the designer reads: the only one if it is a success or `default`; otherwise 200, then 201, then `default`.
 * Sourced: outputprocessor.ts of LogicAppsUX.
 */
export function designerResponse(operation: Operation): Response | undefined {
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
  response: Response,
): { value: JsonObject; pointer: string } | undefined {
  return resolveObject(root, own(response.value, "schema"), child(response.pointer, "schema"));
}
