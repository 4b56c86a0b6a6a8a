import { own, ownString } from "../../json/values.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA } from "../sources.ts";

export default defineRule("schemas", {
  id: "schema-allof",
  statement: "Schemas list their properties instead of composing them with allOf.",
  why: "The import goes through, but the designer does not expand allOf: makers see one field or token without a type.",
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
      const ref = single !== undefined && single.length <= 60 ? single : undefined;
      context.report(
        schema.at("allOf"),
        "The designer does not expand allOf: what the parts describe stays invisible.",
        {
          help:
            ref === undefined
              ? 'Write the properties of all parts under "properties" of this schema.'
              : `Write "$ref": ${quote(ref)} instead of allOf.`,
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
