/** A view in the shape of the recordings: what the real designer made of a connector, nothing of ours added. */
import type { JsonObject, JsonValue } from "../json/values.ts";
import type { ConnectorView } from "./connector.ts";
import { present } from "./reading/words.ts";
import type { InputView, OperationView, SplitOn, TokenView } from "./types.ts";

export interface RecordedConnector {
  connector: string;
  operations: JsonObject[];
}

/** The whole connector, or one operation of it, as it would have been recorded. */
export function recordConnector(view: ConnectorView, name: string, only?: string): RecordedConnector {
  const heads = view.operations.filter((head) => only === undefined || head.operationId === only);
  return {
    connector: name,
    operations: heads.map((head) => {
      if (head.internal) return { operationId: head.operationId, internal: true };
      const operation = view.operation(head.operationId);
      return operation ? recordOperation(operation) : { operationId: head.operationId };
    }),
  };
}

/** One operation as recorded; a failing one says so in a field of its own, which no recording has. */
export function recordOperation(view: OperationView): JsonObject {
  return {
    operationId: view.operationId,
    kind: view.kind,
    nodeType: view.nodeType,
    triggerType: view.triggerType ?? null,
    title: view.title,
    description: view.description ?? null,
    visibility: view.visibility ?? null,
    annotationStatus: view.annotationStatus ?? null,
    inputs: view.inputs.map(recordInput),
    outputs: view.tokens.map(recordToken),
    dynamicOutputs: recordDynamicOutputs(view),
    splitOn: recordSplitOn(view),
    recurrence: view.recurrence
      ? {
          description: view.recurrence.description,
          parameters: [{ key: "recurrence.$.recurrence", editor: "recurrence" }],
        }
      : null,
    ...(view.failure ? { failure: { ...view.failure } } : {}),
  };
}

/** The designer looks after one dynamic schema, the first, and only if it is of the older form. */
function recordDynamicOutputs(view: OperationView): JsonObject[] | null {
  const [first] = view.dynamicOutputs;
  return first?.source.kind === "LegacyDynamicSchema"
    ? [{ key: first.key, type: first.source.kind, ...first.source.extension }]
    : null;
}

function recordInput(input: InputView): JsonObject {
  return {
    ...sparse({
      key: input.key,
      name: input.name,
      title: input.label.text,
      type: input.type,
      in: input.in,
    }),
    required: input.required,
    ...sparse({ visibility: input.visibility }),
    shown: input.shown,
    ...sparse({
      shownInitially: input.shownInitially,
      editor: input.editor,
      options: input.options as unknown as JsonValue,
      default: input.default,
      isNotificationUrl: input.isNotificationUrl,
      dynamicValues: input.dynamicValues && {
        type: input.dynamicValues.kind,
        ...input.dynamicValues.extension,
      },
      placeholder: input.placeholder,
    }),
  };
}

function recordToken(token: TokenView): JsonObject {
  return sparse({
    key: token.key,
    path: token.path,
    title: token.label.text,
    type: token.type,
    format: token.format,
    isArray: token.isArray,
    isInsideArray: token.isInsideArray,
    parentArray: token.parentArray,
    advanced: token.advanced,
    expression: token.expression,
  });
}

function recordSplitOn(view: OperationView): JsonObject {
  const { supported, enabled, value, options }: SplitOn = view.splitOn;
  return {
    supported,
    enabled,
    ...(value === undefined ? {} : { value }),
    ...(view.kind === "trigger" ? { options } : {}),
  };
}

/** Only what says something: nothing that is false, 0, empty text or absent. */
function sparse(values: Record<string, JsonValue | undefined>): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined || !present(value)) continue;
    kept[key] = value;
  }
  return kept;
}
