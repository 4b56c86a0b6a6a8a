import { addMember, renameKey, replaceValue } from "../../json/edits.ts";
import { isObject, type JsonObject, type JsonValue, own, ownString } from "../../json/values.ts";
import {
  onParameter,
  onProperty,
  PARAMETER_AT,
  PROPERTY_AT,
  withTarget,
} from "../examples/dynamic-example.ts";
import { labelOf } from "../facts/dynamic-arguments.ts";
import { type DynamicInputs, dynamicInputs } from "../facts/dynamic-inputs.ts";
import {
  type DynamicArgument,
  type DynamicUse,
  dynamicUsages,
  refersByName,
} from "../facts/dynamic-usages.ts";
import { kindName, list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, OPENAPI_EXTENSIONS, POWER_FX_EXTENSIONS } from "../sources.ts";

const VALUES = `${PARAMETER_AT}/x-ms-dynamic-values`;
const LIST = `${PROPERTY_AT}/x-ms-dynamic-list`;
const COUNTRY = { name: "country", in: "query", type: "string", required: true };
const values = (parameters: JsonObject) => ({ "x-ms-dynamic-values": { operationId: "List", parameters } });
const dynamicList = (parameters: JsonObject) => ({
  "x-ms-dynamic-list": { operationId: "List", parameters },
});

export default defineRules("dynamic", [
  {
    id: "dynamic-parameters-present",
    statement: 'A dynamic extension says "parameters", even if there are none.',
    why: 'The documentation requires "parameters", even if there are none. Today the import goes through without it (207 published connectors), but nothing promises that it will.',
    severity: { import: "info", certification: "info" },
    sources: [OPENAPI_EXTENSIONS, POWER_FX_EXTENSIONS, "observed: 207 published connectors leave it out"],
    fixable: true,
    checks: {
      connector(context) {
        const lacking = context
          .fact(dynamicUsages)
          .uses.filter((use) => use.operationId !== undefined && own(use.value, "parameters") === undefined);
        for (const [operationId, uses] of Map.groupBy(lacking, (use) => use.operationId ?? "")) {
          const [first, ...others] = uses;
          if (!first) continue;
          const more =
            others.length === 0
              ? ""
              : `, nor ${others.length === 1 ? "does one other that asks" : `do ${others.length} others that ask`} it`;
          context.report(
            context.inDefinition(first.pointer),
            `${labelOf(first)} does not say which parameters it passes to ${quote(operationId)}${more}.`,
            {
              help: `Add "parameters": {}${others.length > 0 ? " in each of these places" : ""}.`,
              fix: {
                title: 'Add "parameters": {}',
                edits: (document) =>
                  uses.flatMap((use) => addMember(document, use.pointer, "parameters", {}) ?? []),
              },
            },
          );
        }
      },
    },
    bad: [
      { definition: onParameter({ "x-ms-dynamic-values": { operationId: "ListDepots" } }), at: [VALUES] },
    ],
    good: [
      { definition: onParameter({ "x-ms-dynamic-values": { operationId: "ListDepots", parameters: {} } }) },
    ],
  },
  {
    id: "dynamic-parameter-value-shape",
    statement:
      "x-ms-dynamic-values and -schema pass a value or {parameter}; x-ms-dynamic-list and -properties pass {value} or {parameterReference}.",
    why: "The designer does not find what to send: it asks the service for the list without it, or not at all, and the drop-down stays empty.",
    severity: { import: "error", certification: "error" },
    sources: [OPENAPI_EXTENSIONS, DEFINITION_SCHEMA],
    fixable: true,
    removes: "object",
    checks: {
      connector(context) {
        const inputs = context.fact(dynamicInputs);
        for (const use of context.fact(dynamicUsages).uses) {
          for (const argument of use.arguments) {
            if (hasRightShape(use, argument)) continue;
            const help = refersByName(use.kind)
              ? 'Write the value itself, or {"parameter": "…"} with the name of an input.'
              : 'Write {"value": …} or {"parameterReference": "…"}, one of the two.';
            context.report(
              context.inDefinition(argument.pointer),
              `${labelOf(use)} passes ${quote(argument.name)} as ${shapeOf(argument.value)}.`,
              {
                help,
                fix: shapeFix(inputs, use, argument),
              },
            );
          }
        }
      },
    },
    bad: [
      {
        definition: withTarget(onParameter(values({ country: { value: "NL" } })), [COUNTRY]),
        at: [`${VALUES}/parameters/country`],
      },
      {
        definition: withTarget(onProperty(dynamicList({ country: "NL" })), [COUNTRY]),
        at: [`${LIST}/parameters/country`],
      },
      {
        definition: withTarget(
          onProperty(dynamicList({ country: { value: "NL", parameterReference: "body/x" } })),
          [COUNTRY],
        ),
        at: [`${LIST}/parameters/country`],
      },
    ],
    good: [
      { definition: withTarget(onParameter(values({ country: "NL" })), [COUNTRY]) },
      { definition: withTarget(onProperty(dynamicList({ country: { value: "NL" } })), [COUNTRY]) },
    ],
  },
]);

function hasRightShape(use: DynamicUse, argument: DynamicArgument): boolean {
  const { value } = argument;
  // Where it may be is a rule of its own.
  if (own(value, "selectedItemValuePath") !== undefined) return true;
  if (refersByName(use.kind))
    return !isObject(value) || (argument.reference !== undefined && Object.keys(value).length === 1);
  if (!isObject(value)) return false;
  const keys = Object.keys(value).filter((key) => !key.startsWith("x-"));
  return keys.length === 1 && (keys[0] === "value" || argument.reference !== undefined);
}

function shapeOf(value: JsonValue): string {
  if (!isObject(value)) return `${kindName(value)} without {"value": …} around it`;
  const keys = Object.keys(value);
  return keys.length === 0 ? "an empty object" : `an object with ${list(keys)}`;
}

function shapeFix(inputs: DynamicInputs, use: DynamicUse, argument: DynamicArgument) {
  const { value, pointer } = argument;
  const keys = isObject(value) ? Object.keys(value) : [];
  const only = keys.length === 1 ? keys[0] : undefined;
  if (refersByName(use.kind)) {
    const constant = own(value, "value");
    if (only === "value" && constant !== undefined && !isObject(constant)) {
      return {
        title: "Write the value itself",
        edits: (document: Parameters<typeof replaceValue>[0]) => replaceValue(document, pointer, constant),
      };
    }
    const reference = ownString(value, "parameterReference");
    if (only === "parameterReference" && reference !== undefined && !reference.includes("/"))
      return { title: 'Write "parameter"', edits: rename(`${pointer}/parameterReference`, "parameter") };
    return undefined;
  }
  if (!isObject(value)) {
    return {
      title: 'Write {"value": …} around it',
      edits: (document: Parameters<typeof replaceValue>[0]) => replaceValue(document, pointer, { value }),
    };
  }
  const name = ownString(value, "parameter");
  const isParameter =
    name !== undefined &&
    use.site.owners.length > 0 &&
    use.site.owners.every((owner) => inputs.byPath(owner, name).found.some((input) => !input.field));
  return only === "parameter" && isParameter
    ? { title: 'Write "parameterReference"', edits: rename(`${pointer}/parameter`, "parameterReference") }
    : undefined;
}

function rename(pointer: string, name: string) {
  return (document: Parameters<typeof renameKey>[0]) => renameKey(document, pointer, name);
}
