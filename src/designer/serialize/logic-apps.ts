/** A step as Logic Apps (Consumption) writes it: ApiConnection and ApiConnectionWebhook. */
import { type JsonObject, type JsonValue, own } from "../../json/values.ts";
import { quoted } from "../reading/words.ts";
import type { InputView, OperationHead, Recurrence, SerializedStep, SplitOn } from "../types.ts";
import { asText, setAt } from "./values.ts";

/** What the maker entered, by input key; an input without an entry keeps its initial value. */
export type EnteredValues = Readonly<Record<string, JsonValue>>;

export interface LogicAppsStep {
  head: OperationHead;
  inputs: readonly InputView[];
  recurrence: Recurrence | undefined;
  splitOn: SplitOn;
  /** The key of the connection in `$connections`. */
  connection: string;
}

/**
 * The step as the code view shows it (sourced: run). A webhook names no method; no form names the operation: it is found again
 * by method and path. An input without a value is left out, a required one becomes the empty text.
 */
export function logicAppsDefinition(step: LogicAppsStep, values: EnteredValues = {}): SerializedStep {
  const { head } = step;
  const inputs: JsonObject = { host: { connection: { referenceName: step.connection } } };
  if (head.nodeType === "ApiConnection") inputs.method = head.method;
  const body = bodyOf(step.inputs, values);
  if (body !== undefined) inputs.body = body;
  const headers = flat(step.inputs, "header", values);
  if (headers) inputs.headers = headers;
  inputs.path = pathOf(step, values);
  const queries = flat(step.inputs, "query", values);
  if (queries) inputs.queries = queries;

  const definition: SerializedStep = { type: head.nodeType, inputs };
  if (step.recurrence && head.nodeType === "ApiConnection") {
    definition.recurrence = { interval: step.recurrence.interval, frequency: step.recurrence.frequency };
  }
  if (step.splitOn.enabled && step.splitOn.value !== undefined) definition.splitOn = step.splitOn.value;
  if (head.kind === "action") definition.runAfter = {};
  return definition;
}

/** The value of an input in a step: entered, else initial, else the empty text if it must be there. */
export function sentValue(input: InputView, values: EnteredValues): JsonValue | undefined {
  return own(values, input.key) ?? input.value ?? (input.required ? "" : undefined);
}

function bodyOf(inputs: readonly InputView[], values: EnteredValues): JsonValue | undefined {
  const form = formData(inputs, values);
  if (form) return form;
  const fields = inputs.filter((input) => input.in === "body");
  const whole = fields.find((input) => input.key === "body.$");
  if (whole) return sentValue(whole, values);
  const body: JsonObject = {};
  for (const input of fields) {
    const value = sentValue(input, values);
    if (value !== undefined) setAt(body, input.trail, value);
  }
  return Object.keys(body).length > 0 ? body : undefined;
}

function flat(inputs: readonly InputView[], place: string, values: EnteredValues): JsonObject | undefined {
  const found: JsonObject = {};
  for (const input of inputs) {
    if (input.in !== place) continue;
    const value = sentValue(input, values);
    if (value !== undefined) setAt(found, [input.parameterName], value);
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

/** The path with its parameters as expressions that encode them, twice where the definition asks for it. */
function pathOf(step: LogicAppsStep, values: EnteredValues): string {
  const byName = new Map(
    step.inputs.filter((input) => input.in === "path").map((input) => [input.parameterName, input]),
  );
  // A parameter can be called like a pattern: the names are looked up, not searched for.
  return withoutConnection(step.head.path).replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const input = byName.get(name);
    if (!input) return whole;
    const value = sentValue(input, values);
    const argument = asArgument(value ?? "");
    const call = "encodeURIComponent(".repeat(input.encodeTimes);
    return `@{${call}${argument}${")".repeat(input.encodeTimes)}}`;
  });
}

/** A fixed value in quotes; an expression without its `@`. */
function asArgument(value: JsonValue): string {
  const text = asText(value);
  const template = /^@\{([^{}]*)\}$/.exec(text);
  if (template) return template[1] as string;
  return text.startsWith("@") && !text.startsWith("@@") ? text.slice(1) : quoted(text);
}

/** Older definitions name the connection in each path; the platform fills it in. */
export function withoutConnection(path: string): string {
  return path.replace("{connectionId}", "").replace("//", "/");
}

/** Form fields travel as one multipart body; a file is its content with its name. */
function formData(inputs: readonly InputView[], values: EnteredValues): JsonObject | undefined {
  const parts = new Map<string, { value?: JsonValue; fileName?: JsonValue }>();
  for (const input of inputs) {
    if (input.in !== "formData") continue;
    const value = sentValue(input, values);
    if (value === undefined) continue;
    const part = parts.get(input.parameterName) ?? {};
    if (input.key.endsWith(".$filename")) part.fileName = value;
    else part.value = value;
    parts.set(input.parameterName, part);
  }
  if (parts.size === 0) return undefined;
  const multipart = [...parts].map(([name, part]): JsonObject => {
    const file = part.fileName === undefined ? "" : `; filename="${asText(part.fileName)}"`;
    return {
      headers: { "Content-Disposition": `form-data; name="${name.replaceAll('"', "%22")}"${file}` },
      body: part.value ?? "",
    };
  });
  return { "$content-type": "multipart/form-data", $multipart: multipart };
}
