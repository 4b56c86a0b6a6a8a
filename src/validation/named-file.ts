/** Files that the user names on the command line: they may lie anywhere, links included. */
import { realpathSync } from "node:fs";
import path from "node:path";
import { InputError } from "../json/problem.ts";
import { decodeText } from "../json/text.ts";
import { readFileInside, reason } from "../machine/files/read-inside.ts";

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
  let real: string;
  try {
    real = realpathSync(file);
  } catch (error) {
    throw unreadable(reason(error));
  }
  const name = path.basename(real);
  const read = readFileInside(path.dirname(real), name, limit);
  if (read.ok) return decodeText(read.bytes, name).text;
  if (read.problem.code === "not-a-file") throw unreadable("it is not a regular file");
  throw unreadable(read.problem.message.replace(/\.$/, ""));
}
