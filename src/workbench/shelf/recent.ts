/**
 * The connectors that were opened last, on this machine by this user: a small file among the user's own state, so that the page
 * can offer them again. It holds folders and times, nothing else.
 */
import { homedir } from "node:os";
import path from "node:path";
import { readNamed } from "../../machine/files/read-inside.ts";
import { makeFolder, writeWhole } from "../../machine/files/write-whole.ts";

/** Folders that are kept. */
const MOST = 20;
/** A longer file, in bytes, was not written by us. */
const LONGEST = 100_000;

/** Where the file is, as each system wants it; `XDG_STATE_HOME` counts on all of them. */
export function recentFile(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const home = homedir();
  const said = env["XDG_STATE_HOME"] ?? "";
  const usual =
    platform === "win32"
      ? (env["LOCALAPPDATA"] ?? path.join(home, "AppData", "Local"))
      : platform === "darwin"
        ? path.join(home, "Library", "Application Support")
        : path.join(home, ".local", "state");
  // A relative path is to be ignored (XDG Base Directory Specification).
  const state = path.isAbsolute(said) ? said : usual;
  return path.join(state, "connector-workbench", "recent.json");
}

/** Absolute folders, newest first; none where the file is not there or not ours. */
export function readRecent(file: string): string[] {
  try {
    const read = readNamed(file, LONGEST);
    if (!read.ok) return [];
    const { folders } = JSON.parse(read.bytes.toString("utf8")) as { folders?: unknown };
    if (!Array.isArray(folders)) return [];
    return folders
      .filter((folder): folder is string => typeof folder === "string" && path.isAbsolute(folder))
      .slice(0, MOST);
  } catch {
    return [];
  }
}

/** Puts a folder on top. What cannot be written is not kept: nobody's work hangs on it. */
export function addRecent(file: string, folder: string): void {
  try {
    const folders = [folder, ...readRecent(file).filter((one) => one !== folder)].slice(0, MOST);
    makeFolder(path.dirname(file), 0o700);
    writeWhole(file, `${JSON.stringify({ folders }, null, 2)}\n`);
  } catch {
    // A home that cannot be written to, or none.
  }
}
