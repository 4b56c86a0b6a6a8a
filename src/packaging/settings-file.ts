/** Where a connector keeps its solution.yaml. */
import path from "node:path";
import { InputError } from "../json/problem.ts";
import { kindOf, readFileInside } from "../machine/files/read-inside.ts";

const NAMES = ["solution.yaml", "connector/solution.yaml", "solution.yml", "connector/solution.yml"];

export interface SettingsText {
  /** Relative to the connector folder. */
  file: string;
  text: string;
  bytes: Buffer;
}

/**
 * The file's text; undefined if there is none.
 * @throws {InputError} `solution-settings` if it is there and cannot be read
 */
export function findSettingsFile(root: string): SettingsText | undefined {
  const file = NAMES.find((candidate) => kindOf(path.join(root, candidate)) === "file");
  if (file === undefined) return undefined;
  const read = readFileInside(root, file);
  if (!read.ok) throw new InputError("solution-settings", read.problem.message, read.problem.help);
  return { file, text: read.bytes.toString("utf8"), bytes: read.bytes };
}

/** Where what belongs to the solution lies: beside its solution.yaml, else at the top. Empty, or a folder with `/` at its end. */
export function settingsFolder(root: string): string {
  const file = NAMES.find((candidate) => kindOf(path.join(root, candidate)) === "file");
  return file === undefined ? "" : file.slice(0, file.lastIndexOf("/") + 1);
}
