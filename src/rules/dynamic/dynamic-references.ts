import { isInternal } from "../../definition/extensions.ts";
import { replaceValue } from "../../json/edits.ts";
import { own } from "../../json/values.ts";
import { onParameter, onProperty, PARAMETER_AT, PROPERTY_AT } from "../examples/dynamic-example.ts";
import { operationWith } from "../examples/small-changes.ts";
import { labelOf, repeatsOlder } from "../facts/dynamic-arguments.ts";
import { companionKey } from "../facts/dynamic-companions.ts";
import { type DynamicInput, type DynamicInputs, dynamicInputs } from "../facts/dynamic-inputs.ts";
import {
  type DynamicArgument,
  type DynamicUse,
  dynamicUsages,
  refersByName,
} from "../facts/dynamic-usages.ts";
import { askFor, nearest } from "../language/nearest.ts";
import { list, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { OPENAPI_EXTENSIONS, VALIDATOR_CODES } from "../sources.ts";

const values = (name: string) => ({
  "x-ms-dynamic-values": { operationId: "GetParcel", parameters: { parcelId: { parameter: name } } },
});
const dynamicList = (path: string) => ({
  "x-ms-dynamic-list": { operationId: "GetParcel", parameters: { parcelId: { parameterReference: path } } },
});
const VALUES = `${PARAMETER_AT}/x-ms-dynamic-values/parameters/parcelId/parameter`;
const LIST = `${PROPERTY_AT}/x-ms-dynamic-list/parameters/parcelId/parameterReference`;
const PARCEL = { name: "parcel", in: "query", type: "string", required: true };

function lookUp(
  inputs: DynamicInputs,
  use: DynamicUse,
  owner: DynamicUse["site"]["owners"][number],
  name: string,
) {
  const from = use.site.value;
  return refersByName(use.kind) ? inputs.byName(owner, name, from) : inputs.byPath(owner, name, from);
}

/** Every reference of every use, with the uses that nothing reaches left out. */
function* references(uses: readonly DynamicUse[]): Generator<[DynamicUse, DynamicArgument, string]> {
  for (const use of uses)
    for (const argument of use.arguments)
      if (argument.reference !== undefined) yield [use, argument, argument.reference];
}

/** How to pass what the hidden input holds by default; without a default, or with a long one, only that it is to be passed. */
function fixedValue(use: DynamicUse, argument: DynamicArgument, hidden: DynamicInput): string {
  const value = own(hidden.field?.value ?? hidden.parameter.value, "default");
  const isShort =
    (typeof value === "string" && value.length <= 60) ||
    typeof value === "number" ||
    typeof value === "boolean";
  if (!isShort) return "Pass the fixed value instead";
  // The older extensions take the bare value, the newer ones an object around it.
  return `Write ${quote(argument.name)}: ${refersByName(use.kind) ? show(value) : `{"value": ${show(value)}}`}`;
}

export default defineRules("dynamic", [
  {
    id: "dynamic-reference-source",
    statement: "An input that a dynamic extension refers to exists in the same operation.",
    why: "The platform refuses to import the definition; in the designer, makers would read that a parameter cannot be found, in place of the list.",
    severity: { import: "error", certification: "error" },
    codes: ["OperationParameterNameNotFound"],
    sources: [VALIDATOR_CODES, OPENAPI_EXTENSIONS, "observed: one published connector"],
    fixable: true,
    checks: {
      connector(context) {
        const inputs = context.fact(dynamicInputs);
        for (const [use, argument, name] of references(context.fact(dynamicUsages).uses)) {
          const lost = use.site.owners.filter((owner) => {
            const { found, certain } = lookUp(inputs, use, owner, name);
            return found.length === 0 && certain;
          });
          const [owner, ...others] = lost;
          if (!owner) continue;
          const place = context.inDefinition(argument.referencePointer);
          const known = refersByName(use.kind) ? inputs.names(owner) : inputs.paths(owner);
          const suggestion = nearest(name, known) ?? known.find((path) => path.endsWith(`/${name}`));
          const certain = suggestion?.toLowerCase() === name.toLowerCase() && others.length === 0;
          const where = `${quote(owner.id ?? owner.path)}${others.length > 0 ? ` (and ${others.length} more)` : ""}`;
          context.report(
            place,
            `${labelOf(use)} is filled from the input ${quote(name)}, which the operation ${where} does not have.`,
            {
              help: `${askFor(suggestion)}${known.length === 0 ? "It has no inputs: pass a fixed value." : `Its inputs are ${list(known)}.`}`,
              label: "no such input",
              related: [{ place: context.inDefinition(owner.pointer), label: "the operation around it" }],
              fix:
                certain && suggestion !== undefined && use.site.owners.length === 1
                  ? {
                      title: `Write ${quote(suggestion)}`,
                      edits: (document) => replaceValue(document, place.pointer, suggestion),
                    }
                  : undefined,
            },
          );
        }
      },
    },
    bad: [
      { definition: onParameter(values("Parcel"), [PARCEL]), at: [VALUES] },
      { definition: onProperty(dynamicList("parcel"), { parcel: { type: "string" } }), at: [LIST] },
      {
        // What the schema will hold is not known before it is asked for, by a parameter that has to exist.
        definition: operationWith("/parcels", "post", {
          parameters: [
            {
              name: "body",
              in: "body",
              schema: {
                type: "object",
                properties: null,
                "x-ms-dynamic-schema": {
                  operationId: "GetParcel",
                  parameters: { parcelId: { parameter: "Parcel" } },
                },
              },
            },
          ],
        }),
        at: ["/paths/~1parcels/post/parameters/0/schema/x-ms-dynamic-schema/parameters/parcelId/parameter"],
      },
    ],
    good: [
      { definition: onParameter(values("parcel"), [PARCEL]) },
      { definition: onProperty(dynamicList("body/parcel"), { parcel: { type: "string" } }) },
    ],
  },
  {
    id: "dynamic-ambiguous-name",
    statement: "A name that a dynamic extension refers to is that of one input only.",
    why: "By its name alone the designer cannot tell whether the parameter or the body property is meant: the list may be filled from the wrong one.",
    severity: { import: "warning", certification: "warning" },
    codes: ["OperationParameterNameIsAmbiguous"],
    sources: [VALIDATOR_CODES],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const inputs = context.fact(dynamicInputs);
        for (const [use, argument, name] of references(context.fact(dynamicUsages).uses)) {
          if (!refersByName(use.kind)) continue;
          const hasCompanion = own(use.site.value, companionKey(use)) !== undefined;
          for (const owner of use.site.owners) {
            const { found } = inputs.byName(owner, name);
            const field = found.find((input) => input.field)?.field;
            const parameter = found.find((input) => !input.field)?.parameter;
            if (!field || !parameter) continue;
            context.report(
              context.inDefinition(argument.referencePointer),
              `${labelOf(use)} refers to ${quote(name)}, which is both a parameter and a body property of ${quote(owner.id ?? owner.path)}.`,
              {
                help: `Give one of the two another name if the service allows it. Otherwise add the newer extension beside this one: there "body/${name}" is the property, and "${name}" the parameter.`,
                // Without its companion the use has an error of its own for the same reason.
                ...(!hasCompanion && { severity: "info" }),
                related: [
                  { place: context.inDefinition(parameter.pointer), label: "the parameter" },
                  { place: context.inDefinition(field.declaredAt), label: "the body property" },
                ],
              },
            );
            break;
          }
        }
      },
    },
    bad: [
      {
        definition: onProperty(
          { ...values("parcel"), ...dynamicList("parcel") },
          { parcel: { type: "string" } },
          [PARCEL],
        ),
        at: [`${PROPERTY_AT}/x-ms-dynamic-values/parameters/parcelId/parameter`],
      },
      {
        definition: onProperty(values("parcel"), { parcel: { type: "string" } }, [PARCEL]),
        at: [`${PROPERTY_AT}/x-ms-dynamic-values/parameters/parcelId/parameter`],
      },
    ],
    good: [
      { definition: onProperty({ ...values("parcel"), ...dynamicList("parcel") }, {}, [PARCEL]) },
      {
        definition: onProperty(
          { ...values("parcel"), ...dynamicList("body/parcel") },
          { parcel: { type: "string" } },
        ),
      },
    ],
  },
  {
    id: "dynamic-internal-source",
    statement:
      "A dynamic extension refers to inputs that makers see; for the others it passes a fixed value.",
    why: "What makers do not see has no value when the designer fetches the list: it asks the service without it, and the list is empty or the wrong one.",
    severity: { import: "warning", certification: "warning" },
    codes: ["SourcePropertyInternal"],
    sources: [VALIDATOR_CODES, OPENAPI_EXTENSIONS, "observed: one published connector"],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const inputs = context.fact(dynamicInputs);
        for (const [use, argument, name] of references(context.fact(dynamicUsages).uses)) {
          if (repeatsOlder(use, argument)) continue;
          for (const owner of use.site.owners) {
            if (owner.internal) continue;
            const hidden = lookUp(inputs, use, owner, name).found.find(isHidden);
            if (!hidden) continue;
            context.report(
              context.inDefinition(argument.referencePointer),
              `${labelOf(use)} passes ${quote(name)} on to ${quote(use.operationId ?? "")}, but makers do not see that input and cannot fill it.`,
              {
                help: `${fixedValue(use, argument, hidden)} under "parameters", in place of the reference; or remove "x-ms-visibility": "internal" from the input ${quote(name)}.`,
                related: [
                  {
                    place: context.inDefinition(hidden.field?.pointer ?? hidden.parameter.pointer),
                    label: "internal",
                  },
                ],
              },
            );
            break;
          }
        }
      },
    },
    bad: [
      {
        definition: onParameter(values("parcel"), [
          { ...PARCEL, "x-ms-visibility": "internal", default: "1" },
        ]),
        at: [VALUES],
      },
    ],
    good: [{ definition: onParameter(values("parcel"), [PARCEL]) }],
  },
]);

function isHidden(input: DynamicInput): boolean {
  if (isInternal(input.parameter.value)) return true;
  return input.field?.internal ?? false;
}
