/** Notices that files of a folder change, once for each burst: an editor that saves writes several times. */
import { type FSWatcher, statSync, watch } from "node:fs";
import path from "node:path";
import { listFolder } from "../../machine/files/read-inside.ts";

/** The little of a clock that waiting needs; time of the real world unless a test moves it. */
export interface WaitingClock {
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Nothing happens for this long: the burst is over. */
export const QUIET_MS = 80;

/** Of files that change all the time, this often is looked at what they have become. */
export const LONGEST_MS = 1_000;

/** Where the system cannot tell of changes, it is looked for them this often. */
const LOOK_MS = 1_000;

export interface Debounced {
  /** Something changed. */
  poke(): void;
  close(): void;
}

/** Calls the action once a burst of pokes is over, or has lasted for a second. */
export function createDebounce(clock: WaitingClock, action: () => void): Debounced {
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

/** Real time, for {@link createDebounce}; keeps no process alive. */
export const realTime: WaitingClock = {
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds).unref();
      signal?.addEventListener("abort", () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
};

/** Folders below the connector's own that hold files of it. */
const COMPANIONS = ["connector"];

/** Pokes at every change of an entry of the folder. Falls back to looking where the system has no more watches to give. */
export function watchFolder(root: string, poke: () => void): () => void {
  const watchers: FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    if (timer) return;
    let seen = stamps(root);
    timer = setInterval(() => {
      const now = stamps(root);
      if (now !== seen) poke();
      seen = now;
    }, LOOK_MS).unref();
  };
  for (const folder of [root, ...COMPANIONS.map((name) => path.join(root, name))]) {
    try {
      const watcher = watch(folder, { persistent: false }, poke);
      watcher.on("error", look);
      watchers.push(watcher);
    } catch {
      // The companion folder need not be there; the root must be watched somehow.
      if (folder === root) look();
    }
  }
  return () => {
    for (const watcher of watchers) watcher.close();
    clearInterval(timer);
  };
}

function stamps(root: string): string {
  return listFolder(root)
    .filter(({ kind }) => kind !== "folder")
    .map(({ name }) => {
      try {
        const { mtimeMs, size } = statSync(path.join(root, name));
        return `${name} ${mtimeMs} ${size}`;
      } catch {
        return name;
      }
    })
    .join("\n");
}
