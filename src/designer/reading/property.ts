/** What a schema says of one place, together with what the places around it hand down. */

import { child } from "../../json/pointer.ts";
import { type JsonObject, type JsonValue, own } from "../../json/values.ts";
import type { Label, LabelPart } from "../labels.ts";
import type { Cursor } from "./cursor.ts";
import { ReaderFailure } from "./failure.ts";
import { present, same, wordOf } from "./words.ts";

/** One thing a schema offers, before it becomes an input or a token. */
export interface Property {
  key: string;
  /** Dotted path from the root, in outputs from the innermost array. */
  name: string;
  /** As written, `any` if missing. */
  type: string;
  label: Label;
  required: boolean | undefined;
  /** Own or inherited; empty if none. */
  visibility: string;
  isInsideArray: boolean;
  /** The name of the innermost array around it. */
  parentArray: string | undefined;
  schema: JsonObject;
  cursor: Cursor;
  /** The names on the way from the root, `[*]` for items. */
  trail: string[];
}

/** What a place in the schema inherits from those around it. */
export interface Frame {
  currentKey: string | undefined;
  /** The dotted name so far; undefined at the root and right inside an array of the outputs. */
  prefix: string | undefined;
  keyPrefix: string | undefined;
  titles: LabelPart[];
  summaries: LabelPart[];
  parent: { isArray: boolean; arrayName: string | undefined; visibility: string } | undefined;
  permission: JsonValue | undefined;
  required: boolean | undefined;
  trail: string[];
}

export function rootFrame(start: Partial<Frame>): Frame {
  return {
    currentKey: undefined,
    prefix: undefined,
    keyPrefix: undefined,
    titles: [],
    summaries: [],
    parent: undefined,
    permission: undefined,
    required: undefined,
    trail: [],
    ...start,
  };
}

/** Rough characters that everything below a place repeats. */
export function size(frame: Frame): number {
  let characters = (frame.keyPrefix?.length ?? 0) + (frame.prefix?.length ?? 0);
  for (const part of frame.titles) characters += part.text.length;
  for (const part of frame.summaries) characters += part.text.length;
  return characters;
}

/** Power Automate's name for a property: the path from the root, or from the item of the innermost array, with slashes. */
export function aliasOf(key: string, frame: Frame): string {
  return frame.prefix ? `${frame.prefix}/${key}` : key;
}

/** Own visibility, else that of the object or array around it. */
export function visibilityOf(schema: JsonObject, frame: Frame): string {
  const declared = own(schema, "x-ms-visibility");
  return present(declared) ? wordOf(declared) : (frame.parent?.visibility ?? "");
}

export function isInternal(schema: JsonObject): boolean {
  return same(own(schema, "x-ms-visibility"), "internal");
}

export function isReadOnly(schema: JsonObject, frame: Frame): boolean {
  return (
    present(own(schema, "readOnly")) || same(own(schema, "x-ms-permission") ?? frame.permission, "read-only")
  );
}

export function hasDynamicSchema(schema: JsonObject): boolean {
  return Object.keys(schema).some((key) => key.toLowerCase() === "x-ms-dynamic-schema");
}

/** Required only if every level above is; a level that says nothing is not in the way. */
export function isRequired(
  schema: JsonObject,
  cursor: Cursor,
  key: string,
  above: boolean | undefined,
): boolean {
  if (above === false) return false;
  const list = own(schema, "required");
  if (!present(list)) return false;
  if (Array.isArray(list)) return list.includes(key);
  if (typeof list === "string") return list.includes(key);
  throw new ReaderFailure("broken-schema", child(cursor.pointer, "required"), {
    designerSays: "requiredProperties.indexOf is not a function",
    message: `"required" of an object lists the names of its properties; here it is ${JSON.stringify(list).slice(0, 40)}.`,
    help: "Write a list of property names, or leave it out.",
  });
}

/** Required first, then important, then what says nothing, then advanced; each in file order. */
export function sortByImportance<
  T extends { required?: boolean | undefined; visibility: string; schema?: JsonObject },
>(things: readonly T[]): T[] {
  const groups: [T[], T[], T[], T[]] = [[], [], [], []];
  for (const thing of things) {
    const required =
      thing.required || (thing.schema && present(own(thing.schema, "x-ms-input-dependencies")));
    const group = required
      ? 0
      : same(thing.visibility, "important")
        ? 1
        : same(thing.visibility, "advanced")
          ? 3
          : 2;
    groups[group].push(thing);
  }
  return groups.flat();
}
