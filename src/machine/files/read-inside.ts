/** Reading files of a connector folder, and nothing outside it. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
} from "node:fs";
import path from "node:path";
import type { ReadProblem } from "../../json/problem.ts";

/** Far above what the platform takes (1 MiB for a definition), far below what would hurt the machine. */
export const MAX_FILE_SIZE = 16 * 1024 * 1024;

/** For scripts and prose: the largest published script has 162 kB. */
export const MAX_TEXT_FILE_SIZE = 2 * 1024 * 1024;

export type FileRead = { ok: true; bytes: Buffer } | { ok: false; problem: ReadProblem };

/**
 * Reads one file of a folder whole. Refused, each as a problem: what a symbolic link leads to outside the folder,
 * what is not a regular file (a pipe would never end), what is larger than {@link MAX_FILE_SIZE}.
 * @param root absolute path of the folder
 * @param file path relative to it
 * @param limit largest size that is read, in bytes
 */
export function readFileInside(root: string, file: string, limit = MAX_FILE_SIZE): FileRead {
  const refuse = (code: ReadProblem["code"], message: string, help: string): FileRead => ({
    ok: false,
    problem: { code, file, message, help },
  });
  let handle: number | undefined;
  try {
    // The native function asks the system once; the other one asks for every folder on the way.
    const folder = realpathSync.native(root);
    const real = realpathSync.native(path.resolve(root, file));
    const outside = () =>
      refuse(
        "outside-folder",
        `"${file}" leads out of the connector folder.`,
        "Put the file itself into the folder.",
      );
    if (!isInside(folder, real)) return outside();
    // Before it is opened: a device may do something when it is.
    if (!statSync(real).isFile())
      return refuse("not-a-file", `"${file}" is not a regular file.`, "Replace it by a file.");
    handle = openSync(real, READ);
    // A name can come to mean another file at any moment. So what counts is what was opened, and nothing is asked by name any more.
    if (!isInside(folder, placeOf(handle, real))) return outside();
    const stats = fstatSync(handle);
    if (!stats.isFile())
      return refuse("not-a-file", `"${file}" is not a regular file.`, "Replace it by a file.");
    const bytes = stats.size > limit ? undefined : readUpTo(handle, stats.size, limit);
    if (bytes) return { ok: true, bytes };
    const size = (stats.size / 1024 / 1024).toFixed(1);
    return refuse(
      "too-large",
      `The file has ${size} MiB; more than ${limit / 1024 / 1024} MiB are not read.`,
      limit === MAX_FILE_SIZE
        ? "The platform takes definitions below 1 MiB: split the connector."
        : "Shorten it.",
    );
  } catch (error) {
    const code = reason(error);
    return refuse(
      "unreadable",
      code === "ELOOP"
        ? `"${file}" was replaced by a link while it was read.`
        : `"${file}" cannot be read (${code}).`,
      "Check that the file exists and that you may read it.",
    );
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/**
 * Reads a file that the user names, wherever it is, links followed: otherwise as {@link readFileInside}. What only looks like a file
 * (standard input, a pipe, a device) is refused before it can wait or never end.
 */
export function readNamed(target: string, limit = MAX_FILE_SIZE): FileRead {
  try {
    const real = realpathSync.native(path.resolve(target));
    return readFileInside(path.dirname(real), path.basename(real), limit);
  } catch (error) {
    // Standard input as a pipe has a name that leads nowhere.
    if (kindOf(target) === "file") return notAFile(target);
    return {
      ok: false,
      problem: {
        code: "unreadable",
        file: target,
        message: `"${target}" cannot be read (${reason(error)}).`,
        help: "Check that the file exists and that you may read it.",
      },
    };
  }
}

function notAFile(target: string): FileRead {
  return {
    ok: false,
    problem: {
      code: "not-a-file",
      file: target,
      message: `"${target}" is not a regular file.`,
      help: "Save what it holds in a file, and name that.",
    },
  };
}

/** Whether there is something at a path that is neither a folder nor a file that could be read to its end. */
export function isSpecial(target: string): boolean {
  const stats = statSync(target, { throwIfNoEntry: false });
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}

/** Follows no link, waits for no writer; Windows knows neither, and has no pipes among its files. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Where the file is that was opened. Linux tells; elsewhere the name is looked up again and has to mean the same file still,
 * and what it means then is where it is.
 */
function placeOf(handle: number, name: string): string {
  if (process.platform === "linux") {
    try {
      return readlinkSync(`/proc/self/fd/${handle}`).replace(/ \(deleted\)$/, "");
    } catch {
      // Without /proc, as elsewhere.
    }
  }
  const now = realpathSync.native(name);
  const [opened, named] = [fstatSync(handle), lstatSync(now)];
  if (opened.dev !== named.dev || opened.ino !== named.ino)
    throw Object.assign(new Error("The file was replaced."), { code: "ELOOP" });
  return now;
}

/** All bytes of a file, which may grow while it is read; undefined if there are more than the limit. */
function readUpTo(handle: number, size: number, limit: number): Buffer | undefined {
  // One more than it had: the last reading then tells that it has ended.
  let buffer = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const read = readSync(handle, buffer, length, buffer.length - length, null);
    if (read === 0) return buffer.subarray(0, length);
    length += read;
    if (length > limit) return undefined;
    if (length === buffer.length) buffer = Buffer.concat([buffer], Math.min(limit, length * 2) + 1);
  }
}

/**
 * True if a path is the folder itself or is below it; both absolute and without symbolic links.
 * @param system the rules of paths, those of this system by default
 */
export function isInside(folder: string, target: string, system: typeof path = path): boolean {
  // Absolute between two drives of Windows, from one of which nothing leads to the other.
  const relative = system.relative(folder, target);
  return (
    relative === "" ||
    (relative !== ".." && !relative.startsWith(`..${system.sep}`) && !system.isAbsolute(relative))
  );
}

/** Names in a folder, sorted so that every machine sees them in one order; empty if it cannot be listed. */
export function listFolder(folder: string): { name: string; kind: "file" | "folder" | "link" | "other" }[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({
        name: entry.name,
        kind: entry.isFile()
          ? ("file" as const)
          : entry.isDirectory()
            ? ("folder" as const)
            : entry.isSymbolicLink()
              ? ("link" as const)
              : ("other" as const),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch {
    return [];
  }
}

/** What kind of thing is at a path, without following a link at its end. */
export function kindOf(target: string): "file" | "folder" | "none" {
  try {
    const stats = lstatSync(target).isSymbolicLink() ? statSync(target) : lstatSync(target);
    return stats.isDirectory() ? "folder" : "file";
  } catch {
    return "none";
  }
}

/** The short reason of a system error, such as `ENOENT`, without paths. */
export function reason(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : String(error);
}
