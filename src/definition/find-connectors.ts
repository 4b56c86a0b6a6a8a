/** Finds the connector folders below a folder. */
import path from "node:path";
import { kindOf, listFolder } from "./files.ts";
import { InputError } from "./problem.ts";

/** Folders that never hold sources. */
const SKIPPED = new Set(["node_modules", "dist", "bin", "obj", ".git"]);

/** Deeper than any repository of connectors; stops in folders that were made to be endless. */
const MAX_FOLDER_DEPTH = 12;

/**
 * The folders at or below the targets that hold a connector, in a fixed order and each once.
 * A target that is a file stands for itself, so that one definition can be checked without its folder's name.
 * @throws {InputError} `no-such-folder`, `no-connector`
 */
export function findConnectors(targets: readonly string[]): string[] {
  const found = new Set<string>();
  for (const target of targets) {
    const full = path.resolve(target);
    const kind = kindOf(full);
    if (kind === "none") {
      throw new InputError(
        "no-such-folder",
        `There is no file or folder "${target}".`,
        "Check the spelling; paths are relative to the current folder.",
      );
    }
    if (kind === "file") {
      found.add(full);
      continue;
    }
    const before = found.size;
    search(full, 0, found);
    if (found.size === before && !found.has(full)) {
      throw new InputError(
        "no-connector",
        `No connector in "${target}".`,
        "A connector folder holds apiDefinition.swagger.json (or apiDefinition.json) and apiProperties.json.",
      );
    }
  }
  return [...found];
}

function search(folder: string, depth: number, found: Set<string>): void {
  const entries = listFolder(folder);
  // A connector's own folder is not searched further: samples and copies below it belong to it.
  if (entries.some((entry) => entry.kind !== "folder" && isConnectorFile(entry.name))) {
    found.add(folder);
    return;
  }
  if (depth === MAX_FOLDER_DEPTH) return;
  for (const entry of entries) {
    // Links to folders are not followed: they may leave the tree or lead in circles.
    if (entry.kind === "folder" && !SKIPPED.has(entry.name))
      search(path.join(folder, entry.name), depth + 1, found);
  }
}

function isConnectorFile(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === "apidefinition.json" || lower.endsWith(".swagger.json") || lower === "apiproperties.json";
}
