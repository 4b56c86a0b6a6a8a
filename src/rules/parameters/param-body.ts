/** What describes a body is in its schema; what describes any other parameter is at the parameter. */

import { removeAt } from "../../json/edits.ts";
import { moveMember } from "../../json/move-text.ts";
import { isObject, type JsonValue, own, ownString } from "../../json/values.ts";
import { withText } from "../facts/checks.ts";
import { inputKind, locationOf, parameterName } from "../facts/parameter-kinds.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const SIMPLE = ["string", "number", "integer", "boolean"];
/** Keys that describe a value, which a body describes in its schema. */
const VALUE_KEYS = [
  "type",
  "format",
  "items",
  "default",
  "enum",
  "collectionFormat",
  "maximum",
  "exclusiveMaximum",
  "minimum",
  "exclusiveMinimum",
  "maxLength",
  "minLength",
  "pattern",
  "maxItems",
  "minItems",
  "uniqueItems",
  "multipleOf",
];
const DYNAMIC = [
  "x-ms-dynamic-values",
  "x-ms-dynamic-list",
  "x-ms-dynamic-schema",
  "x-ms-dynamic-properties",
  "x-ms-dynamic-tree",
];

/** Reports keys of a body parameter that belong into its schema, with a fix that moves them there where that is certain. */
function reportMisplaced(
  node: Node,
  context: Context,
  keys: readonly string[],
  says: (key: string) => string,
): void {
  const schema = own(node.value, "schema");
  // A schema shared by reference must not change for one parameter's sake.
  const inline = isObject(schema) && own(schema, "$ref") === undefined;
  for (const key of keys) {
    const value = own(node.value, key);
    if (value === undefined) continue;
    const place = node.at(key);
    const said: JsonValue | undefined = isObject(schema) ? own(schema, key) : undefined;
    const same = said !== undefined && JSON.stringify(said) === JSON.stringify(value);
    context.report(place, says(key), {
      help:
        said === undefined
          ? `Move "${key}" into the schema.`
          : `Remove it; the schema has a "${key}" already.`,
      part: "key",
      related:
        schema === undefined ? [] : [{ place: node.at("schema"), label: "belongs in here", part: "key" }],
      fix: same
        ? { title: `Remove "${key}"`, edits: (document) => removeAt(document, place.pointer) }
        : inline && said === undefined
          ? {
              title: `Move "${key}" into the schema`,
              edits: (document) => moveMember(document, place.pointer, node.at("schema").pointer),
            }
          : undefined,
    });
  }
}

const SCHEMA_HELP =
  'Write "schema": {"type": "object", "properties": { … }}, or {"$ref": "#/definitions/…"}.';

const given = (...parameters: Record<string, unknown>[]) =>
  ({ paths: { "/depots": { get: { parameters } } } }) as never;
const body = (more: Record<string, unknown>) => given({ name: "body", in: "body", ...more });
const AT = "/paths/~1depots/get/parameters/0";
const DYNAMIC_SCHEMA = { operationId: "ListDepots", parameters: {}, "value-path": "schema" };

export default defineRules("parameters", [
  {
    id: "param-body-schema-required",
    statement: "A body parameter has a schema.",
    why: "The schema says which fields makers see, and the import refuses a body without one.",
    severity: ERROR,
    codes: ["BodyParameterSchemaRequired", "JsonTypeIncorrect"],
    sources: [VALIDATOR_CODES],
    asksFor: ["schema"],
    onlyWith: [withText("in", "body")],
    shape: [
      {
        of: "parameter",
        faults: ["type"],
        keys: ["schema"],
        say: ({ node, value }) =>
          locationOf(node) === "body" && value !== null
            ? {
                message: `The schema of the body parameter ${quote(parameterName(node))} is ${kindName(value)}; it must be an object.`,
                help: SCHEMA_HELP,
              }
            : undefined,
      },
    ],
    checks: {
      parameter(node, context) {
        const schema = own(node.value, "schema");
        // A file belongs into a form, which another rule says.
        if ((schema !== undefined && schema !== null) || own(node.value, "type") === "file") return;
        context.report(
          schema === null ? node.at("schema") : node,
          `The body parameter ${quote(parameterName(node))} has no schema.`,
          { help: SCHEMA_HELP, codes: ["BodyParameterSchemaRequired"] },
        );
      },
    },
    bad: [
      { definition: body({}), at: [AT] },
      { definition: body({ schema: null }), at: [`${AT}/schema`] },
      { definition: body({ schema: "#/definitions/Parcel" }), at: [`${AT}/schema`] },
    ],
    good: [{ definition: body({ schema: {} }) }],
  },
  {
    id: "param-body-extra-keys",
    statement: "A body parameter describes its value in the schema, not beside it.",
    why: "The import refuses a type, format, default or list of values on the body parameter itself.",
    severity: ERROR,
    codes: ["BodyParameterPropertyNotValid"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
    // A file belongs in a form.
    yieldsTo: ["param-file-formdata"],
    onlyWith: [withText("in", "body")],
    checks: {
      parameter(node, context) {
        if (locationOf(node) !== "body") return;
        const name = quote(parameterName(node));
        reportMisplaced(
          node,
          context,
          VALUE_KEYS,
          (key) => `The body parameter ${name} has "${key}" beside its schema.`,
        );
      },
    },
    bad: [
      { definition: body({ format: "binary", schema: { type: "string" } }), at: [`${AT}/format`] },
      { definition: body({ type: "object", schema: { type: "object" } }), at: [`${AT}/type`] },
      { definition: body({ default: {}, schema: { $ref: "#/definitions/Parcel" } }), at: [`${AT}/default`] },
    ],
    good: [{ definition: body({ schema: { type: "object" } }) }, { definition: body({ type: "file" }) }],
  },
  {
    id: "param-nonbody-schema",
    statement: "Only a body parameter has a schema.",
    why: "Outside the body Swagger 2.0 writes the type directly on the parameter, and the import refuses a schema there.",
    severity: ERROR,
    codes: ["NonBodyParameterSchemaNotValid"],
    sources: [VALIDATOR_CODES],
    fixable: true,
    onlyWith: ["schema"],
    checks: {
      parameter(node, context) {
        const location = locationOf(node);
        const schema = own(node.value, "schema");
        if (location === undefined || location === "body" || schema === undefined) return;
        const place = node.at("schema");
        const type = ownString(schema, "type");
        // A schema that says nothing but a simple type is how OpenAPI 3 writes it.
        const mended =
          isObject(schema) &&
          Object.keys(schema).length === 1 &&
          type !== undefined &&
          SIMPLE.includes(type) &&
          own(node.value, "type") === undefined;
        context.report(place, `The ${inputKind(location)} ${quote(parameterName(node))} has a schema.`, {
          help: `Write ${type === undefined ? 'the "type" of the value' : `"type": ${quote(type)}`} on the parameter instead of "schema"${type === "object" ? ", which is possible in the body only: make it a string, or move it into the body" : ""}.`,
          part: "key",
          fix: mended
            ? {
                title: 'Write the "type" instead',
                edits: (document) => {
                  const found = document.locate(place.pointer);
                  if (!found.exact || found.keyStart === undefined) return undefined;
                  return [{ start: found.keyStart, end: found.end, text: `"type": ${JSON.stringify(type)}` }];
                },
              }
            : undefined,
        });
      },
    },
    bad: [
      { definition: given({ name: "q", in: "query", schema: { type: "string" } }), at: [`${AT}/schema`] },
      {
        definition: given({ name: "q", in: "query", schema: { $ref: "#/definitions/Parcel" } }),
        at: [`${AT}/schema`],
      },
      { definition: given({ name: "q", in: "query", type: "string", schema: null }), at: [`${AT}/schema`] },
    ],
    good: [{ definition: given({ name: "q", in: "query", type: "string" }) }],
  },
  {
    id: "param-body-dynamic-extension",
    statement: "Dynamic extensions of a body are in its schema, not on the body parameter.",
    why: "The platform looks for dynamic extensions of a body in its schema only, and the import refuses them on the parameter.",
    severity: ERROR,
    codes: ["DynamicExtensionDefinitionNotAllowedInParameter"],
    sources: [VALIDATOR_CODES],
    fixable: true,
    onlyWith: DYNAMIC,
    checks: {
      parameter(node, context) {
        if (locationOf(node) !== "body") return;
        const name = quote(parameterName(node));
        reportMisplaced(node, context, DYNAMIC, (key) => `The body parameter ${name} carries ${key} itself.`);
      },
    },
    bad: [
      {
        definition: body({ "x-ms-dynamic-schema": DYNAMIC_SCHEMA, schema: { type: "object" } }),
        at: [`${AT}/x-ms-dynamic-schema`],
      },
    ],
    good: [{ definition: body({ schema: { type: "object", "x-ms-dynamic-schema": DYNAMIC_SCHEMA } }) }],
  },
]);
