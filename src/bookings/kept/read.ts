/** A state file, read and held against its shape before anything is made of it. */
import { existsSync } from "node:fs";
import path from "node:path";
import { JsonDocument } from "../../json/json-document.ts";
import { InputError } from "../../json/problem.ts";
import { ownString } from "../../json/values.ts";
import { readFileInside } from "../../machine/files/read-inside.ts";
import { schemaCheck } from "../../machine/schema/check.ts";
import { FORMAT, type Kept, keptShape, VERSION } from "./shape.ts";

/** More is neither written nor read: some 70,000 appointments. */
export const MAX_STATE_SIZE = 64 * 1024 * 1024;

/** More faults than this say nothing new. */
const MAX_FAULTS = 5;

const HELP =
  "Nothing was loaded, and the file is as it was. Name another file, put a copy of this one in its place, or delete it to begin anew.";

export interface KeptFile {
  kept: Kept;
  bytes: Buffer;
  /** A fault at a place of the file. */
  fault(pointer: string, message: string): InputError;
}

const check = schemaCheck(keptShape.schema, "The state");

/**
 * Reads what an earlier run kept. The file's texts are in no message: callback addresses are secrets.
 * @returns undefined if there is no such file yet
 * @throws {InputError} `bad-state` with file, line and column, or the code of what makes the file unreadable
 */
export function readKept(file: string): KeptFile | undefined {
  const full = path.resolve(file);
  if (!existsSync(full)) return undefined;
  const read = readFileInside(path.dirname(full), path.basename(full), MAX_STATE_SIZE);
  if (!read.ok)
    throw new InputError(
      read.problem.code,
      // A link may well lead elsewhere, but then it is that file that has to be named: it is replaced later on.
      read.problem.code === "outside-folder"
        ? `The state ${file} is a link to a file in another folder.`
        : `The state ${file}: ${read.problem.message}`,
      read.problem.code === "outside-folder" ? "Name the file itself." : HELP,
    );
  const document = new JsonDocument(file, read.bytes);
  const fault = (pointer: string, message: string) =>
    new InputError("bad-state", at(document, pointer, message), HELP);
  const [problem] = document.problems;
  if (problem || !document.strict) {
    const { line, column } = document.lines.span(problem?.start ?? 0, problem?.end ?? 1).start;
    throw new InputError(
      "bad-state",
      problem?.code === "json-syntax"
        ? `${file}:${line}:${column}: This is not JSON from here on: the file is broken or cut off.`
        : `${file}:${line}:${column}: ${problem?.message ?? "This is not JSON."}`,
      HELP,
    );
  }
  if (ownString(document.value, "format") !== FORMAT)
    throw fault("", 'This is not a state of the mocked Bookings service: it does not say so under "format".');
  const faults = check(document.value);
  if (faults.some(({ pointer }) => pointer === "/version"))
    throw fault(
      "/version",
      `This state has another version than ${VERSION}, the only one that is read here.`,
    );
  const [first, ...more] = faults
    .slice(0, MAX_FAULTS)
    .map(({ pointer, message }) => at(document, pointer, message));
  if (first !== undefined) throw new InputError("bad-state", [first, ...more].join("\n  "), HELP);
  return { kept: document.value as unknown as Kept, bytes: read.bytes, fault };
}

function at(document: JsonDocument, pointer: string, message: string): string {
  const { line, column } = document.span(pointer).start;
  return `${document.file}:${line}:${column}: ${message}`;
}
