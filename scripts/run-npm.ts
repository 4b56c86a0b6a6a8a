/** Runs npm the way it was called itself: Windows starts no `npm` without a shell. */
import { spawnSync } from "node:child_process";
import path from "node:path";

export const ROOT = path.join(import.meta.dirname, "..");

/** @returns what npm wrote, whatever its exit code */
export function runNpm(...args: string[]): { stdout: string; stderr: string; code: number | null } {
  const npm = process.env["npm_execpath"];
  const [program, before] = npm ? [process.execPath, [npm]] : ["npm", []];
  const { stdout, stderr, status, error } = spawnSync(program, [...before, ...args], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error) throw error;
  return { stdout, stderr, code: status };
}
