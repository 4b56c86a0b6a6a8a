/** What the workbench has written into the connector's files since it was started, so that it can be taken back. */
import { lstatSync, rmSync } from "node:fs";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { readFileInside } from "../../machine/files/read-inside.ts";
import { replaceAll, writeWhole } from "../../machine/files/write-whole.ts";
import { Newest } from "../../machine/memory/newest.ts";
import type { ChangeView } from "../api.ts";

/** One file before and after; undefined where there was or is none. */
export interface FileChange {
  file: string;
  before: Buffer | undefined;
  after: Buffer | undefined;
}

interface Change {
  id: string;
  label: string;
  files: FileChange[];
}

/** The newest changes are kept up to so many bytes; of one change there is always the last. Chosen. */
const MOST_BYTES = 64 * 1024 * 1024;

export class History {
  readonly #changes = new Newest<Change>({ count: Number.POSITIVE_INFINITY, bytes: MOST_BYTES });
  #count = 0;

  /** @param label what was done, such as `Fixed 2 findings` */
  add(label: string, files: readonly FileChange[]): ChangeView {
    const change = { id: `c${++this.#count}`, label, files: [...files] };
    this.#changes.add(change, bytesOf(files));
    return viewOf(change, true);
  }

  /** Newest first. */
  list(root: string): ChangeView[] {
    const newest = this.#changes.slice().reverse();
    return newest.map((change) =>
      viewOf(
        change,
        change.files.every((one) => stands(root, one)),
      ),
    );
  }

  /**
   * Takes a change back, where its files still hold what it has written; that is a change of its own.
   * @throws {InputError} `change-unknown`, `changed-meanwhile`, `cannot-write`; nothing is written then
   */
  undo(root: string, id: string): ChangeView {
    const change = this.#changes.slice().find((one) => one.id === id);
    if (!change)
      throw new InputError(
        "change-unknown",
        "This change can no longer be undone: only the newest ones are kept.",
        "Use the history of your editor or of git.",
      );
    for (const one of change.files) {
      const { file } = one;
      if (stands(root, one)) continue;
      throw new InputError(
        "changed-meanwhile",
        `${file} has been changed since, so the change cannot be undone as a whole.`,
        "Undo the later change first, or edit the file.",
      );
    }
    write(root, change.files.map(reversed));
    return this.add(`Undid: ${change.label}`, change.files.map(reversed));
  }
}

function bytesOf(files: readonly FileChange[]): number {
  return files.reduce((sum, { before, after }) => sum + (before?.length ?? 0) + (after?.length ?? 0), 0);
}

/**
 * Writes all of some files or none.
 * @throws {InputError} `changed-meanwhile`, `cannot-write`
 */
export function write(root: string, files: readonly FileChange[]): string[] {
  const replaced = files.flatMap(({ file, before, after }) =>
    before && after ? [{ file: path.join(root, file), content: after, expected: before }] : [],
  );
  const notes = replaced.length > 0 ? replaceAll(replaced) : [];
  for (const { file, before, after } of files) {
    if (after && !before) notes.push(...writeWhole(path.join(root, file), after));
    else if (before && !after) rmSync(path.join(root, file));
  }
  return notes;
}

/** What a file of the folder holds now; undefined if there is none, or none that may be read. */
export function contentOf(root: string, file: string): Buffer | undefined {
  const read = readFileInside(root, file);
  return read.ok ? read.bytes : undefined;
}

/** Whether a file still is as a change has left it: what can only not be read is something, too, a link that leads nowhere as well. */
function stands(root: string, { file, after }: FileChange): boolean {
  if (!after) return lstatSync(path.join(root, file), { throwIfNoEntry: false }) === undefined;
  return contentOf(root, file)?.equals(after) === true;
}

function reversed({ file, before, after }: FileChange): FileChange {
  return { file, before: after, after: before };
}

function viewOf({ id, label, files }: Change, undoable: boolean): ChangeView {
  return { id, label, files: files.map(({ file }) => file), undoable };
}
