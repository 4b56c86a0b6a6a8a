import { replaceValue, unwrapList } from "../../json/edits.ts";
import { isObject, type JsonValue, own } from "../../json/values.ts";
import { PARCEL, parcelWith } from "../examples/small-changes.ts";
import { schemaName } from "../facts/schema-name.ts";
import { kindName } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA, POWER_FX_EXTENSIONS } from "../sources.ts";

export default defineRule("schemas", {
  id: "schema-items-single",
  statement: "The items of an array are described by one schema.",
  why: "Lists of schemas, one for each position, are unknown to Swagger 2.0; the designer then knows nothing of the items.",
  severity: { import: "error", certification: "error" },
  codes: ["JsonTypeIncorrect"],
  sources: [DEFINITION_SCHEMA, POWER_FX_EXTENSIONS],
  fixable: true,
  // An array without items has a rule of its own.
  yieldsTo: ["param-array-items"],
  shape: [
    {
      of: "schema",
      faults: ["type"],
      keys: ["items"],
      say({ value: items, place, node }) {
        const single =
          Array.isArray(items) && items.length === 1 && isObject(items[0]) ? items[0] : undefined;
        return {
          message: `The items of ${schemaName(node)} are ${Array.isArray(items) ? "a list of schemas" : kindName(items)}, not one schema.`,
          help: 'Write "items": { … } with one schema that fits every item, or "items": {} if they differ.',
          // The designer only ignores a list; anything else is refused.
          severity: Array.isArray(items) ? "warning" : undefined,
          fix: single && {
            title: "Write the one schema without the list around it",
            // Lists inside lists are fixed at once only if no fix writes again what another one edits.
            edits: (document) =>
              holdsList(single)
                ? unwrapList(document, place.pointer)
                : replaceValue(document, place.pointer, single),
          },
        };
      },
    },
  ],
  bad: [
    {
      definition: parcelWith({ tags: { type: "array", items: [{ type: "string" }] } }),
      at: [`${PARCEL}/tags/items`],
    },
    { definition: parcelWith({ tags: { type: "array", items: "string" } }), at: [`${PARCEL}/tags/items`] },
  ],
  good: [{ definition: parcelWith({ tags: { type: "array", items: { type: "string" } } }) }],
});

/** Whether items that are a list are somewhere in a schema. */
function holdsList(schema: JsonValue): boolean {
  const waiting: JsonValue[] = [schema];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== "object" || value === null) continue;
    if (isObject(value) && Array.isArray(own(value, "items"))) return true;
    waiting.push(...Object.values(value));
  }
  return false;
}
