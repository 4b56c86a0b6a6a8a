/** Commands that run again after each save. */
import { InputError } from "../../json/problem.ts";
import { type Watched, watchFolders } from "../files/watch.ts";
import { EXIT } from "./command.ts";
import { writeErr } from "./out.ts";
import { printable, printableLines } from "./printable.ts";

export interface Forever {
  /** What is done now and after each change; gives its exit code, or nothing where there was nothing to do. */
  once: () => Promise<number | undefined>;
  /** The folders to watch; asked again after each change. */
  folders: () => readonly Watched[];
  /** What is watched, in words. */
  named: string;
  /** Codes of faults that no save can fix: they end the run. */
  hopeless?: ReadonlySet<string>;
  /** A file that is no reason to run again. */
  ignored?: string | undefined;
}

/**
 * Does it until the user stops it. What cannot be read is said and waited out: the next save may fix it. The watch is on before
 * the first run says so, so that no save in between is missed.
 */
export function forever({ once, folders, named, hopeless, ignored }: Forever): Promise<number> {
  const run = async () => {
    try {
      if ((await once()) === undefined) return;
    } catch (error) {
      if (!(error instanceof InputError) || hopeless?.has(error.code)) throw error;
      writeErr(`${printableLines(error.message)}\n  ${printableLines(error.help)}\n`);
    }
    writeErr(`\nWatching ${printable(named)}; press Ctrl+C to stop.\n`);
  };
  return new Promise((resolve, reject) => {
    let running = Promise.resolve();
    const again = () => {
      running = running.then(run).catch((error) => {
        stop();
        reject(error);
      });
    };
    const stop = watchFolders(folders, again, { ignored });
    process.once("SIGINT", () => {
      stop();
      resolve(EXIT.fine);
    });
    again();
  });
}
