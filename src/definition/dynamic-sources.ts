/** Inputs and outputs that another operation fills: the dynamic extensions, the operations that they name, and where they look in the answers. */
import { isObject, type JsonObject, type JsonValue, own, ownObject, ownString } from "../json/values.ts";
import { CAPABILITIES } from "./extensions.ts";
import type { Operation } from "./model.ts";
import { propertiesOf, resolveObject } from "./reference.ts";

/** The extensions by a short name for what they fill. `list` and `properties` are the newer forms of `values` and `schema`. */
export const DYNAMIC_EXTENSIONS = {
  values: "x-ms-dynamic-values",
  list: "x-ms-dynamic-list",
  schema: "x-ms-dynamic-schema",
  properties: "x-ms-dynamic-properties",
  tree: "x-ms-dynamic-tree",
} as const;
export type DynamicKind = keyof typeof DYNAMIC_EXTENSIONS;

/** The two calls of a tree. */
const TREE_STEPS = ["open", "browse"] as const;

/** Where the rows of a drop-down are in an answer: the path of the items, then paths within one item. */
export interface RowPaths {
  items: string | undefined;
  value: string | undefined;
  title: string | undefined;
  description?: string | undefined;
  selectable?: string | undefined;
  folder?: string | undefined;
}

/** A call that gives rows. */
export interface RowSource {
  /** Holds `operationId` and `parameters`. */
  call: JsonObject;
  paths: RowPaths;
}

/**
 * Finds an input of an operation, references followed.
 * @param key name of a parameter, `<body parameter>/<path>`, or the body parameter's name for the body as a whole
 * @returns the parameter object or the property's schema
 */
export function findInput(root: JsonObject, operation: Operation, key: string): JsonObject | undefined {
  const parameter = operation.parameters.find(({ name }) => name === key);
  if (parameter && parameter.in !== "body") return parameter.value;
  const body = operation.parameters.find(({ in: place }) => place === "body");
  if (!body) return undefined;
  let schema = resolveObject(root, own(body.value, "schema"), "");
  if (key === body.name) return schema?.value;
  let rest = key.startsWith(`${body.name}/`) ? key.slice(body.name.length + 1) : key;
  while (rest !== "" && schema) {
    const wanted = rest;
    const next = propertiesOf(root, schema.value, schema.pointer)
      .filter((property) => wanted === property.name || wanted.startsWith(`${property.name}/`))
      .sort((a, b) => b.name.length - a.name.length)[0];
    if (!next) return undefined;
    rest = rest.slice(next.name.length + 1);
    schema = next;
  }
  return schema?.value;
}

/** The rows of an input's drop-down. Sourced: the older extension wins where both are given. */
export function dropDownOf(root: JsonObject, input: JsonObject): RowSource | undefined {
  const values = extensionOf(root, input, "values");
  if (values)
    return ownString(values, "capability") === undefined
      ? {
          call: values,
          paths: {
            items: ownString(values, "value-collection"),
            value: ownString(values, "value-path"),
            title: ownString(values, "value-title"),
            description: ownString(values, "value-description"),
            selectable: ownString(values, "value-selectable"),
          },
        }
      : undefined;
  const list = extensionOf(root, input, "list");
  return (
    list && {
      call: list,
      paths: {
        items: ownString(list, "itemsPath"),
        value: ownString(list, "itemValuePath"),
        title: ownString(list, "itemTitlePath"),
        description: ownString(list, "itemDescriptionPath"),
      },
    }
  );
}

/** Whether an input is chosen from a tree, in its newer form or as a file picker. */
export function hasTree(root: JsonObject, input: JsonObject): boolean {
  const values = extensionOf(root, input, "values");
  return extensionOf(root, input, "tree") !== undefined || ownString(values, "capability") !== undefined;
}

/**
 * One level of an input's tree: the call that opens the root, or the one that browses below a row. In the older form the calls
 * are under `x-ms-capabilities` of the definition, and the input names the capability. (Sourced names.)
 */
export function treeLevelOf(root: JsonObject, input: JsonObject, below: boolean): RowSource | undefined {
  const step = below ? "browse" : "open";
  const tree = extensionOf(root, input, "tree");
  if (tree) {
    const call = ownObject(tree, step);
    return (
      call && {
        call,
        paths: {
          items: ownString(call, "itemsPath"),
          value: ownString(call, "itemValuePath"),
          title: ownString(call, "itemTitlePath"),
          folder: ownString(call, "itemIsParent") ?? "IsFolder",
        },
      }
    );
  }
  const values = extensionOf(root, input, "values");
  const picker = ownObject(ownObject(root, CAPABILITIES), ownString(values, "capability") ?? "");
  const call = ownObject(picker, step);
  return (
    call && {
      call,
      paths: {
        items: ownString(picker, "value-collection"),
        value: ownString(values, "value-path") ?? ownString(picker, "value-path") ?? "Id",
        title: ownString(picker, "value-title"),
        folder: String(own(picker, "value-folder-property") ?? "IsFolder"),
      },
    }
  );
}

/** A call that gives a schema. */
export interface SchemaSource {
  /** Holds `operationId` and `parameters`. */
  call: JsonObject;
  /** Where the schema is in the answer; undefined or empty: the answer holds the properties. */
  path: string | undefined;
}

/** The schema that an input or output gets while a flow is designed. Sourced: the older extension wins. */
export function schemaSourceOf(root: JsonObject, value: JsonObject): SchemaSource | undefined {
  const call = extensionOf(root, value, "schema") ?? extensionOf(root, value, "properties");
  return call && { call, path: schemaPath(call) };
}

function schemaPath(extension: JsonObject): string | undefined {
  return ownString(extension, "value-path") ?? ownString(extension, "itemValuePath");
}

/** An extension of an input; also looked up on the items of an array (sourced) and on the schema of a body. */
function extensionOf(root: JsonObject, input: JsonObject, kind: DynamicKind): JsonObject | undefined {
  const name = DYNAMIC_EXTENSIONS[kind];
  const direct = ownObject(input, name);
  if (direct) return direct;
  const items = resolveObject(root, own(input, "items"), "")?.value;
  const below = items && ownObject(items, name);
  if (below) return below;
  const schema = resolveObject(root, own(input, "schema"), "")?.value;
  return schema && ownObject(schema, name);
}

/** The operations that dynamic extensions name, wherever in the definition those stand. */
export interface DynamicTargets {
  /** Ids of operations that give rows. */
  rows: Set<string>;
  /** By the ids of operations that give a schema: where in the answer it is looked for; empty for the answer itself. */
  schemas: Map<string, string>;
}

/** Looks through the whole definition once: without recursion, because files can be nested very deeply. */
export function dynamicTargets(root: JsonObject): DynamicTargets {
  const found: DynamicTargets = { rows: new Set(), schemas: new Map() };
  const { values, list, tree, schema, properties } = DYNAMIC_EXTENSIONS;
  const pickers = ownObject(root, CAPABILITIES) ?? {};
  for (const name of Object.keys(pickers))
    for (const step of TREE_STEPS) addRows(found, ownObject(own(pickers, name), step));
  const stack: JsonValue[] = [root];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (Array.isArray(value)) for (const item of value) stack.push(item);
    if (!isObject(value)) continue;
    for (const key of Object.keys(value)) {
      const inner = own(value, key);
      if (key === values || key === list) addRows(found, inner);
      else if (key === tree) for (const step of TREE_STEPS) addRows(found, ownObject(inner, step));
      else if ((key === schema || key === properties) && isObject(inner)) {
        const target = ownString(inner, "operationId");
        if (target !== undefined) found.schemas.set(target, schemaPath(inner) ?? "");
      }
      if (inner !== undefined && inner !== null && typeof inner === "object") stack.push(inner);
    }
  }
  return found;
}

function addRows({ rows }: DynamicTargets, call: JsonValue | undefined): void {
  const target = ownString(call, "operationId");
  if (target !== undefined) rows.add(target);
}
