/** Writes files of a folder, new and changed ones, all of them or none, and none that somebody has saved meanwhile. */
import { lstatSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { cannotWrite, makeFolder, removeMade } from "./draft.ts";
import { isInside } from "./read-inside.ts";
import { type Replacement, replaceAll } from "./write-whole.ts";

/** A file of the folder as it is to be. */
export interface FolderFile {
  /** Relative to the folder, with `/`. */
  path: string;
  /** New content; undefined where the file stays as it is. */
  bytes: Uint8Array | undefined;
  /** What it held when it was read; undefined for one that is new, and is not to be there yet. */
  before?: Uint8Array | undefined;
}

/**
 * New files are made first, and only where there is none; then what has changed is replaced together. Whatever goes wrong,
 * the new ones are taken away again, and the folders that were made for them.
 * @returns what should be said about it, each one sentence
 * @throws {InputError} `cannot-write`, `outside-folder`, `changed-meanwhile` with the file and what changed
 */
export function writeFiles(folder: string, files: readonly FolderFile[]): string[] {
  const made: string[] = [];
  const folders: string[] = [];
  let current = folder;
  try {
    const replacements: Replacement[] = [];
    for (const { path: name, bytes, before } of files) {
      if (bytes === undefined) continue;
      current = folder;
      folders.push(...makeFolder(folder));
      const root = realpathSync(folder);
      current = path.join(folder, ...name.split("/"));
      const target = path.join(root, ...name.split("/"));
      const parent = path.dirname(target);
      folders.push(...makeFolder(parent));
      if (!isInside(root, realpathSync(parent)))
        throw new InputError(
          "outside-folder",
          `"${name}" leads out of the folder.`,
          "Replace the link by a folder.",
        );
      if (lstatSync(target, { throwIfNoEntry: false })?.isDirectory())
        throw new InputError("cannot-write", `"${current}" is a folder.`, "Move it away.");
      if (before !== undefined)
        replacements.push({ file: target, named: current, content: bytes, expected: before });
      else {
        made.push(target);
        writeNew(target, current, bytes, made);
      }
    }
    return replacements.length > 0 ? replaceAll(replacements) : [];
  } catch (error) {
    for (const file of made) rmSync(file, { force: true });
    removeMade(folders);
    throw cannotWrite(current, error);
  }
}

function writeNew(target: string, named: string, bytes: Uint8Array, made: string[]): void {
  try {
    writeFileSync(target, bytes, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    // Somebody else's file is not to be taken away with ours.
    made.pop();
    throw new InputError(
      "changed-meanwhile",
      `"${named}" appeared after the folder was read.`,
      "Nothing was written. Look at the file, then run the command again.",
    );
  }
}
