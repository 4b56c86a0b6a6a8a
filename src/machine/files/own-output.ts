/** Written over is only what a command wrote before: a slip in `--output` must not cost somebody their definition or their notes. */
import { readFileSync, statSync } from "node:fs";
import { InputError } from "../../json/problem.ts";
import { kindOf } from "./read-inside.ts";

/**
 * @param isOurs whether the text of a file that is there came from the same command
 * @throws {InputError} `output-not-ours` if the file is there and did not; empty files and what is no file (a pipe) pass
 */
export function refuseForeign(file: string, isOurs: (text: string) => boolean): void {
  if (kindOf(file) !== "file") return;
  const text = textOf(file);
  if (text === undefined || text.trim() === "" || isOurs(text)) return;
  throw new InputError(
    "output-not-ours",
    `"${file}" was not written by this command; it is not replaced.`,
    "Name another file with --output, or move this one away.",
  );
}

/** @returns undefined for what cannot be read or is no regular file */
function textOf(file: string): string | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
