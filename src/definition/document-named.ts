import type { JsonDocument } from "../json/json-document.ts";
import type { ConnectorFolder } from "./connector-folder.ts";

/** The JSON file of a connector with this name, relative to its folder. */
export function documentNamed(
  { definition, properties, settings }: ConnectorFolder,
  file: string,
): JsonDocument | undefined {
  // Asked for every finding: a list to search in would be made tens of thousands of times.
  if (definition?.file === file) return definition;
  if (properties?.file === file) return properties;
  return settings?.file === file ? settings : undefined;
}
