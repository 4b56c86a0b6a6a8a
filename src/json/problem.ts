/** What can be wrong with a folder before anyone looks at what its files say. */

/** Stable names of the ways in which reading can fail; rules of the validator build on them. */
export type ReadProblemCode =
  | "not-utf8"
  | "json-syntax"
  | "json-too-deep"
  | "too-large"
  | "not-a-file"
  | "outside-folder"
  | "unreadable"
  | "definition-missing"
  | "properties-missing";

/** A fault found while reading. Reading goes on after it as far as it makes sense. */
export interface ReadProblem {
  code: ReadProblemCode;
  /** File name relative to the connector folder. */
  file: string;
  message: string;
  /** What the author can do about it. */
  help: string;
  /** Offsets into the decoded text, if there is a place to show. */
  start?: number;
  end?: number;
}

/** Input that cannot be used at all (usage, or nothing readable): command lines print it and end with exit code 2. */
export class InputError extends Error {
  readonly code: string;
  readonly help: string;
  override name = "InputError";

  constructor(code: string, message: string, help: string) {
    super(message);
    this.code = code;
    this.help = help;
  }
}
