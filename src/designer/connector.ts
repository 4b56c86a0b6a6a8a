/** A connector as the designer shows it: the list of operations at once, each operation when it is asked for. */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { isObject, type JsonValue, own, ownObject, ownString } from "../json/values.ts";
import type { DynamicSource } from "./dynamic/source.ts";
import { inputsOf } from "./inputs/inputs.ts";
import { annotationStatus, type FoundOperation, listOperations, titlePointer } from "./operations.ts";
import { outputsOf } from "./outputs/tokens.ts";
import { Reader } from "./reading/cursor.ts";
import { type Failure, ReaderFailure } from "./reading/failure.ts";
import { Budget } from "./reading/limits.ts";
import { present, same, textOf, wordOf } from "./reading/words.ts";
import { recurrenceOf } from "./recurrence.ts";
import { logicAppsDefinition } from "./serialize/logic-apps.ts";
import { powerAutomateDefinition, powerAutomateView } from "./serialize/power-automate.ts";
import type { ConnectorHead, OperationHead, OperationView } from "./types.ts";

/** What a view is made of: a connector read from a folder, or its two files' values. */
export interface ViewSource {
  definition: JsonValue | undefined;
  properties?: JsonValue | undefined;
  file?: string | undefined;
  /** Why the definition cannot be read, if so. */
  failure?: Failure | undefined;
}

/** The colour of a card whose connector names none (sourced). */
const DEFAULT_COLOR = "#000000";

export class ConnectorView {
  /** The list of operations and what the cards show; cheap. */
  readonly head: ConnectorHead;
  private readonly reader: Reader;
  private readonly found: Map<string, FoundOperation>;
  /** By id, and by id in lower case. */
  private readonly heads = new Map<string, OperationHead>();
  private readonly views = new Map<string, OperationView>();

  constructor(source: ViewSource) {
    this.reader = new Reader(source.definition);
    const listed = source.failure ? { failure: source.failure } : list(this.reader);
    const operations = "operations" in listed ? listed.operations : [];
    this.found = new Map(operations.map((operation) => [operation.id, operation]));
    const info = ownObject(source.definition, "info");
    this.head = {
      title: textOf(info, "title") ?? "",
      description: textOf(info, "description"),
      brandColor: ownString(ownObject(source.properties, "properties"), "iconBrandColor") ?? DEFAULT_COLOR,
      file: source.file,
      failure: "failure" in listed ? listed.failure : undefined,
      operations: operations.map((operation) => headOf(this.reader, operation)),
    };
    for (const head of this.head.operations) {
      const lower = head.operationId.toLowerCase();
      if (!this.heads.has(lower)) this.heads.set(lower, head);
    }
    // An id as it is written wins over another in lower case.
    for (const head of this.head.operations) this.heads.set(head.operationId, head);
  }

  /** The operations' heads, in the designer's order, internal ones included. */
  get operations(): readonly OperationHead[] {
    return this.head.operations;
  }

  /**
   * One operation in full; computed at the first question. Undefined if there is none of this id. An operation that the
   * designer cannot read comes with its `failure` instead of inputs and tokens.
   */
  operation(id: string): OperationView | undefined {
    const known = this.views.get(id);
    if (known) return known;
    const found = this.found.get(id);
    const head = found && this.heads.get(id);
    if (!found || !head) return undefined;
    const view = viewOperation(this.reader, found, head);
    for (const source of sourcesOf(view)) {
      source.targetExists = source.operationId === undefined || this.find(source.operationId) !== undefined;
    }
    this.views.set(id, view);
    return view;
  }

  /** The operation an extension means: without regard to case, internal ones included (sourced). */
  find(id: string): OperationHead | undefined {
    return this.heads.get(id) ?? this.heads.get(id.toLowerCase());
  }

  /** Everything as one plain value. */
  toJSON(): ConnectorHead & { views: (OperationView | undefined)[] } {
    return { ...this.head, views: this.operations.map((head) => this.operation(head.operationId)) };
  }
}

/** The designer's view of a connector folder; a definition that cannot be read gives a view with a failure. */
export function viewConnector(connector: ConnectorFolder): ConnectorView {
  const { definition, properties } = connector;
  return new ConnectorView({
    definition: definition?.value,
    properties: properties?.value,
    file: definition?.file,
    failure: unreadable(connector),
  });
}

/** The real service takes strict JSON: with one comma too many there is no connector. */
function unreadable(connector: ConnectorFolder): Failure | undefined {
  const { definition } = connector;
  if (definition?.strict && isObject(definition.value)) return undefined;
  const problem =
    definition?.problems[0] ??
    connector.problems.find(
      (candidate) => candidate.code === "definition-missing" || candidate.file === definition?.file,
    );
  const at = definition && problem?.start !== undefined ? definition.lines.at(problem.start) : undefined;
  const place = definition && at ? `${definition.file}:${at.line}:${at.column}: ` : "";
  return {
    code: "definition-unreadable",
    designerSays: definition ? nativeComplaint(definition.text) : "Not found",
    message: `${place}${problem?.message ?? "The definition is not a JSON object."}`,
    help: problem?.help ?? "Write an OpenAPI 2.0 document.",
    pointer: "",
  };
}

/** What the service's JSON reader says: it stops at the first fault. */
function nativeComplaint(text: string): string {
  try {
    JSON.parse(text);
    return "Not a Swagger document";
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : "Unexpected token in JSON";
  }
}

function list(reader: Reader): { operations: FoundOperation[] } | { failure: Failure } {
  try {
    return { operations: listOperations(reader) };
  } catch (error) {
    if (error instanceof ReaderFailure) return { failure: error.failure };
    throw error;
  }
}

function sourcesOf(view: OperationView): DynamicSource[] {
  return [
    ...view.inputs.flatMap((input) => input.dynamicValues ?? []),
    ...[...view.dynamicInputs, ...view.dynamicOutputs].map(({ source }) => source),
  ];
}

function headOf(reader: Reader, operation: FoundOperation): OperationHead {
  const value = isObject(operation.cursor.value) ? operation.cursor.value : {};
  const status = annotationStatus(reader, value);
  const trigger = own(value, "x-ms-trigger");
  return {
    operationId: operation.id,
    kind: operation.isTrigger ? "trigger" : "action",
    nodeType: operation.isWebhook ? "ApiConnectionWebhook" : "ApiConnection",
    triggerType: present(trigger) ? wordOf(trigger) : undefined,
    title: textOf(value, "summary") ?? "",
    description: textOf(value, "description"),
    visibility: textOf(value, "x-ms-visibility"),
    annotationStatus: status,
    preview: same(status, "preview"),
    internal: operation.internal,
    method: operation.method,
    path: operation.path,
    pointer: operation.cursor.pointer,
    titlePointer: titlePointer(operation),
  };
}

function viewOperation(reader: Reader, operation: FoundOperation, head: OperationHead): OperationView {
  const stoppedAt: string[] = [];
  const view: OperationView = {
    ...head,
    failure: undefined,
    inputs: [],
    dynamicInputs: [],
    tokens: [],
    dynamicOutputs: [],
    outputsFrom: undefined,
    splitOn: { supported: false, enabled: false, value: undefined, options: [] },
    recurrence: recurrenceOf(operation),
    logicApps: { definition: {} },
    powerAutomate: { inputs: [], tokens: [], splitOn: undefined, definition: {} },
    stoppedAt,
  };
  try {
    Object.assign(view, inputsOf(reader, operation, "swagger", new Budget(stoppedAt)));
    Object.assign(view, outputsOf(reader, operation, new Budget(stoppedAt)));
    view.powerAutomate = { ...powerAutomateView(reader, operation, new Budget(stoppedAt)), definition: {} };
    const { inputs, recurrence, splitOn } = view;
    view.logicApps.definition = logicAppsDefinition({
      head,
      inputs,
      recurrence,
      splitOn,
      connection: "connection",
    });
    view.powerAutomate.definition = powerAutomateDefinition({
      head,
      view: view.powerAutomate,
      inputs,
      recurrence,
      api: "shared_connector",
      connection: "shared_connector",
    });
  } catch (error) {
    if (!(error instanceof ReaderFailure)) throw error;
    Object.assign(view, {
      failure: error.failure,
      inputs: [],
      tokens: [],
      dynamicInputs: [],
      dynamicOutputs: [],
    });
  }
  return view;
}
