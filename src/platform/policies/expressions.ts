/**
 * The expression language of policy templates.
 * Sourced (policy documentation and published connectors): `@headers('h')`, `@queryParameters('q')`,
 * `@connectionParameters('c')`, each with an optional default as second argument; `@body().a.b[0]['c']`, `@item()`,
 * `@triggerBody()`, `@Request.OriginalHTTPMethod`; `@{…}` and `{@…}` within a text. Names are taken in any letter case and
 * `header` for `headers` (published connectors and the documentation itself write them so).
 */

import { POLICY_EXPRESSIONS } from "../../definition/policy-templates.ts";
import { MAX_DEPTH } from "../../json/depth.ts";
import { stringifyExact } from "../../json/exact-numbers.ts";
import { isObject, type JsonValue, own } from "../../json/values.ts";

export type Step = string | number;

/** What an expression points at. */
export type Reference =
  | { source: (typeof POLICY_EXPRESSIONS.named)[number]; name: string; fallback?: string }
  | { source: (typeof POLICY_EXPRESSIONS.rooted)[number]; path: Step[] }
  | { source: "method" };

/** Where expressions get their values from. */
export interface Scope {
  header(name: string): string | undefined;
  query(name: string): string | undefined;
  connectionParameter(name: string): string | undefined;
  body(): JsonValue | undefined;
  item?: JsonValue | undefined;
  triggerBody?: JsonValue | undefined;
  originalMethod: string;
}

/** An expression that cannot be evaluated; the gateway answers with a failure that names the policy. */
export class PolicyError extends Error {
  override name = "PolicyError";
}

const { named, rooted } = POLICY_EXPRESSIONS;
const NAMED = new RegExp(
  `^@?(${named.map((name) => `${name}?`).join("|")})\\(\\s*'([^']*)'\\s*(?:,\\s*'([^']*)'\\s*)?\\)`,
  "i",
);
const ROOTED = new RegExp(`^@?(${rooted.join("|")})(?:\\(\\))?`, "i");
const METHOD = /^@Request\.OriginalHTTPMethod\b/i;
const STEP = /^(?:\?)?(?:\.([A-Za-z_$][\w$-]*)|\[(\d+)\]|\['([^']*)'\])/;

/** Reads the expression at the beginning of a text, with how many characters it takes; undefined if there is none. */
export function readReference(text: string): { reference: Reference; length: number } | undefined {
  const method = METHOD.exec(text);
  if (method) return { reference: { source: "method" }, length: method[0].length };
  const call = NAMED.exec(text);
  if (call) {
    const written = (call[1] ?? "").toLowerCase();
    const source = named.find((name) => name.toLowerCase().startsWith(written)) ?? "headers";
    return {
      reference: { source, name: call[2] ?? "", ...(call[3] === undefined ? {} : { fallback: call[3] }) },
      length: call[0].length,
    };
  }
  const start = ROOTED.exec(text);
  if (!start) return undefined;
  const path: Step[] = [];
  let length = start[0].length;
  for (let step = STEP.exec(text.slice(length)); step; step = STEP.exec(text.slice(length))) {
    if (path.length === MAX_DEPTH) throw new PolicyError(`a path has more than ${MAX_DEPTH} steps`);
    path.push(step[2] === undefined ? (step[1] ?? step[3] ?? "") : Number(step[2]));
    length += step[0].length;
  }
  const root = (start[1] ?? "").toLowerCase();
  return {
    reference: { source: rooted.find((name) => name.toLowerCase() === root) ?? "body", path },
    length,
  };
}

/** The one expression a text consists of. @throws {PolicyError} if it is none, or more than one */
export function parseReference(text: string): Reference {
  const trimmed = unwrap(text.trim());
  const read = readReference(trimmed);
  if (!read || read.length !== trimmed.length)
    throw new PolicyError(`"${text}" is not an expression such as @body().name.`);
  return read.reference;
}

function unwrap(text: string): string {
  if (text.startsWith("@{") && text.endsWith("}")) return `@${text.slice(2, -1).replace(/^@/, "")}`;
  if (text.startsWith("{@") && text.endsWith("}")) return text.slice(1, -1);
  return text;
}

/** The value that a reference has; undefined if there is none. */
export function valueAt(reference: Reference, scope: Scope): JsonValue | undefined {
  switch (reference.source) {
    case "method":
      return scope.originalMethod;
    case "headers":
      return scope.header(reference.name) ?? reference.fallback;
    case "queryParameters":
      return scope.query(reference.name) ?? reference.fallback;
    case "connectionParameters":
      return scope.connectionParameter(reference.name) ?? reference.fallback;
    default: {
      const start =
        reference.source === "body"
          ? scope.body()
          : reference.source === "item"
            ? scope.item
            : (scope.triggerBody ?? scope.body());
      return valueAlong(start, reference.path);
    }
  }
}

/** The value some steps below another. */
export function valueAlong(start: JsonValue | undefined, path: readonly Step[]): JsonValue | undefined {
  let value = start;
  for (const step of path) {
    if (Array.isArray(value)) value = typeof step === "number" ? value[step] : undefined;
    else if (isObject(value)) value = own(value, String(step));
    else return undefined;
  }
  return value;
}

/** How a value is written into a text, by where it comes from. */
export type Embed = (text: string, reference: Reference) => string;

/**
 * Replaces the expressions in a text. A text that is one expression and nothing else gives its value as it is.
 * Sourced: a property that is not there makes an expression fail; so does a missing parameter without a default (chosen).
 * @throws {PolicyError} naming the expression
 */
export function evaluateTemplate(template: string, scope: Scope, embed: Embed = (text) => text): JsonValue {
  const whole = unwrap(template);
  const only = whole.startsWith("@") ? readReference(whole) : undefined;
  if (only && only.length === whole.length) return required(only.reference, whole, scope);
  let result = "";
  for (let at = 0; at < template.length; ) {
    const braced = template.startsWith("@{", at) || template.startsWith("{@", at);
    if (template[at] !== "@" && !braced) {
      result += template[at++];
      continue;
    }
    const start = at + (braced ? 2 : 1);
    // The pattern wants the sign in front: it is what tells an expression from a word.
    const read = readReference(`@${template.slice(start).replace(/^@/, "")}`);
    const skipped = template[start] === "@" ? 1 : 0;
    const end = read ? start + skipped + read.length - 1 : -1;
    if (!read || (braced && template[end] !== "}")) {
      result += template[at++];
      continue;
    }
    const next = end + (braced ? 1 : 0);
    result += embed(textOf(required(read.reference, template.slice(at, next), scope)), read.reference);
    at = next;
  }
  return result;
}

/** {@link evaluateTemplate} where a text is wanted. */
export function evaluateText(template: string, scope: Scope, embed?: Embed): string {
  return textOf(evaluateTemplate(template, scope, embed));
}

function required(reference: Reference, shown: string, scope: Scope): JsonValue {
  const value = valueAt(reference, scope);
  if (value === undefined) throw new PolicyError(`the expression ${shown} has no value`);
  return value;
}

/** Scalars as they read, objects and arrays as JSON, null as nothing. */
export function textOf(value: JsonValue): string {
  if (value === null) return "";
  return typeof value === "object" ? stringifyExact(value) : String(value);
}
