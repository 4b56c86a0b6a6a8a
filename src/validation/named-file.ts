/** Files that the user names on the command line: they may be anywhere, links included. */
import path from "node:path";
import { InputError } from "../json/problem.ts";
import { decodeText } from "../json/text.ts";
import { readNamed } from "../machine/files/read-inside.ts";

/**
 * The text of a file. No pipe or device is read, and nothing larger than `limit` bytes.
 * @param role what the file is, as in "The baseline"
 * @throws {InputError} with the code
 */
export function readNamedFile(
  file: string,
  limit: number,
  { role, code, help }: { role: string; code: string; help: string },
): string {
  const unreadable = (why: string) =>
    new InputError(code, `The ${role} "${file}" cannot be read (${why}).`, help);
  const read = readNamed(file, limit);
  if (read.ok) return decodeText(read.bytes, path.basename(file)).text;
  if (read.problem.code === "not-a-file") throw unreadable("it is not a regular file");
  throw unreadable(read.problem.message.replace(/\.$/, ""));
}
