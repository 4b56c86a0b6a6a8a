import { renameKey } from "../../json/edits.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, type JsonValue, own, ownString } from "../../json/values.ts";
import { onParameter, onProperty, PARAMETER_AT, PROPERTY_AT } from "../examples/dynamic-example.ts";
import { entryType } from "../facts/dynamic-targets.ts";
import { DYNAMIC_EXTENSIONS, type DynamicKind, dynamicUsages } from "../facts/dynamic-usages.ts";
import type { Context } from "../language/context.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import { kindName, list, quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA, DESIGNER_QUERIES, OPENAPI_EXTENSIONS } from "../sources.ts";

/** The keys of each extension. A tree is another thing and has a rule of its own. */
const KEYS: Record<Exclude<DynamicKind, "tree">, readonly string[]> = {
  values: [
    "operationId",
    "builtInOperation",
    "capability",
    "parameters",
    "value-collection",
    "value-path",
    "value-title",
    "value-description",
    "value-selectable",
    "value-folder-property",
    "value-media-property",
  ],
  list: ["operationId", "parameters", "itemsPath", "itemValuePath", "itemTitlePath"],
  schema: ["operationId", "parameters", "value-path"],
  properties: ["operationId", "parameters", "itemValuePath"],
};

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

export default defineRule({
  id: "dynamic-shape",
  group: "dynamic",
  statement: "A dynamic extension is an object that names an operation, and has only the keys that it knows.",
  why: "The service refuses the import, or the designer finds no operation to ask and the drop-down stays empty.",
  severity: { import: "error", certification: "error" },
  codes: ["RequiredPropertyMissing", "JsonTypeIncorrect", "AdditionalPropertyNotAllowed"],
  sources: [OPENAPI_EXTENSIONS, DEFINITION_SCHEMA, DESIGNER_QUERIES],
  fixable: true,
  checks: {
    connector(context) {
      for (const site of context.fact(dynamicUsages).sites) {
        for (const kind of Object.keys(KEYS) as (keyof typeof KEYS)[]) {
          const extension = own(site.value, DYNAMIC_EXTENSIONS[kind]);
          if (extension === undefined) continue;
          checkExtension(kind, extension, child(site.pointer, DYNAMIC_EXTENSIONS[kind]), context);
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

function checkExtension(
  kind: keyof typeof KEYS,
  extension: JsonValue,
  pointer: string,
  context: Context,
): void {
  const name = DYNAMIC_EXTENSIONS[kind];
  const file = context.connector.definition?.file ?? "";
  const keys = KEYS[kind];
  if (!isObject(extension)) {
    context.report({ file, pointer }, `${name} is ${kindName(extension)}, not an object.`, {
      help: `Write {"operationId": "…", "parameters": {}, ${keys
        .slice(-2)
        .map((key) => `"${key}": "…"`)
        .join(", ")}}.`,
      codes: ["JsonTypeIncorrect"],
    });
    return;
  }
  const sources = kind === "values" ? ["operationId", "builtInOperation", "capability"] : ["operationId"];
  if (!sources.some((key) => own(extension, key) !== undefined)) {
    context.report({ file, pointer }, `${name} does not say which operation to ask.`, {
      help: 'Add "operationId" with the operation that answers with the values.',
      codes: ["RequiredPropertyMissing"],
    });
  }
  const wanted = kind === "values" ? "value-path" : kind === "list" ? "itemValuePath" : undefined;
  if (wanted && missesValue(extension, wanted, context)) {
    context.report({ file, pointer }, `${name} does not say which property of an entry is its value.`, {
      help: `Add "${wanted}" with the name of the property.`,
      codes: ["RequiredPropertyMissing"],
      // The service takes it, and the drop-down passes on whole entries.
      severity: "warning",
    });
  }
  for (const key of Object.keys(extension)) {
    const place = { file, pointer: child(pointer, key) };
    if (!keys.includes(key)) {
      if (/^x-/.test(key)) continue;
      const right = meantKey(key, keys, extension);
      context.report(place, `${name} has no key ${quote(key)}.`, {
        help: `${right ? `Did you mean "${right}"? ` : didYouMean(key, keys)}Its keys are ${list(keys)}.`,
        part: "key",
        codes: ["AdditionalPropertyNotAllowed"],
        fix: right
          ? { title: `Write "${right}"`, edits: (document) => renameKey(document, place.pointer, right) }
          : undefined,
      });
      continue;
    }
    const value = own(extension, key);
    const isRight = key === "parameters" ? isObject(value) : typeof value === "string";
    if (isRight) continue;
    context.report(
      place,
      `"${key}" is ${kindName(value)}, not ${key === "parameters" ? "an object" : "a text"}.`,
      {
        help: key === "parameters" ? "Write {} if the operation needs none." : "Write a text in quotes.",
        codes: ["JsonTypeIncorrect"],
      },
    );
  }
}

/** Whether an extension that asks an operation lacks a key, under the other extension's name as well: that is reported there. */
function missesValue(extension: JsonObject, key: string, context: Context): boolean {
  const operation = context.model.byId.get(ownString(extension, "operationId") ?? "");
  if (!operation || [key, TWIN.get(key) ?? key].some((name) => (own(extension, name) ?? "") !== ""))
    return false;
  const collection = ownString(extension, "value-collection") ?? ownString(extension, "itemsPath") ?? "";
  // Where the entries are texts or numbers, each is its own value.
  return entryType(context.root, operation, collection) === "object";
}

/** The key that was surely meant: the other extension's name for the same thing, or the same letters in another case. */
function meantKey(key: string, keys: readonly string[], extension: JsonObject): string | undefined {
  const twin = TWIN.get(key);
  const near = nearest(key, keys);
  const meant =
    twin && keys.includes(twin) ? twin : near?.toLowerCase() === key.toLowerCase() ? near : undefined;
  return meant !== undefined && own(extension, meant) === undefined ? meant : undefined;
}
