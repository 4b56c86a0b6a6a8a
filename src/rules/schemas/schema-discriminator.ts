import { resolveObject } from "../../definition/reference.ts";
import { replaceValue } from "../../json/edits.ts";
import { type JsonValue, own, ownArray, ownString } from "../../json/values.ts";
import { compose, findProperty, propertyNames } from "../facts/composed-schema.ts";
import { schemaName } from "../facts/schema-name.ts";
import { didYouMean } from "../language/nearest.ts";
import { kindName, quote, quoteWhole, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { POWER_FX_EXTENSIONS, VALIDATOR_CODES } from "../sources.ts";

const parcel = (schema: Record<string, JsonValue>) => ({ definitions: { Parcel: schema } });
const AT = "/definitions/Parcel/discriminator";

export default defineRules("schemas", [
  {
    id: "schema-discriminator",
    statement: "A discriminator is the name of a required string property of its schema.",
    why: "The platform refuses the import: it tells the variants apart by this property, so it must be a string that is always there.",
    severity: { import: "error", certification: "error" },
    codes: ["DiscriminatorMustBeARequiredStringProperty"],
    sources: [VALIDATOR_CODES],
    fixable: true,
    removes: "object",
    shape: [
      {
        of: "schema",
        faults: ["type"],
        keys: ["discriminator"],
        say({ value, place, node }) {
          const meant = ownString(value, "propertyName");
          return {
            message: `The discriminator of ${schemaName(node)} is ${kindName(value)}, not the name of a property.`,
            help: meant
              ? `Write "discriminator": ${quoteWhole(meant)}; the object form came with OpenAPI 3.`
              : "Write the name of a required string property.",
            codes: ["DiscriminatorMustBeARequiredStringProperty"],
            fix:
              meant === undefined
                ? undefined
                : {
                    title: "Write the property's name",
                    edits: (document) => replaceValue(document, place.pointer, meant),
                  },
          };
        },
      },
    ],
    onlyWith: ["discriminator"],
    checks: {
      schema(schema, context) {
        const name = own(schema.value, "discriminator");
        if (typeof name !== "string") return;
        const place = schema.at("discriminator");
        const composed = compose(context.root, schema.value);
        const property = resolveObject(context.root, findProperty(composed, name), "");
        if (!property) {
          if (!composed.complete) return;
          context.report(
            place,
            `The discriminator ${quote(name)} is not a property of ${schemaName(schema)}.`,
            {
              help: `${didYouMean(name, propertyNames(composed).slice(0, 500))}Describe ${quote(name)} under "properties" as {"type": "string"} and list it in "required", or remove the discriminator.`,
            },
          );
          return;
        }
        const type = own(property.value, "type");
        if (type !== undefined && type !== "string") {
          context.report(
            place,
            `The discriminator ${quote(name)} of ${schemaName(schema)} has the type ${show(type)}, not "string".`,
            {
              help: "Name a string property that tells the variants apart, or remove the discriminator: the designer does not read it.",
              related: [
                {
                  place: {
                    file: schema.file,
                    pointer: property.pointer === "" ? schema.pointer : `${property.pointer}/type`,
                  },
                  label: "its type",
                },
              ],
            },
          );
          return;
        }
        if (composed.parts.some((part) => ownArray(part, "required")?.includes(name))) return;
        context.report(
          place,
          `The discriminator ${quote(name)} of ${schemaName(schema)} is not in its "required" list.`,
          {
            help: `Write "required": [${[...(ownArray(schema.value, "required") ?? []), name].map((one) => show(one)).join(", ")}].`,
          },
        );
      },
    },
    bad: [
      { definition: parcel({ discriminator: "kind" }), at: [AT] },
      { definition: parcel({ discriminator: "id" }), at: [AT] },
      { definition: parcel({ discriminator: { propertyName: "id" }, required: ["id"] }), at: [AT] },
      {
        definition: parcel({
          discriminator: "size",
          required: ["size"],
          properties: { size: { type: "integer" } },
        }),
        at: [AT],
      },
    ],
    good: [{ definition: parcel({ discriminator: "id", required: ["id"] }) }],
  },
  {
    id: "schema-discriminator-unsupported",
    statement: "Schemas do without discriminators.",
    why: "Power Apps makes an untyped object of a schema with a discriminator, and the designer shows only the fields that all variants share.",
    severity: { import: "info", certification: "info" },
    sources: [POWER_FX_EXTENSIONS, "observed: two published connectors"],
    onlyWith: ["discriminator"],
    checks: {
      schema(schema, context) {
        const name = own(schema.value, "discriminator");
        // Any other value is not a discriminator at all, which has its own rule.
        if (typeof name !== "string") return;
        context.report(
          schema.at("discriminator"),
          `Makers do not see the variants of ${schemaName(schema)} that ${quote(name)} chooses among.`,
          {
            help: "Put the properties of all variants into this schema, none of them required but those that all have, and remove the discriminator.",
            part: "key",
          },
        );
      },
    },
    bad: [{ definition: parcel({ discriminator: "id", required: ["id"] }), at: [AT] }],
  },
]);
