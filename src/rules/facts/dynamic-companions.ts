/** Writes the newer of two extensions from the older: x-ms-dynamic-list from -values, x-ms-dynamic-properties from -schema. */

import { DYNAMIC_EXTENSIONS } from "../../definition/dynamic-sources.ts";
import type { Operation } from "../../definition/model.ts";
import { type JsonObject, type JsonValue, ownString, setOwn } from "../../json/values.ts";
import type { DynamicInput, DynamicInputs } from "./dynamic-inputs.ts";
import { type DynamicUse, refersByName } from "./dynamic-usages.ts";
import { ITEMS } from "./input-leaves.ts";

/** The name because of which a use needs its companion: one that plain names cannot tell apart, or one inside the body. */
export interface PathNeed {
  kind: "ambiguous" | "property";
  name: string;
}

/** Whether a use needs its companion because plain names cannot say what it means. */
export function needsPaths(inputs: DynamicInputs, use: DynamicUse): PathNeed | undefined {
  if (!refersByName(use.kind)) return undefined;
  let property: PathNeed | undefined;
  for (const argument of use.arguments) {
    if (argument.reference === undefined) continue;
    for (const owner of use.site.owners) {
      const { found } = inputs.byName(owner, argument.reference);
      const parameters = found.filter((input) => !input.field).length;
      if (parameters > 0 && found.length > parameters) return { kind: "ambiguous", name: argument.reference };
      if (parameters === 0 && found.length > 0) property ??= { kind: "property", name: argument.reference };
    }
  }
  return property;
}

/** The companion of a use, or undefined where only the author can tell what a name means. */
export function companionOf(inputs: DynamicInputs, use: DynamicUse): JsonObject | undefined {
  if (use.operationId === undefined || !refersByName(use.kind)) return undefined;
  const parameters: JsonObject = {};
  for (const argument of use.arguments) {
    const name = use.target ? pathOf(inputs.byName(use.target, argument.name).found) : argument.name;
    const value = argumentOf(inputs, use, argument.reference, argument.constant);
    if (name === undefined || value === undefined) return undefined;
    setOwn(parameters, name, value);
  }
  const valuePath = ownString(use.value, "value-path");
  if (use.kind === "schema") {
    const companion: JsonObject = { operationId: use.operationId, parameters };
    if (valuePath !== undefined) companion["itemValuePath"] = withoutProperties(valuePath);
    return companion;
  }
  const companion: JsonObject = {
    operationId: use.operationId,
    parameters,
    itemsPath: ownString(use.value, "value-collection") ?? "",
  };
  if (valuePath !== undefined) companion["itemValuePath"] = valuePath;
  const title = ownString(use.value, "value-title");
  if (title !== undefined) companion["itemTitlePath"] = title;
  return companion;
}

/** A value-path as x-ms-dynamic-properties wants it: the schema itself, not its properties. */
export function withoutProperties(valuePath: string): string {
  return valuePath === "properties" ? "" : valuePath.replace(/\/properties$/, "");
}

function argumentOf(
  inputs: DynamicInputs,
  use: DynamicUse,
  reference: string | undefined,
  constant: JsonValue | undefined,
): JsonObject | undefined {
  if (reference === undefined) return constant === undefined ? undefined : { value: constant };
  const paths = new Set<string | undefined>(
    use.site.owners.map((owner: Operation) => pathOf(inputs.byName(owner, reference).found)),
  );
  // Operations that share the schema may name their bodies differently: then no one path fits.
  const [path] = paths;
  return paths.size === 1 && path !== undefined ? { parameterReference: path } : undefined;
}

/** The one path that a found input has; a parameter goes before a body property of the same name. */
function pathOf(found: DynamicInput[]): string | undefined {
  const parameters = found.filter((input) => !input.field);
  const [input, ...others] = parameters.length > 0 ? parameters : found;
  if (!input || others.length > 0) return undefined;
  if (!input.field) return input.parameter.name;
  if (input.field.names.includes(ITEMS)) return undefined;
  return [input.parameter.name, ...input.field.names].join("/");
}

/** The extension that is beside a use of the older kind. */
export function companionKey(use: DynamicUse): string {
  return use.kind === "schema" ? DYNAMIC_EXTENSIONS.properties : DYNAMIC_EXTENSIONS.list;
}
