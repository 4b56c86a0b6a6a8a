import { type JsonObject, own, ownObject, ownString } from "../../json/values.ts";
import type { RowPaths } from "./rows.ts";

/** One level of a tree: the call that opens the root or browses below a row, and where its rows stand. */
export interface TreeLevel {
  /** Holds `operationId` and `parameters`. */
  extension: JsonObject;
  paths: RowPaths;
}

/** `x-ms-dynamic-tree`. Sourced names. */
export function treeLevel(tree: JsonObject, below: boolean): TreeLevel | undefined {
  const extension = ownObject(tree, below ? "browse" : "open");
  if (!extension) return undefined;
  return {
    extension,
    paths: {
      items: ownString(extension, "itemsPath"),
      value: ownString(extension, "itemValuePath"),
      title: ownString(extension, "itemTitlePath"),
      folder: ownString(extension, "itemIsParent") ?? "IsFolder",
    },
  };
}

/** The older form: `capability: "file-picker"` on the input, the calls under `x-ms-capabilities` of the definition. Sourced names. */
export function filePickerLevel(root: JsonObject, values: JsonObject, below: boolean): TreeLevel | undefined {
  const picker = ownObject(ownObject(root, "x-ms-capabilities"), ownString(values, "capability") ?? "");
  const extension = ownObject(picker, below ? "browse" : "open");
  if (!picker || !extension) return undefined;
  return {
    extension,
    paths: {
      items: ownString(picker, "value-collection"),
      value: ownString(values, "value-path") ?? ownString(picker, "value-path") ?? "Id",
      title: ownString(picker, "value-title"),
      folder: String(own(picker, "value-folder-property") ?? "IsFolder"),
    },
  };
}
