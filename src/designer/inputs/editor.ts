/** Which editor a field gets. */
import { own } from "../../json/values.ts";
import { type DynamicSource, isFilePicker } from "../dynamic/source.ts";
import { same, textOf } from "../reading/words.ts";
import type { Field } from "./fields.ts";
import type { Option } from "./options.ts";

/**
 * The editor of a field; undefined is a plain line of text (sourced: run).
 * An array is never a drop-down; one outside a body has no editor of its own. An internal array gets none either.
 */
export function editorOf(
  field: Field,
  dynamic: DynamicSource | undefined,
  options: Option[] | undefined,
  visibility: string,
): string | undefined {
  const declared = field.editor ?? textOf(field.schema, "x-ms-editor");
  const chosen = chosenEditor(field, declared, dynamic, options);
  if (dynamic?.kind === "LegacyDynamicValues" && own(dynamic.extension, "builtInOperation") !== undefined) {
    return undefined;
  }
  if (chosen === "array") return field.items ? "array" : undefined;
  if (chosen !== undefined) return chosen;
  if (field.format === "html") return "html";
  if (field.type === "array" && field.items && !same(visibility, "internal")) return "array";
  return undefined;
}

function chosenEditor(
  field: Field,
  declared: string | undefined,
  dynamic: DynamicSource | undefined,
  options: Option[] | undefined,
): string | undefined {
  if (field.type === "array") return declared;
  if (dynamic) return isFilePicker(dynamic) ? "filepicker" : "combobox";
  if (options) return "combobox";
  return declared;
}
