/** The run itself: trigger, actions, variables. Sourced: function reference. */
import { isObject, type JsonObject, type JsonValue, own, ownArray } from "../../../json/values.ts";
import { type FunctionCall, failed, group, type Value, wrong } from "./function.ts";
import { integer, text } from "./values.ts";

function outputs(call: FunctionCall): JsonValue {
  const name = text(call, 0);
  const found = call.scope.outputs(name);
  if (found !== undefined) return found;
  // Observed: one that was skipped, or failed before there were any, has outputs that are null.
  if (call.scope.action(name)) return null;
  throw failed(
    `There is no action "${name}" that has run.`,
    "Name an earlier action, blanks as underscores if it was named so.",
  );
}

function action(call: FunctionCall): JsonObject {
  const name = text(call, 0);
  const found = call.scope.action(name);
  if (found) return found;
  throw failed(`There is no action "${name}" that has run.`, "Name an earlier action.");
}

const triggerBody = (call: FunctionCall): Value => own(call.scope.triggerOutputs(), "body");

/** The values of a key in a form that was sent: url-encoded, or the texts of a multipart body. */
function formValues(call: FunctionCall, body: Value, key: string): JsonValue[] {
  const fields = ownArray(body, "$formdata");
  if (fields)
    return fields.filter((field) => own(field, "key") === key).map((field) => own(field, "value") ?? null);
  const parts = ownArray(body, "$multipart");
  if (parts) return parts.filter((part) => nameOf(part) === key).map((part) => own(part, "body") ?? null);
  throw failed(
    `In ${call.text}, the body is not a form.`,
    "It must come as application/x-www-form-urlencoded or multipart/form-data.",
  );
}

function nameOf(part: JsonValue): string | undefined {
  const headers = own(part, "headers");
  if (!isObject(headers)) return undefined;
  const disposition = Object.keys(headers).find((name) => name.toLowerCase() === "content-disposition");
  const value = disposition && own(headers, disposition);
  return typeof value === "string" ? /;\s*name="?([^";]*)"?/i.exec(value)?.[1] : undefined;
}

function single(call: FunctionCall, body: Value, key: string): Value {
  const [only, more] = formValues(call, body, key);
  // Sourced: more than one value under the key is an error.
  if (more !== undefined)
    throw failed(
      `In ${call.text}, "${key}" has more than one value.`,
      "Use the function for multiple values.",
    );
  return only ?? null;
}

function part(call: FunctionCall, body: Value, index: number): Value {
  const parts = ownArray(body, "$multipart");
  if (!parts) throw failed(`In ${call.text}, the body has no parts.`, "It must come as multipart/….");
  const found = parts[index];
  if (found === undefined)
    throw wrong(call, call.count - 1, `below ${parts.length}, the number of parts`, index);
  return own(found, "body");
}

export const WORKFLOW = group("Flow and run", {
  "trigger()": (call) => call.scope.trigger(),
  "triggerOutputs()": (call) => call.scope.triggerOutputs(),
  "triggerBody()": triggerBody,
  "triggerFormDataValue(key)": (call) => single(call, triggerBody(call), text(call, 0)),
  "triggerFormDataMultiValues(key)": (call) => formValues(call, triggerBody(call), text(call, 0)),
  "triggerMultipartBody(index)": (call) => part(call, triggerBody(call), integer(call, 0)),
  "actions(actionName)": action,
  "outputs(actionName)": outputs,
  "actionOutputs(actionName)": outputs,
  "body(actionName)": (call) => own(outputs(call), "body"),
  "actionBody(actionName)": (call) => own(outputs(call), "body"),
  "formDataValue(actionName, key)": (call) => single(call, own(outputs(call), "body"), text(call, 1)),
  "formDataMultiValues(actionName, key)": (call) =>
    formValues(call, own(outputs(call), "body"), text(call, 1)),
  "multipartBody(actionName, index)": (call) => part(call, own(outputs(call), "body"), integer(call, 1)),
  "variables(variableName)": (call) => {
    const name = text(call, 0);
    const value = call.scope.variable(name);
    if (value !== undefined) return value;
    throw failed(
      `The flow has no variable "${name}".`,
      'Give it: bench.flow(…, { variables: { name: "value" } }).',
    );
  },
  "parameters(parameterName)": (call) => {
    const name = text(call, 0);
    const value = call.scope.parameter(name);
    if (value !== undefined) return value;
    throw failed(
      `The flow has no parameter "${name}".`,
      'Give it: bench.flow(…, { parameters: { name: "value" } }).',
    );
  },
  "iterationIndexes(loopName)": (call) => {
    const name = text(call, 0);
    const round = call.scope.round(name);
    if (round !== undefined) return round;
    throw failed(
      `There is no Until loop "${name}" that has begun.`,
      "Name the loop that the step stands in.",
    );
  },
  "result(scopeName)": (call) => {
    const name = text(call, 0);
    const found = call.scope.result(name);
    if (found !== undefined) return found;
    throw failed(
      `There is no scope or loop "${name}" that has run.`,
      "Name an earlier one, blanks as underscores; run a step behind its failure with runAfter.",
    );
  },
  "workflow()": (call) => call.scope.workflow(),
  "listCallbackUrl()": (call) => {
    const url = call.scope.callbackUrl();
    if (url !== undefined) return url;
    throw failed(
      "listCallbackUrl() has no address: the trigger polls.",
      "Use it in flows with a webhook trigger.",
    );
  },
});
