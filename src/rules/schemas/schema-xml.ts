import { removeAt } from "../../json/edits.ts";
import { own } from "../../json/values.ts";
import { parcelWith } from "../examples/small-changes.ts";
import { schemaName } from "../facts/schema-name.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA } from "../sources.ts";

export default defineRule("schemas", {
  id: "schema-xml",
  statement: "Schemas say nothing about XML.",
  why: 'Nothing breaks: the platform and the designer read and write JSON only, and what "xml" says is lost.',
  severity: { import: "info", certification: "info" },
  sources: [DEFINITION_SCHEMA, "observed: one published connector"],
  inferred: true,
  fixable: true,
  removes: "object",
  onlyWith: ["xml"],
  checks: {
    schema(schema, context) {
      if (own(schema.value, "xml") === undefined) return;
      const place = schema.at("xml");
      context.report(place, `The "xml" of ${schemaName(schema)} has no effect.`, {
        help: "Remove it.",
        part: "key",
        fix: { title: "Remove the xml object", edits: (document) => removeAt(document, place.pointer) },
      });
    },
  },
  bad: [
    { definition: { definitions: { Parcel: { xml: { name: "parcel" } } } }, at: ["/definitions/Parcel/xml"] },
  ],
  good: [{ definition: parcelWith({ xml: { type: "string" } }) }],
});
