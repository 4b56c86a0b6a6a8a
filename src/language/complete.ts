/** What could be written at a place: keys, values, names of what the files hold. */
import type { Type, Value } from "../definition/grammar/types.ts";
import { OPERATIONS } from "../definition/policy-templates.ts";
import { child } from "../json/pointer.ts";
import { type Cursor, cursorAt } from "./cursor.ts";
import { keysAt, operationIdsIn } from "./lookup.ts";
import { keysFor, kindOfObject, type Part, specAt } from "./spec.ts";

export interface Completion {
  /** What is shown and searched. */
  label: string;
  /** What is written in place of the stretch; `$0` is where the cursor comes to stand. A `$` of the text itself is `\$`. */
  insert: string;
  /** One or two words: a type. */
  detail: string;
  /** A sentence; undefined where nothing is known. */
  info: string | undefined;
  kind: "key" | "value" | "reference";
  /** Higher comes first. */
  rank: number;
}

export interface Completions {
  /** The stretch that is replaced. */
  from: number;
  to: number;
  items: Completion[];
}

/** What the caller knows of the connector's other files. */
export interface Surroundings {
  /** Ids of the definition's operations, for the properties. */
  operations?: readonly string[];
}

export function completionsAt(
  part: Part,
  text: string,
  offset: number,
  known: Surroundings = {},
): Completions {
  const cursor = cursorAt(text, offset);
  const { token } = cursor;
  const from = token?.start ?? offset;
  const to = token?.end ?? offset;
  const behind = nextVisible(text, to);
  const items =
    cursor.place === "key" ? keys(part, cursor, behind, text) : values(part, cursor, behind, text, known);
  return { from, to, items };
}

function keys(part: Part, cursor: Cursor, behind: string, text: string): Completion[] {
  const spec = specAt(part, cursor.path, cursor.around);
  if (spec?.kind === undefined) return [];
  const scalars = cursor.around.at(-1);
  const own = cursor.token ? ownKey(text, cursor) : undefined;
  const isFree = (name: string) => name === own || !cursor.keys.has(name);
  // The key of a member that has its value already is all that is written.
  const whole = behind !== ":";
  const end = whole && (behind === '"' || behind === "{") ? "," : "";
  const before = cursor.needsComma ? "," : "";
  const entry = (name: string, value: Value, info: string | undefined, rank: number): Completion => ({
    label: name,
    insert: `${before}${escaped(JSON.stringify(name))}${whole ? `: ${template(value)}${end}` : ""}`,
    detail: typeOf(value),
    info,
    kind: "key",
    rank,
  });
  const kind = kindOfObject(spec.kind, scalars);
  if (kind === "securityRequirement")
    return keysAt(text, ["securityDefinitions"])
      .filter(isFree)
      .map((name) => entry(name, { type: "array" }, "A security definition of this file.", 0));
  return keysFor(kind, scalars)
    .filter(({ name }) => isFree(name))
    .map((key) => entry(key.name, key, key.meaning, key.required ? 2 : key.name.startsWith("x-") ? 0 : 1));
}

function values(part: Part, cursor: Cursor, behind: string, text: string, known: Surroundings): Completion[] {
  const { member, path, container } = cursor;
  if (container === undefined) return [];
  const here = [...path, ...(member === undefined ? [] : [member])];
  const spec = specAt(part, here, cursor.around);
  const end = behind === '"' || behind === "{" ? "," : "";
  const quoted = (label: string, info: string | undefined, kind: Completion["kind"]): Completion => ({
    label,
    insert: escaped(JSON.stringify(label)) + end,
    detail: kind === "reference" ? "name" : "value",
    info,
    kind,
    rank: 0,
  });
  const names = namesFor(part, cursor, text, known);
  if (names) return names.map(({ name, info }) => quoted(name, info, "reference"));
  if (!spec) return [];
  const literal = (insert: string, rank = 0): Completion => ({
    label: insert.replace("$0", ""),
    insert: insert + end,
    detail: "value",
    info: undefined,
    kind: "value",
    rank,
  });
  if (spec.values) return spec.values.map((value) => quoted(value, undefined, "value"));
  const type = [spec.type ?? []].flat()[0];
  if (type === "boolean") return [literal("true", 1), literal("false")];
  if (type === "object") return [literal("{$0}")];
  if (type === "array") return [literal("[$0]")];
  return [];
}

/** Names of this connector that belong at a place. */
function namesFor(
  part: Part,
  cursor: Cursor,
  text: string,
  known: Surroundings,
): { name: string; info: string | undefined }[] | undefined {
  const { member, path } = cursor;
  const listed = (names: readonly string[], info: string) => names.map((name) => ({ name, info }));
  if (part === "properties")
    return path.at(-1) === "scriptOperations" || (cursor.container === "array" && path.at(-1) === OPERATIONS)
      ? listed(known.operations ?? [], "An operation of the definition.")
      : undefined;
  if (part !== "definition") return undefined;
  if (member === "$ref") {
    const where =
      path.at(-2) === "parameters" || (path.at(-1) === "parameters" && cursor.container === "array")
        ? ["parameters"]
        : path.at(-2) === "responses"
          ? ["responses"]
          : ["definitions"];
    return where.flatMap((table) =>
      listed(
        keysAt(text, [table]).map((name) => `#${child("", table, name)}`),
        `Defined under "${table}" of this file.`,
      ),
    );
  }
  // In an operation it is its own name; everywhere else that of another one.
  const isOperation = path.length === 3 && path[0] === "paths";
  if (member === "operationId" && !isOperation)
    return listed(operationIdsIn(text), "An operation of this definition.");
  if (cursor.container === "array" && path.at(-1) === "required")
    return listed(keysAt(text, [...path.slice(0, -1), "properties"]), "A property of this schema.");
  return undefined;
}

function ownKey(text: string, { token }: Cursor): string | undefined {
  return token && text.slice(token.start + 1, token.unclosed ? token.end : token.end - 1);
}

function template(value: Value): string {
  const type = [value.type ?? []].flat()[0];
  if (type === "object") return "{$0}";
  if (type === "array") return "[$0]";
  if (type === "boolean") return "true$0";
  return type === "string" ? '"$0"' : "$0";
}

function typeOf({ type }: Value): string {
  const types: readonly Type[] = [type ?? []].flat();
  return types.length === 0 ? "any" : types.join(" or ");
}

function escaped(text: string): string {
  return text.replaceAll("$", "\\$");
}

function nextVisible(text: string, offset: number): string {
  for (let at = offset; at < text.length; at++) if (text.charCodeAt(at) > 32) return text[at] ?? "";
  return "";
}
