/** Hears of changes below folders, whatever happens to the folders and files themselves. */
import { type FSWatcher, realpathSync, watch } from "node:fs";
import path from "node:path";
import { MAX_FOLDER_DEPTH, SKIPPED_FOLDERS } from "../definition/find-connectors.ts";
import { kindOf, listFolder } from "../machine/files/read-inside.ts";

/** Saving in an editor writes several times; one call is enough for all of them. */
const DELAY_MS = 80;

/** How often is looked for a folder that is gone: nothing says when it comes back. */
const SEARCH_MS = 1000;

/** A folder to watch, with all below it or without. */
export interface Watched {
  folder: string;
  deep: boolean;
}

/**
 * Calls back some moments after something changed. Each folder is watched by itself: a watch of a file goes deaf when an
 * editor replaces the file, and so does a recursive watch on systems where it is made of such.
 * @param ignored a file whose changes do not count
 * @returns ends the watch
 */
export function watchFolders(wanted: readonly Watched[], changed: () => void, ignored?: string): () => void {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      refresh();
      changed();
    }, DELAY_MS);
  };
  const forget = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const refresh = () => {
    const folders = new Set(wanted.flatMap(({ folder, deep }) => (deep ? below(folder, 0) : [folder])));
    for (const folder of watchers.keys())
      if (!folders.has(folder) || kindOf(folder) !== "folder") forget(folder);
    for (const folder of folders) if (!watchers.has(folder)) add(folder);
  };
  const add = (folder: string) => {
    if (kindOf(folder) !== "folder") return;
    try {
      const watcher = watch(folder, (kind, name) => {
        if (name !== null && (name.endsWith(".tmp") || isFile(folder, name, ignored))) return;
        // A folder that is deleted, and perhaps made anew under its name, needs a new watch.
        if (kind === "rename" && name !== null) forget(path.join(folder, name));
        if (kindOf(folder) === "none") forget(folder);
        later();
      });
      watcher.on("error", () => forget(folder));
      watchers.set(folder, watcher);
    } catch {
      // Gone between the look and the watch, or too many: the next search tries again.
    }
  };
  refresh();
  const search = setInterval(() => {
    const missing = wanted.some(({ folder }) => !watchers.has(folder) && kindOf(folder) === "folder");
    if (missing) later();
  }, SEARCH_MS);
  return () => {
    clearInterval(search);
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

/** Whether a name in a folder is a file, by whatever way the folder is reached. */
function isFile(folder: string, name: string, file: string | undefined): boolean {
  if (file === undefined || name !== path.basename(file)) return false;
  try {
    return realpathSync(folder) === realpathSync(path.dirname(file));
  } catch {
    return false;
  }
}

/** A folder and all below it in which connectors are looked for. */
function below(folder: string, depth: number): string[] {
  if (depth > MAX_FOLDER_DEPTH) return [];
  const inner = listFolder(folder).filter(
    (entry) => entry.kind === "folder" && !SKIPPED_FOLDERS.has(entry.name),
  );
  return [folder, ...inner.flatMap((entry) => below(path.join(folder, entry.name), depth + 1))];
}
