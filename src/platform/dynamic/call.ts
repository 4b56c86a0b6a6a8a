/** The call behind a dynamic input: which operation, with which arguments, and how its failures read to the maker. */

import type { Operation } from "../../definition/model.ts";
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import type { Answer, Arguments } from "../api.ts";
import { valueAlong } from "../policies/expressions.ts";
import { stepsOf } from "../policies/properties.ts";

/** What a maker reads where the rows or fields should be. Sourced texts. */
export class DynamicError extends Error {
  override name = "DynamicError";
}

/** The arguments that an extension passes on: constants, and current values of other inputs. */
export function resolveArguments(
  operation: Operation,
  extension: JsonObject,
  current: Arguments,
  selected?: JsonValue,
): Arguments {
  const parameters = ownObject(extension, "parameters") ?? {};
  const values: Arguments = {};
  const missing: string[] = [];
  for (const name of Object.keys(parameters)) {
    const declared = own(parameters, name);
    const reference = ownString(declared, "parameter") ?? ownString(declared, "parameterReference");
    if (reference !== undefined) {
      const value = currentValue(operation, reference, current);
      if (value !== undefined) values[name] = value;
      else if (isRequired(operation, reference)) missing.push(reference);
    } else if (
      isObject(declared) &&
      (own(declared, "selectedItemValuePath") ?? own(declared, "value-property")) !== undefined
    ) {
      const path = own(declared, "selectedItemValuePath") ?? own(declared, "value-property");
      const value = selected === undefined ? undefined : valueAlong(selected, pathOf(path));
      if (value !== undefined) values[name] = value;
    } else if (isObject(declared) && Object.hasOwn(declared, "value")) values[name] = own(declared, "value");
    else if (declared !== undefined) values[name] = declared;
  }
  if (missing.length > 0)
    throw new DynamicError(`Required parameters ${missing.join(", ")} not set or invalid`);
  return values;
}

function currentValue(operation: Operation, reference: string, current: Arguments): unknown {
  const parameter = operation.parameters.find(({ name }) => name === reference);
  const value =
    (Object.hasOwn(current, reference) ? current[reference] : undefined) ??
    nested(current, reference) ??
    (parameter && own(parameter.value, "default"));
  if (value === undefined && !parameter && !reference.includes("/"))
    throw new DynamicError(`Parameter "${reference}" cannot be found for this operation`);
  // Sourced: only constants can be used while a flow is being designed.
  if (typeof value === "string" && /^@(?!@)|@\{/.test(value))
    throw new DynamicError(
      "Value contains function expressions which cannot be resolved. Only constant values supported",
    );
  return value;
}

function nested(current: Arguments, reference: string): unknown {
  let value: unknown = current;
  for (const name of reference.split("/")) value = own(value, name);
  return value;
}

function isRequired(operation: Operation, reference: string): boolean {
  const parameter = operation.parameters.find(({ name }) => name === reference);
  return parameter ? own(parameter.value, "required") === true : true;
}

/** Steps of a path with slashes, the separator of these extensions (sourced); dots are left to the name. */
export function pathOf(path: unknown): (string | number)[] {
  if (typeof path !== "string" || path === "") return [];
  return path.split("/").filter((step) => step !== "");
}

/** A value below an item: by path, else by a member of that very name. */
export function valueBelow(item: JsonValue | undefined, path: string | undefined): JsonValue | undefined {
  if (path === undefined || path === "") return undefined;
  return valueAlong(item, pathOf(path)) ?? own(item, path) ?? valueAlong(item, stepsOf(path));
}

/** Names of statuses as the designer shows them. */
const STATUS_NAMES: Record<number, string> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  408: "RequestTimeout",
  409: "Conflict",
  429: "TooManyRequests",
  500: "InternalServerError",
  502: "BadGateway",
  503: "ServiceUnavailable",
  504: "GatewayTimeout",
};

/** Sourced wording: the message of the body with the status, else `error.message` as it is, else that the call failed. */
export function failureText(answer: Answer, gatewayUrl: string): string {
  const message = ownString(answer.body, "message");
  if (message !== undefined)
    return `Error code: '${STATUS_NAMES[answer.status] ?? answer.status}', Message: '${message}'.`;
  const inner = ownString(ownObject(answer.body, "error"), "message");
  if (inner !== undefined) return inner;
  const id = answer.headers["x-ms-client-request-id"];
  const more = id === undefined ? "" : ` More diagnostic information: x-ms-client-request-id is '${id}'.`;
  return `Error executing the API - ${gatewayUrl}/dynamicInvoke.${more}`;
}

/** The operation that an extension names. */
export function targetOf(
  byId: ReadonlyMap<string, Operation>,
  extension: JsonObject,
): { operation: Operation; id: string } {
  if (own(extension, "builtInOperation") !== undefined) {
    throw new InputError(
      "dynamic-built-in",
      `The built-in operation ${String(own(extension, "builtInOperation"))} exists on the real platform only.`,
      "Give the value itself instead of choosing it from the list.",
    );
  }
  const id = ownString(extension, "operationId") ?? "";
  const operation = byId.get(id);
  // Sourced wording.
  if (!operation) throw new DynamicError("APIM Operation not found");
  return { operation, id };
}
