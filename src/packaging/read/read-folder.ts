/** Reads what paconn and pac download: a folder of files, or an archive of one. */
import { type ConnectorFolder, connectorFromFiles } from "../../definition/connector-folder.ts";
import { JsonDocument } from "../../json/json-document.ts";
import { InputError } from "../../json/problem.ts";
import { get, getText, type ObjectNode, parseTree } from "../../json/tree.ts";
import { ownString } from "../../json/values.ts";
import type { Archive } from "../zip/nested.ts";
import type { PackagedConnector } from "./packaged-connector.ts";

/** Names of definitions that need no settings file to be found. */
const DEFINITION = /(?:^|\/)(?:apidefinition\.swagger\.json|apidefinition\.json|[^/]+\.swagger\.json)$/i;

/**
 * Where a connector's files are in an archive: at its root, or in the one folder that zipping a folder makes.
 * Undefined if there are none.
 */
export function connectorPrefix(archive: Archive): string | undefined {
  const prefixes = new Set<string>();
  for (const name of archive.files.keys()) {
    const end = name.lastIndexOf("/") + 1;
    const base = name.slice(end).toLowerCase();
    // A settings file names the definition where it is called otherwise.
    const named = base === "settings.json" && definitionIn(archive, name.slice(0, end)) !== undefined;
    if (DEFINITION.test(name) || named) prefixes.add(name.slice(0, end));
  }
  const depth = (prefix: string) => prefix.split("/").length;
  return [...prefixes].sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))[0];
}

/** The parts of a folder by the rules that every other room reads folders by: names, and what settings.json says. */
function connectorAt(archive: Archive, prefix: string): ConnectorFolder {
  const files = new Map<string, Buffer>();
  for (const name of archive.files.keys()) {
    if (!name.startsWith(prefix)) continue;
    const below = name.slice(prefix.length);
    // A connector is in one folder and the one beneath; more would be read for nothing.
    if (below.split("/").length <= 2) files.set(below, archive.files.get(name) ?? Buffer.alloc(0));
  }
  return connectorFromFiles(archive.label, files);
}

function definitionIn(archive: Archive, prefix: string): string | undefined {
  const settings = archive.files.get(`${prefix}settings.json`);
  if (!settings || settings.length > MAX_SETTINGS) return undefined;
  const named = ownString(new JsonDocument("settings.json", settings).value, "apiDefinition");
  return named !== undefined && archive.files.has(prefix + named) ? named : undefined;
}

const MAX_SETTINGS = 64 * 1024;

/**
 * @throws {InputError} `properties-missing`, `json-syntax`, `wrong-shape`
 */
export function readFolderConnector(archive: Archive, prefix: string): PackagedConnector {
  const connector = connectorAt(archive, prefix);
  if (!connector.definition || !connector.properties) {
    throw new InputError(
      connector.definition ? "properties-missing" : "definition-missing",
      `${archive.label} holds ${connector.definition ? "a definition but no apiProperties.json" : "no definition that can be read"}.`,
      "Both belong to a connector: download it again.",
    );
  }
  const read = ({ file, text }: JsonDocument) => parseTree(text, `${archive.label}/${prefix}${file}`);
  const definition = read(connector.definition);
  const properties = get(read(connector.properties), "properties");
  if (properties?.kind !== "object") {
    throw new InputError(
      "wrong-shape",
      `${archive.label}/${prefix}${connector.properties.file} has no object "properties".`,
      'The file is {"properties": {…}}: download it again.',
    );
  }
  const title = getText(get(definition, "info"), "title") ?? archive.label;
  const notEmpty = (bytes: Buffer | undefined) => (bytes && bytes.length > 0 ? bytes : undefined);
  return {
    name: title,
    title,
    label: archive.label,
    places: {
      definition: prefix + connector.definition.file,
      properties: prefix + connector.properties.file,
      row: prefix + connector.properties.file,
    },
    definition,
    properties: properties satisfies ObjectNode,
    carries: undefined,
    icon: notEmpty(connector.icon?.bytes),
    script: notEmpty(connector.script?.bytes),
    intro: connector.intro?.bytes,
    solution: undefined,
    variables: [],
    connectorId: ownString(connector.settings?.value, "connectorId") || undefined,
  };
}
