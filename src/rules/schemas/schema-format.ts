import { FORMATS } from "../../definition/grammar/swagger.ts";
import { removeAt, replaceValue } from "../../json/edits.ts";
import { own, ownString } from "../../json/values.ts";
import { PARCEL, parcelWith } from "../examples/small-changes.ts";
import { withText } from "../facts/checks.ts";
import { isInsideSchema } from "../facts/file-definitions.ts";
import { inputKind, locationOf } from "../facts/parameter-kinds.ts";
import { schemaName, startingName } from "../facts/schema-name.ts";
import { isBody, onTyped, TYPED, typeName } from "../facts/value-types.ts";
import { didYouMean } from "../language/nearest.ts";
import { USED_AS } from "../language/node.ts";
import { kindName, list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, POWER_FX_EXTENSIONS, VALIDATOR_CODES } from "../sources.ts";

const TYPE_OF_FORMAT = new Map(
  Object.entries(FORMATS).flatMap(([type, formats]) => formats.map((format) => [format, type])),
);
const KNOWN = [...TYPE_OF_FORMAT.keys()];

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
  'If the service takes or sends base64 text, write "format": "byte". Otherwise send the file as a form field of its own, "in": "formData", "type": "file"; the other properties of the body then become form fields too, with "consumes": ["multipart/form-data"].';

const BINARY_OUTPUT =
  'If the service sends base64 text, write "format": "byte". If it sends the file alone, without JSON around it, write {"type": "string", "format": "binary"} as the whole schema of the response.';

export default defineRules("schemas", [
  {
    id: "schema-format-known",
    statement: "A format is one that the service knows.",
    why: "Nothing breaks: Microsoft's validator warns and the designer ignores the format, so that a misspelt one loses its date picker or number box.",
    severity: { import: "info", certification: "info" },
    codes: ["UnrecognizedTypeFormat", "JsonTypeIncorrect"],
    sources: [
      VALIDATOR_CODES,
      DEFINITION_SCHEMA,
      'observed: 38 published connectors, with "", guid, decimal and others',
    ],
    fixable: true,
    shape: [
      {
        of: TYPED,
        faults: ["type", "value"],
        keys: ["format"],
        say({ node, value: format, place }) {
          if (isBody(node)) return undefined;
          if (typeof format !== "string")
            return {
              message: `The format is ${kindName(format)}, not a text.`,
              help: `Write one of ${list(KNOWN, "or")}, or remove it.`,
              fix: undefined,
            };
          const codes = ["UnrecognizedTypeFormat"];
          if (format === "")
            return {
              message: `The format of ${schemaName(node)} is empty.`,
              help: "Remove it.",
              codes,
              fix: {
                title: "Remove the empty format",
                edits: (document) => removeAt(document, place.pointer),
              },
            };
          const right = KNOWN.find((known) => known === format.toLowerCase());
          const meant = MEANT.get(format.toLowerCase());
          return {
            message: `The format ${quote(format)} of ${schemaName(node)} is not one that the platform knows.`,
            help:
              right !== undefined || meant !== undefined
                ? `Write "${right ?? meant}".`
                : `${didYouMean(format, KNOWN)}Remove it, and say in the description how the value is written. The platform knows ${list(KNOWN)}.`,
            codes,
            fix:
              right === undefined
                ? undefined
                : {
                    title: `Write "${right}"`,
                    edits: (document) => replaceValue(document, place.pointer, right),
                  },
          };
        },
      },
    ],
    bad: [
      {
        definition: parcelWith({ id: { format: "Date-Time" }, state: { format: "" } }),
        at: [`${PARCEL}/id/format`, `${PARCEL}/state/format`],
      },
      {
        definition: { parameters: { Id: { name: "id", in: "query", type: "string", format: "guid" } } },
        at: ["/parameters/Id/format"],
      },
    ],
    good: [{ definition: parcelWith({ id: { format: "uuid" } }) }],
  },
  {
    id: "schema-format-type-match",
    statement: "A format belongs to the type beside it.",
    why: "Power Apps refuses some pairs of type and format, such as a number with int64; of the others the designer ignores the format.",
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
      context.report(
        place,
        `The format "${format}" of ${schemaName(node)} does not go with its type ${quote(type)}.`,
        {
          help: `Write "type": "${wanted}" if the service takes or sends ${typeName(wanted)}. Otherwise remove the format.`,
          related: [{ place: node.at("type"), label: "the type" }],
        },
      );
    }),
    bad: [
      { definition: parcelWith({ id: { type: "string", format: "int64" } }), at: [`${PARCEL}/id/format`] },
    ],
    good: [{ definition: parcelWith({ id: { type: "integer", format: "int64" } }) }],
  },
  {
    id: "schema-string-binary-position",
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
        const holder =
          node.kind === "schema"
            ? "JSON"
            : node.kind === "items"
              ? "a list"
              : node.kind === "header"
                ? "a header"
                : `a ${inputKind(locationOf(node))}`;
        context.report(
          node.at("format"),
          `${startingName(node, "has", "have")} the format "binary", which ${holder} cannot hold.`,
          {
            help: node.kind === "schema" && node.usage === USED_AS.output ? BINARY_OUTPUT : BINARY_HELP,
          },
        );
      }),
      reference(reference, context) {
        if (!isInsideSchema(reference, "binaries", context)) return;
        context.report(
          reference.at("$ref"),
          `${startingName(reference, "refers", "refer")} to a definition with the format "binary", which JSON cannot hold.`,
          { help: BINARY_HELP },
        );
      },
    },
    bad: [
      {
        definition: parcelWith({ label: { type: "string", format: "binary" } }),
        at: [`${PARCEL}/label/format`],
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
