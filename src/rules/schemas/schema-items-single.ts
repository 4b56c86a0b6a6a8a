import { replaceValue } from "../../json/edits.ts";
import { isObject, own } from "../../json/values.ts";
import { kindName } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA, POWER_FX_EXTENSIONS } from "../sources.ts";

export default defineRule({
  id: "schema-items-single",
  group: "schemas",
  statement: "The items of an array are described by one schema.",
  why: "Lists of schemas, one for each position, are unknown to Swagger 2.0; the designer then knows nothing of the items.",
  severity: { import: "error", certification: "error" },
  codes: ["JsonTypeIncorrect"],
  sources: [DEFINITION_SCHEMA, POWER_FX_EXTENSIONS],
  fixable: true,
  onlyWith: ["items"],
  checks: {
    schema(schema, context) {
      const items = own(schema.value, "items");
      if (items === undefined || isObject(items)) return;
      // An array without items has a rule of its own.
      if (items === null && own(schema.value, "type") === "array") return;
      const single = Array.isArray(items) && items.length === 1 && isObject(items[0]) ? items[0] : undefined;
      const place = schema.at("items");
      context.report(
        place,
        `The items are ${Array.isArray(items) ? "a list of schemas" : kindName(items)}, not one schema.`,
        {
          help: "Write one schema that fits every item.",
          // The designer only ignores a list; anything else is refused.
          ...(Array.isArray(items) && { severity: "warning" as const }),
          fix: single && {
            title: "Write the one schema without the list around it",
            edits: (document) => replaceValue(document, place.pointer, single),
          },
        },
      );
    },
  },
  bad: [
    {
      definition: {
        definitions: { Parcel: { properties: { tags: { type: "array", items: [{ type: "string" }] } } } },
      },
      at: ["/definitions/Parcel/properties/tags/items"],
    },
    {
      definition: { definitions: { Parcel: { properties: { tags: { type: "array", items: "string" } } } } },
      at: ["/definitions/Parcel/properties/tags/items"],
    },
  ],
  good: [
    {
      definition: {
        definitions: { Parcel: { properties: { tags: { type: "array", items: { type: "string" } } } } },
      },
    },
  ],
});
