/** YAML files of people: read with limits, checked against a JSON schema, every fault with its line. */
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { LineCounter, parseDocument } from "yaml";
import { InputError } from "../json/problem.ts";
import type { JsonValue } from "../json/values.ts";

/** The largest file that is read, in UTF-16 units. A world of 2,000 pages has a fraction of it. */
const MAX_LENGTH = 4 * 1024 * 1024;

/** More faults than this say nothing new. */
const MAX_FAULTS = 5;

const ajv = new Ajv({ allErrors: true, strict: false });

export function compileSchema(schema: object): ValidateFunction {
  return ajv.compile(schema);
}

/**
 * Reads a YAML (or JSON) text.
 * @param file name for messages
 * @throws {InputError} `yaml-syntax`, `yaml-content`, `too-large`, each with file, line and column
 */
export function readYaml(text: string, file: string, validate: ValidateFunction): JsonValue {
  if (text.length > MAX_LENGTH)
    throw new InputError(
      "too-large",
      `${file} is larger than ${MAX_LENGTH / 1024 / 1024} MiB.`,
      "Split it up.",
    );
  const lines = new LineCounter();
  const at = (offset: number | undefined) => {
    if (offset === undefined) return file;
    const position = lines.linePos(offset);
    return `${file}:${position.line}:${position.col}`;
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const fault = document.errors[0];
  if (fault)
    throw new InputError(
      "yaml-syntax",
      `${at(fault.pos[0])} ${fault.message}`,
      "Correct the YAML here; two spaces indent a level, and tabs are not allowed.",
    );
  let value: JsonValue;
  try {
    value = document.toJS({ maxAliasCount: 100 }) as JsonValue;
  } catch (error) {
    throw new InputError(
      "yaml-syntax",
      `${file}: ${error instanceof Error ? error.message : String(error)}`,
      "Write values out instead of repeating them through anchors.",
    );
  }
  if (validate(value)) return value;
  const faults = (validate.errors ?? []).slice(0, MAX_FAULTS).map((error) => {
    const node = document.getIn(tokensOf(error.instancePath), true) as
      | { range?: [number, number, number] }
      | undefined;
    return `${at(node?.range?.[0])} ${describe(error)}`;
  });
  throw new InputError(
    "yaml-content",
    faults.join("\n  "),
    "The JSON schema beside the example file explains every key.",
  );
}

/** One fault of a schema check in words. */
export function describe(error: ErrorObject): string {
  const where = error.instancePath === "" ? "The document" : error.instancePath;
  const extra = error.params as { additionalProperty?: string; allowedValues?: unknown[] };
  if (error.keyword === "additionalProperties")
    return `${where} has a key that is not known: "${extra.additionalProperty?.slice(0, 100)}".`;
  if (error.keyword === "enum")
    return `${where} must be one of ${(extra.allowedValues ?? []).map((value) => JSON.stringify(value)).join(", ")}.`;
  return `${where} ${error.message ?? "is not valid"}.`;
}

function tokensOf(pointer: string): (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((token) => (/^\d+$/.test(token) ? Number(token) : token));
}
