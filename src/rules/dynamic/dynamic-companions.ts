import { DYNAMIC_EXTENSIONS } from "../../definition/dynamic-sources.ts";
import { addMember, replaceValue } from "../../json/edits.ts";
import { child } from "../../json/pointer.ts";
import { own, ownObject, ownString } from "../../json/values.ts";
import { onProperty, PROPERTY_AT } from "../examples/dynamic-example.ts";
import {
  companionKey,
  companionOf,
  needsPaths,
  type PathNeed,
  withoutProperties,
} from "../facts/dynamic-companions.ts";
import { dynamicInputs } from "../facts/dynamic-inputs.ts";
import { type DynamicUse, dynamicUsages } from "../facts/dynamic-usages.ts";
import type { Context } from "../language/context.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { OPENAPI_EXTENSIONS, VALIDATOR_CODES } from "../sources.ts";

const PARCEL = { name: "parcel", in: "query", type: "string", required: true };
const values = {
  "x-ms-dynamic-values": {
    operationId: "GetParcel",
    parameters: { parcelId: { parameter: "parcel" } },
    "value-path": "id",
    "value-title": "state",
  },
};
const schema = (valuePath: string, name = "parcel") => ({
  type: "object",
  "x-ms-dynamic-schema": {
    operationId: "GetParcel",
    parameters: { parcelId: { parameter: name } },
    "value-path": valuePath,
  },
});
const dynamicProperties = (itemValuePath: string) => ({
  "x-ms-dynamic-properties": {
    operationId: "GetParcel",
    parameters: { parcelId: { parameterReference: "parcel" } },
    itemValuePath,
  },
});

export default defineRules("dynamic", [
  {
    id: "dynamic-list-companion",
    statement:
      "x-ms-dynamic-values that refers to body properties, or to ambiguous names, has x-ms-dynamic-list beside it.",
    why: "The platform refuses to import the definition: only x-ms-dynamic-list can say by a path which input is meant.",
    severity: { import: "error", certification: "error" },
    codes: [
      "DynamicListExtensionRequiredForAmbiguousReferences",
      "DynamicListExtensionRequiredForNonParameterReferences",
    ],
    sources: [VALIDATOR_CODES, OPENAPI_EXTENSIONS],
    fixable: true,
    checks: {
      connector(context) {
        for (const use of context.fact(dynamicUsages).uses) {
          if (use.kind !== "values") continue;
          const need = needsPaths(context.fact(dynamicInputs), use);
          if (!need) continue;
          reportMissing(use, context, refersTo(need), [
            need.kind === "ambiguous"
              ? "DynamicListExtensionRequiredForAmbiguousReferences"
              : "DynamicListExtensionRequiredForNonParameterReferences",
          ]);
        }
      },
    },
    bad: [
      {
        definition: onProperty(values, { parcel: { type: "string" } }),
        at: [`${PROPERTY_AT}/x-ms-dynamic-values`],
      },
      {
        definition: onProperty(values, { parcel: { type: "string" } }, [PARCEL]),
        at: [`${PROPERTY_AT}/x-ms-dynamic-values`],
      },
    ],
    good: [{ definition: onProperty(values, {}, [PARCEL]) }],
  },
  {
    id: "dynamic-properties-companion",
    statement:
      'x-ms-dynamic-schema that refers to body properties or ambiguous names, or whose path ends in "properties", has x-ms-dynamic-properties beside it.',
    why: "The platform refuses to import the definition: Power Automate reads the newer extension, which wants the schema itself.",
    severity: { import: "error", certification: "error" },
    codes: [
      "DynamicPropertiesExtensionRequiredForAmbiguousReferences",
      "DynamicPropertiesExtensionRequiredForNonParameterReferences",
      "DynamicPropertiesExtensionRequiredForPropertiesValuePath",
    ],
    sources: [VALIDATOR_CODES, OPENAPI_EXTENSIONS],
    fixable: true,
    checks: {
      connector(context) {
        for (const use of context.fact(dynamicUsages).uses) {
          if (use.kind !== "schema") continue;
          const need = needsPaths(context.fact(dynamicInputs), use);
          const valuePath = ownString(use.value, "value-path") ?? "";
          const endsInProperties = withoutProperties(valuePath) !== valuePath;
          const codes: string[] = [];
          const reasons: string[] = [];
          if (need) reasons.push(refersTo(need));
          if (need?.kind === "ambiguous") {
            codes.push("DynamicPropertiesExtensionRequiredForAmbiguousReferences");
          } else if (need) {
            codes.push("DynamicPropertiesExtensionRequiredForNonParameterReferences");
          }
          if (endsInProperties) {
            codes.push("DynamicPropertiesExtensionRequiredForPropertiesValuePath");
            reasons.push(`points to the properties of a schema (${quote(valuePath)})`);
          }
          if (codes.length > 0) reportMissing(use, context, reasons.join(" and "), codes);
        }
      },
    },
    bad: [
      {
        definition: onProperty(schema("schema"), { parcel: { type: "string" } }),
        at: [`${PROPERTY_AT}/x-ms-dynamic-schema`],
      },
      {
        definition: onProperty(schema("schema"), { parcel: { type: "string" } }, [PARCEL]),
        at: [`${PROPERTY_AT}/x-ms-dynamic-schema`],
      },
      {
        definition: onProperty(schema("schema/properties"), {}, [PARCEL]),
        at: [`${PROPERTY_AT}/x-ms-dynamic-schema`],
      },
    ],
    good: [
      { definition: onProperty(schema("schema"), {}, [PARCEL]) },
      {
        definition: onProperty({ ...schema("schema/properties"), ...dynamicProperties("schema") }, {}, [
          PARCEL,
        ]),
      },
    ],
  },
  {
    id: "dynamic-properties-path-match",
    statement:
      'The itemValuePath of x-ms-dynamic-properties is the value-path of x-ms-dynamic-schema without a final "properties".',
    why: "The platform refuses to import the definition: some products read x-ms-dynamic-schema and others x-ms-dynamic-properties, and would show different fields.",
    severity: { import: "error", certification: "error" },
    codes: ["DynamicPropertiesItemValuePathMismatch"],
    sources: [VALIDATOR_CODES],
    fixable: true,
    checks: {
      connector(context) {
        for (const use of context.fact(dynamicUsages).uses) {
          if (use.kind !== "schema") continue;
          const companion = ownObject(use.site.value, DYNAMIC_EXTENSIONS.properties);
          if (!companion) continue;
          const written = own(companion, "itemValuePath");
          const valuePath = own(use.value, "value-path");
          // A path that is not a text has a finding of its own.
          if (![written, valuePath].every((path) => path === undefined || typeof path === "string")) continue;
          // So has a key that is misspelt: it may be the path.
          if (valuePath === undefined && Object.keys(use.value).some((key) => /path/i.test(key))) continue;
          const wanted = withoutProperties((valuePath as string | undefined) ?? "");
          if (trimmed((written as string | undefined) ?? "") === trimmed(wanted)) continue;
          const at = child(use.site.pointer, DYNAMIC_EXTENSIONS.properties);
          context.report(
            context.inDefinition(written === undefined ? at : child(at, "itemValuePath")),
            written === undefined
              ? `x-ms-dynamic-properties has no itemValuePath, but the value-path beside it is ${quote(String(valuePath))}.`
              : `"itemValuePath" is ${quote(written as string)} instead of ${quote(wanted)}, which follows from the "value-path" ${quote(String(valuePath))} of x-ms-dynamic-schema.`,
            {
              help:
                wanted === ""
                  ? "Remove itemValuePath, or write an empty text."
                  : `Write "itemValuePath": ${quoteWhole(wanted)}.`,
              related: [
                {
                  place: context.inDefinition(
                    valuePath === undefined ? use.pointer : child(use.pointer, "value-path"),
                  ),
                  label: "the older extension",
                },
              ],
              fix: {
                title: `Write ${quote(wanted)}`,
                edits: (document) =>
                  written === undefined
                    ? addMember(document, at, "itemValuePath", wanted)
                    : replaceValue(document, child(at, "itemValuePath"), wanted),
              },
            },
          );
        }
      },
    },
    bad: [
      {
        definition: onProperty(
          { ...schema("schema/properties"), ...dynamicProperties("schema/properties") },
          {},
          [PARCEL],
        ),
        at: [`${PROPERTY_AT}/x-ms-dynamic-properties/itemValuePath`],
      },
    ],
    good: [{ definition: onProperty({ ...schema("schema"), ...dynamicProperties("schema") }, {}, [PARCEL]) }],
  },
]);

function refersTo({ kind, name }: PathNeed): string {
  return `refers to the ${kind === "ambiguous" ? "ambiguous name" : "body property"} ${quote(name)}`;
}

function reportMissing(use: DynamicUse, context: Context, reason: string, codes: string[]): void {
  const key = companionKey(use);
  if (own(use.site.value, key) !== undefined) return;
  const companion = companionOf(context.fact(dynamicInputs), use);
  const example = companion ? ` Write "${key}": ${JSON.stringify(companion)} beside it.` : "";
  context.report(
    context.inDefinition(use.pointer),
    `${DYNAMIC_EXTENSIONS[use.kind]} ${reason} but has no ${key} beside it.`,
    {
      help:
        example.length > 0 && example.length < 300
          ? example.trim()
          : `Add "${key}" with paths such as "body/property".`,
      codes,
      fix: companion && {
        title: `Add ${key} with the same meaning`,
        edits: (document) => addMember(document, use.site.pointer, key, companion),
      },
    },
  );
}

/** Without slashes at the ends, which mean nothing. */
function trimmed(path: string): string {
  return path.replace(/^\/+|\/+$/g, "");
}
