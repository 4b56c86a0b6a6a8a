/** Writing files whole or not at all. */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { reason } from "../definition/files.ts";
import { InputError } from "../definition/problem.ts";

/**
 * Writes a file so that a reader sees the old or the new content, never a part: a temporary file beside it is renamed.
 * @param content a text, bytes, or a text in pieces that are written as they come
 * @throws {InputError} `cannot-write` if the place does not allow it; nothing is left behind then
 */
export function writeWhole(file: string, content: string | Uint8Array | Iterable<string>): void {
  const full = path.resolve(file);
  const temporary = `${full}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    makeFolder(path.dirname(full));
    const handle = openSync(temporary, "wx");
    try {
      if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(handle, content);
      else for (const piece of content) writeSync(handle, piece);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, full);
  } catch (error) {
    rmSync(temporary, { force: true });
    // Pieces are made while they are written: what goes wrong there is not the fault of the place.
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new InputError(
      "cannot-write",
      `"${file}" cannot be written (${reason(error)}).`,
      "Name a place that exists and that you may write to.",
    );
  }
}

/**
 * Makes a folder with all folders above it.
 * Not `mkdirSync(…, { recursive: true })`: on a file system that refuses new folders with ENOENT, such as /proc, it never ends
 * (seen with Node 24.21).
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else may have made it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
