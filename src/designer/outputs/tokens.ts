/** The tokens an operation offers to the steps after it. */
import { type JsonObject, own } from "../../json/values.ts";
import { type DynamicSource, dynamicSchemaOf } from "../dynamic/source.ts";
import { countSameLabels } from "../labels.ts";
import type { FoundOperation } from "../operations.ts";
import { type Cursor, objectAt, type Reader } from "../reading/cursor.ts";
import { encodeSegment, pathOfKey } from "../reading/keys.ts";
import type { Budget } from "../reading/limits.ts";
import { type Property, rootFrame } from "../reading/property.ts";
import { SchemaWalk } from "../reading/schema.ts";
import { present, same, textOf } from "../reading/words.ts";
import type { SplitOn, TokenView } from "../types.ts";
import { expressionOf, type Owner } from "./expression.ts";
import { type ArrayAround, arraysAround, loopsFor, nestingOf, pickedExpression } from "./loops.ts";
import { type Answer, answerOf } from "./response.ts";
import { batchArrayOf, isBatch, keyOfSplitArray, splitOnExpression } from "./split-on.ts";

export interface OperationOutputs {
  tokens: TokenView[];
  dynamicOutputs: { key: string; pointer: string; source: DynamicSource }[];
  outputsFrom: { status: string; pointer: string } | undefined;
  splitOn: SplitOn;
}

/**
 * The tokens of an operation as the Logic Apps reader makes them, and how a trigger is split.
 * @throws {ReaderFailure} where the designer throws
 */
export function outputsOf(reader: Reader, operation: FoundOperation, budget: Budget): OperationOutputs {
  const answer = answerOf(reader, operation);
  const schema = schemaOf(reader, answer);
  const all = new Map<string, Output>();
  for (const output of bodyOutputs(reader, schema, budget)) all.set(output.key, output);
  for (const output of headerOutputs(reader, answer, budget)) all.set(output.key, output);

  const split = splitOf(reader, operation, schema, [...all.values()]);
  const kept = [...all.values()].filter((output) => output.key !== split.replacedKey);
  const dynamicOutputs: OperationOutputs["dynamicOutputs"] = [];
  const arrays = new Map<string, ArrayAround>();
  for (const output of all.values()) {
    if (output.property.type !== "array") continue;
    arrays.set(output.key, {
      key: output.key,
      name: output.property.name,
      required: output.property.required ?? false,
      label: output.property.label.text,
    });
  }

  const owner: Owner = operation.isTrigger ? undefined : operation.id;
  const tokens: TokenView[] = [];
  for (const output of kept) {
    const source = dynamicSchemaOf(output.property.schema, output.property.cursor.pointer);
    if (source) {
      dynamicOutputs.push({ key: output.key, pointer: output.property.cursor.pointer, source });
      continue;
    }
    const insideArray = output.property.isInsideArray && !split.isItem(output.property);
    tokens.push(toToken(output, insideArray, owner, arrays, split.splitOn.value));
  }
  countSameLabels(tokens);
  return {
    tokens,
    dynamicOutputs,
    outputsFrom: answer && { status: answer.status, pointer: answer.cursor.pointer },
    splitOn: split.splitOn,
  };
}

export interface Output {
  key: string;
  source: "body" | "headers";
  property: Property;
}

/** The cursor of the schema that describes the body; one on nothing if there is none. */
export function schemaOf(reader: Reader, answer: Answer | undefined): Cursor {
  return answer ? reader.child(answer.cursor, "schema") : { ...reader.start(), value: undefined };
}

function bodyOutputs(reader: Reader, schema: Cursor, budget: Budget): Output[] {
  const walk = new SchemaWalk({ reader, budget, naming: "swagger", input: false, excludeInternal: true });
  const described = present(schema.value) ? schema : { ...schema, value: {} };
  return walk
    .properties(described, rootFrame({ required: true }))
    .map((property) => ({ key: `body.${property.key}`, source: "body", property }));
}

function headerOutputs(reader: Reader, answer: Answer | undefined, budget: Budget): Output[] {
  if (!answer) return [];
  const headers = reader.child(answer.cursor, "headers");
  const walk = new SchemaWalk({ reader, budget, naming: "swagger", input: false, excludeInternal: true });
  return Object.keys(objectAt(headers)).flatMap((name) => {
    const frame = rootFrame({ required: true, keyPrefix: `$.${encodeSegment(name)}`, trail: [name] });
    return walk.properties(reader.child(headers, name), frame).map((property) => ({
      key: `header.${property.key}`,
      source: "headers" as const,
      property: { ...property, name },
    }));
  });
}

function splitOf(reader: Reader, operation: FoundOperation, schema: Cursor, outputs: Output[]) {
  const options = operation.isTrigger ? splitOnOptions(outputs) : [];
  const batch = operation.isTrigger && isBatch(operation.cursor.value);
  const array = batch ? batchArrayOf(reader, schema, "swagger") : undefined;
  const splitOn: SplitOn = {
    supported: batch && options.length > 0,
    enabled: array !== undefined,
    value: array && splitOnExpression(array),
    options,
  };
  return {
    splitOn,
    replacedKey: array && keyOfSplitArray(array),
    // What was inside the array is, after the split, simply there.
    isItem: (property: Property) =>
      array !== undefined &&
      (array.path === ""
        ? property.parentArray === "key-body-output"
        : same(property.parentArray, array.path)),
  };
}

/** Every array of the outermost level, as the settings offer them. */
function splitOnOptions(outputs: Output[]): string[] {
  const arrays = outputs.filter((output) => output.property.type === "array");
  const whole = arrays.filter((output) => output.key === "body.$");
  const offered =
    whole.length === 1
      ? whole
      : arrays.filter(({ property }) => !property.isInsideArray && !property.parentArray);
  return offered.map(
    (output) => `@${expressionOf(output.key, undefined, false, output.property.required ?? false)}`,
  );
}

function toToken(
  { key, source, property }: Output,
  isInsideArray: boolean,
  owner: Owner,
  arrays: ReadonlyMap<string, ArrayAround>,
  splitOn: string | undefined,
): TokenView {
  const around = arraysAround(key, arrays);
  const required = property.required ?? false;
  const expression = expressionOf(key, owner, isInsideArray, required);
  const loops = isInsideArray ? loopsFor(around, owner, splitOn) : [];
  return {
    key,
    name: property.name,
    path: pathOfKey(key).join("/"),
    label: property.label,
    sameLabel: 0,
    type: property.type,
    format: textOf(property.schema, "format"),
    isArray: property.type === "array",
    isInsideArray,
    parentArray: property.parentArray,
    advanced: same(property.visibility, "advanced"),
    required,
    source,
    description: textOf(property.schema, "description"),
    expression,
    pickedExpression: pickedExpression({ expression }, loops),
    nesting: nestingOf(around),
    loops,
    opaque: opaque(property),
    pointer: property.cursor.pointer,
    usedAt: property.cursor.usedAt,
  };
}

const COMPOSITION = ["allOf", "oneOf", "anyOf"];

/** Why a token stands for more than its own value and nothing below it can be picked. */
function opaque({ cursor, schema, type }: Property): TokenView["opaque"] {
  if (cursor.kept) return cursor.kept.why;
  if (type !== "any") return undefined;
  if (COMPOSITION.some((word) => own(schema, word) !== undefined)) return "composition";
  return hasShape(schema) ? "no-type" : undefined;
}

function hasShape(schema: JsonObject): boolean {
  return own(schema, "properties") !== undefined || own(schema, "items") !== undefined;
}
