/** What a drop-down offers. */
import { isObject, type JsonValue, own, ownArray } from "../../json/values.ts";
import { present, wordOf } from "../reading/words.ts";
import type { Field } from "./fields.ts";

export interface Option {
  displayName: string;
  value: JsonValue;
}

/**
 * The options of a field that are written in the definition, in file order; undefined if it is not a choice.
 * `x-ms-enum-values` wins over the editor's items, those over the plain values; `x-ms-enum` is not read (sourced).
 * A boolean is a choice between Yes and No, with an empty first entry if it may be left out.
 */
export function optionsOf(field: Field): Option[] | undefined {
  const values = own(field.schema, "enum");
  if (present(values)) {
    const named = ownArray(field.schema, "x-ms-enum-values");
    if (named) return named.map((entry) => asOption(entry));
    const items = ownArray(own(field.schema, "x-ms-editor-options"), "items");
    if (items) {
      return items.map((item) => ({
        displayName: text(own(item, "title")),
        value: own(item, "value") ?? null,
      }));
    }
    return (Array.isArray(values) ? values : []).map((value) => ({ displayName: text(value), value }));
  }
  if (field.type !== "boolean") return undefined;
  const choices = [
    { displayName: "Yes", value: true },
    { displayName: "No", value: false },
  ];
  return field.required ? choices : [{ displayName: "", value: "" }, ...choices];
}

function asOption(entry: JsonValue): Option {
  // Whatever else the definition says of a value is carried along, as the designer does.
  return isObject(entry) ? (entry as unknown as Option) : { displayName: text(entry), value: entry };
}

function text(value: JsonValue | undefined): string {
  return value === undefined || value === null ? "" : wordOf(value);
}
