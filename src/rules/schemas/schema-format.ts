import { removeAt, replaceValue } from "../../json/edits.ts";
import { own, ownString } from "../../json/values.ts";
import { withText } from "../facts/checks.ts";
import { isInsideSchema } from "../facts/file-definitions.ts";
import { onTyped, typeName } from "../facts/value-types.ts";
import { didYouMean } from "../language/nearest.ts";
import { kindName, list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, POWER_FX_EXTENSIONS, VALIDATOR_CODES } from "../sources.ts";

/** The formats that the service knows, with the type that each belongs to. */
const TYPE_OF_FORMAT = new Map([
  ["int32", "integer"],
  ["int64", "integer"],
  ["float", "number"],
  ["double", "number"],
  ["byte", "string"],
  ["binary", "string"],
  ["date", "string"],
  ["date-time", "string"],
  ["password", "string"],
  ["date-no-tz", "string"],
  ["email", "string"],
  ["html", "string"],
  ["uri", "string"],
  ["uuid", "string"],
]);
const FORMATS = [...TYPE_OF_FORMAT.keys()];

/** Power Fx reads these pairs although the service's list names another type, or not the format at all. */
const ALSO_FITTING = new Set(["number/int32", "number/byte", "integer/byte", "file/binary"]);

const MEANT = new Map([
  ["guid", "uuid"],
  ["datetime", "date-time"],
  ["date time", "date-time"],
  ["timestamp", "date-time"],
  ["url", "uri"],
  ["decimal", "double"],
  ["currency", "double"],
  ["long", "int64"],
  ["int", "int32"],
  ["base64", "byte"],
  ["mail", "email"],
]);

const BINARY_HELP =
  'Write the format "byte" for content in base64, or make the file a formData parameter of its own.';

export default defineRules([
  {
    id: "schema-format-known",
    group: "schemas",
    statement: "A format is one that the service knows.",
    why: "Unknown formats are reported by the service and ignored by the designer; a misspelt one loses its date picker or number box.",
    severity: { import: "info", certification: "info" },
    codes: ["UnrecognizedTypeFormat", "JsonTypeIncorrect"],
    sources: [
      VALIDATOR_CODES,
      DEFINITION_SCHEMA,
      'observed: 38 published connectors, with "", guid, decimal and others',
    ],
    fixable: true,
    onlyWith: [{ format: (format) => typeof format !== "string" || !TYPE_OF_FORMAT.has(format) }],
    checks: onTyped((node, context) => {
      const format = own(node.value, "format");
      if (format === undefined || (typeof format === "string" && TYPE_OF_FORMAT.has(format))) return;
      const place = node.at("format");
      if (typeof format !== "string") {
        context.report(place, `The format is ${kindName(format)}, not a text.`, {
          help: `Write one of ${list(FORMATS, "or")}, or remove it.`,
          codes: ["JsonTypeIncorrect"],
        });
        return;
      }
      if (format === "") {
        context.report(place, "The format is empty.", {
          help: "Remove it.",
          codes: ["UnrecognizedTypeFormat"],
          fix: { title: "Remove the empty format", edits: (document) => removeAt(document, place.pointer) },
        });
        return;
      }
      const right = FORMATS.find((known) => known === format.toLowerCase());
      const meant = MEANT.get(format.toLowerCase());
      context.report(place, `The format ${quote(format)} is unknown.`, {
        help: `${meant ? `Did you mean "${meant}"? ` : didYouMean(format, FORMATS)}The service knows ${list(FORMATS)}; remove any other.`,
        codes: ["UnrecognizedTypeFormat"],
        fix: right
          ? {
              title: `Write "${right}"`,
              edits: (document) => replaceValue(document, place.pointer, right),
            }
          : undefined,
      });
    }),
    bad: [
      {
        definition: {
          definitions: { Parcel: { properties: { id: { format: "Date-Time" }, state: { format: "" } } } },
        },
        at: ["/definitions/Parcel/properties/id/format", "/definitions/Parcel/properties/state/format"],
      },
      {
        definition: { parameters: { Id: { name: "id", in: "query", type: "string", format: "guid" } } },
        at: ["/parameters/Id/format"],
      },
    ],
    good: [{ definition: { definitions: { Parcel: { properties: { id: { format: "uuid" } } } } } }],
  },
  {
    id: "schema-format-type-match",
    group: "schemas",
    statement: "A format belongs to the type beside it.",
    why: "Power Apps refuses some pairs, such as a number with the format int64; the others are ignored.",
    severity: { import: "info", certification: "info" },
    codes: ["UnrecognizedTypeFormat"],
    sources: [VALIDATOR_CODES, POWER_FX_EXTENSIONS, "observed: ten published connectors"],
    onlyWith: ["format"],
    checks: onTyped((node, context) => {
      const format = ownString(node.value, "format");
      const type = ownString(node.value, "type");
      if (format === undefined || type === undefined) return;
      const wanted = TYPE_OF_FORMAT.get(format);
      if (wanted === undefined || wanted === type || ALSO_FITTING.has(`${type}/${format}`)) return;
      const place = node.at("format");
      context.report(place, `The format "${format}" does not go with the type ${quote(type)}.`, {
        help: `Write the type "${wanted}" if the value is ${typeName(wanted)}; otherwise remove the format.`,
        related: [{ place: node.at("type"), label: "the type" }],
      });
    }),
    bad: [
      {
        definition: { definitions: { Parcel: { properties: { id: { type: "string", format: "int64" } } } } },
        at: ["/definitions/Parcel/properties/id/format"],
      },
    ],
    good: [
      {
        definition: { definitions: { Parcel: { properties: { id: { type: "integer", format: "int64" } } } } },
      },
    ],
  },
  {
    id: "schema-string-binary-position",
    group: "schemas",
    statement: "A string with the format binary is a whole body or formData parameter, or a whole response.",
    why: "A JSON object cannot hold raw bytes: the content arrives broken. The service reports it.",
    severity: { import: "warning", certification: "warning" },
    codes: ["InvalidStringBinaryProperty"],
    sources: [VALIDATOR_CODES, "observed: 19 published connectors, mostly in definitions"],
    onlyWith: [withText("format", "binary"), "$ref"],
    checks: {
      ...onTyped((node, context) => {
        if (own(node.value, "format") !== "binary" || own(node.value, "type") !== "string") return;
        if (node.kind === "schema" ? node.position === "root" : own(node.value, "in") === "formData") return;
        context.report(node.at("format"), 'A string with the format "binary" is not possible here.', {
          help: BINARY_HELP,
        });
      }),
      reference(reference, context) {
        if (!isInsideSchema(reference, "binaries", context)) return;
        context.report(
          reference.at("$ref"),
          'A definition that is a string with the format "binary" is not possible here.',
          { help: BINARY_HELP },
        );
      },
    },
    bad: [
      {
        definition: {
          definitions: { Parcel: { properties: { label: { type: "string", format: "binary" } } } },
        },
        at: ["/definitions/Parcel/properties/label/format"],
      },
      {
        definition: {
          definitions: {
            Label: { type: "string", format: "binary" },
            Parcel: { properties: { label: { $ref: "#/definitions/Label" } } },
          },
        },
        at: ["/definitions/Parcel/properties/label/$ref"],
      },
      {
        definition: {
          parameters: { Label: { name: "label", in: "query", type: "string", format: "binary" } },
        },
        at: ["/parameters/Label/format"],
      },
    ],
    good: [
      {
        definition: {
          parameters: { Label: { name: "label", in: "formData", type: "string", format: "binary" } },
        },
      },
    ],
  },
]);
