/** Where the values of a drop-down, or a schema that is only known at design time, come from. */

import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import { present } from "../reading/words.ts";

export type DynamicValuesKind = "LegacyDynamicValues" | "DynamicList" | "DynamicTree";
export type DynamicSchemaKind = "LegacyDynamicSchema" | "DynamicProperties";

/** One value the call hands on. */
export interface DynamicArgument {
  /** The parameter of the called operation. */
  target: string;
  /** The input of this operation whose value is taken; undefined for a fixed value. */
  input: string | undefined;
  value: JsonValue | undefined;
}

export interface DynamicSource {
  kind: DynamicValuesKind | DynamicSchemaKind;
  /** The extension as it is in the definition. */
  extension: JsonObject;
  operationId: string | undefined;
  arguments: DynamicArgument[];
  /** Which product acts on it: Logic Apps knows the older form only, Power Automate's manifest the newer one (sourced: run). */
  loadsIn: { logicApps: boolean; powerAutomate: boolean };
  /** False if the definition has no operation of this id: the drop-down then says "APIM Operation not found". */
  targetExists: boolean;
  pointer: string;
}

const VALUES: readonly (readonly [string, DynamicValuesKind])[] = [
  ["x-ms-dynamic-values", "LegacyDynamicValues"],
  ["x-ms-dynamic-list", "DynamicList"],
  ["x-ms-dynamic-tree", "DynamicTree"],
];

const SCHEMAS: readonly (readonly [string, DynamicSchemaKind])[] = [
  ["x-ms-dynamic-schema", "LegacyDynamicSchema"],
  ["x-ms-dynamic-properties", "DynamicProperties"],
];

/**
 * The source of a parameter's or property's values; looked for on its items too. The older form wins over the newer one.
 */
export function dynamicValuesOf(
  schema: JsonObject,
  items: unknown,
  pointer: string,
): DynamicSource | undefined {
  for (const [key, kind] of VALUES) {
    const declared = own(schema, key);
    const extension = declared ?? own(items, key);
    if (!present(extension)) continue;
    const onItems = declared === undefined || declared === null;
    return build(kind, extension as JsonValue, child(pointer, ...(onItems ? ["items", key] : [key])));
  }
  return undefined;
}

/** The operation that tells the schema of a property or response. */
export function dynamicSchemaOf(schema: JsonObject, pointer: string): DynamicSource | undefined {
  for (const [key, kind] of SCHEMAS) {
    const extension = own(schema, key);
    if (present(extension)) return build(kind, extension as JsonValue, child(pointer, key));
  }
  return undefined;
}

/** True for the old form of a tree of files and folders. */
export function isFilePicker(source: DynamicSource): boolean {
  return (
    source.kind === "DynamicTree" ||
    (source.kind === "LegacyDynamicValues" && own(source.extension, "capability") === "file-picker")
  );
}

function build(kind: DynamicSource["kind"], value: JsonValue, pointer: string): DynamicSource {
  const extension = isObject(value) ? value : {};
  const legacy = kind === "LegacyDynamicValues" || kind === "LegacyDynamicSchema";
  const parameters = ownObject(extension, "parameters") ?? {};
  const source: DynamicSource = {
    kind,
    extension,
    operationId: ownString(extension, "operationId"),
    arguments: Object.keys(parameters).map((target) => {
      const argument = own(parameters, target);
      const input = ownString(argument, "parameter") ?? ownString(argument, "parameterReference");
      return { target, input, value: input === undefined ? argument : undefined };
    }),
    loadsIn: { logicApps: legacy, powerAutomate: true },
    targetExists: true,
    pointer,
  };
  if (kind === "LegacyDynamicValues") {
    source.loadsIn.logicApps = source.operationId !== undefined || isFilePicker(source);
  }
  return source;
}
