/** Reads an OpenAPI 3 document: its references, and parts of it that may be missing or of a wrong type. */
import { pointerOfRef, resolve } from "../../definition/reference.ts";
import { child, tokensOf } from "../../json/pointer.ts";
import { isObject, type JsonObject, type JsonValue, own } from "../../json/values.ts";

/** The way to a part of the document. */
export type Way = readonly string[];

export function toPointer(way: Way): string {
  return child("", ...way);
}

/** What a local reference points to; undefined if it leads out of the document, to all of it, to nothing or in a circle. */
export function follow(root: JsonObject, value: JsonValue | undefined): JsonValue | undefined {
  if (value === undefined) return undefined;
  const found = resolve(root, value, "");
  return "fault" in found || found.value === root ? undefined : found.value;
}

/** The same for what has to be an object. */
export function followObject(root: JsonObject, value: JsonValue | undefined): JsonObject | undefined {
  const found = follow(root, value);
  return isObject(found) ? found : undefined;
}

/** The name in `#/components/KIND/NAME`; undefined for any other reference. */
export function componentName(ref: string, kind: string): string | undefined {
  const target = pointerOfRef(ref);
  const tokens = "fault" in target ? [] : tokensOf(target.pointer);
  return tokens.length === 3 && tokens[0] === "components" && tokens[1] === kind ? tokens[2] : undefined;
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
