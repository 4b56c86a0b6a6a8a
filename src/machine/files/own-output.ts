/** Written over is only what a command wrote before: a slip in `--output` must not cost somebody their definition or their notes. */
import { InputError } from "../../json/problem.ts";
import { isSpecial, kindOf, readNamed } from "./read-inside.ts";

/** A preview of a very large definition has some hundred MB. */
const MAX_OWN = 1024 * 1024 * 1024;

/**
 * @param isOurs whether the text of a file that is there came from the same command
 * @throws {InputError} `output-not-ours` if the file is there and did not; empty files and what is not a file (a pipe) pass
 */
export function refuseForeign(file: string, isOurs: (text: string) => boolean): void {
  if (kindOf(file) !== "file") return;
  // What is larger than any file that is read, or no regular file, is none of ours; a device is written to as it is.
  if (isSpecial(file)) return;
  const read = readNamed(file, MAX_OWN);
  const text = read.ok ? read.bytes.toString("utf8") : undefined;
  if (text !== undefined && (text.trim() === "" || isOurs(text))) return;
  throw new InputError(
    "output-not-ours",
    `"${file}" was not written by this command; it is not replaced.`,
    "Name another file with --output, or move this one away.",
  );
}
