import { isObject, type JsonValue, own, ownArray, ownObject } from "../../../definition/json.ts";
import type { Context } from "../../context.ts";
import { renameKey } from "../../fixing/edits.ts";
import { didYouMean, nearest } from "../../nearest.ts";
import type { Node, Place } from "../../node.ts";
import { kindName, quote, show } from "../../quote.ts";
import { defineRule } from "../../rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../../sources.ts";

/** Keywords of the schema object of Swagger 2.0. */
const KNOWN = new Set(
  `$ref type format title description default enum example readOnly required properties additionalProperties items
  allOf discriminator xml externalDocs multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength
  pattern maxItems minItems uniqueItems maxProperties minProperties`.split(/\s+/),
);

/** Keywords of JSON Schema and OpenAPI 3 that Swagger 2.0 lacks, with what to write instead. */
const ELSEWHERE = new Map([
  ["anyOf", "Describe the variant that makers need, or leave the object without properties."],
  ["oneOf", "Describe the variant that makers need, or leave the object without properties."],
  ["not", "Remove it; say in the description what is not allowed."],
  ["nullable", "Remove it, or write x-nullable, which is ignored but allowed."],
  ["const", "Write an enum with this one value."],
  ["examples", 'Write one "example" instead.'],
  ["deprecated", "Remove it; say in the description that the property is outdated."],
  ["writeOnly", "Remove it; keep the property out of the response schema instead."],
  ["patternProperties", "Use additionalProperties, which allows any name."],
  ["propertyNames", "Remove it; say in the description which names are allowed."],
  ["additionalItems", "Remove it; describe all items with one schema under items."],
  ["prefixItems", "Describe all items with one schema under items."],
  ["contains", "Remove it; describe all items with one schema under items."],
]);
const PLAIN_ELSEWHERE = new Set(
  `if then else dependencies dependentRequired dependentSchemas $schema $id id $defs definitions $comment $anchor
  contentEncoding contentMediaType unevaluatedProperties unevaluatedItems minContains maxContains`.split(
    /\s+/,
  ),
);

export default defineRule({
  id: "schema-unknown-property",
  group: "schemas",
  statement: "A schema is an object that uses only the keywords of Swagger 2.0.",
  why: "The service refuses the import: anyOf, oneOf, nullable, const and whatever else came with OpenAPI 3 is unknown to it.",
  severity: { import: "error", certification: "error" },
  codes: ["AdditionalPropertyNotAllowed", "SwaggerKeywordNotSupported", "JsonTypeIncorrect"],
  sources: [VALIDATOR_CODES, DEFINITION_SCHEMA, "observed: none of 1,024 published definitions has one"],
  fixable: true,
  onlyWith: [
    (key) => !KNOWN.has(key) && !/^x-/i.test(key),
    {
      properties: (value) =>
        typeof value === "object" && value !== null && !Object.values(value).every(isObject),
      allOf: (value) => Array.isArray(value) && !value.every(isObject),
      additionalProperties: (value) => !isObject(value) && typeof value !== "boolean",
    },
  ],
  checks: {
    schema(schema, context) {
      reportNoSchemas(schema, context);
      for (const key of Object.keys(schema.value)) {
        if (KNOWN.has(key) || /^x-/i.test(key)) continue;
        // Has a rule of its own.
        if (key === "filterFunctions") continue;
        const place = schema.at(key);
        const instead = ELSEWHERE.get(key);
        if (instead !== undefined || PLAIN_ELSEWHERE.has(key)) {
          context.report(place, `Swagger 2.0 schemas have no keyword ${quote(key)}.`, {
            help: instead ?? "Remove it.",
            part: "key",
            codes: ["SwaggerKeywordNotSupported"],
            fix:
              key === "nullable" && own(schema.value, "x-nullable") === undefined
                ? {
                    title: 'Write "x-nullable"',
                    edits: (document) => renameKey(document, place.pointer, "x-nullable"),
                  }
                : undefined,
          });
          continue;
        }
        const right = caseOf(key);
        context.report(place, `Schemas have no keyword ${quote(key)}.`, {
          help: `${didYouMean(key, KNOWN)}Remove it, or move it under "properties" if it is meant as a property.`,
          part: "key",
          meant: nearest(key, KNOWN),
          codes: ["AdditionalPropertyNotAllowed"],
          fix:
            right !== undefined && own(schema.value, right) === undefined
              ? { title: `Write "${right}"`, edits: (document) => renameKey(document, place.pointer, right) }
              : undefined,
        });
      }
    },
  },
  bad: [
    {
      definition: {
        definitions: {
          Parcel: { properties: { id: "string", size: 5 }, allOf: ["Box"], additionalProperties: "string" },
        },
      },
      at: [
        "/definitions/Parcel/properties/id",
        "/definitions/Parcel/properties/size",
        "/definitions/Parcel/allOf/0",
        "/definitions/Parcel/additionalProperties",
      ],
    },
    {
      definition: { definitions: { Parcel: { properties: { id: { nullable: true } } } } },
      at: ["/definitions/Parcel/properties/id/nullable"],
    },
    {
      definition: { definitions: { Parcel: { oneOf: [{ type: "object" }], deprecated: true } } },
      at: ["/definitions/Parcel/oneOf", "/definitions/Parcel/deprecated"],
    },
    {
      definition: { definitions: { Parcel: { properties: { id: { maxlength: 8 } } } } },
      at: ["/definitions/Parcel/properties/id/maxlength"],
    },
  ],
  good: [
    { definition: { definitions: { Parcel: { properties: { id: { "x-nullable": true, maxLength: 8 } } } } } },
    { definition: { definitions: { Parcel: { properties: { nullable: { type: "string" } } } } } },
  ],
});

/** Where a schema has to stand and something else does: the walk passes it over, and the designer loses it. */
function reportNoSchemas(schema: Node, context: Context): void {
  const say = (place: Place, what: string, value: JsonValue) => {
    if (isObject(value)) return;
    context.report(place, `${what} must be a schema, but is ${kindName(value)}.`, {
      help: `Write an object instead of ${show(value)}, such as {"type": "string"}, or remove it.`,
      label: "expected an object",
      codes: ["JsonTypeIncorrect"],
    });
  };
  const properties = ownObject(schema.value, "properties") ?? {};
  for (const name of Object.keys(properties))
    say(schema.at("properties", name), `The property ${quote(name)}`, own(properties, name) ?? null);
  for (const [index, part] of (ownArray(schema.value, "allOf") ?? []).entries())
    say(schema.at("allOf", index), "A part of allOf", part);
  const more = own(schema.value, "additionalProperties");
  if (more !== undefined && typeof more !== "boolean")
    say(schema.at("additionalProperties"), '"additionalProperties"', more);
}

/** The keyword that a key is but for its letter case. */
function caseOf(key: string): string | undefined {
  const lower = key.toLowerCase();
  for (const known of KNOWN) if (known.toLowerCase() === lower) return known;
  return undefined;
}
