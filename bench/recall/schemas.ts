import type { JsonObject } from "../../src/json/values.ts";
import {
  ANYWHERE,
  type Fault,
  fault,
  INPUT,
  inParameters,
  inSchemas,
  OUTPUT,
  type SchemaPlace,
} from "./fault.ts";
import { type Seedbed, text } from "./seedbed.ts";
import { bare } from "./tree.ts";

/** Places below an expected one count as well. */
function near(faults: Fault[], ...more: string[]): Fault[] {
  return faults.map((each) => ({
    ...each,
    seed: (bed: Seedbed) => {
      const found = each.seed(bed);
      return found === undefined
        ? undefined
        : [found].flat().flatMap((at) => [at, ...more.map((below) => at + below)]);
    },
  }));
}

const NESTED: JsonObject = { type: "object", properties: { deep: text("Deep", "Further down.") } };
const FEW: SchemaPlace[] = ["body", "response", "referenced definition"];

const BOUNDS: [string, JsonObject, string, string][] = [
  [
    "minimum above maximum",
    { type: "integer", minimum: 9, maximum: 3 },
    "/minimum",
    "MinimumShouldBeLessThanOrEqualToMaximum",
  ],
  [
    "exclusive maximum without one",
    { type: "integer", exclusiveMaximum: true },
    "/exclusiveMaximum",
    "ExclusiveMaximumRequiresMaximum",
  ],
  [
    "exclusive minimum without one",
    { type: "integer", exclusiveMinimum: true },
    "/exclusiveMinimum",
    "ExclusiveMinimumRequiresMinimum",
  ],
  [
    "maxItems below zero",
    { type: "array", items: text("A", "B."), maxItems: -1 },
    "/maxItems",
    "MaxItemsMustBeGreaterThanOrEqualToZero",
  ],
  [
    "maxLength below zero",
    { type: "string", maxLength: -1 },
    "/maxLength",
    "MaxLengthMustBeGreaterThanOrEqualToZero",
  ],
  [
    "maxProperties below zero",
    { ...NESTED, maxProperties: -1 },
    "/maxProperties",
    "MaxPropertiesMustBeGreaterThanOrEqualToZero",
  ],
  [
    "minItems below zero",
    { type: "array", items: text("A", "B."), minItems: -2 },
    "/minItems",
    "MinItemsMustBeGreaterThanOrEqualToZero",
  ],
  [
    "minLength below zero",
    { type: "string", minLength: -1 },
    "/minLength",
    "MinLengthMustBeGreaterThanOrEqualToZero",
  ],
  [
    "minProperties below zero",
    { ...NESTED, minProperties: -1 },
    "/minProperties",
    "MinPropertiesMustBeGreaterThanOrEqualToZero",
  ],
  [
    "minItems above maxItems",
    { type: "array", items: text("A", "B."), minItems: 4, maxItems: 2 },
    "/minItems",
    "MinItemsShouldBeLessThanOrEqualToMaxItems",
  ],
  [
    "minLength above maxLength",
    { type: "string", minLength: 10, maxLength: 5 },
    "/minLength",
    "MinLengthShouldBeLessThanOrEqualToMaxLength",
  ],
  ["half a character", { type: "string", minLength: 0.5 }, "/minLength", "JsonTypeIncorrect"],
  ["a multiple of zero", { type: "number", multipleOf: 0 }, "/multipleOf", "MultipleOfMustBeGreaterThanZero"],
];

const FILTER = "/x-ms-capabilities/filterFunctions";
const filter = (functions: string[]): JsonObject => ({
  type: "string",
  "x-ms-capabilities": { filterFunctions: functions },
});

const CHOICE: JsonObject = { type: "string", enum: ["red", "blue"] };
const names = (...values: [unknown, unknown][]): JsonObject =>
  ({ "x-ms-enum-values": values.map(([value, displayName]) => ({ value, displayName })) }) as JsonObject;

export default [
  ...(["oneOf", "anyOf"] as const).flatMap((key) =>
    inSchemas("schema-unknown-property", key, { type: "string", [key]: [{ type: "string" }] }, `/${key}`, [
      "SwaggerKeywordNotSupported",
    ]),
  ),
  ...inSchemas("schema-unknown-property", "nullable", { type: "string", nullable: true }, "/nullable"),
  ...inSchemas(
    "schema-unknown-property",
    "a misspelt key",
    { type: "string", descripton: "Oh." },
    "/descripton",
    ["AdditionalPropertyNotAllowed"],
  ),
  ...inSchemas("schema-unknown-property", "const", { type: "string", const: "a" }, "/const", [], FEW),
  ...inSchemas(
    "schema-unknown-property",
    "unique items",
    { type: "array", items: { type: "string" }, uniqueItems: true },
    "/uniqueItems",
    ["SwaggerKeywordNotSupported"],
    FEW,
  ),
  ...inSchemas(
    "schema-unknown-property",
    "a title that is a number",
    { type: "string", title: 7 },
    "/title",
    ["JsonTypeIncorrect"],
    FEW,
  ),
  ...inSchemas(
    "schema-unknown-property",
    "properties in a list",
    { type: "object", properties: [] },
    "/properties",
    ["JsonTypeIncorrect"],
    FEW,
  ),
  ...inSchemas(
    "schema-unknown-property",
    "not",
    { type: "string", not: { type: "integer" } },
    "/not",
    ["SwaggerKeywordNotSupported"],
    FEW,
  ),
  ...inSchemas(
    "schema-unknown-property",
    "patternProperties",
    { ...NESTED, patternProperties: { "^s": { type: "string" } } },
    "/patternProperties",
    [],
    FEW,
  ),
  ...inSchemas(
    "schema-unknown-property",
    "examples",
    { type: "string", examples: ["a"] },
    "/examples",
    [],
    FEW,
  ),
  ...inSchemas(
    "schema-unknown-property",
    "required on a property",
    { type: "string", allowEmptyValue: true },
    "/allowEmptyValue",
    [],
    FEW,
  ),
  ...inSchemas("schema-type-single", "two types", { type: ["string", "null"] }, "/type", [
    "JsonTypeIncorrect",
  ]),
  ...inSchemas("schema-type-single", "an unknown type", { type: "datetime" }, "/type"),
  ...inSchemas("schema-type-single", "int", { type: "int" }, "/type", [], FEW),
  ...inSchemas("schema-type-null", "null", { type: "null" }, "/type"),
  ...inSchemas("schema-type-file-position", "a file inside", { type: "file" }, "/type", [
    "SchemaTypeFileNotValid",
  ]),
  ...inSchemas("schema-type-missing", "properties without type", {
    properties: { deep: text("Deep", "Further down.") },
  }),
  ...inSchemas(
    "schema-items-single",
    "a tuple",
    { type: "array", items: [text("A", "First."), text("B", "Second.")] },
    "/items",
  ),
  ...inSchemas("schema-default-type", "a text for a number", { type: "integer", default: "5" }, "/default", [
    "DefaultValueMustMatchType",
  ]),
  ...inSchemas(
    "schema-default-type",
    "a text for a boolean",
    { type: "boolean", default: "false" },
    "/default",
    ["DefaultValueMustMatchType"],
    FEW,
  ),
  ...near(
    inSchemas(
      "schema-default-type",
      "an item of another type",
      { type: "array", items: { type: "string" }, default: ["a", 1] },
      "/default",
      ["DefaultValueMustMatchType"],
      FEW,
    ),
    "/1",
  ),
  ...near(
    inSchemas(
      "schema-default-in-enum",
      "an item that is not offered",
      { type: "array", items: { type: "string", enum: ["a", "b"] }, default: ["c"] },
      "/default",
      [],
      FEW,
    ),
    "/0",
  ),
  ...inSchemas(
    "schema-default-type",
    "a number for a text",
    { type: "string", default: 1 },
    "/default",
    ["DefaultValueMustMatchType"],
    FEW,
  ),
  ...inSchemas(
    "schema-default-in-enum",
    "a default that is no choice",
    { ...CHOICE, default: "green" },
    "/default",
  ),
  ...inParameters(
    "schema-default-in-enum",
    "a default that is no choice",
    { ...CHOICE, default: "green" },
    "/default",
  ),
  ...inSchemas("schema-enum-nonempty", "no choices", { type: "string", enum: [] }, "/enum", [
    "EnumMustContainAtLeastOneElement",
  ]),
  ...near(
    inSchemas("schema-enum-unique", "a choice twice", { type: "string", enum: ["a", "b", "a"] }, "/enum", [
      "ArrayDuplicateValue",
    ]),
    "/2",
  ),
  ...near(
    inSchemas("schema-enum-type", "texts for numbers", { type: "integer", enum: ["1", "2"] }, "/enum", [
      "InvalidEnumValue",
    ]),
    "/0",
  ),
  ...near(
    inSchemas(
      "schema-enum-type",
      "a number among texts",
      { type: "string", enum: ["1", 2] },
      "/enum",
      ["InvalidEnumValue"],
      FEW,
    ),
    "/1",
  ),
  ...near(
    inSchemas(
      "schema-enum-values-shape",
      "no name",
      { ...CHOICE, "x-ms-enum-values": [{ value: "red" }, { value: "blue", displayName: "Blue" }] },
      "/x-ms-enum-values",
      ["MissingEnumValuesDisplayName"],
    ),
    "/0",
  ),
  ...near(
    inSchemas(
      "schema-enum-values-shape",
      "a value twice",
      { ...CHOICE, ...names(["red", "Red"], ["red", "Rot"]) },
      "/x-ms-enum-values",
      ["DuplicateEnumValuesInExtension"],
    ),
    "/1",
    "/1/value",
  ),
  ...near(
    inSchemas(
      "schema-enum-values-shape",
      "a value that is no choice",
      { ...CHOICE, ...names(["red", "Red"], ["blue", "Blue"], ["green", "Green"]) },
      "/x-ms-enum-values",
      ["InvalidEnumValuesExtensionValue"],
    ),
    "/2",
    "/2/value",
  ),
  ...inSchemas(
    "schema-enum-values-shape",
    "an object",
    { ...CHOICE, "x-ms-enum-values": { red: "Red" } },
    "/x-ms-enum-values",
    [],
    FEW,
  ),
  ...inSchemas(
    "schema-enum-values-without-enum",
    "names without choices",
    { type: "string", ...names(["red", "Red"]) },
    "/x-ms-enum-values",
  ),
  ...inSchemas("schema-format-known", "guid", { type: "string", format: "guid" }, "/format", [
    "UnrecognizedTypeFormat",
  ]),
  ...inSchemas(
    "schema-format-known",
    "datetime",
    { type: "string", format: "datetime" },
    "/format",
    ["UnrecognizedTypeFormat"],
    FEW,
  ),
  ...inSchemas(
    "schema-format-type-match",
    "int32 of a text",
    { type: "string", format: "int32" },
    "/format",
    ["UnrecognizedTypeFormat"],
  ),
  ...inSchemas(
    "schema-format-type-match",
    "date-time of a number",
    { type: "integer", format: "date-time" },
    "/format",
    ["UnrecognizedTypeFormat"],
    FEW,
  ),
  ...inSchemas(
    "schema-format-type-match",
    "float of an integer",
    { type: "integer", format: "float" },
    "/format",
    [],
    FEW,
  ),
  ...near(
    inSchemas("schema-string-binary-position", "binary inside", { type: "string", format: "binary" }, "", [
      "InvalidStringBinaryProperty",
    ]),
    "/format",
  ),
  ...inSchemas(
    "schema-required-array",
    "a boolean",
    { type: "string", required: true } as JsonObject,
    "/required",
    ["JsonTypeIncorrect"],
  ),
  ...inSchemas("schema-required-array", "an empty list", { ...NESTED, required: [] }, "/required", [
    "RequiredPropertyArrayEmpty",
  ]),
  ...near(
    inSchemas(
      "schema-required-array",
      "a name twice",
      { ...NESTED, required: ["deep", "deep"] },
      "/required",
      ["ArrayDuplicateValue"],
    ),
    "/1",
  ),
  ...near(
    inSchemas(
      "schema-required-defined",
      "a name that is not there",
      { ...NESTED, required: ["deep", "lost"] },
      "/required",
      ["RequiredPropertyDefinitionMissing"],
    ),
    "/1",
  ),
  ...near(
    inSchemas(
      "schema-required-on-object",
      "a list of names on a text",
      { type: "string", required: ["deep"] },
      "/required",
      ["RequiredPropertyNotOnObject"],
    ),
    "/0",
  ),
  ...near(
    inSchemas(
      "schema-required-readonly",
      "one that nobody can fill in",
      { ...NESTED, properties: { deep: text("Deep", "It.", { readOnly: true }) }, required: ["deep"] },
      "",
      ["RequiredReadOnlyPropertyNotAllowedAsInput"],
      INPUT,
    ),
    "/required",
    "/required/0",
    "/properties/deep",
    "/properties/deep/readOnly",
  ),
  fault(
    "schema-required-loop",
    "an endless chain of two",
    (bed) => {
      const [first, second] = ["/definitions/RecallA", "/definitions/RecallB"];
      const make = (at: string, name: string, to: string) =>
        bed.d.set(at, { type: "object", required: [name], properties: { [name]: { $ref: `#${to}` } } });
      const operation = bed.newPost();
      make(first, "b", second);
      make(second, "a", first);
      bed.d.set(`${operation}/parameters/0/schema`, { $ref: `#${first}` });
      return ANYWHERE;
    },
    "RequiredLoopInSchemaNotAllowed",
  ),
  fault(
    "schema-required-loop",
    "one that requires itself, in an answer",
    (bed) => {
      const operation = bed.newAction();
      bed.d.set("/definitions/RecallA", {
        type: "object",
        required: ["a"],
        properties: { a: { $ref: "#/definitions/RecallA" } },
      });
      bed.d.set(`${operation}/responses/200/schema`, { $ref: "#/definitions/RecallA" });
      return ANYWHERE;
    },
    "RequiredLoopInSchemaNotAllowed",
  ),
  ...near(
    inSchemas(
      "schema-internal-required-default",
      "hidden, required and empty",
      {
        ...NESTED,
        properties: { deep: text("Deep", "It.", { "x-ms-visibility": "internal" }) },
        required: ["deep"],
      },
      "/properties/deep",
      [],
      INPUT,
    ),
    "/x-ms-visibility",
  ),
  ...inSchemas(
    "schema-discriminator",
    "a name that is not there",
    { ...NESTED, discriminator: "kind" },
    "/discriminator",
    ["DiscriminatorMustBeARequiredStringProperty"],
  ),
  ...inSchemas(
    "schema-discriminator",
    "an optional one",
    { ...NESTED, discriminator: "deep" },
    "/discriminator",
    ["DiscriminatorMustBeARequiredStringProperty"],
    FEW,
  ),
  ...inSchemas(
    "schema-discriminator-unsupported",
    "a discriminator",
    { ...NESTED, required: ["deep"], discriminator: "deep" },
    "/discriminator",
  ),
  ...inSchemas("schema-allof", "parts", { allOf: [NESTED] }, "/allOf"),
  ...inSchemas("schema-xml", "XML", { type: "string", xml: { attribute: true } }, "/xml"),
  ...near(
    inSchemas(
      "schema-property-case-duplicate",
      "two of one name",
      { type: "object", properties: { deep: text("Deep", "One."), Deep: text("Deep too", "Other.") } },
      "/properties/Deep",
    ),
    "",
  ),
  ...BOUNDS.flatMap(([what, schema, at, code]) =>
    near(inSchemas("schema-numeric-bounds", what, schema, at, [code], FEW), "").map((each) => ({
      ...each,
      seed: (bed: Seedbed) =>
        [each.seed(bed) ?? []]
          .flat()
          .flatMap((place) => [
            place,
            place.replace(/\/min/, "/max"),
            place.slice(0, place.lastIndexOf("/")),
          ]),
    })),
  ),
  ...inSchemas(
    "schema-pattern-regex",
    "an open bracket",
    { type: "string", pattern: "^[a-z+$" },
    "/pattern",
    ["PatternShouldBeValidRegularExpression"],
  ),
  ...inSchemas(
    "schema-pattern-regex",
    "a category of another dialect",
    { type: "string", pattern: "^\\p{Letter}+$" },
    "/pattern",
    ["PatternShouldBeValidRegularExpression"],
    FEW,
  ),
  ...inSchemas(
    "schema-pattern-regex",
    "nothing to repeat",
    { type: "string", pattern: "*abc" },
    "/pattern",
    ["PatternShouldBeValidRegularExpression"],
    FEW,
  ),
  ...labels(
    "schema-property-summary-input",
    "no summary",
    { type: "string", description: "What it is." },
    INPUT,
  ),
  ...labels(
    "schema-property-description-input",
    "no description",
    { type: "string", "x-ms-summary": "Seeded thing" },
    INPUT,
  ),
  ...labels(
    "schema-property-summary-output",
    "no summary",
    { type: "string", description: "What it is." },
    OUTPUT,
  ),
  ...labels(
    "schema-property-description-output",
    "no description",
    { type: "string", "x-ms-summary": "Seeded thing" },
    OUTPUT,
  ),
  ...inSchemas(
    "schema-property-summary-length",
    "a long summary",
    {
      type: "string",
      "x-ms-summary":
        "The number of the shelf on which the thing that was ordered stands until it is fetched",
    },
    "/x-ms-summary",
    ["FieldLengthExceeded"],
  ),
  ...inSchemas(
    "schema-property-description-differs",
    "the same twice",
    { type: "string", "x-ms-summary": "Shelf number", description: "Shelf number" },
    "/description",
  ),
  ...inSchemas(
    "schema-filter-functions",
    "none",
    filter([]),
    FILTER,
    ["FilterFunctionsPropertyEmpty"],
    ["response"],
  ),
  ...near(
    inSchemas(
      "schema-filter-functions",
      "one twice",
      filter(["eq", "eq"]),
      FILTER,
      ["FilterFunctionsPropertyHasDuplicates"],
      ["response"],
    ),
    "/1",
  ),
  ...near(
    inSchemas(
      "schema-filter-functions",
      "an unknown one",
      filter(["equals"]),
      FILTER,
      ["FilterFunctionsPropertyInvalidValue"],
      ["response"],
    ),
    "/0",
  ),
  ...near(
    inSchemas(
      "schema-filter-functions",
      "in a body",
      filter(["eq"]),
      FILTER,
      ["FilterFunctionsPropertyInInputSchema"],
      ["body"],
    ),
    "",
  ),
];

/** A property whose label is missing, among enough that have theirs. */
function labels(rule: string, what: string, schema: JsonObject, places: SchemaPlace[]): Fault[] {
  return inSchemas(rule, what, schema, "", [], places).map((each) => ({
    ...each,
    seed: (bed: Seedbed) => {
      const found = each.seed(bed);
      const at = [found ?? []].flat()[0];
      if (at === undefined) return undefined;
      bed.d.set(bare(at), schema);
      return at;
    },
  }));
}
