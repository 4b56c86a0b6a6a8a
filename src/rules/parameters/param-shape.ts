/** What every parameter must say: its name, its place, its type or schema. */

import { addMember, replaceValue } from "../../json/edits.ts";
import { isObject, own } from "../../json/values.ts";
import { onKinds, withText } from "../facts/checks.ts";
import { LOCATIONS, locationOf, parameterName } from "../facts/parameter-kinds.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, list, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, DESIGNER_PARAMETERS, VALIDATOR_CODES } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const TYPES = ["string", "number", "integer", "boolean", "array", "file"];
const ITEM_TYPES = TYPES.filter((type) => type !== "file");

/** The base connector with parameters on the operation that lists the depots. */
const given = (...parameters: Record<string, unknown>[]) =>
  ({ paths: { "/depots": { get: { parameters } } } }) as never;
const AT = "/paths/~1depots/get/parameters/0";

export default defineRules([
  {
    id: "param-name-required",
    group: "parameters",
    statement: `Every parameter has a name and a place: ${LOCATIONS.join(", ")}.`,
    why: "Without them the platform does not know what to send where, and refuses the definition.",
    severity: ERROR,
    codes: ["RequiredPropertyMissing", "RequiredValueEmpty", "JsonValueNotInEnum", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    asksFor: ["name", "in"],
    checks: {
      parameter(node, context) {
        const name = own(node.value, "name");
        const blank = typeof name === "string" && name.trim() === "";
        // The name of a body is sent nowhere: a space for one goes through, in a published connector too.
        if (name === undefined || (blank && !(name !== "" && locationOf(node) === "body"))) {
          const empty = name !== undefined;
          context.report(
            empty ? node.at("name") : node,
            `The parameter has ${empty ? "an empty" : "no"} name.`,
            {
              help: 'Add "name": what the service calls it.',
              codes: [empty ? "RequiredValueEmpty" : "RequiredPropertyMissing"],
            },
          );
        } else if (typeof name !== "string") {
          context.report(
            node.at("name"),
            `The name of a parameter must be a string, but is ${kindName(name)}.`,
            {
              help: "Write the name in quotes.",
              codes: ["JsonTypeIncorrect"],
            },
          );
        }
        const location = own(node.value, "in");
        if (location === undefined) {
          context.report(
            node,
            `The parameter ${quote(parameterName(node))} does not say where it goes: "in" is missing.`,
            {
              help: `Add "in": ${list(LOCATIONS, "or")}.`,
              codes: ["RequiredPropertyMissing"],
            },
          );
        } else if (!(LOCATIONS as readonly unknown[]).includes(location)) {
          const place = node.at("in");
          const text = typeof location === "string" ? location : "";
          const meant = LOCATIONS.find((known) => known.toLowerCase() === text.trim().toLowerCase());
          context.report(place, `A parameter cannot be in ${show(location)}.`, {
            help:
              text === "cookie"
                ? "The platform sends no cookies; use a header or a query parameter."
                : `${didYouMean(text, LOCATIONS)}Write ${list(LOCATIONS, "or")}.`,
            codes: ["JsonValueNotInEnum"],
            fix:
              meant === undefined
                ? undefined
                : {
                    title: `Write "${meant}"`,
                    edits: (document) => replaceValue(document, place.pointer, meant),
                  },
          });
        }
      },
    },
    bad: [
      { definition: given({ in: "query", type: "string" }), at: [AT] },
      { definition: given({ name: "q", type: "string" }), at: [AT] },
      { definition: given({ name: "q", in: "cookie", type: "string" }), at: [`${AT}/in`] },
      { definition: given({ name: "q", in: "Query", type: "string" }), at: [`${AT}/in`] },
      { definition: given({ name: 7, in: "query", type: "string" }), at: [`${AT}/name`] },
      { definition: given({ name: " ", in: "query", type: "string" }), at: [`${AT}/name`] },
    ],
    good: [
      { definition: given({ name: "q", in: "query", type: "string" }) },
      { definition: given({ name: " ", in: "body", schema: {} }) },
    ],
  },
  {
    id: "param-type-required",
    group: "parameters",
    statement: `A parameter outside the body has a type: ${TYPES.join(", ")}.`,
    why: "The designer leaves out parameters without a type it knows, so that makers cannot fill them in.",
    severity: ERROR,
    codes: ["RequiredPropertyMissing", "JsonValueNotInEnum", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, DESIGNER_PARAMETERS],
    fixable: true,
    asksFor: ["type"],
    checks: onKinds(["parameter", "items"], (node, context) => {
      const items = node.kind === "items";
      if (!items && (locationOf(node) === "body" || own(node.value, "in") === undefined)) return;
      const types = items ? ITEM_TYPES : TYPES;
      const type = own(node.value, "type");
      if (typeof type === "string" && types.includes(type)) return;
      const name = quote(items && node.parent ? parameterName(node.parent) : parameterName(node));
      const what = items ? `The list items of ${name} have` : `The parameter ${name} has`;
      if (type === undefined) {
        // A schema in place of the type has a rule of its own.
        if (isObject(own(node.value, "schema"))) return;
        context.report(node, `${what} no type.`, {
          help: `Add "type": ${list(types, "or")}.`,
          codes: ["RequiredPropertyMissing"],
        });
      } else if (typeof type !== "string") {
        context.report(node.at("type"), `${what} ${kindName(type)} in place of a type.`, {
          help: `Write one of ${list(types, "or")}.`,
          codes: ["JsonTypeIncorrect"],
        });
      } else {
        const place = node.at("type");
        const meant = types.find((known) => known === type.trim().toLowerCase());
        context.report(place, `${what} the type ${quote(type)}, which does not exist outside a body.`, {
          help:
            type === "object"
              ? 'Write "string" and say in the description how to write the value, or declare one parameter for each property.'
              : `${didYouMean(type, types)}Write ${list(types, "or")}.`,
          codes: ["JsonValueNotInEnum"],
          fix:
            meant === undefined
              ? undefined
              : {
                  title: `Write "${meant}"`,
                  edits: (document) => replaceValue(document, place.pointer, meant),
                },
        });
      }
    }),
    bad: [
      { definition: given({ name: "q", in: "query" }), at: [AT] },
      { definition: given({ name: "q", in: "query", type: "object" }), at: [`${AT}/type`] },
      { definition: given({ name: "q", in: "query", type: "String" }), at: [`${AT}/type`] },
      { definition: given({ name: "q", in: "query", type: ["string", "null"] }), at: [`${AT}/type`] },
      { definition: given({ name: "q", in: "query", type: "array", items: {} }), at: [`${AT}/items`] },
    ],
    good: [{ definition: given({ name: "q", in: "query", type: "array", items: { type: "string" } }) }],
  },
  {
    id: "param-required-boolean",
    group: "parameters",
    statement: '"required" of a parameter is true or false.',
    why: "The platform refuses other values.",
    severity: ERROR,
    codes: ["JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    onlyWith: [{ required: (value) => typeof value !== "boolean" }],
    checks: {
      parameter(node, context) {
        const value = own(node.value, "required");
        if (value === undefined || typeof value === "boolean") return;
        const place = node.at("required");
        const text = typeof value === "string" ? value.trim().toLowerCase() : undefined;
        const meant = text === "true" ? true : text === "false" ? false : undefined;
        context.report(
          place,
          `"required" of the parameter ${quote(parameterName(node))} must be true or false, but is ${show(value)}.`,
          {
            help: Array.isArray(value)
              ? "A list of required properties belongs into the schema; write true or false here."
              : "Write true or false without quotes.",
            fix:
              meant === undefined
                ? undefined
                : {
                    title: "Write it without quotes",
                    edits: (document) => replaceValue(document, place.pointer, meant),
                  },
          },
        );
      },
    },
    bad: [
      {
        definition: given({ name: "q", in: "query", type: "string", required: "true" }),
        at: [`${AT}/required`],
      },
      {
        definition: given({ name: "q", in: "query", type: "string", required: ["q"] }),
        at: [`${AT}/required`],
      },
    ],
    good: [{ definition: given({ name: "q", in: "query", type: "string", required: true }) }],
  },
  {
    id: "param-array-items",
    group: "parameters",
    statement: "Whatever is an array says what its items are.",
    why: "Without items the designer can offer neither an editor for the list nor dynamic content from it, and the validator refuses it.",
    severity: ERROR,
    codes: ["ArrayHasNoItems", "JsonTypeIncorrect"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
    asksFor: ["items"],
    onlyWith: [withText("type", "array"), { items: (items) => !isObject(items) }],
    checks: onKinds(["parameter", "items", "header", "schema"], (node, context) => {
      const items = own(node.value, "items");
      if (isObject(items) || (node.kind === "parameter" && locationOf(node) === "body")) return;
      const schema = node.kind === "schema";
      const unread = schema && isUnread(node);
      const what =
        node.kind === "parameter" ? `The array parameter ${quote(parameterName(node))}` : "The array";
      if (items !== undefined && items !== null) {
        // In schemas another rule speaks of items that are none or several.
        if (schema) return;
        context.report(node.at("items"), `"items" must be an object, but is ${kindName(items)}.`, {
          help: 'Write "items": {"type": "string"}, or what they are.',
          codes: ["JsonTypeIncorrect"],
        });
        return;
      }
      if (own(node.value, "type") !== "array") return;
      context.report(items === null ? node.at("items") : node, `${what} does not say what its items are.`, {
        codes: ["ArrayHasNoItems"],
        help: schema
          ? 'Add "items": {"type": "object", …}, or {} if they can be anything.'
          : 'Add "items": {"type": "string"}, or what they are.',
        ...(context.subject.profile === "import" && unread && { severity: "warning" }),
        // In a schema an empty one allows everything; elsewhere the type has to be known.
        fix: schema
          ? { title: 'Add "items": {}', edits: (document) => addMember(document, node.pointer, "items", {}) }
          : undefined,
      });
    }),
    bad: [
      { definition: given({ name: "q", in: "query", type: "array" }), at: [AT] },
      { definition: given({ name: "q", in: "query", type: "array", items: null }), at: [`${AT}/items`] },
      { definition: given({ name: "q", in: "query", type: "array", items: "string" }), at: [`${AT}/items`] },
      { definition: { definitions: { Parcels: { type: "array" } } }, at: ["/definitions/Parcels"] },
      {
        definition: { definitions: { Parcels: { type: "object", items: { type: "array" } } } },
        at: ["/definitions/Parcels/items"],
      },
      {
        definition: given({ name: "b", in: "body", schema: { type: "array", items: null } }),
        at: [`${AT}/schema/items`],
      },
    ],
    good: [{ definition: { definitions: { Parcels: { type: "array", items: {} } } } }],
  },
]);

/** Below the "items" of something that is no array: nobody looks there, and a connector with such an array was published. */
function isUnread(schema: Node): boolean {
  for (let node = schema; node.kind === "schema" && node.parent; node = node.parent)
    if (node.position === "items" && own(node.parent.value, "type") === "object") return true;
  return false;
}
