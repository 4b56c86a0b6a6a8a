/** What is on a connector's reference page, before it is Markdown or HTML. */
import { outputResponse } from "../../definition/answers.ts";
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { API_ANNOTATION, CONNECTOR_METADATA } from "../../definition/extensions.ts";
import { buildModel, type ConnectorModel, type Operation } from "../../definition/model.ts";
import { type Located, ShapeReader } from "../../definition/schema-shape.ts";
import { child } from "../../json/pointer.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../../json/values.ts";
import { type ConnectionKind, connectionKinds } from "./connections.ts";
import { exampleOf } from "./example.ts";
import { definitionName, isDynamic, isSomething, type Row, RowReader, type TypeText } from "./rows.ts";
import { samplesOf } from "./samples.ts";
import { type Availability, serviceFacts, type Throttling } from "./service-facts.ts";

export interface ReferencePage {
  title: string;
  /** `Preview`, or nothing for a connector in production. */
  status: string | undefined;
  description: string;
  availability: Availability[];
  contact: [label: string, value: string][];
  metadata: [label: string, value: string][];
  /** Markdown of the author's own. */
  intro: string | undefined;
  connections: ConnectionKind[];
  throttling: Throttling[];
  actions: OperationEntry[];
  triggers: OperationEntry[];
  definitions: DefinitionEntry[];
  /** Whether rows were left out of a definition too large for one page. */
  isCut: boolean;
}

export interface OperationEntry {
  id: string;
  title: string;
  description: string;
  deprecated: boolean;
  preview: boolean;
  /** The operation to use instead. */
  successor: OperationEntry["id"] | undefined;
  inputs: Row[];
  /** Inputs that the connector fills in. */
  fixed: Row[];
  returns: Returns;
  /** Headers of the answer that makers can use. */
  headers: Row[];
  /** What goes in, as a body or by name; undefined if nothing does. */
  request: JsonValue | undefined;
  /** What comes out: of a trigger, one payload. */
  response: JsonValue | undefined;
}

export type Returns =
  | { kind: "nothing" }
  | { kind: "dynamic" }
  /** A definition, a list of one, or a plain value. */
  | { kind: "value"; name: string; type: TypeText; description: string }
  /** Rows of an object that is written in place. */
  | { kind: "rows"; rows: Row[] };

export interface DefinitionEntry {
  name: string;
  description: string;
  rows: Row[];
}

/** Describes a connector with what it has. */
export function referencePage(connector: ConnectorFolder): ReferencePage {
  const model = buildModel(connector.definition?.value);
  const facts = serviceFacts(connector);
  const shapes = new ShapeReader(model.root);
  const rows = new RowReader(shapes);
  const info = ownObject(model.root, "info");
  const sampleFor = samplesOf(connector, facts.samples);
  const visible = model.operations.filter((operation) => !operation.internal);
  const entries = visible.map((operation) => {
    const entry = entryOf(model, rows, shapes, operation);
    // What an author keeps as a sample of an operation is what comes out of it.
    const response = sampleFor(entry.id) ?? entry.response;
    return [operation, { ...entry, response }] as const;
  });
  const byTitle = (kind: "action" | "trigger") =>
    entries
      .filter(([operation]) => (operation.trigger === undefined) === (kind === "action"))
      .map(([, entry]) => entry)
      .sort((a, b) => compareTexts(a.title, b.title) || compareTexts(a.id, b.id));
  const definitions = definitionsOf(model.root, rows);
  return {
    title: ownString(info, "title") ?? connector.name,
    status: statusOf(info),
    description: ownString(info, "description") ?? "",
    availability: facts.availability,
    contact: contactOf(info),
    metadata: metadataOf(model.root, connector),
    intro: connector.intro?.text.trim() || undefined,
    connections: connectionKinds(connector, facts),
    throttling: facts.throttling,
    actions: byTitle("action"),
    triggers: byTitle("trigger"),
    definitions,
    isCut: rows.isCut,
  };
}

/** As Learn sorts: letters, not their codes, and without regard to the machine's language. */
function compareTexts(a: string, b: string): number {
  const [one, two] = [a.toLowerCase(), b.toLowerCase()];
  return one < two ? -1 : one > two ? 1 : a < b ? -1 : a > b ? 1 : 0;
}

function statusOf(info: JsonObject | undefined): string | undefined {
  const status = ownString(ownObject(info, API_ANNOTATION), "status");
  return status?.toLowerCase() === "preview" ? "Preview" : undefined;
}

function contactOf(info: JsonObject | undefined): [string, string][] {
  const contact = ownObject(info, "contact");
  const labels = { name: "Name", url: "URL", email: "Email" };
  return Object.entries(labels).flatMap(([key, label]): [string, string][] => {
    const value = ownString(contact, key);
    return value ? [[label, value]] : [];
  });
}

function metadataOf(root: JsonObject, connector: ConnectorFolder): [string, string][] {
  const publisher = ownString(ownObject(connector.properties?.value, "properties"), "publisher");
  const rows: [string, string][] = publisher ? [["Publisher", publisher]] : [];
  for (const entry of ownArray(root, CONNECTOR_METADATA) ?? []) {
    const name = ownString(entry, "propertyName");
    const value = ownString(entry, "propertyValue");
    if (name && value) rows.push([name, value]);
  }
  return rows;
}

function entryOf(
  model: ConnectorModel,
  rows: RowReader,
  shapes: ShapeReader,
  operation: Operation,
): OperationEntry {
  const { asked, fixed } = rows.inputs(operation.parameters);
  const answer = answerAt(operation);
  return {
    id: operation.id ?? `${operation.method.toUpperCase()} ${operation.path}`,
    title:
      ownString(operation.value, "summary") ||
      operation.id ||
      `${operation.method.toUpperCase()} ${operation.path}`,
    description: ownString(operation.value, "description") ?? "",
    deprecated: own(operation.value, "deprecated") === true,
    preview: statusOf(operation.value) !== undefined,
    successor: successorOf(model, operation),
    inputs: asked,
    fixed: fixed.filter((row) => row.fixed !== null),
    returns: returnsOf(rows, answer),
    headers: operation.kind === "webhook" ? [] : rows.headers(outputResponse(operation)),
    request: requestExample(shapes, operation),
    response: answer && exampleIfAny(shapes, answer),
  };
}

/** Where the schema of an operation's outputs stands. */
function answerAt(operation: Operation): Located | undefined {
  const holder = operation.kind === "webhook" ? operation.notificationContent : outputResponse(operation);
  const schema = own(holder?.value, "schema");
  return holder && isObject(schema) ? { value: schema, pointer: child(holder.pointer, "schema") } : undefined;
}

/** An example that shows something: of what is dynamic nothing is known. */
function exampleIfAny(shapes: ShapeReader, at: Located): JsonValue | undefined {
  const example = exampleOf(shapes, at);
  return isSomething(example) ? example : undefined;
}

function returnsOf(rows: RowReader, answer: Located | undefined): Returns {
  const shape = rows.shape(answer);
  if (!answer || !shape) return { kind: "nothing" };
  if (isDynamic(shape.value)) return { kind: "dynamic" };
  const value = (): Returns => ({
    kind: "value",
    name: ownString(shape.value, "title") ?? "Body",
    type: rows.type(answer),
    description: ownString(shape.value, "description") ?? "",
  });
  if (definitionName(answer.value) !== undefined) return value();
  if (shape.type === "object" && shape.properties.size > 0) {
    const found = rows.properties(shape);
    return found.length > 0 ? { kind: "rows", rows: found } : { kind: "nothing" };
  }
  const inside = rows.items(shape, "");
  if (inside.length > 0) {
    const type = rows.type(answer);
    return {
      kind: "rows",
      rows: [{ name: "Body", path: "", type, description: "", required: false }, ...inside],
    };
  }
  return value();
}

/** What an operation's annotation, or a newer revision of its family, names. */
function successorOf(model: ConnectorModel, operation: Operation): string | undefined {
  if (own(operation.value, "deprecated") !== true) return undefined;
  const annotation = ownObject(operation.value, API_ANNOTATION);
  const named = ownString(ownObject(annotation, "replacement"), "operationId");
  if (named !== undefined && model.byId.has(named)) return named;
  const family = ownString(annotation, "family");
  if (family === undefined) return undefined;
  const revision = (other: Operation) => Number(own(ownObject(other.value, API_ANNOTATION), "revision") ?? 0);
  return model.operations
    .filter(
      (other) =>
        other !== operation &&
        !other.internal &&
        own(other.value, "deprecated") !== true &&
        ownString(ownObject(other.value, API_ANNOTATION), "family") === family,
    )
    .sort((a, b) => revision(b) - revision(a))[0]?.id;
}

/** The inputs by name, the body as it is sent. */
function requestExample(shapes: ShapeReader, operation: Operation): JsonValue | undefined {
  const example: JsonObject = {};
  for (const parameter of operation.parameters) {
    const schema = own(parameter.value, "schema");
    const at =
      schema === undefined
        ? { value: parameter.value, pointer: parameter.pointer }
        : { value: schema, pointer: child(parameter.pointer, "schema") };
    if (parameter.name === "__proto__") continue;
    const value = exampleOf(shapes, at, parameter.name);
    if (value !== undefined) example[parameter.name] = value;
  }
  return Object.keys(example).length > 0 ? example : undefined;
}

/** The definitions that rows refer to, and those that these refer to, in the order of the file. */
function definitionsOf(root: JsonObject, rows: RowReader): DefinitionEntry[] {
  const found = new Map<string, DefinitionEntry>();
  for (let before = -1; found.size !== before; ) {
    before = found.size;
    for (const name of [...rows.used]) {
      if (found.has(name)) continue;
      const value = own(ownObject(root, "definitions"), name);
      const shape = rows.shape(
        value === undefined ? undefined : { value, pointer: child("/definitions", name) },
      );
      if (!shape) continue;
      const description = ownString(shape.value, "description") ?? "";
      found.set(name, { name, description, rows: rows.properties(shape) });
    }
  }
  const order = Object.keys(ownObject(root, "definitions") ?? {});
  return order.flatMap((name) => found.get(name) ?? []);
}
