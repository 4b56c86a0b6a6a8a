import { renameKey } from "../../json/edits.ts";
import { isObject, type JsonValue, own, ownArray } from "../../json/values.ts";
import { onKinds, onlyWith } from "../facts/checks.ts";
import { checkExternalDocs, EXTERNAL_DOCS_CODES } from "../facts/external-docs.ts";
import { extensionMeant, isOfKeyType, type KeyType } from "../facts/swagger-keys.ts";
import type { Context } from "../language/context.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import type { Node, Place } from "../language/node.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

/** Keywords of the schema object of Swagger 2.0. */
const KNOWN = new Set(
  `$ref type format title description default enum example readOnly required properties additionalProperties items
  allOf discriminator xml externalDocs multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength
  pattern maxItems minItems uniqueItems maxProperties minProperties`.split(/\s+/),
);

/** Keywords whose type no other rule looks at. */
const TYPE_OF_KEYWORD: Record<string, KeyType> = {
  title: "string",
  description: "string",
  readOnly: "boolean",
};

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
  statement:
    "A schema uses only the keywords of Swagger 2.0 that the service supports, each with a value of its type.",
  why: "The service refuses the import: anyOf, oneOf, nullable, const and whatever else came with OpenAPI 3 is unknown to it.",
  severity: { import: "error", certification: "error" },
  codes: ["SwaggerKeywordNotSupported", "ExtensionNameNotValid", ...EXTERNAL_DOCS_CODES],
  sources: [
    VALIDATOR_CODES,
    DEFINITION_SCHEMA,
    "observed: none of 1,024 published definitions has one, but 8 have uniqueItems",
  ],
  fixable: true,
  onlyWith: [
    (key) => !KNOWN.has(key) && !/^x-/i.test(key),
    "uniqueItems",
    "externalDocs",
    Object.fromEntries(
      Object.keys(TYPE_OF_KEYWORD).map((key) => [
        key,
        (value) => !isOfKeyType(value, TYPE_OF_KEYWORD[key] ?? "any"),
      ]),
    ),
    {
      properties: (value) => !isObject(value) || Object.values(value).some((property) => !isObject(property)),
    },
    { additionalProperties: (value) => typeof value !== "boolean" && !isObject(value) },
    { allOf: (value) => Array.isArray(value) && !value.every(isObject) },
  ],
  checks: {
    ...onKinds(["parameter", "items", "header"], onlyWith(["uniqueItems"], reportUniqueItems)),
    schema(schema, context) {
      checkTypes(schema, context);
      reportUniqueItems(schema, context);
      checkExternalDocs(schema.value, schema, context);
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
          codes: [
            extensionMeant(key) === undefined ? "AdditionalPropertyNotAllowed" : "ExtensionNameNotValid",
          ],
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
    {
      definition: { definitions: { Parcel: { properties: { tags: { type: "array", uniqueItems: true } } } } },
      at: ["/definitions/Parcel/properties/tags/uniqueItems"],
    },
    {
      definition: {
        definitions: { Parcel: { properties: { id: { title: 7, readOnly: "true" }, state: "string" } } },
      },
      at: [
        "/definitions/Parcel/properties/id/title",
        "/definitions/Parcel/properties/id/readOnly",
        "/definitions/Parcel/properties/state",
      ],
    },
    {
      definition: { definitions: { Parcel: { properties: { id: { "ms-visibility": "internal" } } } } },
      at: ["/definitions/Parcel/properties/id/ms-visibility"],
    },
    { definition: { definitions: { Box: { properties: [] } } }, at: ["/definitions/Box/properties"] },
  ],
  good: [
    {
      definition: {
        definitions: {
          Parcel: { additionalProperties: false, externalDocs: { url: "https://fabrikam.com" } },
        },
      },
    },
    { definition: { definitions: { Parcel: { properties: { id: { "x-nullable": true, maxLength: 8 } } } } } },
    { definition: { definitions: { Parcel: { properties: { nullable: { type: "string" } } } } } },
  ],
});

/** Sourced: the official list of codes names this keyword; published connectors have it, so it does not block. */
function reportUniqueItems(node: Node, context: Context): void {
  if (own(node.value, "uniqueItems") === undefined) return;
  context.report(node.at("uniqueItems"), 'The keyword "uniqueItems" is not supported.', {
    help: "Remove it; say in the description that no item may occur twice.",
    part: "key",
    codes: ["SwaggerKeywordNotSupported"],
    severity: "warning",
  });
}

/** Values of another type than their keyword has, where no other rule looks at it. */
function checkTypes(schema: Node, context: Context): void {
  const report = (place: Place, name: string, value: JsonValue, expected: string) =>
    context.report(place, `${name} is ${kindName(value)}; it must be ${expected}.`, {
      help: `Write ${expected}, or remove it.`,
      codes: ["JsonTypeIncorrect"],
    });
  for (const [key, type] of Object.entries(TYPE_OF_KEYWORD)) {
    const value = own(schema.value, key);
    if (value !== undefined && !isOfKeyType(value, type))
      report(schema.at(key), quote(key), value, type === "boolean" ? "a boolean" : "a text");
  }
  const additional = own(schema.value, "additionalProperties");
  if (additional !== undefined && typeof additional !== "boolean" && !isObject(additional))
    report(schema.at("additionalProperties"), '"additionalProperties"', additional, "a schema or a boolean");
  for (const [index, part] of (ownArray(schema.value, "allOf") ?? []).entries())
    if (!isObject(part)) report(schema.at("allOf", index), "A part of allOf", part, "a schema");
  const properties = own(schema.value, "properties");
  if (properties === undefined) return;
  if (!isObject(properties)) {
    report(schema.at("properties"), '"properties"', properties, "an object of schemas");
    return;
  }
  for (const [name, property] of Object.entries(properties))
    if (!isObject(property))
      report(schema.at("properties", name), `The property ${quote(name)}`, property, "a schema");
}

/** The keyword that a key is but for its letter case. */
function caseOf(key: string): string | undefined {
  const lower = key.toLowerCase();
  for (const known of KNOWN) if (known.toLowerCase() === lower) return known;
  return undefined;
}
