/** Shapes of schemas of which makers see less than the author described. */

import { outputSchema } from "../../definition/answers.ts";
import { resolveObject } from "../../definition/reference.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, own, ownObject, ownString } from "../../json/values.ts";
import { DEPOTS, depotsWith, PARCEL, parcelWith } from "../examples/small-changes.ts";
import { nameOf } from "../facts/operation-name.ts";
import { schemaName } from "../facts/schema-name.ts";
import { shapes } from "../facts/trigger-paths.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DESIGNER_OUTPUTS, DESIGNER_PARSER } from "../sources.ts";

const INFO = { import: "info", certification: "info" } as const;
const WARNING = { import: "warning", certification: "warning" } as const;

/** A name as expressions write it. */
function quoteSingle(name: string): string {
  return `'${quoteWhole(name).slice(1, -1).replaceAll("'", "''")}'`;
}

export default defineRules("schemas", [
  {
    id: "schema-property-slash",
    statement: "Names of properties have no slash.",
    why: "Dynamic content names a property by the way to it, with slashes between: a name with a slash reads like a property inside another one.",
    severity: WARNING,
    sources: [DESIGNER_PARSER, "observed: three published connectors"],
    inferred: true,
    onlyWith: ["properties"],
    checks: {
      schema(node, context) {
        const properties = ownObject(node.value, "properties");
        if (!properties || node.usage === 0) return;
        for (const name of Object.keys(properties)) {
          if (!name.includes("/")) continue;
          const [first = "", ...rest] = name.split("/");
          const twin =
            ownObject(ownObject(ownObject(properties, first), "properties"), rest.join("/")) !== undefined;
          context.report(
            node.at("properties", name),
            twin
              ? `The property ${quote(name)} cannot be told from ${quote(rest.join("/"))} inside ${quote(first)}.`
              : `The property ${quote(name)} has a slash in its name, which dynamic content reads as ${quote(rest.join("/"))} inside ${quote(first)}.`,
            {
              help: `Let the service or a script answer with a name without a slash. If it cannot, say in the description that flows read it by an expression, such as item()?[${quoteSingle(name)}].`,
              part: "key",
              ...(twin ? {} : { severity: "info" as const }),
            },
          );
        }
      },
    },
    bad: [
      { definition: parcelWith({ "size/kg": { type: "number" } }), at: [`${PARCEL}/size~1kg`] },
      {
        definition: parcelWith({
          "a/b": { type: "string" },
          a: { type: "object", properties: { b: { type: "string" } } },
        }),
        at: [`${PARCEL}/a~1b`],
      },
    ],
    good: [{ definition: parcelWith({ size_kg: { type: "number" } }) }],
  },
  {
    id: "schema-nested-array",
    statement: "The items of an array are not arrays.",
    why: "Makers cannot reach the inner items by dynamic content, and canvas apps are reported not to read tables inside tables.",
    severity: INFO,
    sources: [DESIGNER_PARSER, "observed: thirteen published connectors"],
    inferred: true,
    onlyWith: ["items"],
    checks: {
      schema(node, context) {
        if (node.usage === 0 || ownString(node.value, "type") !== "array") return;
        const items = own(node.value, "items");
        if (!isObject(items)) return;
        // Mostly the items say at once that they are something else: what they are composed of need not be known.
        const type = ownString(resolveObject(context.root, items, "")?.value, "type");
        if (type !== undefined && type !== "array") return;
        const inner = context.fact(shapes).read({ value: items, pointer: child(node.pointer, "items") });
        if (inner?.declaredType !== "array") return;
        context.report(node.at("items"), `The items of ${schemaName(node)} are arrays themselves.`, {
          help: 'Let the service or a script put each inner array into an object, and describe that: "items": {"type": "object", "properties": {"cells": {"type": "array", …}}}. Otherwise leave it: makers can read it by expressions.',
          label: "an array in an array",
        });
      },
    },
    bad: [
      {
        definition: parcelWith({
          rows: { type: "array", items: { type: "array", items: { type: "string" } } },
        }),
        at: [`${PARCEL}/rows/items`],
      },
    ],
    good: [{ definition: parcelWith({ rows: { type: "array", items: { type: "object" } } }) }],
  },
  {
    id: "schema-allof-outputs",
    statement: "What an operation answers is not described by allOf alone.",
    why: "The designer does not expand allOf: makers get the whole body as one token, and none of its values.",
    severity: WARNING,
    sources: [DESIGNER_PARSER, DESIGNER_OUTPUTS],
    checks: {
      connector(context) {
        const seen = new Set<string>();
        for (const operation of context.model.operations) {
          if (operation.internal) continue;
          let schema = outputSchema(context.root, operation);
          for (let depth = 0; schema && depth < 3 && own(schema.value, "type") === "array"; depth++) {
            const items: JsonObject | undefined = ownObject(schema.value, "items");
            if (!items) break;
            schema = resolveObject(context.root, items, child(schema.pointer, "items"));
          }
          if (!schema || seen.has(schema.pointer)) continue;
          if (
            !Array.isArray(own(schema.value, "allOf")) ||
            Object.keys(ownObject(schema.value, "properties") ?? {}).length > 0
          )
            continue;
          const shape = context.fact(shapes).read(schema);
          if (!shape || shape.properties.size === 0) continue;
          seen.add(schema.pointer);
          context.report(
            context.inDefinition(child(schema.pointer, "allOf")),
            `Makers see ${shape.properties.size === 1 ? "nothing" : `none of the ${shape.properties.size} values`} of the answer of ${nameOf(operation)}: ${list([...shape.properties.keys()].slice(0, 3))} ${shape.properties.size === 1 ? "is" : "are"} in parts of allOf.`,
            {
              help: 'Copy the properties of all parts into "properties" of this schema, and remove "allOf".',
              label: "not expanded",
            },
          );
        }
      },
    },
    bad: [
      {
        definition: {
          definitions: {
            Parcel: {
              type: null,
              properties: null,
              allOf: [{ type: "object", properties: { id: { type: "string" } } }],
            },
          },
        },
        at: ["/definitions/Parcel/allOf"],
      },
      {
        definition: depotsWith({
          "x-ms-visibility": null,
          responses: {
            "200": {
              schema: {
                items: { properties: null, allOf: [{ properties: { code: { type: "string" } } }] },
              },
            },
          },
        }),
        at: [`${DEPOTS}/responses/200/schema/items/allOf`],
      },
    ],
    good: [{}, { definition: parcelWith({ more: { allOf: [{ properties: { id: { type: "string" } } }] } }) }],
  },
]);
