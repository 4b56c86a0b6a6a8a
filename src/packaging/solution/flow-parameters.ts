/** Inputs of an operation as the designer saves them. (Sourced: designer.) */

import { batchListOf } from "../../definition/batch.ts";
import { isInternal, isNotificationUrl, summaryOf } from "../../definition/extensions.ts";
import type { Operation } from "../../definition/model.ts";
import { propertiesOf, resolveObject } from "../../definition/reference.ts";
import { type JsonObject, type JsonValue, own, ownString } from "../../json/values.ts";

export interface FlowInput {
  /** As it is in the flow: `parcelId`, `body/hook/kinds`. */
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
  const title = summaryOf(value) ?? ownString(value, "title") ?? key;
  inputs.push({ key, title, required, value: own(value, "default") });
}

function isHidden(value: JsonObject): boolean {
  return isInternal(value) || isNotificationUrl(value);
}

/**
 * The expression that starts one run for each item of what a batch trigger brings; undefined if it brings no list.
 * What is not there in every answer is asked for with a question mark. (Sourced: run.)
 */
export function splitOn(root: JsonObject, operation: Operation): string | undefined {
  const list = batchListOf(root, operation, "stored");
  if (!list) return undefined;
  const sure = list.required || list.path.length === 0;
  return `@triggerOutputs()${sure ? "" : "?"}['${["body", ...list.path].join("/").replaceAll("'", "''")}']`;
}
