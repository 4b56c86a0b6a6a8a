/** Finds the values of tokens in what a trigger has delivered. */
import type { JsonValue, TokenView } from "../model.ts";

export interface Output {
  key: string;
  label: string;
  path: string;
  /** None if it was not delivered, several inside a list. */
  values: JsonValue[];
}

/** Values of one token beyond these are not looked for. */
const MAX_VALUES = 50;
const EVERY = "[*]";

/** Leaves only: an object or list is the sum of what is below it. */
export function outputsOf(
  tokens: readonly TokenView[],
  body: JsonValue | undefined,
  headers: Record<string, string>,
): Output[] {
  const leaves = tokens.filter(
    ({ type, key }) =>
      type !== "object" &&
      type !== "array" &&
      !tokens.some((other) => other.key.startsWith(`${key}.`) && other.key !== key && key !== "body.$"),
  );
  return leaves.map(({ key, label, path, source }) => ({
    key,
    label: label.text,
    path,
    values: source === "headers" ? header(headers, key) : walk(body, namesOf(key)),
  }));
}

/** `body.$.Customers.[*].Name` → `Customers`, `[*]`, `Name`; the escapes are the designer's own. */
function namesOf(key: string): string[] {
  return key
    .split(".")
    .slice(2)
    .map((name) => (name === EVERY ? name : withoutEscapes(name)));
}

function withoutEscapes(name: string): string {
  const letters: Record<string, string> = { "~0": "~", "~1": ".", "~2": "[", "~3": "*", "~4": "?" };
  return name.replace(/~[0-4]/g, (written) => letters[written] ?? written);
}

function walk(value: JsonValue | undefined, names: readonly string[]): JsonValue[] {
  const [name, ...rest] = names;
  if (value === undefined) return [];
  if (name === undefined) return [value];
  if (name === EVERY)
    return Array.isArray(value)
      ? value
          .slice(0, MAX_VALUES)
          .flatMap((item) => walk(item, rest))
          .slice(0, MAX_VALUES)
      : [];
  if (value === null || typeof value !== "object" || Array.isArray(value) || !Object.hasOwn(value, name))
    return [];
  return walk((value as Record<string, JsonValue>)[name], rest);
}

function header(headers: Record<string, string>, key: string): JsonValue[] {
  const [name] = namesOf(key);
  const found = Object.entries(headers).find(([own]) => own.toLowerCase() === name?.toLowerCase());
  return found ? [found[1]] : [];
}
