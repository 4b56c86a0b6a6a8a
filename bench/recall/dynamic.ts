import type { JsonValue } from "../../src/json/values.ts";
import { ANYWHERE, type Fault, fault } from "./fault.ts";
import { type Lookups, lookups } from "./lookup.ts";
import { parameter, type Seedbed, text } from "./seedbed.ts";
import { bare } from "./tree.ts";

const VALUES = "/x-ms-dynamic-values";
const LIST = "/x-ms-dynamic-list";
const SCHEMA = "/x-ms-dynamic-schema";
const PROPERTIES = "/x-ms-dynamic-properties";

type Where = "query" | "property" | "dynamic";

/** One value of a lookup changed or dropped; found there or at the lookup itself. */
function changed(
  rule: string,
  what: string,
  where: Where,
  below: string,
  value: JsonValue | undefined,
  ...codes: string[]
): Fault {
  return fault(
    rule,
    `${what} (${where})`,
    (bed) => {
      const at = lookups(bed)[where] + below;
      if (value === undefined) bed.d.drop(at);
      else bed.d.set(at, value);
      const whole = /^.*?\/x-ms-dynamic-\w+/.exec(at)?.[0] ?? at;
      return [at, whole, at.slice(0, at.lastIndexOf("/"))];
    },
    ...codes,
  );
}

/** Both drop-downs. */
function both(
  rule: string,
  what: string,
  below: string,
  value: JsonValue | undefined,
  ...codes: string[]
): Fault[] {
  return (["query", "property"] as const).map((where) => changed(rule, what, where, below, value, ...codes));
}

function made(
  rule: string,
  what: string,
  change: (bed: Seedbed, all: Lookups) => string | string[] | undefined,
  ...codes: string[]
): Fault {
  return fault(rule, what, (bed) => change(bed, lookups(bed)), ...codes);
}

/** What an existing drop-down of the host asks. */
function existing(rule: string, what: string, below: string, value: JsonValue): Fault {
  return fault(rule, `${what} (existing)`, (bed) => {
    const found = bed
      .operations()
      .flatMap((operation) => operation.parameters)
      .find(({ pointer }) => bed.d.has(`${pointer}${VALUES}/operationId`));
    if (!found) return undefined;
    return [bed.d.set(found.pointer + VALUES + below, value), ANYWHERE];
  });
}

const TREE = {
  settings: { canSelectParentNodes: true, canSelectLeafNodes: true },
  open: {
    operationId: "ListRecallShelves",
    parameters: { building: { value: "main" } },
    itemsPath: "rows",
    itemValuePath: "code",
    itemTitlePath: "title",
    itemIsParent: "(@hasProperty)",
  },
  browse: {
    operationId: "ListRecallShelves",
    parameters: { building: { selectedItemValuePath: "code" } },
    itemsPath: "rows",
    itemValuePath: "code",
    itemTitlePath: "title",
    itemIsParent: "(@hasProperty)",
  },
};

export default [
  ...both("dynamic-shape", "no value-path", `${VALUES}/value-path`, undefined, "RequiredPropertyMissing"),
  ...both("dynamic-shape", "a string", VALUES, "ListRecallShelves"),
  ...both("dynamic-shape", "a key nobody knows", `${VALUES}/value-titel`, "title"),
  ...both("dynamic-shape", "no operation", `${LIST}/operationId`, undefined, "RequiredPropertyMissing"),
  changed(
    "dynamic-shape",
    "no operation for the schema",
    "dynamic",
    `${SCHEMA}/operationId`,
    undefined,
    "RequiredPropertyMissing",
  ),
  changed("dynamic-shape", "a key of the other extension", "dynamic", `${PROPERTIES}/value-path`, "schema"),
  ...both(
    "dynamic-operation-exists",
    "a misspelt operation",
    `${VALUES}/operationId`,
    "ListRecallShelfs",
    "OperationIdNotFound",
  ),
  ...both(
    "dynamic-operation-exists",
    "another letter case",
    `${LIST}/operationId`,
    "listRecallShelves",
    "OperationIdNotFound",
  ),
  changed(
    "dynamic-operation-exists",
    "a misspelt operation",
    "dynamic",
    `${SCHEMA}/operationId`,
    "GetRecalSchema",
    "OperationIdNotFound",
  ),
  existing("dynamic-operation-exists", "a misspelt operation", "/operationId", "ListNothing"),
  made("dynamic-operation-exists", "in a tree", (bed, { query }) => {
    bed.d.set(`${query}/x-ms-dynamic-tree`, structuredClone(TREE));
    bed.checkpoint();
    return bed.d.set(`${query}/x-ms-dynamic-tree/browse/operationId`, "ListRecallFloors");
  }),
  ...both("dynamic-parameters-present", "no parameters", `${VALUES}/parameters`, undefined).map((each) => ({
    ...each,
    seed: (bed: Seedbed) => {
      const { list } = lookups(bed);
      bed.d.set(`${list}/parameters`, []);
      return each.seed(bed);
    },
  })),
  ...both(
    "dynamic-parameter-on-target",
    "a parameter that the target lacks",
    `${VALUES}/parameters/house`,
    "main",
    "OperationParameterNameNotFound",
  ),
  ...both(
    "dynamic-parameter-on-target",
    "a parameter that the target lacks, in the list",
    `${LIST}/parameters/house`,
    { value: "main" },
    "OperationParameterNameNotFound",
  ),
  changed(
    "dynamic-parameter-on-target",
    "a parameter that the target lacks",
    "dynamic",
    `${SCHEMA}/parameters/house`,
    "main",
  ),
  ...both(
    "dynamic-required-parameters",
    "a required one is not given",
    `${VALUES}/parameters`,
    {},
    "OperationMissingRequiredProperty",
  ),
  ...both(
    "dynamic-required-parameters",
    "a required one is not given to the list",
    `${LIST}/parameters`,
    {},
    "OperationMissingRequiredProperty",
  ),
  changed(
    "dynamic-required-parameters",
    "a required one is not given",
    "dynamic",
    `${PROPERTIES}/parameters`,
    {},
  ),
  ...both(
    "dynamic-parameter-value-shape",
    "a literal where an object must be",
    `${LIST}/parameters/building`,
    "main",
  ),
  ...both(
    "dynamic-parameter-value-shape",
    "both value and reference",
    `${LIST}/parameters/building/value`,
    "main",
  ),
  ...both(
    "dynamic-parameter-value-shape",
    "the other extension's reference",
    `${VALUES}/parameters/building`,
    { parameterReference: "building" },
  ),
  ...both(
    "dynamic-reference-source",
    "a parameter that is not there",
    `${VALUES}/parameters/building/parameter`,
    "house",
    "OperationParameterNameNotFound",
  ),
  ...both(
    "dynamic-reference-source",
    "a body path that is not there",
    `${LIST}/parameters/building/parameterReference`,
    "body/house",
    "OperationParameterNameNotFound",
  ),
  changed(
    "dynamic-reference-source",
    "a parameter that is not there",
    "dynamic",
    `${SCHEMA}/parameters/building/parameter`,
    "house",
  ),
  made(
    "dynamic-list-companion",
    "a body property without the list",
    (bed, { query }) => {
      bed.d.set(`${query}${VALUES}/parameters/building/parameter`, "room");
      bed.d.drop(query + LIST);
      return [
        query,
        query + VALUES,
        `${query}${VALUES}/parameters/building`,
        `${query}${VALUES}/parameters/building/parameter`,
      ];
    },
    "DynamicListExtensionRequiredForNonParameterReferences",
  ),
  made(
    "dynamic-list-companion",
    "an ambiguous name without the list",
    (bed, { query, user }) => {
      bed.d.set(`${user}/parameters/0/schema/properties/building`, text("Building", "Which building."));
      bed.d.drop(query + LIST);
      return [
        query,
        query + VALUES,
        `${query}${VALUES}/parameters/building`,
        `${query}${VALUES}/parameters/building/parameter`,
      ];
    },
    "DynamicListExtensionRequiredForAmbiguousReferences",
  ),
  made(
    "dynamic-properties-companion",
    "a body property without the new one",
    (bed, { dynamic }) => {
      bed.d.set(`${dynamic}${SCHEMA}/parameters/building/parameter`, "room");
      bed.d.drop(dynamic + PROPERTIES);
      return [dynamic, ANYWHERE];
    },
    "DynamicPropertiesExtensionRequiredForNonParameterReferences",
  ),
  made(
    "dynamic-properties-companion",
    "an ambiguous name without the new one",
    (bed, { dynamic, user }) => {
      bed.d.set(`${user}/parameters/0/schema/properties/building`, text("Building", "Which building."));
      bed.d.drop(dynamic + PROPERTIES);
      return [dynamic, ANYWHERE];
    },
    "DynamicPropertiesExtensionRequiredForAmbiguousReferences",
  ),
  made(
    "dynamic-properties-companion",
    "a path that ends in properties",
    (bed, { dynamic }) => {
      bed.d.set(`${dynamic}${SCHEMA}/value-path`, "schema/properties");
      bed.d.drop(dynamic + PROPERTIES);
      return [dynamic, ANYWHERE];
    },
    "DynamicPropertiesExtensionRequiredForPropertiesValuePath",
  ),
  changed(
    "dynamic-properties-path-match",
    "another path",
    "dynamic",
    `${PROPERTIES}/itemValuePath`,
    "schema/items",
    "DynamicPropertiesItemValuePathMismatch",
  ),
  made(
    "dynamic-ambiguous-name",
    "a parameter and a property of one name",
    (bed, { query, user }) => {
      bed.d.set(`${user}/parameters/0/schema/properties/building`, text("Building", "Which building."));
      return [query, ANYWHERE];
    },
    "OperationParameterNameIsAmbiguous",
  ),
  made(
    "dynamic-internal-source",
    "the source is internal",
    (bed, { user }) => {
      bed.d.set(`${user}/parameters/1/x-ms-visibility`, "internal");
      bed.d.set(`${user}/parameters/1/default`, "main");
      return ANYWHERE;
    },
    "SourcePropertyInternal",
  ),
  ...both(
    "dynamic-collection-array",
    "the collection is an object",
    `${VALUES}/value-collection`,
    "total",
    "InvokedOperationShouldProduceArray",
  ),
  ...both(
    "dynamic-collection-array",
    "the collection is not there",
    `${VALUES}/value-collection`,
    "value",
    "InvokedOperationShouldProduceArray",
  ),
  ...both(
    "dynamic-collection-array",
    "no collection, an object",
    `${LIST}/itemsPath`,
    "",
    "InvokedOperationShouldProduceArray",
  ),
  ...both(
    "dynamic-item-paths",
    "a value that is not there",
    `${VALUES}/value-path`,
    "id",
    "InvokedOperationShouldProduceProperty",
  ),
  ...both(
    "dynamic-item-paths",
    "a title that is not there",
    `${VALUES}/value-title`,
    "name",
    "InvokedOperationShouldProduceProperty",
  ),
  ...both(
    "dynamic-item-paths",
    "a title that is not there, in the list",
    `${LIST}/itemTitlePath`,
    "name",
    "InvokedOperationShouldProduceProperty",
  ),
  changed(
    "dynamic-schema-path",
    "a schema that is not there",
    "dynamic",
    `${SCHEMA}/value-path`,
    "definition",
    "InvokedOperationShouldProduceProperty",
  ),
  changed(
    "dynamic-schema-path",
    "a schema that is not there, in the new one",
    "dynamic",
    `${PROPERTIES}/itemValuePath`,
    "definition",
    "InvokedOperationShouldProduceProperty",
  ),
  made("dynamic-target-schema", "the target answers without a schema", (bed, { list }) => {
    bed.d.drop(`${list}/responses/200/schema`);
    return ANYWHERE;
  }),
  made("dynamic-schema-on-object", "on a string", (bed, { dynamic }) => {
    bed.d.set(`${dynamic}/type`, "string");
    return [dynamic, `${dynamic}/type`, dynamic + SCHEMA];
  }),
  made("dynamic-schema-on-object", "on an array", (bed, { dynamic }) => {
    bed.d.set(`${dynamic}/type`, "array");
    bed.d.set(`${dynamic}/items`, { type: "object" });
    return [dynamic, `${dynamic}/type`, dynamic + SCHEMA];
  }),
  ...both(
    "dynamic-types-match",
    "a text for a number",
    `${VALUES}/parameters/floor`,
    "third",
    "OperationParameterStaticTypeMismatch",
  ),
  ...both(
    "dynamic-types-match",
    "digits for a number",
    `${VALUES}/parameters/floor`,
    "3",
    "OperationParameterStaticTypeMismatch",
  ),
  made(
    "dynamic-types-match",
    "a parameter of another type",
    (bed, { user }) => {
      bed.d.set(`${user}/parameters/1/type`, "integer");
      return ANYWHERE;
    },
    "OperationParameterTypeMismatch",
  ),
  made(
    "dynamic-types-match",
    "an optional source for a required target",
    (bed, { user }) => {
      bed.d.set(`${user}/parameters/1/required`, false);
      return ANYWHERE;
    },
    "OperationParameterRequiredMismatch",
  ),
  made("dynamic-capability-filepicker", "an unknown capability", (bed, { user }) =>
    picker(bed, user, { capability: "filepicker", parameters: {}, "value-path": "id" }),
  ),
  made("dynamic-capability-filepicker", "no file picker declared", (bed, { user }) =>
    picker(bed, user, { capability: "file-picker", parameters: { isFolder: false }, "value-path": "id" }),
  ),
  made(
    "dynamic-capability-filepicker",
    "no tree beside it",
    (bed, { user }) => {
      bed.d.set("/x-ms-capabilities/file-picker", {
        open: { operationId: "ListRecallShelves", parameters: { building: { value: "main" } } },
        browse: { operationId: "ListRecallShelves", parameters: { building: { "value-property": "code" } } },
        "value-collection": "rows",
        "value-title": "title",
        "value-folder-property": "isFolder",
        "value-media-property": "mediaType",
      });
      return picker(bed, user, {
        capability: "file-picker",
        parameters: { isFolder: false },
        "value-path": "code",
      });
    },
    "DynamicTreeExtensionMissing",
  ),
  made("dynamic-builtin-operation", "an unknown one", (bed, { user }) =>
    picker(bed, user, { builtInOperation: "AadGraph.GetGroups" }),
  ),
  made("dynamic-tree-shape", "no settings", (bed, { query }) => tree(bed, query, "/settings", undefined)),
  made("dynamic-tree-shape", "no browse", (bed, { query }) => tree(bed, query, "/browse", undefined)),
  made("dynamic-tree-shape", "a string for a flag", (bed, { query }) =>
    tree(bed, query, "/settings/canSelectLeafNodes", "true"),
  ),
  made("dynamic-tree-shape", "a misspelt setting", (bed, { query }) =>
    tree(bed, query, "/settings/canSelectLeafs", true),
  ),
  made("dynamic-tree-shape", "a key that calls do not have", (bed, { query }) =>
    tree(bed, query, "/browse/value-path", "code"),
  ),
  made(
    "dynamic-tree-shape",
    "a selected item where nothing is selected yet",
    (bed, { query }) => tree(bed, query, "/open/parameters/building", { selectedItemValuePath: "code" }),
    "SelectedItemValuePathNotAllowedInThisPosition",
  ),
  made("dynamic-lookup-internal", "a lookup that makers see", (bed, { list }) => {
    bed.d.drop(`${list}/x-ms-visibility`);
    return list;
  }),
];

function picker(bed: Seedbed, user: string, values: Record<string, JsonValue>): string[] {
  const at = bare(
    bed.d.append(`${user}/parameters`, parameter({ name: "file", "x-ms-dynamic-values": values })),
  );
  return [at, at + VALUES, `${at}${VALUES}/capability`, `${at}${VALUES}/builtInOperation`];
}

function tree(bed: Seedbed, query: string, below: string, value: JsonValue | undefined): string[] {
  const at = `${query}/x-ms-dynamic-tree`;
  bed.d.set(at, structuredClone(TREE));
  bed.checkpoint();
  if (value === undefined) bed.d.drop(at + below);
  else bed.d.set(at + below, value);
  return [at + below, at, `${at}${below}/selectedItemValuePath`];
}
