import { own } from "../../../definition/json.ts";
import { renameKey } from "../../fixing/edits.ts";
import { didYouMean, nearest } from "../../nearest.ts";
import { quote } from "../../quote.ts";
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
  statement: "A schema uses only the keywords of Swagger 2.0.",
  why: "The service refuses the import: anyOf, oneOf, nullable, const and whatever else came with OpenAPI 3 is unknown to it.",
  severity: { import: "error", certification: "error" },
  codes: ["AdditionalPropertyNotAllowed", "SwaggerKeywordNotSupported"],
  sources: [VALIDATOR_CODES, DEFINITION_SCHEMA, "observed: none of 1,024 published definitions has one"],
  fixable: true,
  onlyWith: [(key) => !KNOWN.has(key) && !/^x-/i.test(key)],
  checks: {
    schema(schema, context) {
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

/** The keyword that a key is but for its letter case. */
function caseOf(key: string): string | undefined {
  const lower = key.toLowerCase();
  for (const known of KNOWN) if (known.toLowerCase() === lower) return known;
  return undefined;
}
