import { SCHEMA_TYPES } from "../../definition/grammar/swagger.ts";
import { resolveObject } from "../../definition/reference.ts";
import { addMember, removeAt, replaceValue } from "../../json/edits.ts";
import { isObject, type JsonValue, own, ownArray, ownObject, ownString } from "../../json/values.ts";
import { CREATE, createWith } from "../examples/small-changes.ts";
import { compose, findProperty, propertyNames } from "../facts/composed-schema.ts";
import { schemaName, startingName } from "../facts/schema-name.ts";
import type { Context } from "../language/context.ts";
import { askFor, nearest } from "../language/nearest.ts";
import { type Node, USED_AS } from "../language/node.ts";
import { kindName, list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const parcel = (schema: Record<string, JsonValue>) => ({ definitions: { Parcel: schema } });
const AT = "/definitions/Parcel/required";
/** More properties than that are not searched for a near miss. */
const MAX_SUGGESTED_FROM = 500;
/** Of a list that has little to do with the properties, one finding is enough. */
const MAX_LISTED = 20;

export default defineRules("schemas", [
  {
    id: "schema-required-array",
    statement: "The required of a schema is an array of property names, not empty and each name once.",
    why: "The platform refuses the import. A property is required by the list of the object around it; true or false on the property itself is how parameters say it.",
    severity: { import: "error", certification: "error" },
    codes: ["RequiredPropertyArrayEmpty", "JsonTypeIncorrect", "ArrayDuplicateValue"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
    shape: [
      {
        of: "schema",
        faults: ["type"],
        keys: ["required"],
        say({ entry, node: schema, value: required }) {
          if (entry !== undefined)
            return {
              message: `The "required" list of ${schemaName(schema)} holds ${kindName(required)}${typeof required === "number" ? ` (${required})` : ""}, not a property name.`,
              help: "Write the name of a property as a text, or remove it.",
            };
          const isBoolean = typeof required === "boolean";
          return {
            message: `"required" of ${schemaName(schema)} is ${isBoolean ? String(required) : kindName(required)} instead of a list of property names.`,
            help:
              schema.position === "property"
                ? `Remove it here and ${required === true ? `list ${quote(String(schema.key))} in` : "look at"} the "required" of the schema around it.`
                : "List the names of the required properties, or remove it.",
            fix: isBoolean ? booleanFix(schema, required) : undefined,
          };
        },
      },
    ],
    onlyWith: ["required"],
    checks: {
      schema(schema, context) {
        const required = own(schema.value, "required");
        if (required === undefined) return;
        const place = schema.at("required");
        if (!Array.isArray(required)) return;
        if (required.length === 0) {
          context.report(place, `The "required" list of ${schemaName(schema)} is empty.`, {
            help: "Remove it: nothing is required then.",
            codes: ["RequiredPropertyArrayEmpty"],
            fix: {
              title: 'Remove the empty "required"',
              edits: (document) => removeAt(document, place.pointer),
            },
          });
          return;
        }
        const seen = new Map<string, number>();
        for (const [index, name] of required.entries()) {
          const at = schema.at("required", index);
          if (typeof name !== "string") continue;
          const first = seen.get(name);
          if (first === undefined) seen.set(name, index);
          else {
            context.report(at, `The "required" list of ${schemaName(schema)} names ${quote(name)} twice.`, {
              help: "Remove one of the two.",
              label: "again",
              related: [{ place: schema.at("required", first), label: "first here" }],
              codes: ["ArrayDuplicateValue"],
              fix: { title: "Remove the second one", edits: (document) => removeAt(document, at.pointer) },
            });
          }
        }
      },
    },
    bad: [
      { definition: parcel({ required: [] }), at: [AT] },
      { definition: parcel({ required: ["id", "id"] }), at: [`${AT}/1`] },
      {
        definition: parcel({ properties: { id: { required: true } } }),
        at: ["/definitions/Parcel/properties/id/required"],
      },
      { definition: parcel({ required: [1] }), at: [`${AT}/0`] },
    ],
    good: [{ definition: parcel({ required: ["id"] }) }],
  },
  {
    id: "schema-required-defined",
    statement: "Every required property is among the properties.",
    why: "Makers cannot fill in a property that the schema does not describe: in an input every call fails for want of it, and Microsoft's validator warns.",
    severity: { import: "warning", certification: "warning" },
    codes: ["RequiredPropertyDefinitionMissing"],
    sources: [VALIDATOR_CODES, "observed: eight published connectors"],
    fixable: true,
    comparesPlaces: true,
    onlyWith: ["required"],
    checks: {
      schema(schema, context) {
        const required = ownArray(schema.value, "required");
        if (!required || required.length === 0 || !describesObject(schema)) return;
        const self = compose(context.root, schema.value);
        // A part of an allOf may require what its sibling or the schema around it describes.
        const around =
          schema.position === "allOf" && schema.parent
            ? compose(context.root, schema.parent.value)
            : undefined;
        if (!self.complete || around?.complete === false) return;
        const lost = required.filter(
          (name) =>
            typeof name === "string" &&
            findProperty(self, name) === undefined &&
            !(around && findProperty(around, name) !== undefined),
        );
        if (lost.length > MAX_LISTED) {
          context.report(
            schema.at("required"),
            `${lost.length} required properties of ${schemaName(schema)} are not described.`,
            {
              help: `Describe ${list(lost as string[])} under "properties" if the service needs them; otherwise remove them from "required".`,
            },
          );
          return;
        }
        const seen = new Set<string>();
        const names = propertyNames(self);
        for (const [index, name] of required.entries()) {
          if (typeof name !== "string" || seen.has(name)) continue;
          seen.add(name);
          if (!lost.includes(name)) continue;
          const suggestion = names.length <= MAX_SUGGESTED_FROM ? nearest(name, names) : undefined;
          const place = schema.at("required", index);
          const sameButCase =
            suggestion?.toLowerCase() === name.toLowerCase() && !required.includes(suggestion);
          context.report(
            place,
            `${startingName(schema, "requires", "require")} the property ${quote(name)}, which is not described.`,
            {
              help: `${askFor(suggestion)}If the service needs it, describe it under "properties", as in ${quoteWhole(name)}: {"type": "string"}. Otherwise remove it from "required".`,
              label: "no such property",
              ...(isObject(own(schema.value, "properties")) && {
                related: [{ place: schema.at("properties"), label: "not described here" }],
              }),
              fix: sameButCase
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
      { definition: parcel({ required: ["Id"] }), at: [`${AT}/0`] },
      { definition: parcel({ required: ["id", "weight"] }), at: [`${AT}/1`] },
    ],
    good: [
      { definition: parcel({ required: ["id"] }) },
      {
        definition: {
          definitions: {
            Letter: { type: "object", required: ["id"], allOf: [{ $ref: "#/definitions/Parcel" }] },
          },
        },
      },
    ],
  },
  {
    id: "schema-required-on-object",
    statement: 'Only schemas of the type "object" have a list of required properties.',
    why: "A list of required properties has no effect on anything but an object: what should be required is not, and Microsoft's validator reports it.",
    severity: { import: "warning", certification: "warning" },
    codes: ["RequiredPropertyNotOnObject"],
    sources: [VALIDATOR_CODES, "observed: eight published connectors"],
    fixable: true,
    removes: "list",
    onlyWith: ["required"],
    checks: {
      schema(schema, context) {
        const required = ownArray(schema.value, "required");
        if (!required || required.length === 0 || describesObject(schema)) return;
        const type = ownString(schema.value, "type");
        // A type that does not exist has a rule of its own; nobody knows what was meant.
        if (type !== undefined && type !== "file" && !(SCHEMA_TYPES as readonly string[]).includes(type))
          return;
        const names = required.filter((name) => typeof name === "string");
        const place = schema.at("required");
        context.report(
          place,
          `${type === undefined ? startingName(schema, "has no properties and requires", "have no properties and require") : startingName(schema, `is of the type ${quote(type)} and requires`, `are of the type ${quote(type)} and require`)} ${list(names)}, but only objects have properties.`,
          {
            help:
              type === "array"
                ? own(ownObject(schema.value, "items"), "required") === undefined
                  ? 'Move "required" into "items", whose objects have these properties.'
                  : 'Remove it: "items" has a list of its own.'
                : 'Remove "required", or write "type": "object" if it has properties.',
            part: "key",
            fix:
              type !== undefined && type !== "array"
                ? { title: 'Remove "required"', edits: (document) => removeAt(document, place.pointer) }
                : undefined,
          },
        );
      },
    },
    bad: [
      {
        definition: parcel({ properties: { id: { required: ["id"] } } }),
        at: ["/definitions/Parcel/properties/id/required"],
      },
    ],
    good: [
      { definition: parcel({ required: ["id"] }) },
      { definition: parcel({ type: "Object", required: ["id"] }) },
    ],
  },
  {
    id: "schema-required-readonly",
    statement: "A property of an input is not both required and readOnly.",
    why: "The platform refuses the import: makers may not fill in what is readOnly, but have to.",
    severity: { import: "error", certification: "error" },
    codes: ["RequiredReadOnlyPropertyNotAllowedAsInput"],
    sources: [VALIDATOR_CODES],
    onlyWith: ["readOnly", "required"],
    checks: {
      schema(schema, context) {
        checkReferences(schema, context);
        if (!schema.required || schema.position !== "property" || (schema.usage & USED_AS.input) === 0)
          return;
        if (own(schema.value, "readOnly") !== true) return;
        const required = schema.parent ? ownArray(schema.parent.value, "required") : undefined;
        const index = required?.indexOf(String(schema.key)) ?? -1;
        context.report(
          schema.at("readOnly"),
          `The input property ${quote(String(schema.key))} is readOnly and required.`,
          {
            help: "Remove readOnly if makers fill it in; otherwise take it off the list of required properties.",
            related:
              schema.parent && index >= 0
                ? [{ place: schema.parent.at("required", index), label: "required here" }]
                : [],
          },
        );
      },
    },
    bad: [
      {
        definition: createWith({
          parameters: [
            {
              name: "body",
              in: "body",
              required: true,
              schema: {
                type: "object",
                required: ["receiver"],
                properties: {
                  receiver: {
                    type: "string",
                    "x-ms-summary": "Receiver",
                    description: "Name of the person who gets the parcel.",
                    readOnly: true,
                  },
                },
              },
            },
          ],
        }),
        at: [`${CREATE}/parameters/0/schema/properties/receiver/readOnly`],
      },
      {
        definition: {
          definitions: { Stamp: { type: "object", readOnly: true, properties: {} } },
          paths: {
            "/parcels": {
              post: {
                parameters: [
                  {
                    name: "body",
                    in: "body",
                    schema: {
                      type: "object",
                      required: ["stamp"],
                      properties: { stamp: { $ref: "#/definitions/Stamp" } },
                    },
                  },
                ],
              },
            },
          },
        },
        at: [`${CREATE}/parameters/0/schema/properties/stamp`],
      },
    ],
    good: [{ definition: parcel({ required: ["id"], properties: { id: { readOnly: true } } }) }],
  },
]);

/** A property that is a reference is readOnly where its definition says so. */
function checkReferences(schema: Node, context: Context): void {
  const required = ownArray(schema.value, "required");
  const properties = ownObject(schema.value, "properties");
  if (!required || !properties || (schema.usage & USED_AS.input) === 0) return;
  for (const [index, name] of required.entries()) {
    if (typeof name !== "string") continue;
    const property = ownObject(properties, name);
    if (own(property, "$ref") === undefined) continue;
    const target = resolveObject(context.root, property, "");
    if (!target || own(target.value, "readOnly") !== true) continue;
    context.report(
      schema.at("properties", name),
      `The input property ${quote(name)} is required, but its definition is readOnly.`,
      {
        help: `Remove readOnly from the definition if makers fill it in; otherwise take ${quote(name)} off the list of required properties.`,
        related: [
          { place: { file: schema.file, pointer: `${target.pointer}/readOnly` }, label: "readOnly here" },
          { place: schema.at("required", index), label: "required here" },
        ],
      },
    );
  }
}

/** Whether a schema can have properties: it says so, or does not say what else it is and has properties or parts. */
function describesObject(schema: Node): boolean {
  const type = own(schema.value, "type");
  if (type !== undefined) return type === "object" || typeof type !== "string";
  return (
    own(schema.value, "properties") !== undefined ||
    own(schema.value, "allOf") !== undefined ||
    schema.position === "allOf"
  );
}

/** `required: true` on a property moves into the list of its parent; `required: false` goes. */
function booleanFix(schema: Node, required: boolean) {
  const parent = schema.parent;
  if (required && (schema.position !== "property" || !parent || parent.kind !== "schema")) return undefined;
  const name = String(schema.key);
  const written = parent && own(parent.value, "required");
  if (required && written !== undefined && !Array.isArray(written)) return undefined;
  const names = Array.isArray(written) ? written : undefined;
  return {
    title: required ? "Move it into the list of the schema around it" : 'Remove "required"',
    edits: (document: Parameters<typeof removeAt>[0]) => {
      const removed = removeAt(document, schema.at("required").pointer);
      if (!removed || !required || !parent || names?.includes(name)) return removed;
      const added = names
        ? replaceValue(document, parent.at("required").pointer, [...names, name])
        : addMember(document, parent.pointer, "required", [name]);
      return added && [...removed, ...added];
    },
  };
}
