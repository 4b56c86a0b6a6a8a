/** Holds the value of a settings file against its schema, and says in the author's words what is wrong. */
import type { ErrorObject } from "ajv";
import { onDemand } from "../json/on-demand.ts";
import type { JsonValue } from "../json/values.ts";
import type { Tokens } from "../machine/yaml/read-yaml.ts";
import { didYouMean } from "../rules/language/nearest.ts";
import { list, show } from "../rules/language/quote.ts";
import schema from "./settings.schema.json" with { type: "json" };

const ajv = onDemand<typeof import("ajv")>("ajv");

export interface ShapeFault {
  tokens: Tokens;
  message: string;
  help: string;
}

/** The first fault, or undefined if there is none. */
export function shapeFault(value: unknown): ShapeFault | undefined {
  const { Ajv } = ajv();
  const validate = new Ajv({ allErrors: true, verbose: true }).compile(schema);
  if (validate(value)) return undefined;
  const errors = (validate.errors ?? []).filter((error) => error.keyword !== "if");
  // A misspelt key often is the required one as well: the slip says more than the gap.
  const error = errors.find(({ keyword }) => keyword === "additionalProperties") ?? errors[0];
  return error && described(error);
}

function described(error: ErrorObject): ShapeFault {
  const tokens: (string | number)[] = error.instancePath
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((token) => (/^\d+$/.test(token) ? Number(token) : token));
  const name = tokens.length > 0 ? `"${tokens.join(".")}"` : "The file";
  const { keyword, params, data } = error;
  const shown = show(data as JsonValue);
  if (keyword === "additionalProperties") {
    const key = String(params.additionalProperty);
    const known = Object.keys((error.parentSchema?.properties ?? {}) as object);
    return {
      tokens: [...tokens, key],
      message: `${name} has no key "${key}".`,
      help: `${didYouMean(key, known)}The keys are ${list(known)}.`,
    };
  }
  if (keyword === "required" && params.missingProperty === "reason")
    return {
      tokens,
      message: `${name} has no "reason".`,
      help: 'Say why in "reason": what is switched off or excused is to be understood later.',
    };
  if (keyword === "required")
    return {
      tokens,
      message: `${name} has no ${show(params.missingProperty)}.`,
      help: `Add ${show(params.missingProperty)}.`,
    };
  if (keyword === "enum") {
    const allowed = (error.schema as JsonValue[]).map(String);
    return {
      tokens,
      message: `${name} is ${shown}.`,
      help: `${didYouMean(String(data), allowed)}Write ${list(allowed, "or")}.`,
    };
  }
  if (tokens.at(-1) === "reason")
    return {
      tokens,
      message: `${name} is ${shown}, which gives no reason.`,
      help: "Say why in a few words.",
    };
  if (tokens.at(-1) === "at")
    return {
      tokens,
      message: `${name} is ${shown}, which is not a JSON pointer.`,
      help: `Write it as reports show it, such as "/paths/~1parcels/get".`,
    };
  if (keyword === "type" && tokens.length === 2 && tokens[0] === "rules")
    return {
      tokens,
      message: `${name} is ${shown}.`,
      help: 'Write { severity: "warning" }, or { severity: "off", reason: "…" }.',
    };
  if (tokens.length === 0)
    return {
      tokens,
      message: `The file is ${shown}.`,
      help: 'Write keys with values: "profile", "rules" and "suppress".',
    };
  const kind = params.type === "array" ? "a list" : params.type === "object" ? "keys with values" : "a text";
  return { tokens, message: `${name} is ${shown}.`, help: `Write ${kind}; docs/validate.md has an example.` };
}
