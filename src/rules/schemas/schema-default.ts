import { replaceValue } from "../../json/edits.ts";
import { type JsonValue, own, ownArray, ownObject, ownString } from "../../json/values.ts";
import { PARCEL, parcelWith } from "../examples/small-changes.ts";
import { isInternal } from "../facts/parameter-kinds.ts";
import { schemaName } from "../facts/schema-name.ts";
import { asType, isOfType, onTyped, typeName, typeOf } from "../facts/value-types.ts";
import type { Context } from "../language/context.ts";
import { nearest } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, show, shownList } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { SWAGGER_2, VALIDATOR_CODES } from "../sources.ts";

/** Longer lists are not searched for a near miss: a finding must stay cheap. */
const MAX_SUGGESTED_FROM = 500;

const tags = (schema: Record<string, JsonValue>) => ({
  definitions: { Parcel: { properties: { tags: { type: "array", ...schema } } } },
});
const TAGS = "/definitions/Parcel/properties/tags";

export default defineRules("schemas", [
  {
    id: "schema-default-type",
    statement: "A default has the type of its parameter or property.",
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
      if (value === undefined || type === undefined) return;
      if (isOfType(value, type)) {
        checkItemTypes(node, value, context);
        return;
      }
      // Where a default has to be, the rules on internal values say that null is none.
      if (value === null && node.required && isInternal(node) && type !== "object") return;
      const place = node.at("default");
      const meant = asType(value, type);
      const shown = typeof value === "object" ? "" : ` ${show(value)}`;
      context.report(
        place,
        `The default${shown} of ${schemaName(node)} is ${kindName(value)}, but its type is "${type}".`,
        {
          help:
            meant !== undefined
              ? `Write ${show(meant)} without quotes.`
              : value === null
                ? "Remove the default: no default and null are the same to the designer."
                : `Write ${typeName(type)}${type === "boolean" ? " (true or false)" : ""} as the default, or remove it.`,
          related: [{ place: node.at("type"), label: `${typeName(type)} is expected` }],
          fix:
            meant === undefined
              ? undefined
              : {
                  title: `Write ${show(meant)}`,
                  edits: (document) => replaceValue(document, place.pointer, meant),
                },
        },
      );
    }),
    bad: [
      {
        definition: parcelWith({ count: { type: "integer", default: "1" } }),
        at: [`${PARCEL}/count/default`],
      },
      {
        definition: {
          parameters: { Limit: { name: "limit", in: "query", type: "boolean", default: "all" } },
        },
        at: ["/parameters/Limit/default"],
      },
      { definition: tags({ items: { type: "string" }, default: ["new", 1] }), at: [`${TAGS}/default/1`] },
    ],
    good: [
      { definition: parcelWith({ count: { type: "integer", default: 1 } }) },
      { definition: tags({ items: { type: "string" }, default: ["new"] }) },
    ],
  },
  {
    id: "schema-default-in-enum",
    statement: "A default is one of the values of the enum beside it.",
    why: "The drop-down starts with a value that it does not offer: makers who leave it send what the service may refuse.",
    severity: { import: "warning", certification: "warning" },
    sources: [SWAGGER_2, "observed: three published connectors"],
    inferred: true,
    // A text for a number is the fault of the type.
    yieldsTo: ["schema-default-type"],
    fixable: true,
    onlyWith: ["default"],
    checks: onTyped((node, context) => {
      const value = own(node.value, "default");
      const allowed = ownArray(node.value, "enum");
      if (value === undefined) return;
      if (!allowed) checkItemsOffered(node, value, context);
      if (!allowed || allowed.length === 0 || isOffered(value, allowed)) return;
      const type = typeOf(node);
      // So are texts in the enum that mean the default.
      if (type !== undefined && allowed.some((entry) => asType(entry, type) === value)) return;
      const place = node.at("default");
      const texts = allowed.filter((entry) => typeof entry === "string");
      const suggestion =
        typeof value === "string" && texts.length <= MAX_SUGGESTED_FROM ? nearest(value, texts) : undefined;
      const sameButCase =
        suggestion !== undefined && suggestion.toLowerCase() === (value as string).toLowerCase();
      const names = [...new Set(allowed.map((entry) => show(entry)))];
      context.report(
        place,
        `The default ${show(value)} of ${schemaName(node)} is not among the values of its enum.`,
        {
          help: `${suggestion === undefined ? "" : `Did you mean ${show(suggestion)}? `}Write ${names.length === 1 ? "" : "one of "}${shownList(names, "or")}.`,
          related: [{ place: node.at("enum"), label: "the values offered" }],
          fix: sameButCase
            ? {
                title: `Write ${show(suggestion)}`,
                edits: (document) => replaceValue(document, place.pointer, suggestion),
              }
            : undefined,
        },
      );
    }),
    bad: [
      {
        definition: parcelWith({ size: { type: "string", enum: ["small", "large"], default: "Large" } }),
        at: [`${PARCEL}/size/default`],
      },
      {
        definition: {
          parameters: { Level: { name: "level", in: "query", type: "integer", enum: [1, 2], default: 3 } },
        },
        at: ["/parameters/Level/default"],
      },
      {
        definition: tags({ items: { type: "string", enum: ["new", "old"] }, default: ["new", "lost"] }),
        at: [`${TAGS}/default/1`],
      },
    ],
    good: [
      { definition: parcelWith({ size: { type: "string", enum: ["small", "large"], default: "large" } }) },
      { definition: tags({ items: { type: "string", enum: ["new", "old"] }, default: ["new"] }) },
    ],
  },
]);

/** What a list starts with has to be of the type of its items; the first that is not is named. */
function checkItemTypes(node: Node, value: JsonValue, context: Context): void {
  const items = Array.isArray(value) ? ownObject(node.value, "items") : undefined;
  const type = ownString(items, "type");
  if (!Array.isArray(value) || type === undefined) return;
  const wrong = value.findIndex((item) => !isOfType(item, type));
  if (wrong < 0) return;
  context.report(
    node.at("default", wrong),
    `The item ${show(value[wrong])} of the default of ${schemaName(node)} is ${kindName(value[wrong])}, but its items are of the type "${type}".`,
    {
      help: `Write ${typeName(type)}, or remove the item.`,
      related: [{ place: node.at("items", "type"), label: `${typeName(type)} is expected` }],
    },
  );
}

/** What a list starts with has to be among the values that its items offer. */
function checkItemsOffered(node: Node, value: JsonValue, context: Context): void {
  const offered = Array.isArray(value) ? ownArray(ownObject(node.value, "items"), "enum") : undefined;
  if (!Array.isArray(value) || !offered || offered.length === 0) return;
  const known = new Set(offered);
  const type = ownString(ownObject(node.value, "items"), "type") ?? "";
  // An item of another type is the fault of the type; texts in the enum that mean the item are so too.
  const wrong = value.findIndex(
    (item) =>
      !known.has(item) && isOfType(item, type) && !offered.some((entry) => asType(entry, type) === item),
  );
  if (wrong < 0) return;
  context.report(
    node.at("default", wrong),
    `The default ${show(value[wrong])} of ${schemaName(node)} is not among the values that its items offer.`,
    {
      help: `Write ${shownList(
        offered.map((entry) => show(entry)),
        "or",
      )}.`,
      related: [{ place: node.at("items", "enum"), label: "the values offered" }],
    },
  );
}

/** Whether an enum offers a value; of an array each item may be one of the values, which is how the designer reads it. */
function isOffered(value: JsonValue, allowed: JsonValue[]): boolean {
  if (typeof value !== "object" || value === null) return allowed.includes(value);
  if (Array.isArray(value)) {
    if (value.every((item) => allowed.includes(item))) return true;
  }
  const text = JSON.stringify(value);
  return allowed.some((entry) => typeof entry === "object" && JSON.stringify(entry) === text);
}
