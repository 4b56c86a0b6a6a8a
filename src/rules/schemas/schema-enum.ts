import { removeAt, replaceValue } from "../../json/edits.ts";
import { type JsonValue, own } from "../../json/values.ts";
import { schemaName } from "../facts/schema-name.ts";
import {
  asType,
  canonical,
  isBody,
  isOfType,
  onTyped,
  TYPED,
  typeName,
  typeOf,
} from "../facts/value-types.ts";
import { kindName, quote, show, showKind, shownList } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const size = (schema: Record<string, JsonValue>) => ({
  definitions: { Parcel: { properties: { size: schema } } },
});
const AT = "/definitions/Parcel/properties/size/enum";

export default defineRules("schemas", [
  {
    id: "schema-enum-nonempty",
    statement: "An enum is an array with at least one value.",
    why: "The platform refuses the import: no value at all would be allowed.",
    severity: { import: "error", certification: "error" },
    codes: ["EnumMustContainAtLeastOneElement", "JsonTypeIncorrect"],
    sources: [VALIDATOR_CODES],
    fixable: true,
    shape: [
      {
        of: TYPED,
        faults: ["type", "empty"],
        keys: ["enum"],
        say({ fault, node, value, place }) {
          if (isBody(node)) return undefined;
          return {
            message:
              fault === "empty"
                ? `The enum of ${schemaName(node)} has no value.`
                : `The enum of ${schemaName(node)} is ${kindName(value)}, not an array.`,
            help: 'List the values, such as ["a", "b"], or remove the enum.',
            ...(fault === "empty" && {
              codes: ["EnumMustContainAtLeastOneElement"],
              fix: {
                title: "Remove the empty enum",
                edits: (document) => removeAt(document, place.pointer),
              },
            }),
          };
        },
      },
    ],
    bad: [
      { definition: size({ type: "string", enum: [] }), at: [AT] },
      { definition: size({ type: "string", enum: "small" }), at: [AT] },
    ],
    good: [{ definition: size({ type: "string", enum: ["small"] }) }],
  },
  {
    id: "schema-enum-unique",
    statement: "No value occurs twice in an enum.",
    why: "Makers see the value twice in the drop-down, and certification refuses it.",
    severity: { import: "error", certification: "error" },
    codes: ["ArrayDuplicateValue"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA, "observed: one published connector"],
    fixable: true,
    onlyWith: ["enum"],
    checks: onTyped((node, context) => {
      const values = own(node.value, "enum");
      if (!Array.isArray(values) || values.length < 2) return;
      const seen = new Map<string, number>();
      for (const [index, value] of values.entries()) {
        const text = canonical(value);
        const first = seen.get(text);
        if (first === undefined) {
          seen.set(text, index);
          continue;
        }
        const place = node.at("enum", index);
        context.report(place, `The enum of ${schemaName(node)} holds ${show(value)} twice.`, {
          help: "Remove one of the two.",
          // Published and working: the drop-down shows the value twice, no more.
          severity: { import: "warning" },
          label: "again",
          related: [{ place: node.at("enum", first), label: "first here" }],
          fix: { title: "Remove the second one", edits: (document) => removeAt(document, place.pointer) },
        });
      }
    }),
    bad: [
      { definition: size({ type: "string", enum: ["small", "large", "small"] }), at: [`${AT}/2`] },
      {
        definition: size({
          type: "object",
          enum: [
            { width: 1, height: 2 },
            { height: 2, width: 1 },
          ],
        }),
        at: [`${AT}/1`],
      },
    ],
    good: [{ definition: size({ type: "string", enum: ["small", "Small"] }) }],
  },
  {
    id: "schema-enum-type",
    statement: "The values of an enum are of the type beside it.",
    why: "The choice that the maker picks is sent exactly as written in the enum: as text, where the service expects true or a number.",
    severity: { import: "warning", certification: "warning" },
    codes: ["InvalidEnumValue"],
    sources: [
      VALIDATOR_CODES,
      'observed: 20 published connectors, most with ["true", "false"] for a boolean, which the connector wizard writes',
    ],
    fixable: true,
    onlyWith: ["enum"],
    checks: onTyped((node, context) => {
      const values = own(node.value, "enum");
      const type = typeOf(node);
      if (!Array.isArray(values) || type === undefined) return;
      // The designer offers the values for each item of an array; that is how such enums are meant.
      if (type === "array") {
        if (values.length > 0 && !values.some((value) => Array.isArray(value)))
          context.report(
            node.at("enum"),
            `The enum of ${schemaName(node)} is on the array, but its values are those of single items.`,
            {
              help: 'Move "enum" into "items".',
              severity: "info",
              part: "key",
              codes: [],
            },
          );
        return;
      }
      const first = values.findIndex((value) => !isOfType(value, type));
      if (first < 0) return;
      const wrong = values.filter((value) => !isOfType(value, type)).length;
      const meant = values.map((value) => (isOfType(value, type) ? value : asType(value, type)));
      const convertible = meant.every((value) => value !== undefined);
      const wrongOnes = values.filter((value) => !isOfType(value, type));
      const kinds = new Set(wrongOnes.map(kindName));
      const isTheSame = wrong > 1 && kinds.size === 1;
      const value = values[first];
      context.report(
        node.at("enum", first),
        isTheSame
          ? `The enum values ${shownList(wrongOnes.map((one) => show(one)))} of ${schemaName(node)} are of the type ${quote(typeof value)}, but its type is "${type}".`
          : `The enum value ${showKind(value)}, but the type of ${schemaName(node)} is "${type}"${wrong === 1 ? "" : ` (and ${wrong - 1} more do not fit it)`}.`,
        {
          help: convertible
            ? `Write ${shownList(meant.filter((_, index) => !isOfType(values[index] as JsonValue, type)).map((one) => show(one)))} without quotes${type === "boolean" ? ", or delete the enum: the designer offers yes and no for a boolean anyway" : ""}.`
            : value === ""
              ? `Remove ""${wrong === 1 ? "" : ` and write the others as ${type}, without quotes`}: who leaves the field empty sends nothing.`
              : `Write ${typeName(type)}. If the service takes the values as they are, write "type": "${typeof value}" instead.`,
          related: [{ place: node.at("type"), label: `${typeName(type)} is expected` }],
          fix: convertible
            ? {
                title: `Write the values as ${type}`,
                edits: (document) =>
                  meant.flatMap((value, index) =>
                    isOfType(values[index] as JsonValue, type)
                      ? []
                      : (replaceValue(document, node.at("enum", index).pointer, value as JsonValue) ?? []),
                  ),
              }
            : undefined,
        },
      );
    }),
    bad: [
      { definition: size({ type: "boolean", enum: ["true", "false"] }), at: [`${AT}/0`] },
      { definition: size({ type: "string", enum: ["small", 2] }), at: [`${AT}/1`] },
      { definition: size({ type: "array", items: { type: "string" }, enum: ["small"] }), at: [AT] },
    ],
    good: [{ definition: size({ type: "boolean", enum: [true] }) }],
  },
]);
