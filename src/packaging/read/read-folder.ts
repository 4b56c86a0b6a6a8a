/** Reads what paconn and pac download: a folder of files, or an archive of one. */
import { InputError } from "../../json/problem.ts";
import { decodeText } from "../../json/text.ts";
import { get, getText, type ObjectNode, parseTree } from "../../json/tree.ts";
import type { Archive } from "../zip/nested.ts";
import type { PackagedConnector } from "./packaged-connector.ts";

/** Names of the parts, best first. */
const DEFINITIONS = ["apidefinition.swagger.json", "apidefinition.json"];

/**
 * Where a connector's files lie in an archive: at its root, or in the one folder that zipping a folder makes.
 * Undefined if there are none.
 */
export function connectorPrefix(archive: Archive): string | undefined {
  const prefixes = new Set<string>();
  for (const name of archive.files.keys()) {
    const base = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
    if (DEFINITIONS.includes(base)) prefixes.add(name.slice(0, name.length - base.length));
  }
  const depth = (prefix: string) => prefix.split("/").length;
  return [...prefixes].sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))[0];
}

/**
 * @throws {InputError} `properties-missing`, `json-syntax`, `wrong-shape`
 */
export function readFolderConnector(archive: Archive, prefix: string): PackagedConnector {
  const part = (...names: string[]) => {
    for (const wanted of names) {
      for (const [name, bytes] of archive.files)
        if (name.toLowerCase() === `${prefix.toLowerCase()}${wanted}`) return { name, bytes };
    }
    return undefined;
  };
  const definitionFile = part(...DEFINITIONS);
  const propertiesFile = part("apiproperties.json");
  if (!definitionFile || !propertiesFile) {
    throw new InputError(
      "properties-missing",
      `${archive.label} holds a definition but no apiProperties.json.`,
      "Both belong to a connector: download it again.",
    );
  }
  const read = (file: { name: string; bytes: Buffer }) =>
    parseTree(decodeText(file.bytes, file.name).text, `${archive.label}/${file.name}`);
  const definition = read(definitionFile);
  const properties = get(read(propertiesFile), "properties");
  if (properties?.kind !== "object") {
    throw new InputError(
      "wrong-shape",
      `${archive.label}/${propertiesFile.name} has no object "properties".`,
      'The file is {"properties": {…}}: download it again.',
    );
  }
  const title = getText(get(definition, "info"), "title") ?? archive.label;
  return {
    name: title,
    title,
    label: archive.label,
    definition,
    properties: properties satisfies ObjectNode,
    carries: undefined,
    icon: part("icon.png")?.bytes,
    script: part("script.csx", "script.cs")?.bytes,
    intro: part("intro.md")?.bytes,
    solution: undefined,
  };
}
