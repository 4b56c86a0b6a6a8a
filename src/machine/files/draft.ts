/** A file on its way: written beside its place under a name of its own, then put there in one step. */
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { reason } from "./read-inside.ts";

/** Names of drafts and of what is kept aside for a moment. `.gitignore` knows the ending, and {@link isLeftover} the rest. */
const LEFT = /\.[0-9a-f]{12}\.tmp$/;

/** The sticky bit of a folder: only its owner, or the owner of a file in it, may take that file's place. */
const STICKY = 0o1000;

/** Whether a name is that of a file which a run that was ended from outside has left: a draft, or a content kept aside. */
export function isLeftover(name: string): boolean {
  return LEFT.test(name);
}

/** Twelve digits that nobody can foretell. By the global object, which loads its module only now: most runs write nothing. */
function randomName(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString("hex");
}

export class Draft {
  /** As the caller named it. */
  readonly named: string;
  /** Where the path leads. */
  readonly target: string;
  /** What the file has to hold at the moment at which it is replaced; undefined if that does not matter. */
  readonly expected: Uint8Array | undefined;
  /** Permissions it gets whatever it had; undefined leaves those of the file that is replaced. */
  readonly mode: number | undefined;
  /** What a caller should tell, each one sentence. */
  readonly notes: string[] = [];
  readonly #before: Stats | undefined;
  readonly #temporary: string | undefined;
  /** The former content while it may still be wanted. */
  #aside: string | undefined;
  #placed = false;
  #handle: number | undefined;

  constructor(file: string, expected?: Uint8Array, mode?: number, named = file) {
    this.named = named;
    this.expected = expected;
    this.mode = mode;
    this.target = behindLinks(path.resolve(file));
    this.#before = whatIsAt(this.target);
    const replaces = this.#before === undefined || this.#before.isFile() || this.#before.isDirectory();
    this.#temporary = replaces ? `${this.target}.${randomName()}.tmp` : undefined;
  }

  open(): void {
    // Before anything is written: what is known not to give way.
    if (this.#before?.isDirectory()) throw systemError("EISDIR");
    if (this.#temporary) {
      const folder = path.dirname(this.target);
      if (!existsSync(folder))
        throw new InputError(
          "cannot-write",
          `"${this.named}" cannot be written: there is no folder "${path.dirname(this.named)}".`,
          "Create the folder first, or choose another place.",
        );
      if (this.#before && isHeld(this.#before, statSync(folder))) throw systemError("EPERM");
      // To rename a file over one that may not be written to is allowed, but was never meant.
      if (this.#before && !isWritable(this.target))
        throw new InputError(
          "cannot-write",
          `"${this.named}" is read-only for you; it was left as it is.`,
          "Make it writable, or name another file.",
        );
    }
    // Nobody reads in the draft what they could not read in the file.
    this.#handle = this.#temporary
      ? openSync(this.#temporary, "wx", this.mode ?? (this.#before ? 0o600 : 0o666))
      : openSync(this.target, "w");
  }

  write(content: string | Uint8Array): void {
    if (this.#handle === undefined) throw new Error("The draft is not open.");
    // Unlike writeSync, this goes on until all is written.
    writeFileSync(this.#handle, content);
  }

  /** Everything is on disk, under the draft's own name. */
  end(): void {
    if (this.#handle === undefined) return;
    if (this.#temporary) fsyncSync(this.#handle);
    closeSync(this.#handle);
    this.#handle = undefined;
    if (this.#temporary && this.#before) this.#resemble(this.#temporary, this.#before);
  }

  /** Owner, group and permissions are those of the file that is replaced. */
  #resemble(temporary: string, before: Stats): void {
    const made = statSync(temporary);
    if (made.uid !== before.uid || made.gid !== before.gid) {
      try {
        chownSync(temporary, before.uid, before.gid);
      } catch {
        if (made.uid !== before.uid)
          this.notes.push(`"${this.named}" belonged to another user and now belongs to you.`);
      }
    }
    // After the owner: changing that takes bits away.
    chmodSync(temporary, this.mode ?? before.mode & 0o7777);
    if (before.nlink > 1)
      this.notes.push(
        `"${this.named}" had ${before.nlink} names (hard links); the others keep the former content.`,
      );
  }

  /** @throws {InputError} `changed-meanwhile` if the file does not hold what is expected */
  check(): void {
    if (this.expected) this.#compare(this.target);
  }

  #compare(file: string): void {
    const now = existsSync(file) ? readFileSync(file) : undefined;
    if (now && this.expected && Buffer.compare(now, this.expected) === 0) return;
    const line = now && this.expected ? firstDifference(this.expected, now) : undefined;
    const what = now === undefined ? "was deleted" : `was saved by another program (line ${line} differs)`;
    throw new InputError(
      "changed-meanwhile",
      `"${this.named}" ${what} while this command was working on it, so it was left as it is.`,
      "Run the command again to work on the new version.",
    );
  }

  /**
   * Takes the file's place.
   * Between a comparison and the step that follows it, somebody may save. So the former content gets a second name first, is
   * compared once more when it has been replaced, and returns if it is not what was expected.
   * @param revocable the former content stays at hand for {@link revoke} until {@link settle}
   */
  place(revocable: boolean): void {
    if (!this.#temporary) return;
    if (this.#before && (revocable || this.expected)) this.#aside = keepAside(this.target);
    renameSync(this.#temporary, this.target);
    this.#placed = true;
    if (this.expected && this.#aside) this.#compare(this.#aside);
  }

  /** Puts the former content back, or takes away what had no former one. */
  revoke(): void {
    if (!this.#placed) return;
    if (this.#aside) renameSync(this.#aside, this.target);
    else if (!this.#before) rmSync(this.target, { force: true });
    this.#aside = undefined;
    this.#placed = false;
  }

  /** Where the former content is kept, if it still is. */
  get aside(): string | undefined {
    return this.#aside;
  }

  /** It stays as it is now. */
  settle(): void {
    if (this.#aside) rmSync(this.#aside, { force: true });
    this.#aside = undefined;
  }

  /** Leaves nothing behind of what has not taken its place. */
  discard(): void {
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
    if (this.#placed) return;
    try {
      if (this.#temporary) rmSync(this.#temporary, { force: true });
    } catch {
      // Why nothing could be written is said already; where no file can be, none is left.
    }
    this.settle();
  }
}

/**
 * A second name for a file's content. A hard link shows what an editor that has the file open still writes; where there are none,
 * a copy has to do.
 */
function keepAside(target: string): string {
  const aside = `${target}.${randomName()}.tmp`;
  try {
    linkSync(target, aside);
  } catch {
    copyFileSync(target, aside);
  }
  return aside;
}

/** Whether the sticky bit of a folder keeps us from replacing a file in it. */
function isHeld(file: Stats, folder: Stats): boolean {
  const user = process.geteuid?.();
  if (user === undefined || user === 0 || (folder.mode & STICKY) === 0) return false;
  return file.uid !== user && folder.uid !== user;
}

/** The number of the first line in which two contents differ. */
function firstDifference(one: Uint8Array, other: Uint8Array): number {
  let line = 1;
  for (let at = 0; at < one.length && one[at] === other[at]; at++) if (one[at] === 10) line++;
  return line;
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: "open" });
}

/** A fault of the system as one clear message; others are handed on. */
export function cannotWrite(file: string, error: unknown): unknown {
  if (!(error instanceof Error && "syscall" in error)) return error;
  const fault = writeFault(error);
  return new InputError(
    "cannot-write",
    `"${file}" cannot be written (${fault.reason}).`,
    fault.help ?? "Choose an existing folder that you may write to.",
  );
}

/** Where there is no room: what that means, as another folder of the same disk would not help. */
const NO_ROOM: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "your share of the disk is used up",
  EFBIG: "a file may not be that large there",
};

/** Why something cannot be written, and what to do about it where that is known. */
export function writeFault(error: unknown): { reason: string; help?: string } {
  const code = reason(error);
  const full = Object.hasOwn(NO_ROOM, code) ? NO_ROOM[code] : undefined;
  if (full === undefined) return { reason: code };
  return {
    reason: `${code}: ${full}`,
    help: "Make room, or choose a place on another disk.",
  };
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
 * @param mode who may use the folders that are made
 * @returns the folders that were made, the outermost first
 * @throws the error of the system; what was made by then is taken away again
 */
export function makeFolder(folder: string, mode?: number): string[] {
  if (existsSync(folder)) return [];
  const parent = path.dirname(folder);
  const made = parent === folder ? [] : makeFolder(parent, mode);
  try {
    mkdirSync(folder, { mode });
    return [...made, folder];
  } catch (error) {
    // Somebody else may have made it in the meantime.
    if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return made;
    removeMade(made);
    throw error;
  }
}

/** Takes folders that {@link makeFolder} made away again; one in which somebody has put a file meanwhile stays. */
export function removeMade(folders: readonly string[]): void {
  for (const folder of folders.toReversed())
    try {
      rmdirSync(folder);
    } catch {
      // It stays.
    }
}
