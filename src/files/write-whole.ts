/** Writing files whole or not at all. */
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { reason } from "../definition/files.ts";
import { InputError } from "../definition/problem.ts";

/**
 * Writes a file so that a reader sees the old or the new content, never a part: a temporary file beside it is renamed.
 * @throws {InputError} `cannot-write` if the place does not allow it; nothing is left behind then
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const full = path.resolve(file);
  const temporary = `${full}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    mkdirSync(path.dirname(full), { recursive: true });
    const handle = openSync(temporary, "wx");
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, full);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new InputError(
      "cannot-write",
      `"${file}" cannot be written (${reason(error)}).`,
      "Name a place that exists and that you may write to.",
    );
  }
}
