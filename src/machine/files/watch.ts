/** Hears of changes below folders, whatever happens to the folders and files themselves. */
import { type FSWatcher, realpathSync, statSync, watch } from "node:fs";
import path from "node:path";
import { type ClockFace, createRealClock } from "../clock.ts";
import { kindOf, listFolder } from "./read-inside.ts";

/** Saving in an editor writes several times: once nothing happens for this long, the burst is over. */
export const QUIET_MS = 80;

/** Of files that change all the time, this often is told. */
export const LONGEST_MS = 1_000;

/** How often is looked for a folder that is gone, and into one that the system cannot watch: nothing says when they change. */
const LOOK_MS = 1_000;

/** A folder to watch; it need not be there yet. */
export interface Watched {
  folder: string;
  /** Whether a folder below it, `depth` levels down, is watched as well; without it, none is. */
  inner?: (name: string, depth: number) => boolean;
}

export interface WatchOptions {
  /** A file whose changes do not count. */
  ignored?: string | undefined;
  /** Waits for the end of a burst; real time by default. */
  clock?: ClockFace;
}

/**
 * Calls back once for each burst of changes. What is watched may change with the files: then it is a function, which is asked
 * again after each burst and every second. Each folder is watched by itself: a watch of a file goes deaf when an
 * editor replaces the file, and so does a recursive watch on systems where it is made of such.
 * @returns ends the watch
 */
export function watchFolders(
  wanted: readonly Watched[] | (() => readonly Watched[]),
  changed: () => void,
  { ignored, clock = createRealClock({ holdsProcess: false }) }: WatchOptions = {},
): () => void {
  const places = typeof wanted === "function" ? wanted : () => wanted;
  const watchers = new Map<string, FSWatcher>();
  /** Folders that the system has no watch for, by what was last seen in them. */
  const blind = new Map<string, string>();
  const burst = createDebounce(clock, () => {
    refresh();
    changed();
  });
  const forget = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const refresh = () => {
    const folders = new Set(places().flatMap(({ folder, inner }) => [folder, ...below(folder, inner)]));
    for (const folder of watchers.keys())
      if (!folders.has(folder) || kindOf(folder) !== "folder") forget(folder);
    for (const folder of blind.keys()) if (!folders.has(folder)) blind.delete(folder);
    for (const folder of folders) if (!watchers.has(folder)) add(folder);
  };
  const add = (folder: string) => {
    if (kindOf(folder) !== "folder") return;
    try {
      const watcher = watch(folder, (kind, name) => {
        if (name !== null && (name.endsWith(".tmp") || isFile(folder, name, ignored))) return;
        // A folder that is deleted, and perhaps made again under its name, needs a new watch.
        if (kind === "rename" && name !== null) forget(path.join(folder, name));
        if (kindOf(folder) === "none") forget(folder);
        burst.poke();
      });
      watcher.on("error", () => forget(folder));
      watchers.set(folder, watcher);
      blind.delete(folder);
    } catch {
      // Gone between the look and the watch, or the system has no more watches to give.
      if (!blind.has(folder)) blind.set(folder, stamps(folder));
    }
  };
  const isUnwatched = (folder: string) =>
    !watchers.has(folder) && !blind.has(folder) && kindOf(folder) === "folder";
  refresh();
  const look = setInterval(() => {
    if (places().some(({ folder }) => isUnwatched(folder))) burst.poke();
    for (const [folder, seen] of blind) {
      const now = stamps(folder);
      blind.set(folder, now);
      if (now !== seen) burst.poke();
    }
  }, LOOK_MS);
  return () => {
    clearInterval(look);
    burst.close();
    for (const watcher of watchers.values()) watcher.close();
  };
}

export interface Debounced {
  /** Something changed. */
  poke(): void;
  close(): void;
}

/** Calls the action once a burst of pokes is over, or has lasted for a second. */
export function createDebounce(clock: ClockFace, action: () => void): Debounced {
  let pokes = 0;
  let waiting: AbortController | undefined;
  const wait = async (signal: AbortSignal) => {
    let waited = 0;
    for (let seen = -1; seen !== pokes && waited < LONGEST_MS; waited += QUIET_MS) {
      seen = pokes;
      await clock.sleep(QUIET_MS, signal);
    }
    waiting = undefined;
    action();
  };
  return {
    poke() {
      pokes++;
      if (waiting) return;
      waiting = new AbortController();
      // Aborted when closed; the action's own faults are its own matter.
      wait(waiting.signal).catch(() => undefined);
    },
    close() {
      waiting?.abort(new Error("closed"));
    },
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

function below(folder: string, inner: Watched["inner"], depth = 1): string[] {
  if (!inner) return [];
  return listFolder(folder)
    .filter((entry) => entry.kind === "folder" && inner(entry.name, depth))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      return [full, ...below(full, inner, depth + 1)];
    });
}

/** What a folder holds, as a text that changes with it. */
function stamps(folder: string): string {
  return listFolder(folder)
    .map(({ name, kind }) => {
      if (kind === "folder") return name;
      try {
        const { mtimeMs, size } = statSync(path.join(folder, name));
        return `${name} ${mtimeMs} ${size}`;
      } catch {
        return name;
      }
    })
    .join("\n");
}
