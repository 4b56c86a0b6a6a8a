import { addMember } from "../../json/edits.ts";
import { type JsonValue, own, ownArray, scalarText } from "../../json/values.ts";
import { schemaName } from "../facts/schema-name.ts";
import { onTyped, TYPED } from "../facts/value-types.ts";
import { didYouMean } from "../language/nearest.ts";
import { quoteWhole, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, DESIGNER_UTILS, VALIDATOR_CODES } from "../sources.ts";

const KEY = "x-ms-enum-values";
const size = (schema: Record<string, JsonValue>) => ({
  definitions: { Parcel: { properties: { size: { type: "string", ...schema } } } },
});
const AT = `/definitions/Parcel/properties/size/${KEY}`;
const SMALL = { value: "s", displayName: "Small" };

/** Values as an enum lists them; of many, the first. */
function shownValues(values: readonly JsonValue[]): string {
  const shown = values.slice(0, 8).map((value) => show(value));
  return `${shown.join(", ")}${values.length > 8 || shown.length === 0 ? `${shown.length === 0 ? "" : ", "}…` : ""}`;
}

export default defineRules("schemas", [
  {
    id: "schema-enum-values-shape",
    statement: `${KEY} gives every value once, with a display name, and only values of the enum.`,
    why: "The platform refuses the import: each value needs one name, which makers see in its place.",
    severity: { import: "error", certification: "error" },
    codes: [
      "MissingEnumValuesDisplayName",
      "DuplicateEnumValuesInExtension",
      "InvalidEnumValuesExtensionValue",
      "RequiredPropertyMissing",
      "JsonTypeIncorrect",
    ],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    shape: [
      { of: TYPED, faults: ["type"], keys: [KEY] },
      { of: "enumValue", faults: ["missing"], keys: ["value"] },
      {
        of: "enumValue",
        faults: ["missing", "empty", "type"],
        keys: ["displayName"],
        say({ holder, node }) {
          const value = own(holder, "value");
          if (value === undefined) return undefined;
          return {
            message: `The entry for ${show(value)} in ${KEY} of ${schemaName(node)} has no display name.`,
            help: `Add "displayName": "…" with what makers are to read instead of ${show(value)}.`,
            codes: ["MissingEnumValuesDisplayName"],
          };
        },
      },
    ],
    onlyWith: [KEY],
    checks: onTyped((node, context) => {
      const entries = own(node.value, KEY);
      if (entries === undefined) return;
      if (!Array.isArray(entries)) return;
      if (entries.length === 0 && own(node.value, "enum") !== undefined) {
        context.report(
          node.at(KEY),
          `${KEY} of ${schemaName(node)} is empty, so makers see the raw values of the enum.`,
          {
            help: 'Write {"value": "…", "displayName": "…"} for each value, or remove it.',
            severity: "warning",
            codes: [],
          },
        );
      }
      const offered = ownArray(node.value, "enum");
      const known = offered && new Set(offered.map((value) => JSON.stringify(value)));
      const seen = new Map<string, number>();
      let guesses = 0;
      for (const [index, entry] of entries.entries()) {
        const value = own(entry, "value");
        if (value === undefined) continue;
        const text = JSON.stringify(value);
        const first = seen.get(text);
        if (first !== undefined) {
          context.report(
            node.at(KEY, index, "value"),
            `The value ${show(value)} has two entries in ${KEY} of ${schemaName(node)}.`,
            {
              help: "Remove one of the two: a value has one display name.",
              label: "again",
              related: [{ place: node.at(KEY, first, "value"), label: "first here" }],
              codes: ["DuplicateEnumValuesInExtension"],
            },
          );
        }
        seen.set(text, first ?? index);
        if (known && !known.has(text)) {
          const texts = offered.filter((candidate) => typeof candidate === "string");
          // The same value of the other type: a number in quotes, or a text without.
          const same = offered.find(
            (candidate) =>
              typeof candidate !== typeof value &&
              scalarText(candidate) !== "" &&
              scalarText(candidate) === scalarText(value),
          );
          context.report(
            node.at(KEY, index, "value"),
            `The value ${show(value)} is in ${KEY} of ${schemaName(node)}, but not in its enum${same === undefined ? "" : `, which has ${show(same)}`}.`,
            {
              help:
                same !== undefined
                  ? `Write ${typeof same === "string" ? `${quoteWhole(same)}, in quotes` : `${show(same)} without quotes`}, as in the enum.`
                  : `${typeof value === "string" && guesses++ < 20 ? didYouMean(value, texts.slice(0, 500)) : ""}Add it to the enum, or remove this entry.`,
              related: [{ place: node.at("enum"), label: "the values offered" }],
              codes: ["InvalidEnumValuesExtensionValue"],
            },
          );
        }
      }
    }),
    bad: [
      { definition: size({ enum: ["s"], [KEY]: [{ value: "s" }] }), at: [`${AT}/0`] },
      { definition: size({ enum: ["s"], [KEY]: [SMALL, SMALL] }), at: [`${AT}/1/value`] },
      {
        definition: size({ enum: ["s"], [KEY]: [SMALL, { value: "l", displayName: "Large" }] }),
        at: [`${AT}/1/value`],
      },
      { definition: size({ enum: ["s"], [KEY]: [{ displayName: "Small" }] }), at: [`${AT}/0`] },
      { definition: size({ enum: ["s"], [KEY]: { s: "Small" } }), at: [AT] },
      { definition: size({ enum: ["s"], [KEY]: [] }), at: [AT] },
    ],
    good: [{ definition: size({ enum: ["s"], [KEY]: [SMALL] }) }],
  },
  {
    id: "schema-enum-values-without-enum",
    statement: `${KEY} stands beside an enum.`,
    why: "The designer reads display names only beside an enum: without one makers get a text box instead of a drop-down.",
    severity: { import: "warning", certification: "warning" },
    sources: [DESIGNER_UTILS],
    fixable: true,
    onlyWith: [KEY],
    checks: onTyped((node, context) => {
      const entries = own(node.value, KEY);
      if (entries === undefined || own(node.value, "enum") !== undefined) return;
      const values = Array.isArray(entries)
        ? entries.map((entry) => own(entry, "value")).filter((value) => value !== undefined)
        : [];
      context.report(node.at(KEY), `${KEY} of ${schemaName(node)} has no enum beside it.`, {
        help: `Add "enum": [${shownValues(values)}].`,
        fix:
          values.length > 0
            ? {
                title: "Add the enum with the same values",
                edits: (document) => addMember(document, node.pointer, "enum", [...new Set(values)]),
              }
            : undefined,
      });
    }),
    bad: [{ definition: size({ [KEY]: [SMALL] }), at: [AT] }],
    good: [{ definition: size({ enum: ["s"], [KEY]: [SMALL] }) }],
  },
]);
