/** Writing files whole or not at all. */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { reason } from "./read-inside.ts";

/**
 * Writes a file so that a reader sees the old or the new content, never a part: a temporary file beside it is renamed.
 * A link stays a link, and a file keeps its permissions. What is no file (a pipe, the null device) is written to as it is:
 * nothing may take its place.
 * @param content a text or bytes
 * @throws {InputError} `cannot-write` if the place does not allow it; nothing is left behind then
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const draft = new Draft(file);
  draft.try(() => {
    draft.open();
    draft.write(content);
    draft.finish();
  });
}

/**
 * {@link writeWhole} for a text in pieces, which are written as they come. Between them a signal is heard: who ends the
 * program meanwhile finds the file as it was, and no temporary one.
 */
export async function writeWholeInPieces(file: string, pieces: Iterable<string>): Promise<void> {
  const draft = new Draft(file);
  const stop = (signal: NodeJS.Signals) => {
    draft.discard();
    for (const each of SIGNALS) process.off(each, stop);
    process.kill(process.pid, signal);
  };
  draft.try(() => draft.open());
  for (const each of SIGNALS) process.on(each, stop);
  try {
    for (const piece of pieces) {
      draft.try(() => draft.write(piece));
      await new Promise((resolve) => setImmediate(resolve));
    }
    draft.try(() => draft.finish());
  } catch (error) {
    draft.discard();
    throw error;
  } finally {
    for (const each of SIGNALS) process.off(each, stop);
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A file on its way. */
class Draft {
  readonly #named: string;
  readonly #target: string;
  readonly #before: Stats | undefined;
  readonly #temporary: string | undefined;
  #handle: number | undefined;

  constructor(file: string) {
    this.#named = file;
    this.#target = behindLinks(path.resolve(file));
    this.#before = whatIsAt(this.#target);
    const replaces = this.#before === undefined || this.#before.isFile() || this.#before.isDirectory();
    this.#temporary = replaces ? `${this.#target}.${randomBytes(6).toString("hex")}.tmp` : undefined;
  }

  open(): void {
    // Before anything is written: a folder can be known not to give way.
    if (this.#before?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR", syscall: "open" });
    if (this.#temporary) makeFolder(path.dirname(this.#target));
    this.#handle = this.#temporary ? openSync(this.#temporary, "wx") : openSync(this.#target, "w");
  }

  write(content: string | Uint8Array): void {
    if (this.#handle === undefined) throw new Error("The draft is not open.");
    // Unlike writeSync, this goes on until all is written.
    writeFileSync(this.#handle, content);
  }

  finish(): void {
    if (this.#handle === undefined) return;
    if (this.#temporary) fsyncSync(this.#handle);
    closeSync(this.#handle);
    this.#handle = undefined;
    if (!this.#temporary) return;
    if (this.#before) chmodSync(this.#temporary, this.#before.mode & 0o7777);
    renameSync(this.#temporary, this.#target);
  }

  /** Leaves nothing behind. */
  discard(): void {
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
    if (this.#temporary) rmSync(this.#temporary, { force: true });
  }

  /** Does something with the file; what the place does not allow becomes one clear message. */
  try(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.discard();
      if (!(error instanceof Error && "syscall" in error)) throw error;
      throw new InputError(
        "cannot-write",
        `"${this.#named}" cannot be written (${reason(error)}).`,
        "Name a place that exists and that you may write to.",
      );
    }
  }
}

/** Where a path leads; the path itself if nothing is there yet. */
function behindLinks(full: string): string {
  try {
    return realpathSync(full);
  } catch {
    return full;
  }
}

function whatIsAt(target: string): Stats | undefined {
  try {
    return statSync(target);
  } catch {
    return undefined;
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
