/** Writes the changed files of a folder, all of them or none, and none that somebody has saved meanwhile. */
import { lstatSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { isInside, reason } from "../../machine/files/read-inside.ts";
import { makeFolder, type Replacement, replaceAll } from "../../machine/files/write-whole.ts";
import type { UnpackedFile } from "./unpack.ts";

/**
 * New files are made first, and only where there is none; then what has changed is replaced together. Whatever goes wrong,
 * the new ones are taken away again.
 * @returns what should be said about it, each one sentence
 * @throws {InputError} `cannot-write`, `outside-folder`, `changed-meanwhile` with the file and what changed
 */
export function writeFiles(folder: string, files: readonly UnpackedFile[]): string[] {
  const changed = files.filter((file) => file.bytes !== undefined);
  if (changed.length === 0) return [];
  const made: string[] = [];
  let created = false;
  try {
    created = lstatSync(folder, { throwIfNoEntry: false }) === undefined;
    makeFolder(folder);
    const root = realpathSync(folder);
    const replacements: Replacement[] = [];
    for (const { path: name, bytes, before } of changed) {
      const target = path.join(root, ...name.split("/"));
      const parent = path.dirname(target);
      makeFolder(parent);
      if (!isInside(root, realpathSync(parent)))
        throw new InputError(
          "outside-folder",
          `"${name}" leads out of the folder.`,
          "Replace the link by a folder.",
        );
      if (lstatSync(target, { throwIfNoEntry: false })?.isDirectory())
        throw new InputError("cannot-write", `"${name}" is a folder.`, "Move it away.");
      if (before !== undefined)
        replacements.push({ file: target, content: bytes ?? Buffer.alloc(0), expected: before });
      else {
        made.push(target);
        writeNew(target, name, bytes ?? Buffer.alloc(0), made);
      }
    }
    return replacements.length > 0 ? replaceAll(replacements) : [];
  } catch (error) {
    for (const file of made) rmSync(file, { force: true });
    if (created) rmSync(folder, { recursive: true, force: true });
    if (error instanceof InputError) throw error;
    throw new InputError(
      "cannot-write",
      `"${folder}" cannot be written (${reason(error)}).`,
      "Name a folder that you may write to with --out.",
    );
  }
}

function writeNew(target: string, name: string, bytes: Buffer, made: string[]): void {
  try {
    writeFileSync(target, bytes, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    // Somebody else's file is not to be taken away with ours.
    made.pop();
    throw new InputError(
      "changed-meanwhile",
      `"${name}" appeared after the folder was read.`,
      "Nothing was written. Look at the file, then unpack again.",
    );
  }
}
