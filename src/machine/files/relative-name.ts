/** Paths as reports and settings write them. */
import path from "node:path";

/**
 * A file or folder as it is called from a folder: with `/` between names whatever the system writes, `.` for the folder itself.
 * What is on another drive of Windows has no such name and keeps its whole path, `D:/connectors`.
 * @param system the rules of paths, those of this system by default
 */
export function relativeName(folder: string, target: string, system: typeof path = path): string {
  return system.relative(folder, target).split(system.sep).join("/") || ".";
}
