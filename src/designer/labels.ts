/** How a label comes about, and which labels are the same. */

import { child } from "../json/pointer.ts";
import { type JsonObject, own } from "../json/values.ts";
import { EVERY_ITEM, parseKey } from "./reading/keys.ts";
import { present, textOf, wordOf } from "./reading/words.ts";

/** Where the text of a label comes from. */
export type LabelSource =
  /** `title` of the schema. */
  | "title"
  /** `x-ms-summary`. */
  | "summary"
  /** The last part of the key, because there is neither. */
  | "key"
  /** The whole path, because Power Automate knows no title. */
  | "path"
  /** The name of a parameter, because it has no summary. */
  | "name"
  /** `description`, which only the root of a body (and a header) falls back to. */
  | "description"
  /** A word of the designer's own: Body, Item, Headers, Status code … */
  | "designer";

/** A piece of a label and where it is in the definition. */
export interface LabelPart {
  text: string;
  source: LabelSource;
  /** The place of the text; undefined where it is written nowhere. */
  pointer: string | undefined;
}

/** A label with its explanation. */
export interface Label {
  /** What the maker reads. */
  text: string;
  own: LabelPart;
  /** What the titles (or summaries) of the objects and arrays around it put before it, outermost first. */
  prefixes: LabelPart[];
}

/** Words the designer puts where a definition has none (sourced: run, English). */
const WORDS = {
  body: "Body",
  headers: "Headers",
  queries: "Queries",
  pathparameters: "Path parameters",
  statuscode: "Status code",
} as const;

/** What the designer calls the root of the outputs and an item of an array when they have no name. */
export const ROOT_NAME = "key-body-output";
export const ITEM_NAME = "key-item-output";

/** The two readers name things differently. */
export type Naming = "swagger" | "manifest";

/** The `title` a reader sees. Power Automate's service hands over `x-ms-summary` under that name (inferred from its answers). */
export function titlePart(schema: JsonObject, pointer: string, naming: Naming): LabelPart | undefined {
  const key = naming === "manifest" ? "x-ms-summary" : "title";
  const text = textOf(schema, key);
  return text === undefined
    ? undefined
    : { text, source: naming === "manifest" ? "summary" : "title", pointer: child(pointer, key) };
}

/** The `x-ms-summary` a reader sees beside the title. */
export function summaryPart(schema: JsonObject, pointer: string, naming: Naming): LabelPart | undefined {
  if (naming === "manifest") return undefined;
  const text = textOf(schema, "x-ms-summary");
  return text === undefined
    ? undefined
    : { text, source: "summary", pointer: child(pointer, "x-ms-summary") };
}

/** Puts the parts together: separated by one space, nothing for empty ones (sourced). */
export function composeLabel(part: LabelPart, prefixes: readonly LabelPart[]): Label {
  return {
    text: part.text === "" ? "" : [...prefixes.map((prefix) => prefix.text), part.text].join(" "),
    own: part,
    prefixes: part.text === "" ? [] : [...prefixes],
  };
}

/**
 * The own part of a label of something in a schema: title, else summary, else what the key says.
 * @param currentKey the property's name, `[*]` for an item, undefined for a root
 */
export function ownPart(
  schema: JsonObject,
  pointer: string,
  naming: Naming,
  currentKey: string | undefined,
  key: string,
  name: string | undefined,
): LabelPart {
  const declared = titlePart(schema, pointer, naming) ?? summaryPart(schema, pointer, naming);
  if (declared) return declared;
  if (currentKey === EVERY_ITEM) return { text: "Item", source: "designer", pointer: undefined };
  return knownKey(key) ?? knownName(schema, pointer, naming, name);
}

/** Some keys right below the root are words the designer knows, and what starts with x-ms- is spelled out. */
function knownKey(key: string): LabelPart | undefined {
  const lower = key.toLowerCase();
  for (const [word, text] of Object.entries(WORDS)) {
    if (lower === `$.${word}`) return { text, source: "designer", pointer: undefined };
  }
  if (!key.startsWith("$.x-ms-")) return undefined;
  const words = key.slice("$.x-ms-".length).split("-");
  const text = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
  return { text, source: "key", pointer: undefined };
}

function knownName(schema: JsonObject, pointer: string, naming: Naming, name: string | undefined): LabelPart {
  if (name === ROOT_NAME) {
    const description = own(schema, "description");
    if (present(description)) {
      return { text: wordOf(description), source: "description", pointer: child(pointer, "description") };
    }
    return { text: WORDS.body, source: "designer", pointer: undefined };
  }
  if (name === ITEM_NAME) return { text: "Item", source: "designer", pointer: undefined };
  if (name === undefined) return { text: "", source: "key", pointer: undefined };
  const last = parseKey(name).at(-1);
  const text = last?.index
    ? last.name === EVERY_ITEM
      ? "undefined"
      : last.name.slice(1, -1)
    : (last?.name ?? "");
  return { text, source: naming === "manifest" ? "path" : "key", pointer: undefined };
}

/** Tells every labelled thing how many others show the same label to the maker. */
export function countSameLabels<T extends { label: Label; sameLabel: number }>(things: readonly T[]): void {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(thing.label.text, (counts.get(thing.label.text) ?? 0) + 1);
  for (const thing of things) thing.sameLabel = (counts.get(thing.label.text) ?? 1) - 1;
}
