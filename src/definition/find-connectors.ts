/** Finds the connector folders below a folder. */
import { readdirSync, realpathSync } from "node:fs";
import path from "node:path";
import { InputError, type ReadProblemCode } from "../json/problem.ts";
import { decodeText } from "../json/text.ts";
import { kindOf, listFolder, readFileInside, reason } from "../machine/files/read-inside.ts";
import { type ConnectorFolder, definitionNamedIn, refuseInput, refuseSpecial } from "./connector-folder.ts";

/** Folders that never hold sources. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(["node_modules", "dist", "bin", "obj", ".git"]);

/** Deeper than any repository of connectors; stops in folders that were made to be endless. */
const MAX_FOLDER_DEPTH = 12;

/** Whether connectors are looked for in a folder, `depth` levels below the one that was named. */
export function mayHoldConnectors(name: string, depth: number): boolean {
  return depth <= MAX_FOLDER_DEPTH && !SKIPPED_FOLDERS.has(name);
}

/**
 * The folders at or below the targets that hold a connector, in a fixed order and each once, by whatever links it is named.
 * A target that is a file stands for itself, so that one definition can be checked without its folder's name; a file by
 * which every folder is known stands for its folder.
 * @throws {InputError} `no-such-folder`, `no-connector`, `no-definition`, `unreadable-folder`
 */
export function findConnectors(targets: readonly string[]): string[] {
  const found = new Found();
  for (const target of targets) {
    const full = path.resolve(target);
    const kind = target === "" ? "none" : kindOf(full);
    if (kind === "none") {
      refuseInput(target);
      throw new InputError(
        "no-such-folder",
        `There is no file or folder "${target}".`,
        "Check the spelling; paths are relative to the current folder.",
      );
    }
    if (kind === "file") {
      refuseSpecial(full, target);
      refuseOther(full, target);
      found.add(standsForFolder(full) ? path.dirname(full) : full);
      continue;
    }
    if (!search(full, 0, found)) throw noConnector(target);
  }
  return found.paths;
}

/** Whether no other file of its folder takes the place of a file, so that the two mean the same connector. */
function standsForFolder(file: string): boolean {
  const base = path.basename(file);
  if (base.toLowerCase() === "apiproperties.json") return true;
  if (base.toLowerCase() !== "apidefinition.swagger.json") return false;
  return (definitionNamedIn(path.dirname(file)) ?? base) === base;
}

/** @throws {InputError} `no-connector` for a folder that holds neither a definition nor properties, whatever is below it */
export function requireConnector(
  { definition, properties, problems }: ConnectorFolder,
  target: string,
): void {
  const isMissing = (code: ReadProblemCode) => problems.some((problem) => problem.code === code);
  if (!definition && !properties && isMissing("definition-missing") && isMissing("properties-missing"))
    throw noConnector(target);
}

function noConnector(target: string): InputError {
  return new InputError(
    "no-connector",
    `No connector in "${target}".`,
    "A connector folder holds apiDefinition.swagger.json (or apiDefinition.json) and apiProperties.json.",
  );
}

/**
 * A file that is named may have any name, but what neither is called JSON nor begins like it is not a definition: to list its words as
 * faults of a definition would help nobody.
 */
function refuseOther(full: string, target: string): void {
  if (/\.json$/i.test(full)) return;
  const read = readFileInside(path.dirname(full), path.basename(full));
  if (!read.ok || /^\s*\{/.test(decodeText(read.bytes.subarray(0, 4096), target).text)) return;
  throw new InputError(
    "no-definition",
    `"${target}" is not a definition.`,
    /\.ya?ml$/i.test(full)
      ? "A connector's definition is OpenAPI 2.0 as JSON: convert the YAML first."
      : "A definition is OpenAPI 2.0 as JSON, mostly apiDefinition.swagger.json. Name that file, or its folder.",
  );
}

/** Paths as they were named, each place once. */
class Found {
  readonly paths: string[] = [];
  readonly #places = new Set<string>();

  add(full: string): void {
    const place = realpathSync.native(full);
    if (!this.#places.has(place)) this.paths.push(full);
    this.#places.add(place);
  }
}

/** Whether there is a connector at or below a folder, found before or not. */
function search(folder: string, depth: number, found: Found): boolean {
  const entries = readable(folder);
  // A connector's own folder is not searched further: samples and copies below it belong to it.
  const files = entries.filter((entry) => entry.kind !== "folder").map((entry) => entry.name);
  const isConnector =
    files.some(isConnectorFile) || (files.some(isSettings) && definitionNamedIn(folder) !== undefined);
  if (isConnector) {
    found.add(folder);
    return true;
  }
  let any = false;
  for (const entry of entries) {
    // Links to folders are not followed: they may leave the tree or lead in circles.
    if (entry.kind === "folder" && mayHoldConnectors(entry.name, depth + 1))
      any = search(path.join(folder, entry.name), depth + 1, found) || any;
  }
  return any;
}

/** What is in a folder; one that may not be read could hold connectors, which must not go unnoticed. */
function readable(folder: string): ReturnType<typeof listFolder> {
  const entries = listFolder(folder);
  if (entries.length > 0) return entries;
  try {
    readdirSync(folder);
    return entries;
  } catch (error) {
    throw new InputError(
      "unreadable-folder",
      `The folder "${path.relative(process.cwd(), folder) || "."}" cannot be read (${reason(error)}).`,
      "Give yourself permission to read it, or name the connector folders one by one.",
    );
  }
}

/** A settings file can name a definition that no one would know by its name. */
function isSettings(name: string): boolean {
  return name.toLowerCase() === "settings.json";
}

function isConnectorFile(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === "apidefinition.json" || lower.endsWith(".swagger.json") || lower === "apiproperties.json";
}
