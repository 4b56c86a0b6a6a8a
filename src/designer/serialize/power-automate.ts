/**
 * The same operation in Power Automate. Its designer reads a manifest that a closed service makes of the definition; this follows
 * what published manifests and flows show (partly inferred): no internal inputs, no callback address, keys with slashes that
 * start with the parameter's name, `x-ms-summary` as title, and the whole key as label where there is none.
 */
import { own } from "../../json/values.ts";
import { dynamicSchemaOf } from "../dynamic/source.ts";
import { inputsOf } from "../inputs/inputs.ts";
import { countSameLabels } from "../labels.ts";
import type { FoundOperation } from "../operations.ts";
import { access, bodyOf, type Owner, outputsOfNode } from "../outputs/expression.ts";
import { answerOf } from "../outputs/response.ts";
import { batchArrayOf, isBatch, splitOnAlias } from "../outputs/split-on.ts";
import { schemaOf } from "../outputs/tokens.ts";
import type { Reader } from "../reading/cursor.ts";
import { EVERY_ITEM, encodeSegment } from "../reading/keys.ts";
import type { Budget } from "../reading/limits.ts";
import { type Property, rootFrame } from "../reading/property.ts";
import { SchemaWalk } from "../reading/schema.ts";
import { present, same } from "../reading/words.ts";
import type { InputView, OperationHead, PowerAutomateView, Recurrence, SerializedStep } from "../types.ts";
import { type EnteredValues, sentValue } from "./logic-apps.ts";

export interface PowerAutomateStep {
  head: OperationHead;
  view: PowerAutomateView;
  inputs: readonly InputView[];
  recurrence: Recurrence | undefined;
  /** `shared_…`, the connector's name on the platform. */
  api: string;
  connection: string;
}

/** What Power Automate shows of an operation; the definition is made by {@link powerAutomateDefinition}. */
export function powerAutomateView(
  reader: Reader,
  operation: FoundOperation,
  budget: Budget,
): Omit<PowerAutomateView, "definition"> {
  const { inputs } = inputsOf(reader, operation, "manifest", budget);
  const internalBodies = new Set(
    operation.parameters
      .filter((parameter) => same(own(parameter.value, "x-ms-visibility"), "internal"))
      .map((parameter) => parameter.pointer),
  );
  const shown = inputs
    .filter((input) => input.shown && !input.isNotificationUrl && !internalBodies.has(input.parameterPointer))
    .map((input) => ({
      key: parameterKey(input),
      label: input.label,
      required: input.required,
      place: input.place,
      input: swaggerKey(input),
    }));
  return { inputs: shown, ...tokensOf(reader, operation, budget) };
}

/** The name of an input in `inputs.parameters`: the parameter's name, then the names in the body, with slashes. */
export function parameterKey(input: InputView): string {
  return input.in === "body" ? [input.parameterName, ...input.trail].join("/") : input.parameterName;
}

/** The key of the same input in the Logic Apps view, by which both are found together. */
function swaggerKey(input: InputView): string {
  if (input.in !== "body" || input.trail.length === 0) return input.key;
  return keyOfTrail(input.trail);
}

function keyOfTrail(trail: readonly string[]): string {
  return ["body.$", ...trail.map((name) => (name === EVERY_ITEM ? name : encodeSegment(name)))].join(".");
}

function tokensOf(
  reader: Reader,
  operation: FoundOperation,
  budget: Budget,
): Pick<PowerAutomateView, "tokens" | "splitOn"> {
  const schema = schemaOf(reader, answerOf(reader, operation));
  const owner: Owner = operation.isTrigger ? undefined : operation.id;
  const batch = operation.isTrigger && isBatch(operation.cursor.value);
  const array = batch ? batchArrayOf(reader, schema, "manifest") : undefined;
  const walk = new SchemaWalk({ reader, budget, naming: "manifest", input: false, excludeInternal: true });
  // Without a schema the manifest has no outputs; after a split, an item takes the place of the body.
  if (!present(schema.value)) return { tokens: [], splitOn: undefined };
  const described = array ? reader.child(array.cursor, "items") : schema;
  if (!present(described.value)) return { tokens: [], splitOn: array && splitOnAlias(array) };
  const byKey = new Map<string, Property>();
  for (const property of walk.properties(described, rootFrame({ required: true, prefix: "body" }))) {
    byKey.set(`outputs.${property.key}`, property);
  }
  const splitTrail = array ? [...array.path.split(".").filter((name) => name !== ""), EVERY_ITEM] : [];
  const tokens: PowerAutomateView["tokens"] = [];
  for (const property of byKey.values()) {
    // A schema that is told while the flow is designed is not a token yet.
    if (dynamicSchemaOf(property.schema, property.cursor.pointer)) continue;
    const item = property.trail.lastIndexOf(EVERY_ITEM);
    const inside = item >= 0;
    const alias = (inside ? property.trail.slice(item + 1) : ["body", ...property.trail]).join("/");
    const root = property.trail.length === 0;
    tokens.push({
      key: ["outputs.$.body", ...property.trail].join("/"),
      label:
        root && property.label.own.source === "path" ? { ...property.label, text: "Body" } : property.label,
      type: property.type,
      expression: root
        ? bodyOf(owner)
        : (inside ? "item()" : outputsOfNode(owner)) +
          (alias === "" ? "" : access(alias, property.required ?? false)),
      isInsideArray: inside,
      sameLabel: 0,
      token: keyOfTrail([...splitTrail, ...property.trail]),
    });
  }
  countSameLabels(tokens);
  return { tokens, splitOn: array && splitOnAlias(array) };
}

/**
 * The step as Power Automate's code view shows it. Internal inputs and the callback address are absent: the runtime fills them from
 * the definition. `authentication` is added by the host.
 */
export function powerAutomateDefinition(step: PowerAutomateStep, values: EnteredValues = {}): SerializedStep {
  const { head } = step;
  const parameters: SerializedStep = {};
  const byKey = new Map(step.inputs.map((input) => [input.key, input]));
  for (const shown of step.view.inputs) {
    const input = byKey.get(shown.input);
    const value = input && sentValue(input, values);
    if (value !== undefined) parameters[shown.key] = value;
  }
  const definition: SerializedStep = {
    type: head.nodeType === "ApiConnectionWebhook" ? "OpenApiConnectionWebhook" : "OpenApiConnection",
    inputs: {
      parameters,
      host: {
        apiId: `/providers/Microsoft.PowerApps/apis/${step.api}`,
        connectionName: step.connection,
        operationId: head.operationId,
      },
      authentication: "@parameters('$authentication')",
    },
  };
  if (step.recurrence) {
    definition.recurrence = { interval: step.recurrence.interval, frequency: step.recurrence.frequency };
  }
  if (step.view.splitOn !== undefined) definition.splitOn = step.view.splitOn;
  if (head.kind === "action") definition.runAfter = {};
  return definition;
}
