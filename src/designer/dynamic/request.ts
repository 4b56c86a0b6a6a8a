/** The call the platform makes to fill a drop-down or to learn a schema. */
import { type JsonObject, type JsonValue, own } from "../../json/values.ts";
import type { ConnectorView } from "../connector.ts";
import { type EnteredValues, sentValue, withoutConnection } from "../serialize/logic-apps.ts";
import { parameterKey } from "../serialize/power-automate.ts";
import { asText, setAt } from "../serialize/values.ts";
import type { InputView, OperationView } from "../types.ts";
import type { DynamicSource } from "./source.ts";

/** As the platform's `dynamicInvoke` takes it: relative to the connector's host. */
export interface DynamicRequest {
  method: string;
  path: string;
  queries?: JsonObject;
  headers?: JsonObject;
  body?: JsonValue;
}

export type DynamicCall =
  | { state: "ready"; operationId: string; request: DynamicRequest }
  /** Values it depends on are missing; `inputs` are the keys to fill in first. */
  | { state: "waiting"; message: string; inputs: string[] }
  | { state: "impossible"; message: string };

/**
 * The call for a source, with what the maker has entered so far (sourced: run). The called operation gets its own defaults, internal ones
 * included, and what the extension hands on.
 */
export function dynamicRequest(
  view: ConnectorView,
  operation: OperationView,
  source: DynamicSource,
  values: EnteredValues = {},
): DynamicCall {
  const head = source.operationId === undefined ? undefined : view.find(source.operationId);
  const target = head && view.operation(head.operationId);
  if (!target || target.failure) return { state: "impossible", message: "APIM Operation not found" };

  const given: Record<string, JsonValue> = {};
  const missing: InputView[] = [];
  for (const argument of source.arguments) {
    let value = argument.value;
    if (argument.input !== undefined) {
      const input = inputCalled(operation, argument.input);
      if (!input) {
        return {
          state: "impossible",
          message: `Parameter "${argument.input}" cannot be found for this operation`,
        };
      }
      value = sentValue(input, values);
      const empty = value === undefined || value === "";
      if (empty && input.required) missing.push(input);
      if (empty) continue;
      if (typeof value === "string" && value.includes("@") && isExpression(value)) {
        return {
          state: "impossible",
          message:
            "Value contains function expressions which cannot be resolved. Only constant values supported",
        };
      }
    } else if (own(value, "value") !== undefined) {
      value = own(value, "value");
    }
    const into = inputCalled(target, argument.target);
    if (into && value !== undefined) given[into.key] = value;
  }
  if (missing.length > 0) {
    const names = missing.map((input) => input.label.text).join(", ");
    return {
      state: "waiting",
      message: `Required parameters ${names} not set or invalid`,
      inputs: missing.map((input) => input.key),
    };
  }
  return { state: "ready", operationId: target.operationId, request: build(target, given) };
}

/** An input by the name the older form uses, or by the key with slashes of the newer one. */
function inputCalled(operation: OperationView, name: string): InputView | undefined {
  return (
    operation.inputs.find((input) => input.name === name) ??
    operation.inputs.find((input) => parameterKey(input) === name || input.path.slice(1).join("/") === name)
  );
}

function isExpression(value: string): boolean {
  return (value.startsWith("@") && !value.startsWith("@@")) || value.includes("@{");
}

function build(target: OperationView, given: EnteredValues): DynamicRequest {
  const places: Record<string, JsonObject> = { query: {}, header: {}, body: {} };
  let path = withoutConnection(target.path);
  let whole: JsonValue | undefined;
  for (const input of target.inputs) {
    const value = sentValue(input, given);
    if (value === undefined) continue;
    if (input.in === "path") {
      let text = asText(value);
      for (let time = 0; time < input.encodeTimes; time++) text = encodeURIComponent(text.toWellFormed());
      path = path.split(`{${input.parameterName}}`).join(text);
    } else if (input.key === "body.$") whole = value;
    else if (input.in === "body") setAt(places.body as JsonObject, input.trail, value);
    else if (places[input.in]) setAt(places[input.in] as JsonObject, [input.parameterName], value);
  }
  const filled = (place: string) => (Object.keys(places[place] ?? {}).length > 0 ? places[place] : undefined);
  const request: DynamicRequest = { method: target.method, path };
  const queries = filled("query");
  const headers = filled("header");
  const body = whole ?? filled("body");
  if (queries) request.queries = queries;
  if (headers) request.headers = headers;
  if (body !== undefined) request.body = body;
  return request;
}
