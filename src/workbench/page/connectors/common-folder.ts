/** What the folders of a list have in common is said once, above it. */

export interface Folders {
  /** The folder that all of them are in, with the separator at its end; empty if there is none. */
  base: string;
  /** A folder without it. */
  rest(folder: string): string;
}

/** @param folders as the server names them: with the separators of its system */
export function commonFolder(folders: readonly string[]): Folders {
  const [first = "", ...others] = folders;
  let end = others.length === 0 ? 0 : first.length;
  for (const folder of others) {
    let at = 0;
    while (at < end && folder[at] === first[at]) at++;
    end = at;
  }
  // Whole names only, and not the whole of the one that holds all others.
  const whole = Math.max(first.lastIndexOf("/", end - 1), first.lastIndexOf("\\", end - 1)) + 1;
  const common = end === 0 ? "" : first.slice(0, whole);
  // To be in one file system is nothing to have in common.
  const base = /^([a-z]:)?[\\/]+$/i.test(common) ? "" : common;
  return { base, rest: (folder) => folder.slice(base.length) };
}
