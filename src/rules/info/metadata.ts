/** x-ms-connector-metadata: what the page of a published connector shows. */

import { removeAt, replaceValue } from "../../json/edits.ts";
import { child } from "../../json/pointer.ts";
import { type JsonObject, own } from "../../json/values.ts";
import {
  canonical,
  eachEntry,
  hasVariant,
  keyOf,
  METADATA,
  METADATA_NAMES,
  nameOf,
  textOf,
} from "../facts/connector-metadata.ts";
import { isWebAddress, withScheme } from "../facts/web-address.ts";
import { didYouMean } from "../language/nearest.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CERTIFICATION, DEFINITION_SCHEMA, issue, VALIDATOR_CODES } from "../sources.ts";

const KEY = METADATA;
const NAMES = METADATA_NAMES;
const ENTRY_KEYS = ["propertyName", "propertyValue"];
/** An entry to copy. */
function entryFor(name: string): string {
  const value = name === "Categories" ? "Productivity" : "https://…";
  return `{"propertyName": "${name}", "propertyValue": "${value}"}`;
}

export default defineRules("info", [
  {
    id: "metadata-required",
    statement: `The definition has ${KEY}.`,
    why: "The connector's page takes its website, privacy policy and categories from there; the review for certification refuses a connector without it.",
    severity: { import: "off", certification: "error" },
    codes: ["ConnectorMetadataPropertiesMissing", "RequiredPropertyMissing"],
    sources: [issue(683), issue(1095), CERTIFICATION],
    shape: [
      {
        of: "root",
        faults: ["missing", "type"],
        keys: [KEY],
        say: ({ fault, value, entry }) =>
          fault === "type" && (value !== null || entry !== undefined)
            ? undefined
            : {
                ...(value === null && { message: `"${KEY}" is null.` }),
                help: `${value === null ? "Write" : "Add at the top level"} "${KEY}": [${NAMES.map(entryFor).join(", ")}].`,
                codes: ["ConnectorMetadataPropertiesMissing", "RequiredPropertyMissing"],
              },
      },
    ],
    bad: [
      { definition: { [KEY]: null }, at: [""] },
      { files: { "apiDefinition.swagger.json": `{"swagger": "2.0", "${KEY}": null}` }, at: [`/${KEY}`] },
    ],
  },
  {
    id: "metadata-shape",
    statement: `${KEY} is an array of objects with the texts propertyName and propertyValue.`,
    why: "Website, privacy policy or categories are then missing on the connector's page, and certification refuses it for that.",
    severity: { import: "off", certification: "error" },
    codes: ["RequiredPropertyMissing", "AdditionalPropertyNotAllowed", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, CERTIFICATION],
    fixable: true,
    yieldsTo: ["metadata-required"],
    shape: [
      { of: "root", faults: ["type"], keys: [KEY] },
      {
        of: "metadataEntry",
        faults: ["unknown"],
        say: ({ holder }) => (ENTRY_KEYS.some((key) => hasVariant(holder, key)) ? {} : undefined),
      },
      { of: "metadataEntry", faults: ["type"] },
      {
        of: "metadataEntry",
        faults: ["missing"],
        say({ key, holder }) {
          // An entry that has neither key is made of others altogether: what it lacks says enough.
          if (ENTRY_KEYS.some((other) => hasVariant(holder, other))) return {};
          return key === "propertyName"
            ? {
                message: `An entry has neither "propertyName" nor "propertyValue".`,
                help: 'Write { "propertyName": "...", "propertyValue": "..." }.',
                asks: undefined,
              }
            : undefined;
        },
      },
    ],
    bad: [
      { definition: { [KEY]: { Website: "https://fabrikam.com" } }, at: [`/${KEY}`] },
      {
        definition: { [KEY]: [{ PropertyName: "Website", PropertyValue: "https://fabrikam.com" }] },
        at: [`/${KEY}/0/PropertyName`, `/${KEY}/0/PropertyValue`],
      },
      {
        definition: {
          [KEY]: [
            "Website",
            { propertyName: "Website" },
            { propertyName: "Categories", propertyValue: ["AI"] },
            { name: "Website", value: "https://fabrikam.com" },
          ],
        },
        at: [`/${KEY}/0`, `/${KEY}/1`, `/${KEY}/2/propertyValue`, `/${KEY}/3`],
      },
    ],
  },
  {
    id: "metadata-entries",
    statement: `${KEY} has a website, a privacy policy and categories.`,
    why: "The connector's page shows website, privacy policy and categories; the review for certification refuses a connector that lacks one of the three.",
    severity: { import: "off", certification: "error" },
    codes: ["ConnectorMetadataPropertiesMissing"],
    sources: [CERTIFICATION, VALIDATOR_CODES],
    checks: {
      root(root, context) {
        const value = own(root.value, KEY);
        if (!Array.isArray(value)) return;
        const names = value.flatMap((entry) => nameOf(entry) ?? []);
        // An entry whose name cannot be read may be any of them; the rule on the shape reports it.
        const nameless = names.length < value.length;
        for (const wanted of NAMES) {
          const found = names.some((name) => canonical(name) === wanted);
          // An entry without a value is as good as none.
          const filled = value.some(
            (entry) => canonical(nameOf(entry) ?? "") === wanted && textOf(entry)?.trim() !== "",
          );
          if ((found && filled) || (!found && nameless)) continue;
          const index = value.findIndex((entry) => canonical(nameOf(entry) ?? "") === wanted);
          context.report(
            found ? root.at(KEY, index) : root.at(KEY),
            found ? `The entry "${wanted}" is empty.` : `"${KEY}" has no entry "${wanted}".`,
            {
              help: `${found ? "Write" : "Add"} ${entryFor(wanted)}${wanted === "Categories" ? ", with one or two of the categories that fit" : ""}.`,
              part: "key",
            },
          );
        }
      },
    },
    bad: [
      {
        definition: {
          [KEY]: [
            { propertyName: "Website", propertyValue: "https://fabrikam.com" },
            { propertyName: "Categories", propertyValue: "" },
          ],
        },
        at: [`/${KEY}`, `/${KEY}/1`],
      },
    ],
    good: [{}, { definition: { [KEY]: [{ name: "Website", value: "https://fabrikam.com" }] } }],
  },
  {
    id: "metadata-name-spelling",
    statement: `The entries are named exactly ${list(NAMES)}.`,
    why: 'Microsoft\'s own tools read "Website", "Privacy policy" and "Categories" whatever their capitals; others may miss the entry, and one with any other name is not shown.',
    severity: { import: "off", certification: "info" },
    sources: [CERTIFICATION, 'observed: 76 published connectors write "Privacy Policy"'],
    fixable: true,
    checks: {
      root(root, context) {
        eachEntry(root, (entry, index) => {
          const name = nameOf(entry);
          if (name === undefined || NAMES.includes(name)) return;
          const meant = canonical(name);
          const place = root.at(KEY, index, keyOf(entry, "propertyName"));
          const message = meant
            ? `An entry is named ${quote(name)} instead of "${meant}".`
            : `The entry ${quote(name)} is none of ${list(NAMES)}.`;
          context.report(place, message, {
            because: meant
              ? "Microsoft's own tools read the name whatever its capitals; other tools may miss the entry."
              : "The connector's page does not show an entry with another name.",
            help: meant
              ? `Write "${meant}".`
              : `${didYouMean(name, NAMES)}Remove the entry, or name it after what its value is: ${list(NAMES, "or")}.`,
            ...(meant && {
              fix: {
                title: `Write "${meant}"`,
                edits: (document) => replaceValue(document, place.pointer, meant),
              },
            }),
          });
        });
      },
    },
    bad: [
      {
        definition: {
          [KEY]: [
            { propertyName: "Privacy Policy", propertyValue: "https://fabrikam.com/privacy" },
            { propertyName: "Logo", propertyValue: "x" },
          ],
        },
        at: [`/${KEY}/0/propertyName`, `/${KEY}/1/propertyName`],
      },
    ],
  },
  {
    id: "metadata-url",
    statement: "Website and privacy policy are whole addresses.",
    why: "The connector's page shows website and privacy policy as links: makers and reviewers who follow this one get nowhere.",
    severity: { import: "off", certification: "warning" },
    sources: [CERTIFICATION],
    fixable: true,
    checks: {
      root(root, context) {
        eachEntry(root, (entry, index) => {
          const name = canonical(nameOf(entry) ?? "");
          const value = textOf(entry);
          if ((name !== "Website" && name !== "Privacy policy") || value === undefined || value.trim() === "")
            return;
          if (isWebAddress(value)) return;
          const mended = isWebAddress(value.trim()) ? value.trim() : withScheme(value);
          const place = root.at(KEY, index, keyOf(entry, "propertyValue"));
          context.report(place, `The ${name.toLowerCase()} ${quote(value)} is not a web address.`, {
            help:
              mended === undefined
                ? `Write the whole address of the page, such as "https://fabrikam.com/${name === "Website" ? "" : "privacy"}".`
                : `Write ${quoteWhole(mended)}.`,
            ...(mended !== undefined && {
              fix: {
                title: `Write ${quote(mended)}`,
                edits: (document) => replaceValue(document, place.pointer, mended),
              },
            }),
          });
        });
      },
    },
    bad: [
      {
        definition: {
          [KEY]: [
            { propertyName: "Website", propertyValue: "www.fabrikam.com" },
            { propertyName: "Privacy Policy", propertyValue: "none" },
          ],
        },
        at: [`/${KEY}/0/propertyValue`, `/${KEY}/1/propertyValue`],
      },
    ],
  },
  {
    id: "metadata-duplicate",
    statement: "No entry occurs twice.",
    why: "The connector's page shows one value for each name, and which of several it takes is not defined.",
    severity: { import: "off", certification: "warning" },
    sources: [CERTIFICATION],
    inferred: true,
    fixable: true,
    checks: {
      root(root, context) {
        const seen = new Map<string, { index: number; entry: JsonObject }>();
        eachEntry(root, (entry, index) => {
          const name = nameOf(entry);
          if (name === undefined) return;
          const key = name.trim().toLowerCase();
          const first = seen.get(key);
          if (!first) {
            seen.set(key, { index, entry });
            return;
          }
          const same = textOf(first.entry) === textOf(entry);
          context.report(
            root.at(KEY, index),
            `"${KEY}" has two entries ${quote(name)}${same ? ", which are equal" : `: ${quote(textOf(first.entry) ?? "")} and ${quote(textOf(entry) ?? "")}`}.`,
            {
              help: same ? "Remove the second." : "Keep the one with the right value and remove the other.",
              related: [{ place: root.at(KEY, first.index), label: "the first" }],
              ...(same && {
                fix: {
                  title: "Remove the second of two equal entries",
                  edits: (document) => removeAt(document, child("", KEY, index)),
                },
              }),
            },
          );
        });
      },
    },
    bad: [
      {
        definition: {
          [KEY]: [
            { propertyName: "Website", propertyValue: "https://fabrikam.com" },
            { propertyName: "website", propertyValue: "https://fabrikam.com" },
          ],
        },
        at: [`/${KEY}/1`],
      },
    ],
  },
]);
