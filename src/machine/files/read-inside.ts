/** Reading files of a connector folder, and nothing outside it. */
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import type { ReadProblem } from "../../json/problem.ts";

/** Far above what the platform takes (1 MiB for a definition), far below what would hurt the machine. */
export const MAX_FILE_SIZE = 16 * 1024 * 1024;

/** For scripts and prose: the largest published script has 162 kB. */
export const MAX_TEXT_FILE_SIZE = 2 * 1024 * 1024;

export type FileRead = { ok: true; bytes: Buffer } | { ok: false; problem: ReadProblem };

/**
 * Reads one file of a folder whole. Refused, each as a problem: what a symbolic link leads to outside the folder,
 * what is no regular file (a pipe would never end), what is larger than {@link MAX_FILE_SIZE}.
 * @param root absolute path of the folder
 * @param file path relative to it
 * @param limit largest size that is read, in bytes
 */
export function readFileInside(root: string, file: string, limit = MAX_FILE_SIZE): FileRead {
  const refuse = (code: ReadProblem["code"], message: string, help: string): FileRead => ({
    ok: false,
    problem: { code, file, message, help },
  });
  try {
    // The native function asks the system once; the other one asks for every folder on the way.
    const real = realpathSync.native(path.resolve(root, file));
    if (!isInside(realpathSync.native(root), real)) {
      return refuse(
        "outside-folder",
        `"${file}" leads out of the connector folder.`,
        "Put the file itself into the folder.",
      );
    }
    const stats = statSync(real);
    if (!stats.isFile())
      return refuse("not-a-file", `"${file}" is not a regular file.`, "Replace it by a file.");
    if (stats.size > limit) {
      const size = (stats.size / 1024 / 1024).toFixed(1);
      return refuse(
        "too-large",
        `The file has ${size} MiB; more than ${limit / 1024 / 1024} MiB are not read.`,
        limit === MAX_FILE_SIZE
          ? "The platform takes definitions below 1 MiB: split the connector."
          : "Shorten it.",
      );
    }
    return { ok: true, bytes: readFileSync(real) };
  } catch (error) {
    return refuse(
      "unreadable",
      `"${file}" cannot be read (${reason(error)}).`,
      "Check that the file exists and that you may read it.",
    );
  }
}

/** True if a path is the folder itself or lies below it; both absolute and without symbolic links. */
export function isInside(folder: string, target: string): boolean {
  const relative = path.relative(folder, target);
  return (
    relative === "" ||
    (relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative))
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

/** What kind of thing stands at a path, without following a link at its end. */
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
