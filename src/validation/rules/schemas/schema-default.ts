import { type JsonValue, own, ownArray } from "../../../definition/json.ts";
import { asType, isOfType, onTyped, typeName, typeOf } from "../../facts/value-types.ts";
import { replaceValue } from "../../fixing/edits.ts";
import { nearest } from "../../nearest.ts";
import { kindName, list, show } from "../../quote.ts";
import { defineRules } from "../../rule.ts";
import { SWAGGER_2, VALIDATOR_CODES } from "../../sources.ts";

/** Longer lists are not searched for a near miss: a finding must stay cheap. */
const MAX_SUGGESTED_FROM = 500;

export default defineRules([
  {
    id: "schema-default-type",
    group: "schemas",
    statement: "A default is of the type it stands for.",
    why: "The designer writes the default into the request as it is: the service receives a text where it expects a number, and refuses it.",
    severity: { import: "warning", certification: "warning" },
    codes: ["DefaultValueMustMatchType"],
    sources: [
      VALIDATOR_CODES,
      "observed: 28 published connectors ship such defaults, so the import goes through",
    ],
    fixable: true,
    onlyWith: ["default"],
    checks: onTyped((node, context) => {
      const value = own(node.value, "default");
      const type = typeOf(node);
      if (value === undefined || type === undefined || isOfType(value, type)) return;
      const place = node.at("default");
      const meant = asType(value, type);
      context.report(place, `The default ${show(value)} is ${kindName(value)}, but the type is "${type}".`, {
        help:
          meant !== undefined
            ? `Write ${show(meant)} without quotes.`
            : value === null
              ? "Remove the default: none and null are the same to the designer."
              : `Write ${typeName(type)}, or remove the default.`,
        related: [{ place: node.at("type"), label: `${typeName(type)} is expected` }],
        fix:
          meant === undefined
            ? undefined
            : {
                title: `Write ${show(meant)}`,
                edits: (document) => replaceValue(document, place.pointer, meant),
              },
      });
    }),
    bad: [
      {
        definition: { definitions: { Parcel: { properties: { count: { type: "integer", default: "1" } } } } },
        at: ["/definitions/Parcel/properties/count/default"],
      },
      {
        definition: {
          parameters: { Limit: { name: "limit", in: "query", type: "boolean", default: "all" } },
        },
        at: ["/parameters/Limit/default"],
      },
    ],
    good: [
      { definition: { definitions: { Parcel: { properties: { count: { type: "integer", default: 1 } } } } } },
    ],
  },
  {
    id: "schema-default-in-enum",
    group: "schemas",
    statement: "A default is one of the values of the enum beside it.",
    why: "The drop-down starts with a value that it does not offer, and the service may refuse it.",
    severity: { import: "warning", certification: "warning" },
    codes: [],
    sources: [SWAGGER_2, "observed: three published connectors"],
    inferred: true,
    fixable: true,
    onlyWith: ["default"],
    checks: onTyped((node, context) => {
      const value = own(node.value, "default");
      const allowed = ownArray(node.value, "enum");
      if (value === undefined || !allowed || allowed.length === 0 || isOffered(value, allowed)) return;
      const type = typeOf(node);
      // A text for a number is the fault of the type, which has its own rule.
      if (type !== undefined && !isOfType(value, type)) return;
      // So are texts in the enum that mean the default.
      if (type !== undefined && allowed.some((entry) => asType(entry, type) === value)) return;
      const place = node.at("default");
      const texts = allowed.filter((entry) => typeof entry === "string");
      const suggestion =
        typeof value === "string" && texts.length <= MAX_SUGGESTED_FROM ? nearest(value, texts) : undefined;
      const sameButCase =
        suggestion !== undefined && suggestion.toLowerCase() === (value as string).toLowerCase();
      const names = allowed.map((entry) => (typeof entry === "string" ? entry : show(entry)));
      context.report(place, `The default ${show(value)} is not among the values of the enum.`, {
        help: `${suggestion === undefined ? "" : `Did you mean ${show(suggestion)}? `}Write ${allowed.length === 1 ? "" : "one of "}${list(names, "or")}.`,
        related: [{ place: node.at("enum"), label: "the values offered" }],
        fix: sameButCase
          ? {
              title: `Write ${show(suggestion)}`,
              edits: (document) => replaceValue(document, place.pointer, suggestion),
            }
          : undefined,
      });
    }),
    bad: [
      {
        definition: {
          definitions: {
            Parcel: { properties: { size: { type: "string", enum: ["small", "large"], default: "Large" } } },
          },
        },
        at: ["/definitions/Parcel/properties/size/default"],
      },
      {
        definition: {
          parameters: { Level: { name: "level", in: "query", type: "integer", enum: [1, 2], default: 3 } },
        },
        at: ["/parameters/Level/default"],
      },
    ],
    good: [
      {
        definition: {
          definitions: {
            Parcel: { properties: { size: { type: "string", enum: ["small", "large"], default: "large" } } },
          },
        },
      },
    ],
  },
]);

/** Whether an enum offers a value; of an array each item may be one of the values, which is how the designer reads it. */
function isOffered(value: JsonValue, allowed: JsonValue[]): boolean {
  if (typeof value !== "object" || value === null) return allowed.includes(value);
  if (Array.isArray(value)) {
    if (value.every((item) => allowed.includes(item))) return true;
  }
  const text = JSON.stringify(value);
  return allowed.some((entry) => typeof entry === "object" && JSON.stringify(entry) === text);
}
