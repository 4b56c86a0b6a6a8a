/** Writes the changed files of a folder, all of them or none. */
import { randomBytes } from "node:crypto";
import { lstatSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { isInside, reason } from "../../machine/files/read-inside.ts";
import { makeFolder } from "../../machine/files/write-whole.ts";
import type { UnpackedFile } from "./unpack.ts";

/**
 * Every file is written beside its place first; only when all are there do they take their places.
 * @throws {InputError} `cannot-write`, `outside-folder`
 */
export function writeFiles(folder: string, files: readonly UnpackedFile[]): void {
  const staged: { temporary: string; target: string }[] = [];
  const changed = files.filter((file) => file.bytes !== undefined);
  if (changed.length === 0) return;
  let created = false;
  try {
    created = lstatSync(folder, { throwIfNoEntry: false }) === undefined;
    makeFolder(folder);
    const root = realpathSync(folder);
    for (const { path: name, bytes } of changed) {
      const target = path.join(root, ...name.split("/"));
      const parent = path.dirname(target);
      makeFolder(parent);
      if (!isInside(root, realpathSync(parent)))
        throw new InputError(
          "outside-folder",
          `"${name}" leads out of the folder.`,
          "Replace the link by a folder.",
        );
      const temporary = `${target}.${randomBytes(6).toString("hex")}.tmp`;
      staged.push({ temporary, target });
      writeFileSync(temporary, bytes ?? "", { flag: "wx" });
    }
    for (const { target } of staged)
      if (lstatSync(target, { throwIfNoEntry: false })?.isDirectory())
        throw new InputError("cannot-write", `"${path.basename(target)}" is a folder.`, "Move it away.");
    for (const { temporary, target } of staged) renameSync(temporary, target);
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    if (created) rmSync(folder, { recursive: true, force: true });
    if (error instanceof InputError) throw error;
    throw new InputError(
      "cannot-write",
      `"${folder}" cannot be written (${reason(error)}).`,
      "Name a folder that you may write to with --out.",
    );
  }
}
