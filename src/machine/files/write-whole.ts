/** Writing files whole or not at all. */
import { InputError } from "../../json/problem.ts";
import { cannotWrite, Draft } from "./draft.ts";

export { cannotWrite, isLeftover, makeFolder, removeMade, writeFault } from "./draft.ts";

/**
 * Writes a file so that a reader sees the old or the new content, never a part: a temporary file beside it is renamed.
 * A link stays a link, and a file keeps its owner and permissions. What is not a file (a pipe, the null device) is written to as it
 * is: nothing may take its place.
 * @param content a text or bytes
 *   Folders are not made: a place whose folder is not there is misspelt more often than meant.
 * @param mode permissions of the file, for what only its owner may read; else those it has
 * @returns what should be said about it, each one sentence; mostly nothing
 * @throws {InputError} `cannot-write` if the place does not allow it; nothing is left behind then
 */
export function writeWhole(file: string, content: string | Uint8Array, mode?: number): string[] {
  const draft = new Draft(file, undefined, mode);
  trying(draft, () => {
    draft.open();
    draft.write(content);
    draft.end();
    draft.place(false);
  });
  return draft.notes;
}

/** A file of several that change together. */
export interface Replacement {
  file: string;
  /** How the user named it; as `file` by default. */
  named?: string;
  content: string | Uint8Array;
  /** What was read from it: whatever else it holds by now, somebody has saved meanwhile. Without it, that is of no matter. */
  expected?: Uint8Array | undefined;
  /** Permissions it gets; those it has by default. */
  mode?: number;
}

/**
 * Replaces files, all of them or none, and none that somebody else has saved since it was read.
 * @returns what should be said about it, each one sentence
 * @throws {InputError} `changed-meanwhile` with the file and where it differs, `cannot-write`; nothing is changed then, unless
 *   the message names what could not be put back
 */
export function replaceAll(files: readonly Replacement[]): string[] {
  const drafts: Draft[] = [];
  let current: Draft | undefined;
  try {
    for (const { file, named, content, expected, mode } of files) {
      current = new Draft(file, expected, mode, named);
      drafts.push(current);
      current.check();
      current.open();
      current.write(content);
      current.end();
    }
    for (current of drafts) current.check();
    for (current of drafts) current.place(true);
  } catch (error) {
    const kept = drafts.toReversed().filter((draft) => !undone(draft));
    for (const draft of drafts) draft.discard();
    const fault = cannotWrite(current?.named ?? "", error);
    if (kept.length === 0 || !(fault instanceof InputError)) throw fault;
    const names = kept
      .map(
        ({ named, aside }) =>
          `"${named}"${aside === undefined ? "" : ` (its former content is in "${aside}")`}`,
      )
      .join(", ");
    throw new InputError(
      fault.code,
      `${fault.message} These files were already written and could not be restored: ${names}.`,
      fault.help,
    );
  }
  for (const draft of drafts) draft.settle();
  return drafts.flatMap(({ notes }) => notes);
}

function undone(draft: Draft): boolean {
  try {
    draft.revoke();
    return true;
  } catch {
    return false;
  }
}

/**
 * {@link writeWhole} for a text in pieces, which are written as they come. Between them a signal is heard: who ends the
 * program meanwhile finds the file as it was, and no temporary one.
 */
export async function writeWholeInPieces(file: string, pieces: Iterable<string>): Promise<string[]> {
  const draft = new Draft(file);
  const stop = (signal: NodeJS.Signals) => {
    draft.discard();
    for (const each of SIGNALS) process.off(each, stop);
    process.kill(process.pid, signal);
  };
  trying(draft, () => draft.open());
  for (const each of SIGNALS) process.on(each, stop);
  try {
    for (const piece of pieces) {
      trying(draft, () => draft.write(piece));
      await new Promise((resolve) => setImmediate(resolve));
    }
    trying(draft, () => {
      draft.end();
      draft.place(false);
    });
  } catch (error) {
    draft.discard();
    throw error;
  } finally {
    for (const each of SIGNALS) process.off(each, stop);
  }
  return draft.notes;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Does something with a draft; what the place does not allow becomes one clear message, and nothing is left behind. */
function trying(draft: Draft, action: () => void): void {
  try {
    action();
  } catch (error) {
    draft.discard();
    throw cannotWrite(draft.named, error);
  }
}
