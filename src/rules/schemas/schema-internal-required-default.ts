import { own, ownString } from "../../json/values.ts";
import { HIDDEN } from "../facts/checks.ts";
import { hasContent, URL_KEY, urlsOf } from "../facts/notification-urls.ts";
import type { Context } from "../language/context.ts";
import { type Node, USED_AS } from "../language/node.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { OPENAPI_EXTENSIONS, VALIDATOR_CODES } from "../sources.ts";

export default defineRule("schemas", {
  id: "schema-internal-required-default",
  statement: "A required body property that makers do not see has a default.",
  why: "Makers cannot fill in what is internal: without a default nothing is sent for it, and the service refuses the request.",
  severity: { import: "warning", certification: "warning" },
  sources: [OPENAPI_EXTENSIONS, VALIDATOR_CODES, "observed: four published connectors"],
  onlyWith: [HIDDEN],
  checks: {
    schema(schema, context) {
      if (schema.position !== "property" || !schema.required || (schema.usage & USED_AS.input) === 0) return;
      const { value } = schema;
      if (ownString(value, "x-ms-visibility")?.toLowerCase() !== "internal") return;
      // A notification URL that is marked wrongly, or not at all, has a finding of its own.
      // To the designer null is not a default.
      if ((own(value, "default") ?? undefined) !== undefined || own(value, URL_KEY) !== undefined) return;
      if (own(value, "type") === "string" && lacksUrl(schema, context)) return;
      const type = own(value, "type");
      if (type === "object" || type === undefined) return;
      context.report(
        schema,
        `The property ${quote(String(schema.key))} is internal and required but has no default.`,
        {
          help: `Add "default": ${type === "array" ? "[ … ]" : type === "string" || type === undefined ? '"…"' : "…"} with the value to send. If makers are to fill it in, remove "x-ms-visibility": "internal" instead.`,
          related: [{ place: schema.at("x-ms-visibility"), label: "makers do not see it" }],
        },
      );
    },
  },
  bad: [
    {
      definition: {
        definitions: {
          Order: {
            type: "object",
            required: ["channel"],
            properties: { channel: { type: "string", "x-ms-visibility": "internal" } },
          },
        },
        paths: {
          "/parcels": {
            post: {
              parameters: [
                { name: "body", in: "body", required: true, schema: { $ref: "#/definitions/Order" } },
              ],
            },
          },
        },
      },
      at: ["/definitions/Order/properties/channel"],
    },
  ],
  good: [
    {
      definition: {
        definitions: {
          Order: {
            type: "object",
            required: ["channel"],
            properties: { channel: { type: "string", "x-ms-visibility": "internal", default: "flow" } },
          },
        },
        paths: {
          "/parcels": {
            post: {
              parameters: [
                { name: "body", in: "body", required: true, schema: { $ref: "#/definitions/Order" } },
              ],
            },
          },
        },
      },
    },
  ],
});

/** Whether it is in the body of a webhook trigger in which no field is marked as notification URL. */
function lacksUrl(schema: Node, context: Context): boolean {
  const { operation } = schema;
  return (
    operation?.trigger !== undefined &&
    hasContent(operation) &&
    urlsOf(context, operation).fields.length === 0
  );
}
