import { renameKey } from "../../json/edits.ts";
import { isObject, type JsonObject, own } from "../../json/values.ts";
import {
  onParameter,
  onProperty,
  PARAMETER_AT,
  PROPERTY_AT,
  withTarget,
} from "../examples/dynamic-example.ts";
import {
  findOnTarget,
  hasDefault,
  identityOf,
  isRequired,
  labelOf,
  nameOf,
  repeatsOlder,
  requiredInputs,
  sourcesOf,
  typeOfInput,
} from "../facts/dynamic-arguments.ts";
import { dynamicInputs } from "../facts/dynamic-inputs.ts";
import { dynamicUsages, refersByName } from "../facts/dynamic-usages.ts";
import { isOfType } from "../facts/value-types.ts";
import { askFor, nearest } from "../language/nearest.ts";
import { kindName, list, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { VALIDATOR_CODES } from "../sources.ts";

const VALUES = `${PARAMETER_AT}/x-ms-dynamic-values`;
const LIST = `${PROPERTY_AT}/x-ms-dynamic-list`;
const COUNTRY = { name: "country", in: "query", type: "string", required: true };
const values = (parameters: JsonObject) => ({ "x-ms-dynamic-values": { operationId: "List", parameters } });
const dynamicList = (parameters: JsonObject) => ({
  "x-ms-dynamic-list": { operationId: "List", parameters },
});

export default defineRules("dynamic", [
  {
    id: "dynamic-parameter-on-target",
    statement: "What a dynamic extension passes is a parameter of the operation it names.",
    why: "The platform refuses to import the definition: the designer has no place for the value in the request for the list.",
    severity: { import: "error", certification: "error" },
    codes: ["OperationParameterNameNotFound"],
    sources: [VALIDATOR_CODES, "https://github.com/microsoft/PowerPlatformConnectors/issues/790"],
    fixable: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        const inputs = context.fact(dynamicInputs);
        for (const use of context.fact(dynamicUsages).uses) {
          if (!use.target) continue;
          for (const argument of use.arguments) {
            const { found, certain } = findOnTarget(inputs, use, argument.name);
            if (found.length > 0 || !certain) continue;
            const known = inputs.paths(use.target);
            const suggestion = nearest(argument.name, known);
            const sameButCase =
              suggestion?.toLowerCase() === argument.name.toLowerCase() &&
              !use.arguments.some((other) => other.name === suggestion);
            context.report(
              context.inDefinition(argument.pointer),
              `${labelOf(use)} passes ${quote(argument.name)}, which is not a parameter of the operation ${quote(use.operationId ?? "")}.`,
              {
                help: `${askFor(suggestion)}${known.length === 0 ? "The operation has no parameters: remove it." : `Its parameters are ${list(known)}.`}`,
                part: "key",
                label: "no such parameter",
                related: [{ place: context.inDefinition(use.target.pointer), label: "the operation" }],
                fix:
                  sameButCase && suggestion !== undefined
                    ? {
                        title: `Write ${quote(suggestion)}`,
                        edits: (document) => renameKey(document, argument.pointer, suggestion),
                      }
                    : undefined,
              },
            );
          }
        }
      },
    },
    bad: [
      {
        definition: withTarget(onParameter(values({ Country: "NL" })), [COUNTRY]),
        at: [`${VALUES}/parameters/Country`],
      },
      {
        definition: withTarget(onProperty(dynamicList({ city: { value: "Delft" } })), []),
        at: [`${LIST}/parameters/city`],
      },
    ],
    good: [
      { definition: withTarget(onParameter(values({ country: "NL" })), [COUNTRY]) },
      {
        definition: onParameter({
          "x-ms-dynamic-list": {
            operationId: "CreateParcel",
            parameters: { "body/receiver": { value: "x" } },
          },
        }),
      },
    ],
  },
  {
    id: "dynamic-required-parameters",
    statement: "A dynamic extension passes everything that the operation it names requires.",
    why: "The platform refuses to import the definition: the list could never be fetched.",
    severity: { import: "error", certification: "error" },
    codes: ["OperationMissingRequiredProperty"],
    sources: [VALIDATOR_CODES],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const inputs = context.fact(dynamicInputs);
        for (const use of context.fact(dynamicUsages).uses) {
          const parameters = own(use.value, "parameters");
          if (!use.target || (parameters !== undefined && !isObject(parameters))) continue;
          const given = new Set(
            use.arguments.flatMap((argument) =>
              findOnTarget(inputs, use, argument.name).found.map(identityOf),
            ),
          );
          // A misspelt name is already reported as such, and is what is missing here.
          const misspelt = new Set(
            use.arguments
              .filter((argument) => findOnTarget(inputs, use, argument.name).found.length === 0)
              .map((argument) => argument.name),
          );
          const isMisspelt = (name: string) =>
            misspelt.has(name) || nearest(name, [...misspelt].slice(0, 50)) !== undefined;
          for (const required of requiredInputs(inputs, use)) {
            const name = nameOf(required);
            if (given.has(identityOf(required)) || given.has(required.parameter)) continue;
            if (isMisspelt(name)) continue;
            context.report(
              context.inDefinition(use.pointer),
              `${labelOf(use)} does not pass ${quote(name)}, which ${quote(use.operationId ?? "")} requires.`,
              {
                help: `Add ${quote(name)}: ${refersByName(use.kind) ? `{"parameter": "…"}` : `{"parameterReference": "…"}`} to "parameters" of ${labelOf(use)}, with the name of an input that makers fill before; or, for a fixed value, ${quote(name)}: ${refersByName(use.kind) ? `"…"` : `{"value": "…"}`}.`,
                related: [
                  {
                    place: context.inDefinition(required.field?.declaredAt ?? required.parameter.pointer),
                    label: "required here",
                  },
                ],
              },
            );
          }
        }
      },
    },
    bad: [
      { definition: withTarget(onParameter(values({})), [COUNTRY]), at: [VALUES] },
      {
        definition: onParameter({
          "x-ms-dynamic-list": {
            operationId: "CreateParcel",
            parameters: { "body/receiver": { value: "x" } },
          },
        }),
        at: [`${PARAMETER_AT}/x-ms-dynamic-list`],
      },
    ],
    good: [
      { definition: withTarget(onParameter(values({})), [{ ...COUNTRY, default: "NL" }]) },
      { definition: withTarget(onParameter(values({ country: "NL" })), [COUNTRY]) },
    ],
  },
  {
    id: "dynamic-types-match",
    statement:
      "What a dynamic extension passes is of the type that the operation expects, and there whenever it is required.",
    why: "The drop-down in the designer stays empty: the service refuses the request for the list, or the designer waits for an input that makers have left empty.",
    severity: { import: "warning", certification: "warning" },
    codes: [
      "OperationParameterStaticTypeMismatch",
      "OperationParameterTypeMismatch",
      "OperationParameterRequiredMismatch",
    ],
    sources: [VALIDATOR_CODES],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const inputs = context.fact(dynamicInputs);
        for (const use of context.fact(dynamicUsages).uses) {
          if (!use.target) continue;
          for (const argument of use.arguments) {
            const [expected, ...more] = findOnTarget(inputs, use, argument.name).found;
            if (!expected || more.length > 0) continue;
            const type = typeOfInput(expected);
            const related = [
              {
                place: context.inDefinition(expected.field?.pointer ?? expected.parameter.pointer),
                label: "what is expected",
              },
            ];
            if (argument.constant !== undefined && argument.constant !== null) {
              if (type === undefined || isOfType(argument.constant, type)) continue;
              context.report(
                context.inDefinition(argument.pointer),
                `${labelOf(use)} passes ${kindName(argument.constant)} as ${quote(argument.name)} of ${quote(use.operationId ?? "")}, whose type is "${type}".`,
                {
                  help: `Write a value of the type "${type}" in place of ${show(argument.constant)}.`,
                  related,
                  codes: ["OperationParameterStaticTypeMismatch"],
                },
              );
              continue;
            }
            if (argument.reference === undefined || repeatsOlder(use, argument)) continue;
            const sources = sourcesOf(inputs, use, argument.reference);
            // Of two inputs with one name nobody knows which is meant.
            if (sources.length > use.site.owners.length) continue;
            const faults = sources.map((source) => ({
              source,
              wrongType: !typesFit(typeOfInput(source), type),
              optional: isRequired(expected) && !isRequired(source) && !hasDefault(source),
            }));
            const wrong = faults.find((fault) => fault.wrongType);
            if (wrong) {
              context.report(
                context.inDefinition(argument.referencePointer),
                `${quote(argument.name)} of ${quote(use.operationId ?? "")} is of the type "${type}", but the input that fills it, ${quote(argument.reference)}, of the type "${typeOfInput(wrong.source)}".`,
                {
                  help: `Write the type that the service means at both: "${type}" at ${quote(argument.reference)}, or "${typeOfInput(wrong.source)}" at ${quote(argument.name)} of ${quote(use.operationId ?? "")}.`,
                  related,
                  codes: ["OperationParameterTypeMismatch"],
                },
              );
            } else if (faults.some((fault) => fault.optional)) {
              // Both sides often have the same name: only the operations tell them apart.
              const [owner, ...otherOwners] = use.site.owners;
              const askedBy =
                owner?.id !== undefined && otherOwners.length === 0 ? quote(owner.id) : "this operation";
              context.report(
                context.inDefinition(argument.referencePointer),
                `The parameter ${quote(argument.name)} of ${quote(use.operationId ?? "")} is required, but filled from ${quote(argument.reference)} of ${askedBy}, which makers may leave empty.`,
                {
                  help: `If the service answers without it, remove "required" from ${quote(argument.name)} of ${quote(use.operationId ?? "")}. Otherwise give ${quote(argument.reference)} of ${askedBy} a "default"; "required": true does as well, but in a published connector flows that leave it empty then fail.`,
                  related,
                  codes: ["OperationParameterRequiredMismatch"],
                  // Nothing breaks: the list is there as soon as the maker has filled in the other field.
                  severity: "info",
                },
              );
            }
          }
        }
      },
    },
    bad: [
      {
        definition: withTarget(onParameter(values({ top: "ten" })), [
          { name: "top", in: "query", type: "integer" },
        ]),
        at: [`${VALUES}/parameters/top`],
      },
      {
        definition: withTarget(onParameter(values({ top: "10", country: 31 })), [
          { name: "top", in: "query", type: "integer" },
          COUNTRY,
        ]),
        at: [`${VALUES}/parameters/top`, `${VALUES}/parameters/country`],
      },
      {
        definition: withTarget(
          onParameter(values({ country: { parameter: "number" } }), [
            { name: "number", in: "query", type: "integer", required: true },
          ]),
          [COUNTRY],
        ),
        at: [`${VALUES}/parameters/country/parameter`],
      },
      {
        definition: withTarget(
          onParameter(values({ country: { parameter: "land" } }), [
            { name: "land", in: "query", type: "string" },
          ]),
          [COUNTRY],
        ),
        at: [`${VALUES}/parameters/country/parameter`],
      },
    ],
    good: [
      {
        definition: withTarget(
          onParameter(values({ country: { parameter: "land" } }), [
            { name: "land", in: "query", type: "string", required: true },
          ]),
          [COUNTRY],
        ),
      },
      {
        definition: withTarget(onParameter(values({ top: 10 })), [
          { name: "top", in: "query", type: "number" },
        ]),
      },
    ],
  },
]);

function typesFit(source: string | undefined, target: string | undefined): boolean {
  if (source === undefined || target === undefined || source === target) return true;
  return target === "number" && source === "integer";
}
