/** Triggers that belong to no connector, as the page knows them: what they ask for, and the outputs that steps can use. */
import { MANUAL, RECURRENCE } from "../../../platform/flows/trigger-names.ts";
import type { JsonObject, JsonValue, OperationAnswer, OperationView, TokenView } from "../model.ts";
import { texts } from "../texts.ts";

export { MANUAL, RECURRENCE };

export function isBuiltIn(operationId: string | undefined): boolean {
  return operationId === MANUAL || operationId === RECURRENCE;
}

/** As a new flow begins. */
export function blankTrigger(operationId: string): JsonObject {
  return operationId === RECURRENCE
    ? { type: "Recurrence", recurrence: { frequency: "Minute", interval: 5 } }
    : {
        type: "Request",
        kind: "Button",
        inputs: { schema: { type: "object", properties: {}, required: [] } },
      };
}

export type InputKind = "text" | "boolean" | "number" | "date" | "email" | "file";

/** The inputs that the designer offers, in its order, as it writes them (observed in published flows). */
export const INPUT_KINDS: readonly InputKind[] = ["text", "boolean", "file", "email", "number", "date"];
const SCHEMAS: Record<InputKind, JsonObject> = {
  text: { type: "string", "x-ms-content-hint": "TEXT" },
  boolean: { type: "boolean", "x-ms-content-hint": "BOOLEAN" },
  file: {
    type: "object",
    "x-ms-content-hint": "FILE",
    properties: { name: { type: "string" }, contentBytes: { type: "string", format: "byte" } },
  },
  email: { type: "string", format: "email", "x-ms-content-hint": "EMAIL" },
  number: { type: "number", "x-ms-content-hint": "NUMBER" },
  date: { type: "string", format: "date", "x-ms-content-hint": "DATE" },
};

/** Something that is asked for when the flow is run. */
export interface TriggerInput {
  /** By which expressions name it: `triggerBody()?['text_1']`. */
  key: string;
  title: string;
  description: string;
  kind: InputKind;
  required: boolean;
  /** What can be chosen from; undefined if anything can be entered. */
  options: string[] | undefined;
}

export function inputsOf(trigger: JsonObject): TriggerInput[] {
  const schema = schemaOf(trigger);
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.entries((schema["properties"] as JsonObject | undefined) ?? {}).map(([key, value]) => {
    const property = (value ?? {}) as JsonObject;
    return {
      key,
      title: typeof property["title"] === "string" ? property["title"] : key,
      description: typeof property["description"] === "string" ? property["description"] : "",
      kind: kindOfInput(property),
      required: required.includes(key),
      options: Array.isArray(property["enum"]) ? property["enum"].map(String) : undefined,
    };
  });
}

function kindOfInput({ type, format }: JsonObject): InputKind {
  if (type === "boolean") return "boolean";
  if (type === "number" || type === "integer") return "number";
  if (type === "object") return "file";
  return format === "date" || format === "email" ? format : "text";
}

export function withInputs(trigger: JsonObject, inputs: readonly TriggerInput[]): JsonObject {
  const before = (schemaOf(trigger)["properties"] as JsonObject | undefined) ?? {};
  const properties = Object.fromEntries(
    inputs.map(({ key, title, description, kind, options }) => {
      const { enum: _, ...known } = (before[key] as JsonObject | undefined) ?? {
        ...SCHEMAS[kind],
        "x-ms-dynamically-added": true,
      };
      return [key, { ...known, title, description, ...(options ? { enum: options } : {}) } as JsonObject];
    }),
  );
  const required = inputs.filter((one) => one.required).map(({ key }) => key);
  return { ...trigger, inputs: { schema: { type: "object", properties, required } } };
}

/** A new input with a key that is free: `text`, `text_1`, … */
export function newInput(inputs: readonly TriggerInput[], kind: InputKind): TriggerInput {
  const keys = new Set(inputs.map(({ key }) => key));
  let key: string = kind;
  for (let number = 1; keys.has(key); number++) key = `${kind}_${number}`;
  const titles = new Set(inputs.map(({ title }) => title));
  const name = texts.flow.inputKinds[kind];
  let title = name;
  for (let number = 2; titles.has(title); number++) title = `${name} ${number}`;
  return { key, title, description: texts.flow.inputHints[kind], kind, required: true, options: undefined };
}

function schemaOf(trigger: JsonObject): JsonObject {
  return ((trigger["inputs"] as JsonObject | undefined)?.["schema"] as JsonObject | undefined) ?? {};
}

export function builtInTitle(operationId: string): string {
  return operationId === RECURRENCE ? texts.flow.types["recurrence"]! : texts.flow.types["request"]!;
}

/** What steps find where they look for the operation of their trigger. */
export function builtInAnswer(operationId: string, trigger: JsonObject): OperationAnswer {
  const operation = {
    operationId,
    title: builtInTitle(operationId),
    kind: "trigger",
    nodeType: operationId === RECURRENCE ? "recurrence" : "request",
    inputs: [],
    dynamicInputs: [],
    dynamicOutputs: [],
    tokens: operationId === RECURRENCE ? [] : inputsOf(trigger).flatMap(tokensOf),
    stoppedAt: [],
  } as unknown as OperationView;
  return { revision: 0, operation, explained: { inputs: {}, tokens: {} }, findings: [] };
}

function tokensOf({ key, title, description, kind }: TriggerInput): TokenView[] {
  const token = (label: string, path: readonly string[], type: string, format?: string): TokenView => {
    const expression = `triggerBody()${path.map((name) => `?['${name.replaceAll("'", "''")}']`).join("")}`;
    return {
      key: `body.$.${path.map(escaped).join(".")}`,
      name: path.at(-1)!,
      path: `body/${path.join("/")}`,
      label: { text: label },
      type,
      format,
      source: "body",
      advanced: false,
      description,
      expression,
      pickedExpression: expression,
      loops: [],
    } as unknown as TokenView;
  };
  if (kind !== "file")
    return [
      token(title, [key], String(SCHEMAS[kind]["type"]), SCHEMAS[kind]["format"] as string | undefined),
    ];
  return [
    token(texts.flow.fileName(title), [key, "name"], "string"),
    token(texts.flow.fileContent(title), [key, "contentBytes"], "string", "byte"),
  ];
}

/** A name within a key, as the designer writes it. */
function escaped(name: string): string {
  const letters: Record<string, string> = { "~": "~0", ".": "~1", "[": "~2", "*": "~3", "?": "~4" };
  return name.replace(/[~.[*?]/g, (letter) => letters[letter]!);
}

/** What somebody filled in, as the flow is run with it. Empty fields that are not required are left out. */
export function filledIn(inputs: readonly TriggerInput[], values: Record<string, JsonValue>): JsonObject {
  return Object.fromEntries(
    inputs.flatMap(({ key, kind, required }): [string, JsonValue][] => {
      const value = values[key];
      if (kind === "boolean") return [[key, value === true]];
      if (value === undefined || value === "")
        return required && kind === "text" && value === "" ? [[key, ""]] : [];
      if (kind === "number") return [[key, Number.isFinite(Number(value)) ? Number(value) : value]];
      return [[key, value]];
    }),
  );
}
