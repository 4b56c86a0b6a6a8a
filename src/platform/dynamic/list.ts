import { type JsonObject, ownString } from "../../json/values.ts";
import type { RowPaths } from "./rows.ts";

/** `x-ms-dynamic-list`: where the rows of its answer stand. Sourced names. */
export function listPaths(extension: JsonObject): RowPaths {
  return {
    items: ownString(extension, "itemsPath"),
    value: ownString(extension, "itemValuePath"),
    title: ownString(extension, "itemTitlePath"),
    description: ownString(extension, "itemDescriptionPath"),
  };
}
