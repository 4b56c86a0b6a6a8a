/** Where the real designer throws, so does this reader: with the reason in its words, ours, and the place. */

export type FailureCode =
  | "definition-unreadable"
  | "path-parameters-without-own"
  | "operation-not-an-object"
  | "broken-reference"
  | "broken-parameter"
  | "body-without-schema"
  | "broken-schema"
  | "headers-extension-misused"
  | "too-much";

/** Why the designer shows nothing where something was expected. */
export interface Failure {
  code: FailureCode;
  /** What the designer says: the text of the error it throws. */
  designerSays: string;
  /** What it means for the definition. */
  message: string;
  /** What the author can do about it. */
  help: string;
  /** The place in the definition. */
  pointer: string;
}

/** Thrown inside the reader, caught at its edge: a connector or an operation that the designer cannot read. */
export class ReaderFailure extends Error {
  readonly failure: Failure;
  override name = "ReaderFailure";

  constructor(
    code: FailureCode,
    pointer: string,
    texts: { designerSays: string; message: string; help: string },
  ) {
    super(texts.message);
    this.failure = { code, pointer, ...texts };
  }
}

/** The failure for a place where the designer finds nothing because a reference leads nowhere. */
export function brokenReference(pointer: string, ref: string | undefined, reading: string): ReaderFailure {
  return new ReaderFailure("broken-reference", pointer, {
    designerSays: `Cannot read properties of undefined (reading '${reading}')`,
    message:
      ref === undefined
        ? "There is nothing here, where the designer expects a value."
        : `The reference "${ref}" points to nothing.`,
    help: "Point the reference at something under #/definitions, #/parameters or #/responses; the designer does not decode ~1, ~0 or %20 in references.",
  });
}
