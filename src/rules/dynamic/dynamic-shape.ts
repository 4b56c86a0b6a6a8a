import { DYNAMIC_EXTENSIONS } from "../../definition/dynamic-sources.ts";
import { renameKey } from "../../json/edits.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, own, ownString } from "../../json/values.ts";
import { onParameter, onProperty, PARAMETER_AT, PROPERTY_AT } from "../examples/dynamic-example.ts";
import { entryType } from "../facts/dynamic-targets.ts";
import { dynamicUsages } from "../facts/dynamic-usages.ts";
import type { Context } from "../language/context.ts";
import { list } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { plainKeys } from "../language/shape.ts";
import { DEFINITION_SCHEMA, DESIGNER_QUERIES, OPENAPI_EXTENSIONS } from "../sources.ts";

const KINDS = ["dynamicValues", "dynamicList", "dynamicSchema", "dynamicProperties"] as const;

/** One thing has two names: the older extensions write it with hyphens. */
const TWIN = new Map([
  ["value-collection", "itemsPath"],
  ["value-path", "itemValuePath"],
  ["value-title", "itemTitlePath"],
  ["itemsPath", "value-collection"],
  ["itemValuePath", "value-path"],
  ["itemTitlePath", "value-title"],
]);

const LIST = {
  operationId: "ListDepots",
  parameters: {},
  itemsPath: "",
  itemValuePath: "code",
  itemTitlePath: "city",
};
const VALUES = { operationId: "ListDepots", parameters: {}, "value-path": "code", "value-title": "city" };

export default defineRule("dynamic", {
  id: "dynamic-shape",
  statement: "A dynamic extension is an object that names an operation, and has only the keys that it knows.",
  why: "The designer does not know which operation to ask or what to take from its answer, so that makers see an empty drop-down; the platform refuses the definition at import.",
  severity: { import: "error", certification: "error" },
  codes: ["RequiredPropertyMissing", "JsonTypeIncorrect", "AdditionalPropertyNotAllowed"],
  sources: [OPENAPI_EXTENSIONS, DEFINITION_SCHEMA, DESIGNER_QUERIES],
  fixable: true,
  shape: [
    {
      of: ["parameter", "items", "schema"],
      faults: ["type"],
      keys: [
        DYNAMIC_EXTENSIONS.values,
        DYNAMIC_EXTENSIONS.list,
        DYNAMIC_EXTENSIONS.schema,
        DYNAMIC_EXTENSIONS.properties,
      ],
    },
    {
      of: KINDS,
      faults: ["unknown"],
      say({ key, kindName, holder, place }) {
        const keys = plainKeys(kindName);
        const right = twinOf(key, keys, holder);
        return right === undefined
          ? {}
          : {
              help: `Did you mean "${right}"? Its keys are ${list(keys)}.`,
              fix: {
                title: `Write "${right}"`,
                edits: (document) => renameKey(document, place.pointer, right),
              },
            };
      },
    },
    { of: KINDS, faults: ["type"] },
    {
      of: ["dynamicList", "dynamicSchema", "dynamicProperties"],
      faults: ["missing"],
      keys: ["operationId"],
      say: ({ kind }) => ({ message: `${kind.title} has no "operationId".` }),
    },
  ],
  checks: {
    connector(context) {
      for (const site of context.fact(dynamicUsages).sites) {
        const values = own(site.value, DYNAMIC_EXTENSIONS.values);
        if (
          isObject(values) &&
          !["operationId", "builtInOperation", "capability"].some((key) => own(values, key) !== undefined)
        )
          context.report(
            context.inDefinition(child(site.pointer, DYNAMIC_EXTENSIONS.values)),
            `${DYNAMIC_EXTENSIONS.values} has no "operationId".`,
            {
              help: 'Add "operationId": "…", with the operation of this definition that answers with the values.',
              asks: "operationId",
              codes: ["RequiredPropertyMissing"],
            },
          );
        for (const [kind, wanted] of [
          ["values", "value-path"],
          ["list", "itemValuePath"],
        ] as const) {
          const extension = own(site.value, DYNAMIC_EXTENSIONS[kind]);
          if (!isObject(extension) || !missesValue(extension, wanted, context)) continue;
          context.report(
            context.inDefinition(child(site.pointer, DYNAMIC_EXTENSIONS[kind])),
            `${DYNAMIC_EXTENSIONS[kind]} has no "${wanted}".`,
            {
              help: `Add "${wanted}": "id", with the property of an entry that the service wants to be sent in place of "id".`,
              asks: wanted,
              codes: ["RequiredPropertyMissing"],
              // The service takes it, and the drop-down passes on whole entries.
              severity: "warning",
            },
          );
        }
      }
    },
  },
  bad: [
    {
      definition: onParameter({ "x-ms-dynamic-values": { "value-path": "code", "value-title": "city" } }),
      at: [`${PARAMETER_AT}/x-ms-dynamic-values`],
    },
    {
      definition: onParameter({
        "x-ms-dynamic-values": { operationId: "ListDepots", parameters: {}, "value-title": "city" },
      }),
      at: [`${PARAMETER_AT}/x-ms-dynamic-values`],
    },
    {
      definition: onParameter({ "x-ms-dynamic-values": { ...VALUES, "value-path": "" } }),
      at: [`${PARAMETER_AT}/x-ms-dynamic-values`],
    },
    {
      definition: onParameter({ "x-ms-dynamic-values": "ListDepots" }),
      at: [`${PARAMETER_AT}/x-ms-dynamic-values`],
    },
    {
      definition: onParameter({ "x-ms-dynamic-values": { ...VALUES, parameters: [] } }),
      at: [`${PARAMETER_AT}/x-ms-dynamic-values/parameters`],
    },
    {
      definition: onProperty({
        "x-ms-dynamic-list": {
          operationId: "ListDepots",
          parameters: {},
          "value-path": "code",
          itemTitlePath: "city",
        },
      }),
      at: [`${PROPERTY_AT}/x-ms-dynamic-list/value-path`],
    },
  ],
  good: [{ definition: onProperty({ "x-ms-dynamic-values": VALUES, "x-ms-dynamic-list": LIST }) }],
});

/** Whether an extension that asks an operation lacks a key, under the other extension's name as well: that is reported there. */
function missesValue(extension: JsonObject, key: string, context: Context): boolean {
  const operation = context.model.byId.get(ownString(extension, "operationId") ?? "");
  if (!operation || [key, TWIN.get(key) ?? key].some((name) => (own(extension, name) ?? "") !== ""))
    return false;
  const collection = ownString(extension, "value-collection") ?? ownString(extension, "itemsPath") ?? "";
  // Where the entries are texts or numbers, each is its own value.
  return entryType(context.root, operation, collection) === "object";
}

/** The other extension's name for the same thing, if the key has one here that is free. */
function twinOf(key: string, keys: readonly string[], extension: JsonObject): string | undefined {
  const twin = TWIN.get(key);
  return twin && keys.includes(twin) && own(extension, twin) === undefined ? twin : undefined;
}
