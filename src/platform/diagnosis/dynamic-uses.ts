/** Every use of a dynamic extension in the inputs of a definition. */

import type { Operation } from "../../definition/model.ts";
import { propertiesOf, resolveObject } from "../../definition/reference.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, own, ownObject, ownString } from "../../json/values.ts";
import type { LoadedConnector } from "../connector-source.ts";

export interface DynamicUse {
  operation: Operation;
  /** Name of the parameter or property. */
  input: string;
  name: "x-ms-dynamic-values" | "x-ms-dynamic-list" | "x-ms-dynamic-schema" | "x-ms-dynamic-properties";
  extension: JsonObject;
  pointer: string;
  /** The operation that it calls, if there is one of that name. */
  target: Operation | undefined;
  targetId: string;
}

const NAMES = [
  "x-ms-dynamic-values",
  "x-ms-dynamic-list",
  "x-ms-dynamic-schema",
  "x-ms-dynamic-properties",
] as const;

export function dynamicUses({ model }: LoadedConnector): DynamicUse[] {
  const uses = new Map<string, DynamicUse>();
  for (const operation of model.operations) {
    for (const parameter of operation.parameters) {
      collect(operation, parameter.name, parameter.value, parameter.pointer);
      const schema = resolveObject(
        model.root,
        own(parameter.value, "schema"),
        child(parameter.pointer, "schema"),
      );
      if (schema) walk(operation, parameter.name, schema.value, schema.pointer, new Set());
    }
  }
  return [...uses.values()];

  function walk(
    operation: Operation,
    name: string,
    schema: JsonObject,
    pointer: string,
    above: ReadonlySet<string>,
  ): void {
    if (above.has(pointer)) return;
    collect(operation, name, schema, pointer);
    const inside = new Set(above).add(pointer);
    for (const property of propertiesOf(model.root, schema, pointer))
      walk(operation, property.name, property.value, property.pointer, inside);
    const items = resolveObject(model.root, own(schema, "items"), child(pointer, "items"));
    if (items) walk(operation, name, items.value, items.pointer, inside);
  }

  function collect(operation: Operation, input: string, holder: JsonObject, pointer: string): void {
    for (const name of NAMES) {
      const extension = ownObject(holder, name);
      const place = child(pointer, name);
      // Capabilities and built-in operations name no operation of the definition; shared schemas are told once.
      if (!extension || uses.has(place) || !isObject(extension)) continue;
      const targetId = ownString(extension, "operationId");
      if (targetId === undefined) continue;
      const target = model.byId.get(targetId);
      uses.set(place, { operation, input, name, extension, pointer: place, target, targetId });
    }
  }
}
