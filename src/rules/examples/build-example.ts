/** Turns an example of a rule into a connector that can be validated. No files are read or written. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { connectorFromFiles } from "../../definition/connector-folder.ts";
import { isObject, type JsonObject, type JsonValue, setOwn } from "../../json/values.ts";
import type { Example } from "../language/rule.ts";
import { BASE_DEFINITION, BASE_FILES, BASE_PROPERTIES } from "./base-connector.ts";

/** The connector that an example shows. */
export function buildExample(example: Example): ConnectorFolder {
  const files: Record<string, string | Uint8Array | null> = {
    "apiDefinition.swagger.json": toText(mergePatch(BASE_DEFINITION, example.definition ?? {})),
    "apiProperties.json": toText(mergePatch(BASE_PROPERTIES, example.properties ?? {})),
    ...BASE_FILES,
    ...example.files,
  };
  const bytes = new Map<string, Buffer>();
  for (const [name, content] of Object.entries(files))
    if (content !== null) bytes.set(name, Buffer.from(content as string));
  return connectorFromFiles("example", bytes);
}

function toText(value: JsonValue): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Applies a merge patch (RFC 7396) to a value; neither is changed. */
export function mergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const key of Object.keys(patch)) {
    const change = patch[key] as JsonValue;
    if (change === null) delete result[key];
    else setOwn(result, key, mergePatch(Object.hasOwn(result, key) ? result[key] : undefined, change));
  }
  return result;
}
