/** Runs a command line of the workbench the way npm does, as a process of its own. */
import { spawnSync } from "node:child_process";
import path from "node:path";

export const ROOT = path.join(import.meta.dirname, "..", "..");

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `src/commands/NAME.ts` through the entry that npm uses, in a folder with arguments; standard input is closed, output is a pipe. */
export function runScript(
  name: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(ROOT, "scripts", "run.mjs"), name, ...args],
    {
      cwd: options.cwd ?? ROOT,
      encoding: "utf8",
      input: "",
      // A command that hangs is a failure with a name, not a test run that never ends.
      timeout: 150_000,
      env: { PATH: process.env.PATH ?? "", ...options.env },
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  return { code: status, stdout, stderr };
}
