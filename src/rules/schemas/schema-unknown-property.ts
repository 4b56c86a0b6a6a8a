import { renameKey } from "../../json/edits.ts";
import { entryOf, own } from "../../json/values.ts";
import { counted } from "../../machine/terminal/counted.ts";
import { PARCEL, parcelWith } from "../examples/small-changes.ts";
import { onKinds } from "../facts/checks.ts";
import { checkDocsAddress, EXTERNAL_DOCS_CODES, externalDocsOf } from "../facts/external-docs.ts";
import { schemaName, startingName } from "../facts/schema-name.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node, Place } from "../language/node.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { plainKeys } from "../language/shape.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const PLAIN_ELSEWHERE = new Set(
  `if then else dependencies dependentRequired dependentSchemas $schema $id id $defs definitions $comment $anchor
  contentEncoding contentMediaType unevaluatedProperties unevaluatedItems minContains maxContains`.split(
    /\s+/,
  ),
);

export default defineRule("schemas", {
  id: "schema-unknown-property",
  statement:
    "A schema uses only the keywords of Swagger 2.0 that the service supports, each with a value of its type.",
  why: "The platform refuses the import: anyOf, oneOf, nullable, const and everything else that is new in OpenAPI 3 are unknown to it.",
  severity: { import: "error", certification: "error" },
  codes: ["SwaggerKeywordNotSupported", "ExtensionNameNotValid", ...EXTERNAL_DOCS_CODES],
  sources: [
    VALIDATOR_CODES,
    DEFINITION_SCHEMA,
    "observed: none of 1,024 published definitions has one, but 8 have uniqueItems",
  ],
  fixable: true,
  shape: [
    {
      of: "schema",
      faults: ["unknown"],
      say({ kind, kindName, key, place, holder, node }, usual) {
        // Has a rule of its own.
        if (key === "filterFunctions" || /^x-/i.test(key)) return undefined;
        const instead = entryOf(kind.instead ?? {}, key);
        if (instead !== undefined || PLAIN_ELSEWHERE.has(key))
          return {
            message: `${startingName(node, "has", "have")} the keyword ${quote(key)}, which Swagger 2.0 does not have.`,
            help: instead ?? "Remove it.",
            label: undefined,
            meant: undefined,
            codes: ["SwaggerKeywordNotSupported"],
            fix:
              key === "nullable" && own(holder, "x-nullable") === undefined
                ? {
                    title: 'Write "x-nullable"',
                    edits: (document) => renameKey(document, place.pointer, "x-nullable"),
                  }
                : undefined,
          };
        return {
          message: `${startingName(node, "has", "have")} the keyword ${quote(key)}, which schemas do not have.`,
          help: `${didYouMean(key, plainKeys(kindName))}If it is meant as a property, move it under "properties"; otherwise remove it.`,
          label: undefined,
          codes: usual.codes,
        };
      },
    },
    {
      of: "schema",
      faults: ["type"],
      keys: ["title", "description", "readOnly", "properties", "additionalProperties", "externalDocs"],
    },
    { of: "schema", faults: ["type"], keys: ["allOf"], entries: true },
    ...externalDocsOf("schema"),
  ],
  onlyWith: ["uniqueItems", "externalDocs"],
  checks: {
    ...onKinds(["parameter", "items", "header"], noteUniqueItems),
    schema(schema, context) {
      noteUniqueItems(schema, context);
      checkDocsAddress(schema, context);
    },
    connector: reportUniqueItems,
  },
  bad: [
    {
      definition: {
        definitions: {
          Parcel: { properties: { id: "string", size: 5 }, allOf: ["Box"], additionalProperties: "string" },
        },
      },
      at: [
        `${PARCEL}/id`,
        `${PARCEL}/size`,
        "/definitions/Parcel/allOf/0",
        "/definitions/Parcel/additionalProperties",
      ],
    },
    { definition: parcelWith({ id: { nullable: true } }), at: [`${PARCEL}/id/nullable`] },
    {
      definition: { definitions: { Parcel: { oneOf: [{ type: "object" }], deprecated: true } } },
      at: ["/definitions/Parcel/oneOf", "/definitions/Parcel/deprecated"],
    },
    { definition: parcelWith({ id: { maxlength: 8 } }), at: [`${PARCEL}/id/maxlength`] },
    {
      definition: parcelWith({ tags: { type: "array", uniqueItems: true } }),
      at: [`${PARCEL}/tags/uniqueItems`],
    },
    {
      definition: parcelWith({ id: { title: 7, readOnly: "true" }, state: "string" }),
      at: [`${PARCEL}/id/title`, `${PARCEL}/id/readOnly`, `${PARCEL}/state`],
    },
    { definition: parcelWith({ id: { "ms-visibility": "internal" } }), at: [`${PARCEL}/id/ms-visibility`] },
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
    { definition: parcelWith({ id: { "x-nullable": true, maxLength: 8 } }) },
    { definition: parcelWith({ nullable: { type: "string" } }) },
  ],
});

/** Generators write the keyword into every list: where it was found, so that it is said once. */
const uniqueItems = (): UniqueItems[] => [];
interface UniqueItems {
  place: Place;
  isDefault: boolean;
  /** What has the keyword, in words. */
  of: string;
  isList: boolean;
}

function noteUniqueItems(node: Node, context: Context): void {
  const value = own(node.value, "uniqueItems");
  if (value !== undefined)
    context.fact(uniqueItems).push({
      place: node.at("uniqueItems"),
      isDefault: value === false,
      of: schemaName(node),
      isList: own(node.value, "type") === "array",
    });
}

/** Sourced: the official list of codes names this keyword; published connectors have it, so it does not block. */
function reportUniqueItems(context: Context): void {
  const found = context.fact(uniqueItems);
  const [first, ...others] = found;
  if (!first) return;
  const defaults = found.filter(({ isDefault }) => isDefault).length;
  context.report(
    first.place,
    `The keyword "uniqueItems" of ${first.of} is not one that the service supports${others.length > 0 ? `; it is in ${counted(others.length, "other place")} too` : ""}.`,
    {
      help:
        defaults === found.length
          ? "Remove it: false is the default."
          : found.some(({ isList }) => isList)
            ? `Remove it; ${defaults > 0 ? "where it is true, " : ""}say in the description that no item may occur twice.`
            : "Remove it: it says nothing of a single value.",
      part: "key",
      codes: ["SwaggerKeywordNotSupported"],
      severity: "warning",
      related: others.slice(0, 5).map(({ place }) => ({ place, label: "here too", part: "key" as const })),
    },
  );
}
