/** Small definitions for the tests, and quick ways to look at what the designer makes of them. */
import { readFileSync } from "node:fs";
import type { InputView, OperationView, TokenView } from "../../src/designer/index.ts";
import { ConnectorView } from "../../src/designer/index.ts";
import type { JsonObject, JsonValue } from "../../src/json/values.ts";

export interface Draft {
  /** The operation's own members beside id and responses. */
  operation?: JsonObject;
  parameters?: JsonValue[];
  responses?: JsonObject;
  /** Members of the path item beside the operation. */
  pathItem?: JsonObject;
  path?: string;
  method?: string;
  /** Members of the document beside the paths. */
  root?: JsonObject;
}

/** A definition with one operation, `Op`. */
export function draft(from: Draft = {}): JsonObject {
  return {
    swagger: "2.0",
    info: { title: "Test", version: "1" },
    ...from.root,
    paths: {
      [from.path ?? "/op"]: {
        ...from.pathItem,
        [from.method ?? "post"]: {
          operationId: "Op",
          summary: "Operate",
          parameters: from.parameters ?? [],
          responses: from.responses ?? {},
          ...from.operation,
        },
      },
    },
  };
}

export function view(definition: JsonValue): ConnectorView {
  return new ConnectorView({ definition });
}

/** The operation `Op` of a draft. */
export function op(from: Draft | JsonObject, id = "Op"): OperationView {
  const definition = "paths" in from ? (from as JsonObject) : draft(from as Draft);
  const found = view(definition).operation(id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
}

/** An operation whose body is this schema. */
export function withBody(schema: JsonValue, more: JsonObject = {}, root?: JsonObject): OperationView {
  return op({ parameters: [{ name: "body", in: "body", required: true, schema, ...more }], root });
}

/** An action that answers with this schema. */
export function answering(schema: JsonValue, root?: JsonObject): OperationView {
  return op({ responses: { 200: { description: "OK", schema } }, root });
}

/** A webhook trigger that is told this. */
export function webhook(schema: JsonValue, operation: JsonObject = {}): OperationView {
  return op({
    pathItem: { "x-ms-notification-content": { description: "Told", schema } },
    operation: { "x-ms-trigger": "single", ...operation },
  });
}

export function input(operation: OperationView, key: string): InputView {
  const found = operation.inputs.find((candidate) => candidate.key === key);
  if (!found) throw new Error(`no input ${key} among ${operation.inputs.map((one) => one.key).join(", ")}`);
  return found;
}

export function token(operation: OperationView, key: string): TokenView {
  const found = operation.tokens.find((candidate) => candidate.key === key);
  if (!found) throw new Error(`no token ${key} among ${operation.tokens.map((one) => one.key).join(", ")}`);
  return found;
}

/** A JSON value that can be edited without asking what is where. */
// biome-ignore lint/suspicious/noExplicitAny: tests edit definitions whose shape they know
export type Loose = any;

/** The connector of this repository, edited in memory. */
export function bookings(edit: (definition: Loose) => void = () => {}): JsonObject {
  const file = new URL("../../apiDefinition.swagger.json", import.meta.url);
  const definition = JSON.parse(readFileSync(file, "utf8"));
  edit(definition);
  return definition as JsonObject;
}
