import { own } from "../../json/values.ts";
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
      context.report(
        schema.at("allOf"),
        "The designer does not expand allOf: what the parts describe stays invisible.",
        {
          help: 'Write the properties of all parts under "properties" of this schema.',
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
