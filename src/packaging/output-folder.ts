/** Replaces an output folder whole or not at all. */
import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { InputError } from "../json/problem.ts";
import { isInside, readFileInside } from "../machine/files/read-inside.ts";
import { makeFolder, removeMade, writeFault } from "../machine/files/write-whole.ts";
import type { Artifact } from "./artifact.ts";
import { isManifest, MANIFEST_NAME } from "./manifest.ts";

/**
 * Checks that a folder may be replaced: it does not exist, is empty, or was written by us.
 * @param sources folders that must not be replaced whatever they hold
 * @throws {InputError} `out-not-ours`, `out-is-source`, `cannot-write`
 */
export function checkOutputFolder(folder: string, sources: readonly string[]): void {
  const full = path.resolve(folder);
  for (const source of sources) {
    if (isInside(full, path.resolve(source))) {
      throw new InputError(
        "out-is-source",
        `"${folder}" holds the connector itself.`,
        "Name another folder with --out; it is replaced whole.",
      );
    }
  }
  let stats: Stats | undefined;
  try {
    stats = lstatSync(full, { throwIfNoEntry: false });
  } catch (error) {
    // A file where a folder should be, a name that is too long.
    throw cannotWrite(folder, error);
  }
  if (!stats) return;
  if (!stats.isDirectory()) throw notOurs(folder, "is not a folder");
  const names = readdirSync(full);
  if (names.length === 0) return;
  if (!names.includes(MANIFEST_NAME)) throw notOurs(folder, "holds other files");
  const read = readFileInside(full, MANIFEST_NAME);
  if (!read.ok || !isManifest(read.bytes.toString("utf8"))) throw notOurs(folder, "holds other files");
}

function notOurs(folder: string, what: string): InputError {
  return new InputError(
    "out-not-ours",
    `"${folder}" ${what}; it is not replaced.`,
    "The output folder is replaced whole: name a new one, an empty one, or one that packaging has written.",
  );
}

/**
 * Writes all files beside the folder and swaps the folders, so that a reader finds the old packages or the new ones.
 * @throws {InputError} `cannot-write`; the old folder is then as it was
 */
export function replaceOutputFolder(folder: string, files: readonly Artifact[]): void {
  const full = path.resolve(folder);
  const suffix = randomBytes(6).toString("hex");
  const fresh = `${full}.${suffix}.new`;
  const old = `${full}.${suffix}.old`;
  const made: string[] = [];
  try {
    for (const file of files) {
      const target = path.join(fresh, ...file.path.split("/"));
      made.push(...makeFolder(path.dirname(target)));
      writeFileSync(target, file.bytes);
    }
    // Building takes a while: what is there by now may be somebody's.
    checkOutputFolder(folder, []);
    if (existsSync(full)) {
      refuseHeld(folder, full);
      renameSync(full, old);
    }
    try {
      renameSync(fresh, full);
    } catch (error) {
      if (existsSync(old)) renameSync(old, full);
      throw error;
    }
    rmSync(old, { recursive: true, force: true });
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Those above it, too, if they were not there.
    removeMade(made);
    throw error instanceof InputError ? error : cannotWrite(folder, error);
  }
}

/** What could not be taken away afterwards must not be moved aside first, and what is read-only is to stay. */
function refuseHeld(named: string, full: string): void {
  for (const entry of [".", ...readdirSync(full, { recursive: true, encoding: "utf8" })]) {
    const inner = path.join(full, entry);
    if (lstatSync(inner).isSymbolicLink()) continue;
    try {
      accessSync(inner, constants.W_OK);
    } catch {
      throw new InputError(
        "cannot-write",
        `"${path.join(named, entry)}" is read-only for you; "${named}" was left as it is.`,
        "Make it writable, or name another place with --out.",
      );
    }
  }
}

function cannotWrite(folder: string, error: unknown): InputError {
  const fault = writeFault(error);
  return new InputError(
    "cannot-write",
    `"${folder}" cannot be written (${fault.reason}).`,
    fault.help ?? "Name a place that you may write to with --out.",
  );
}
