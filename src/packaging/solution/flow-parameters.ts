/** Inputs of an operation as the designer saves them. (Sourced: designer.) */

import { isInternal, type Operation } from "../../definition/model.ts";
import { propertiesOf, resolveObject } from "../../definition/reference.ts";
import { isObject, type JsonObject, type JsonValue, own, ownString } from "../../json/values.ts";

export interface FlowInput {
  /** As it stands in the flow: `parcelId`, `body/hook/kinds`. */
  key: string;
  title: string;
  required: boolean;
  value: JsonValue | undefined;
}

/** Deeper bodies are not spread out by the designer either. */
const MAX_DEPTH = 12;

/**
 * The inputs a maker sees. Internal ones and the callback address are left out: the platform fills them from the
 * definition when the flow runs.
 */
export function flowInputs(root: JsonObject, operation: Operation): FlowInput[] {
  const inputs: FlowInput[] = [];
  for (const parameter of operation.parameters) {
    if (isHidden(parameter.value)) continue;
    const required = own(parameter.value, "required") === true;
    const schema =
      parameter.in === "body"
        ? resolveObject(root, own(parameter.value, "schema"), `${parameter.pointer}/schema`)
        : undefined;
    if (schema) addSchema(root, parameter.name, schema.value, schema.pointer, required, [], inputs);
    else add(parameter.name, parameter.value, required, inputs);
  }
  return inputs;
}

/** What is written into a new flow: defaults, and an empty text where the maker has to fill something in. */
export function savedInputs(inputs: readonly FlowInput[]): Record<string, JsonValue> {
  return Object.fromEntries(
    inputs
      .filter((input) => input.value !== undefined || input.required)
      .map((input) => [input.key, input.value ?? ""]),
  );
}

function addSchema(
  root: JsonObject,
  key: string,
  schema: JsonObject,
  pointer: string,
  required: boolean,
  above: string[],
  inputs: FlowInput[],
): void {
  if (isHidden(schema)) return;
  const properties = propertiesOf(root, schema, pointer);
  // A schema inside itself has no end; the designer stops there, too.
  if (properties.length === 0 || above.includes(pointer) || above.length >= MAX_DEPTH) {
    add(key, schema, required, inputs);
    return;
  }
  for (const property of properties) {
    const path = `${key}/${property.name}`;
    addSchema(
      root,
      path,
      property.value,
      property.pointer,
      required && property.required,
      [...above, pointer],
      inputs,
    );
  }
}

function add(key: string, value: JsonObject, required: boolean, inputs: FlowInput[]): void {
  const title = ownString(value, "x-ms-summary") ?? ownString(value, "title") ?? key;
  inputs.push({ key, title, required, value: own(value, "default") });
}

function isHidden(value: JsonObject): boolean {
  return isInternal(value) || own(value, "x-ms-notification-url") === true;
}

/** True if the platform calls the flow instead of asking the service again and again. */
export function isWebhook(root: JsonObject, operation: Operation): boolean {
  return (
    operation.notificationContent !== undefined ||
    operation.parameters.some((parameter) => {
      if (own(parameter.value, "x-ms-notification-url") === true) return true;
      const schema = resolveObject(root, own(parameter.value, "schema"), `${parameter.pointer}/schema`);
      return schema !== undefined && hasCallback(root, schema.value, schema.pointer, []);
    })
  );
}

function hasCallback(root: JsonObject, schema: JsonObject, pointer: string, above: string[]): boolean {
  if (own(schema, "x-ms-notification-url") === true) return true;
  if (above.includes(pointer) || above.length >= MAX_DEPTH) return false;
  return propertiesOf(root, schema, pointer).some((property) =>
    hasCallback(root, property.value, property.pointer, [...above, pointer]),
  );
}

/**
 * The expression that starts one run for each item of what a batch trigger brings; undefined if it brings no list.
 * The designer takes the first property of an object, whatever else stands beside it.
 */
export function splitOn(root: JsonObject, operation: Operation): string | undefined {
  if (operation.trigger !== "batch") return undefined;
  const success = operation.responses.find((response) => /^2/.test(response.status));
  const holder = operation.notificationContent ?? success;
  if (!holder) return undefined;
  const schema = resolveObject(root, own(holder.value, "schema"), `${holder.pointer}/schema`);
  if (!schema) return undefined;
  if (own(schema.value, "type") === "array") return "@triggerOutputs()?['body']";
  const [first] = propertiesOf(root, schema.value, schema.pointer);
  return first && isObject(first.value) && own(first.value, "type") === "array"
    ? `@triggerOutputs()?['body/${first.name}']`
    : undefined;
}
