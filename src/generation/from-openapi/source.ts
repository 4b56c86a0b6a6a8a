/** Reads an OpenAPI 3 document: its references, and parts of it that may be missing or of a wrong type. */
import { child, tokensOf } from "../../json/pointer.ts";
import { isObject, type JsonObject, type JsonValue, own, ownString } from "../../json/values.ts";

/** The way to a part of the document. */
export type Way = readonly string[];

export function toPointer(way: Way): string {
  return child("", ...way);
}

/** References to references are followed so far; a document that goes further goes in a circle. */
const MAX_HOPS = 20;

/** What a local reference points to, and its own pointer; undefined if it points elsewhere or to nothing. */
export function follow(root: JsonObject, value: JsonValue | undefined): JsonValue | undefined {
  let at = value;
  for (let hop = 0; hop < MAX_HOPS && isObject(at); hop++) {
    const ref = ownString(at, "$ref");
    if (ref === undefined) return at;
    at = find(root, ref);
  }
  return isObject(at) && own(at, "$ref") !== undefined ? undefined : at;
}

/** The same for what has to be an object. */
export function followObject(root: JsonObject, value: JsonValue | undefined): JsonObject | undefined {
  const found = follow(root, value);
  return isObject(found) ? found : undefined;
}

function find(root: JsonObject, ref: string): JsonValue | undefined {
  const tokens = refTokens(ref);
  let at: JsonValue | undefined = root;
  for (const token of tokens ?? [""]) at = Array.isArray(at) ? at[Number(token)] : own(at, token);
  return tokens ? at : undefined;
}

/** The tokens of a reference inside the document; undefined if it leads out of it. */
export function refTokens(ref: string): string[] | undefined {
  if (!ref.startsWith("#/")) return undefined;
  try {
    return tokensOf(decodeURIComponent(ref.slice(1)));
  } catch {
    return undefined;
  }
}

/** The name in `#/components/KIND/NAME`; undefined for any other reference. */
export function componentName(ref: string | undefined, kind: string): string | undefined {
  const tokens = ref === undefined ? undefined : refTokens(ref);
  return tokens?.length === 3 && tokens[0] === "components" && tokens[1] === kind ? tokens[2] : undefined;
}

/** The extensions of an object: `x-…` keys mean the same in both versions. */
export function extensionsOf(value: JsonObject): JsonObject {
  return pick(
    value,
    Object.keys(value).filter((key) => key.startsWith("x-")),
  );
}

/** The members of these names that are there. */
export function pick(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => {
      const member = own(value, name);
      return member === undefined ? [] : [[name, member]];
    }),
  );
}
