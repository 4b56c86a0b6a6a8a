import { type JsonObject, ownString } from "../../json/values.ts";
import type { RowPaths } from "./rows.ts";

/** `x-ms-dynamic-values`: where the rows of its answer stand. Sourced names. */
export function valuesPaths(extension: JsonObject): RowPaths {
  return {
    items: ownString(extension, "value-collection"),
    value: ownString(extension, "value-path"),
    title: ownString(extension, "value-title"),
    description: ownString(extension, "value-description"),
    selectable: ownString(extension, "value-selectable"),
  };
}
