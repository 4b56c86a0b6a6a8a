/** What every parameter must say: its name, its place, its type or schema. */

import { ITEM_TYPES, LOCATIONS, PARAMETER_TYPES } from "../../definition/grammar/swagger.ts";
import { addMember } from "../../json/edits.ts";
import { isObject, own } from "../../json/values.ts";
import { onKinds, withText } from "../facts/checks.ts";
import { inputKind, locationOf, parameterName } from "../facts/parameter-kinds.ts";
import { startingName } from "../facts/schema-name.ts";
import type { Node } from "../language/node.ts";
import { kindName, list, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, DESIGNER_PARAMETERS, VALIDATOR_CODES } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const NAME_HELP = 'Write "name": "…" with the name by which the service knows the value.';

/** The base connector with parameters on the operation that lists the depots. */
const given = (...parameters: Record<string, unknown>[]) =>
  ({ paths: { "/depots": { get: { parameters } } } }) as never;
const AT = "/paths/~1depots/get/parameters/0";

/** "A query parameter of "GetParcel"", as far as that can be told. */
function startOf(node: Node): string {
  const kind = inputKind(locationOf(node));
  const id = node.parent?.operation?.id;
  return `${/^[aeio]/.test(kind) ? "An" : "A"} ${kind}${id ? ` of ${quote(id)}` : ""}`;
}

export default defineRules("parameters", [
  {
    id: "param-name-required",
    statement: `Every parameter has a name and a place: ${LOCATIONS.join(", ")}.`,
    why: "Without a name and a place the platform does not know what to send where, and the import refuses the definition.",
    severity: ERROR,
    codes: ["RequiredPropertyMissing", "RequiredValueEmpty", "JsonValueNotInEnum", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    shape: [
      {
        of: "parameter",
        faults: ["missing", "empty", "type"],
        keys: ["name"],
        say({ fault, node, value }) {
          if (fault === "type") return {};
          // The name of a body is sent nowhere: a space for one goes through, in a published connector too.
          if (fault === "empty" && value !== "" && locationOf(node) === "body") return undefined;
          return {
            message: `${startOf(node)} has ${fault === "empty" ? "an empty" : "no"} name.`,
            help: NAME_HELP,
          };
        },
      },
      {
        of: "parameter",
        faults: ["missing", "type", "value"],
        keys: ["in"],
        say({ fault, node, value }, usual) {
          if (fault === "missing")
            return {
              message: `The parameter ${quote(parameterName(node))} does not say where it goes: "in" is missing.`,
              help: `Add "in": ${list(LOCATIONS, "or")}.`,
            };
          return {
            message: `The parameter ${quote(parameterName(node))} is said to be in ${show(value)}, which is not a place.`,
            help:
              value === "cookie"
                ? "The platform sends no cookies; use a header or a query parameter."
                : fault === "type"
                  ? `Write ${list(LOCATIONS, "or")}.`
                  : usual.help,
            codes: ["JsonValueNotInEnum"],
          };
        },
      },
    ],
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
    statement: `A parameter outside the body has a type: ${PARAMETER_TYPES.join(", ")}.`,
    why: "The designer leaves out parameters without a known type, so that makers cannot fill them in.",
    severity: ERROR,
    codes: ["RequiredPropertyMissing", "JsonValueNotInEnum", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, DESIGNER_PARAMETERS],
    yieldsTo: ["param-nonbody-schema"],
    fixable: true,
    shape: [
      {
        of: ["parameter", "items"],
        faults: ["missing", "type", "value"],
        keys: ["type"],
        say({ fault, kindName: kind, node, holder, value: type }, usual) {
          const items = kind === "items";
          if (!items && (locationOf(node) === "body" || own(holder, "in") === undefined)) return undefined;
          const types = items ? ITEM_TYPES : PARAMETER_TYPES;
          const name = quote(items && node.parent ? parameterName(node.parent) : parameterName(node));
          const what = items ? `The list items of ${name} have` : `The parameter ${name} has`;
          if (fault === "missing")
            return {
              message: `${what} no type.`,
              help: `Add "type": "string", or ${list(
                types.filter((type) => type !== "string"),
                "or",
              )} if that is what the service takes.`,
            };
          if (fault === "type")
            return {
              message: `${what} ${kindName(type)} in place of a type.`,
              help: `Write one of ${list(types, "or")}.`,
            };
          return {
            message: `${what} the type ${show(type)}, which does not exist outside a body.`,
            help:
              type === "object"
                ? 'Declare one parameter for each property if the service takes them one by one. Otherwise write "string", and say in the description how to write the value.'
                : usual.help,
          };
        },
      },
    ],
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
    statement: '"required" of a parameter is true or false.',
    why: 'The import refuses a definition in which "required" of a parameter is anything but true or false.',
    severity: ERROR,
    codes: ["JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    shape: [
      {
        of: "parameter",
        faults: ["type"],
        keys: ["required"],
        say: ({ node, value }, usual) => ({
          message: `"required" of the parameter ${quote(parameterName(node))} is ${show(value)}; it must be true or false.`,
          help: Array.isArray(value)
            ? "Write true or false here; a list of required properties belongs in the schema."
            : usual.help,
        }),
      },
    ],
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
    statement: "Whatever is an array says what its items are.",
    why: "Without items the designer can offer neither an editor for the list nor dynamic content from it, and Microsoft's validator refuses it.",
    severity: ERROR,
    codes: ["ArrayHasNoItems", "JsonTypeIncorrect"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
    asksFor: ["items"],
    shape: [
      {
        of: ["parameter", "items", "header"],
        faults: ["type"],
        keys: ["items"],
        say: ({ node, value }) =>
          value === null || (node.kind === "parameter" && locationOf(node) === "body") ? undefined : {},
      },
    ],
    onlyWith: [withText("type", "array"), { items: (items) => !isObject(items) }],
    checks: onKinds(["parameter", "items", "header", "schema"], (node, context) => {
      const items = own(node.value, "items");
      if (isObject(items) || (node.kind === "parameter" && locationOf(node) === "body")) return;
      const schema = node.kind === "schema";
      const unread = schema && isUnread(node);
      const what =
        node.kind === "parameter"
          ? `The array parameter ${quote(parameterName(node))}`
          : schema
            ? startingName(node, "is an array and", "are arrays and")
            : "The array";
      if (items !== undefined && items !== null) {
        return;
      }
      if (own(node.value, "type") !== "array") return;
      context.report(
        items === null ? node.at("items") : node,
        `${what} ${what.endsWith("are arrays and") ? "do not say what their" : "does not say what its"} items are.`,
        {
          codes: ["ArrayHasNoItems"],
          help: schema
            ? helpForItems(node)
            : 'Add "items": {"type": "string"}, or another type if the entries are no texts.',
          severity: unread ? { import: "warning" } : undefined,
          // In a schema an empty one allows everything; elsewhere the type has to be known.
          fix:
            schema && own(node.value, "properties") === undefined
              ? {
                  title: 'Add "items": {}',
                  edits: (document) => addMember(document, node.pointer, "items", {}),
                }
              : undefined,
        },
      );
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

/** What describes one item is often there, one level too high. */
function helpForItems(schema: Node): string {
  const beside = ["properties", "required", "additionalProperties"].filter(
    (key) => own(schema.value, key) !== undefined,
  );
  return beside.includes("properties")
    ? `Its ${list(beside)} ${beside.length > 1 ? "describe" : "describes"} one item: move ${beside.length > 1 ? "them" : "it"} into "items": {"type": "object", "properties": { … }}. If the service sends one object and no list, write "type": "object" instead.`
    : 'Add "items": {"type": "object", "properties": { … }} or {"type": "string"}: what one item is. Write {} if it can be anything.';
}

/** Below the "items" of something that is not an array: nobody looks there, and a connector with such an array was published. */
function isUnread(schema: Node): boolean {
  for (let node = schema; node.kind === "schema" && node.parent; node = node.parent)
    if (node.position === "items" && own(node.parent.value, "type") === "object") return true;
  return false;
}
