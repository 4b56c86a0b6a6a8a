import { own, ownString } from "../../json/values.ts";
import { schemaName } from "../facts/schema-name.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA } from "../sources.ts";

export default defineRule("schemas", {
  id: "schema-allof",
  statement: "Schemas list their properties instead of composing them with allOf.",
  why: "The import goes through, but the designer does not expand allOf: makers see one field or token without a type, and have to write expressions for what is inside.",
  severity: { import: "info", certification: "info" },
  sources: [
    DEFINITION_SCHEMA,
    "https://blog.thygesteffensen.dk/2025/02/20/OpenAPI-30-Automated-Custom-Connector.html",
    "observed: ten published connectors",
  ],
  inferred: true,
  yieldsTo: ["schema-allof-outputs"],
  onlyWith: ["allOf"],
  checks: {
    schema(schema, context) {
      const parts = own(schema.value, "allOf");
      // What nothing refers to is shown nowhere; doc-unused-definition names it.
      if (parts === undefined || schema.usage === 0) return;
      // A single part that is a reference is what it refers to.
      const single = Array.isArray(parts) && parts.length === 1 ? ownString(parts[0], "$ref") : undefined;
      const beside = ["properties", "required"].some((key) => own(schema.value, key) !== undefined);
      const ref = single !== undefined && single.length <= 60 ? single : undefined;
      context.report(
        schema.at("allOf"),
        `Makers do not see what the parts of allOf in ${schemaName(schema)} describe.`,
        {
          help:
            ref === undefined
              ? 'Copy the properties of all parts into "properties" of this schema, and remove "allOf".'
              : beside
                ? `Copy the properties of ${quote(ref)} into "properties" of this schema, and remove "allOf": beside a "$ref" the other keys would not count.`
                : `Write "$ref": ${quote(ref)} instead of "allOf"${Object.keys(schema.value).length > 1 ? "; what is beside it, such as the description, is not read then" : ""}.`,
        },
      );
    },
  },
  bad: [
    {
      definition: { definitions: { Parcel: { allOf: [{ type: "object" }] } } },
      at: ["/definitions/Parcel/allOf"],
    },
  ],
  good: [{}, { definition: { definitions: { Letter: { allOf: [{ $ref: "#/definitions/Parcel" }] } } } }],
});
