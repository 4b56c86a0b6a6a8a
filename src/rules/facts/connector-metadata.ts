/** The entries of x-ms-connector-metadata, read tolerantly: what is wrong with their form is for one rule to say. */
import { isObject, type JsonObject, own, ownString } from "../../json/values.ts";
import type { Node } from "../language/node.ts";

export const METADATA = "x-ms-connector-metadata";

/** Sourced: the certification guide. */
export const METADATA_NAMES = ["Website", "Privacy policy", "Categories"];

/** The known name that differs in letter case and spaces at most. */
export function canonical(name: string): string | undefined {
  const plain = name.trim().replace(/\s+/g, " ").toLowerCase();
  return METADATA_NAMES.find((known) => known.toLowerCase() === plain);
}

export function keyOf(entry: JsonObject, key: string): string {
  return Object.keys(entry).find((found) => found.toLowerCase() === key.toLowerCase()) ?? key;
}

export function hasVariant(entry: JsonObject, key: string): boolean {
  return Object.hasOwn(entry, keyOf(entry, key));
}

/** Name and value are read whatever the case of their keys: metadata-shape has said what is wrong with those. */
export function nameOf(entry: unknown): string | undefined {
  return isObject(entry) ? ownString(entry, keyOf(entry, "propertyName")) : undefined;
}

export function textOf(entry: unknown): string | undefined {
  return isObject(entry) ? ownString(entry, keyOf(entry, "propertyValue")) : undefined;
}

export function eachEntry(root: Node, visit: (entry: JsonObject, index: number) => void): void {
  const value = own(root.value, METADATA);
  if (!Array.isArray(value)) return;
  for (const [index, entry] of value.entries()) if (isObject(entry)) visit(entry, index);
}

export function eachCategories(root: Node, visit: (text: string, index: number, key: string) => void): void {
  eachEntry(root, (entry, index) => {
    const text = textOf(entry);
    if (canonical(nameOf(entry) ?? "") === "Categories" && text !== undefined)
      visit(text, index, keyOf(entry, "propertyValue"));
  });
}

export function categoriesOf(text: string): string[] {
  return text
    .split(";")
    .map((category) => category.trim())
    .filter((category) => category !== "");
}
