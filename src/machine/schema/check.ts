/** Values held against a JSON schema of ours, and its faults in words. */
import type { ValidateFunction } from "ajv";
import { onDemand } from "../../json/on-demand.ts";
import { tokensOf } from "../../json/pointer.ts";

const ajv = onDemand<typeof import("ajv")>("ajv");

export interface SchemaFault {
  /** JSON pointer to the value. */
  pointer: string;
  keyword: string;
  /** One sentence, with the place. */
  message: string;
  /** A number or a truth value is where text belongs: in YAML, quotes are missing. */
  unquoted: boolean;
}

/** What is needed of an error that Ajv reports. */
export interface ReportedError {
  instancePath: string;
  keyword: string;
  // biome-ignore lint/suspicious/noExplicitAny: its members depend on the keyword
  params: Record<string, any>;
  message?: string;
  data?: unknown;
}

export type SchemaCheck = (value: unknown) => SchemaFault[];

/** The schemas are ours, and tests hold them against the meta-schema; each is used a few times, so its code need not be the best. */
const QUICK = { validateSchema: false, code: { optimize: false } } as const;

/**
 * A function that names everything that is wrong with a value, nothing if it is as it should be.
 * The schema is compiled when it is first needed: most commands need few of them.
 * @param whole what the value as a whole is called in messages
 */
export function schemaCheck(schema: object, whole = "The file"): SchemaCheck {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= new (ajv().Ajv)({ allErrors: true, strict: false, verbose: true, ...QUICK }).compile(schema);
    return validate(value) ? [] : (validate.errors ?? []).map((error) => inWords(error, whole));
  };
}

/** A fault that Ajv found, as a sentence about a named place. */
export function inWords(error: ReportedError, whole: string): SchemaFault {
  const { instancePath: pointer, keyword } = error;
  const where = tokensOf(pointer).join(".") || whole;
  const unquoted =
    keyword === "type" && error.params.type === "string" && /^(number|boolean)$/.test(typeof error.data);
  const say = (message: string) => ({ pointer, keyword, message: `${where} ${message}.`, unquoted });
  if (keyword === "additionalProperties")
    return say(`has an unknown key "${String(error.params.additionalProperty).slice(0, 100)}"`);
  if (keyword === "enum")
    return say(
      `must be one of ${(error.params.allowedValues as unknown[]).map((one) => JSON.stringify(one)).join(", ")}`,
    );
  return say(error.message ?? "is not valid");
}
