import { SCHEMA_TYPES } from "../../definition/grammar/swagger.ts";
import { addMember, replaceValue } from "../../json/edits.ts";
import { isObject, own } from "../../json/values.ts";
import { depotsWith, PARCEL, parcelWith } from "../examples/small-changes.ts";
import { withText } from "../facts/checks.ts";
import { isInsideSchema } from "../facts/file-definitions.ts";
import { schemaName, startingName } from "../facts/schema-name.ts";
import { didYouMean } from "../language/nearest.ts";
import { type Node, USED_AS } from "../language/node.ts";
import { kindName, list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, DESIGNER_PARAMETERS, POWER_FX_EXTENSIONS, VALIDATOR_CODES } from "../sources.ts";

const TYPES: readonly string[] = SCHEMA_TYPES;

/** Names of other languages, with what they are in Swagger. */
const FOREIGN = new Map([
  ["int", '"integer"'],
  ["long", '"integer" with the format "int64"'],
  ["int32", '"integer" with the format "int32"'],
  ["int64", '"integer" with the format "int64"'],
  ["float", '"number" with the format "float"'],
  ["double", '"number" with the format "double"'],
  ["decimal", '"number" with the format "double"'],
  ["bool", '"boolean"'],
  ["text", '"string"'],
  ["date", '"string" with the format "date"'],
  ["datetime", '"string" with the format "date-time"'],
  ["date-time", '"string" with the format "date-time"'],
  ["uuid", '"string" with the format "uuid"'],
  ["list", '"array"'],
  ["dictionary", '"object" with additionalProperties'],
  ["map", '"object" with additionalProperties'],
  ["any", "no type at all"],
]);

/** Whether a schema is one that `file` may describe: what a response returns as a whole, perhaps through a definition. */
function isResponseRoot(node: Node): boolean {
  if (node.position !== "root") return false;
  if (node.parent?.kind === "root") return node.usage === 0 || (node.usage & USED_AS.output) !== 0;
  return node.parent?.kind === "response";
}

const FILE_HELP =
  'Inside JSON, write a string with the format "byte" (base64). To upload a file, use a parameter with "in": "formData" and "type": "file"; to return one, make it the whole response.';

export default defineRules("schemas", [
  {
    id: "schema-type-single",
    statement:
      "The type of a schema is one of string, number, integer, boolean, array and object, as one text.",
    why: "Microsoft's schema of the definition allows no other types and no lists of types; the designer shows one field for each type of a list.",
    severity: { import: "error", certification: "error" },
    codes: ["JsonTypeIncorrect", "JsonValueNotInEnum"],
    sources: [DEFINITION_SCHEMA, POWER_FX_EXTENSIONS],
    fixable: true,
    removes: "list",
    shape: [
      {
        of: "schema",
        faults: ["type"],
        keys: ["type"],
        say({ node, value: type, place }) {
          const single = Array.isArray(type) ? type.filter((entry) => entry !== "null") : [];
          const meant =
            single.length === 1 && typeof single[0] === "string" && TYPES.includes(single[0])
              ? single[0]
              : undefined;
          const allNames =
            Array.isArray(type) && type.length > 0 && type.every((entry) => typeof entry === "string");
          const written = allNames ? `a list of types (${list(type as string[], "or")})` : kindName(type);
          return {
            message: `The type of ${schemaName(node)} is ${written}, not one text.`,
            help: meant ? `Write "type": "${meant}".` : `Write one of ${TYPES.join(", ")}.`,
            fix: meant
              ? {
                  title: `Write the type "${meant}"`,
                  edits: (document) => replaceValue(document, place.pointer, meant),
                }
              : undefined,
          };
        },
      },
      {
        of: "schema",
        faults: ["value"],
        keys: ["type"],
        say({ node, value: type }) {
          if (typeof type !== "string" || type === "null") return undefined;
          const foreign = FOREIGN.get(type.toLowerCase());
          return {
            message: `The type of ${schemaName(node)} is ${quote(type)}, which does not exist.`,
            help: foreign
              ? `Write ${foreign}.`
              : `${didYouMean(type, TYPES)}Write one of ${TYPES.join(", ")}.`,
          };
        },
      },
    ],
    bad: [
      { definition: parcelWith({ id: { type: ["string", "null"] } }), at: [`${PARCEL}/id/type`] },
      {
        definition: parcelWith({ id: { type: "int" }, state: { type: "String" } }),
        at: [`${PARCEL}/id/type`, `${PARCEL}/state/type`],
      },
    ],
    good: [{ definition: parcelWith({ weight: { type: "number" } }) }],
  },
  {
    id: "schema-type-null",
    statement: 'No schema has the type "null".',
    why: "Power Apps cannot read a schema of the type null and refuses the whole connector; in flows the value has no usable type.",
    severity: { import: "warning", certification: "warning" },
    sources: [POWER_FX_EXTENSIONS, "observed: one published connector has them"],
    onlyWith: [withText("type", "null")],
    checks: {
      schema(schema, context) {
        if (own(schema.value, "type") !== "null") return;
        context.report(
          schema.at("type"),
          `${startingName(schema, "has", "have")} the type "null", which Power Apps cannot read.`,
          {
            help: 'Write the type of the value when there is one, such as "string". If it is always null, remove it.',
          },
        );
      },
    },
    bad: [{ definition: parcelWith({ id: { type: "null" } }), at: [`${PARCEL}/id/type`] }],
  },
  {
    id: "schema-type-file-position",
    statement: 'The type "file" stands only at the root of a response schema.',
    why: "The platform refuses the import: a file is sent and returned alone or in a form, not inside an object.",
    severity: { import: "error", certification: "error" },
    codes: ["SchemaTypeFileNotValid"],
    sources: [VALIDATOR_CODES],
    onlyWith: [withText("type", "file"), "$ref"],
    checks: {
      schema(schema, context) {
        if (own(schema.value, "type") !== "file" || isResponseRoot(schema)) return;
        context.report(
          schema.at("type"),
          `${startingName(schema, "has", "have")} the type "file", which only the whole schema of a response can have.`,
          { help: FILE_HELP },
        );
      },
      reference(reference, context) {
        if (!isInsideSchema(reference, "files", context)) return;
        context.report(
          reference.at("$ref"),
          `${startingName(reference, "refers", "refer")} to a definition of the type "file", which only the whole schema of a response can have.`,
          {
            help: FILE_HELP,
          },
        );
      },
    },
    bad: [
      { definition: parcelWith({ label: { type: "file" } }), at: [`${PARCEL}/label/type`] },
      {
        definition: {
          definitions: {
            Label: { type: "file" },
            Parcel: { properties: { label: { $ref: "#/definitions/Label" } } },
          },
          paths: {
            "/depots": {
              get: { responses: { "200": { schema: { $ref: "#/definitions/Label", items: null } } } },
            },
          },
        },
        at: ["/definitions/Parcel/properties/label/$ref"],
      },
    ],
    good: [{ definition: depotsWith({ responses: { "200": { schema: { type: "file", items: null } } } }) }],
  },
  {
    id: "schema-type-missing",
    statement: 'A schema with properties says "type": "object".',
    why: "Without a type the designer does not look at the properties: makers see one field, or one token, of the type any.",
    severity: { import: "info", certification: "info" },
    sources: [DESIGNER_PARAMETERS, "observed: 17 published connectors"],
    inferred: true,
    fixable: true,
    onlyWith: ["properties"],
    checks: {
      schema(schema, context) {
        // What nothing refers to is shown nowhere; doc-unused-definition names it.
        if (own(schema.value, "type") !== undefined || schema.usage === 0) return;
        const properties = own(schema.value, "properties");
        if (!isObject(properties) || Object.keys(properties).length === 0) return;
        context.report(
          schema,
          `${startingName(schema, "has", "have")} properties but no type, so that the designer does not show them.`,
          {
            help: 'Add "type": "object".',
            fix: {
              title: 'Add "type": "object"',
              edits: (document) => addMember(document, schema.pointer, "type", "object"),
            },
          },
        );
      },
    },
    bad: [{ definition: { definitions: { Parcel: { type: null } } }, at: ["/definitions/Parcel"] }],
    good: [{ definition: { definitions: { Anything: { description: "Whatever the service sends." } } } }],
  },
]);
