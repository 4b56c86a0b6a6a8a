/** Whether what is missing from a file is really missing, or only lost in broken JSON. */
import type { JsonDocument } from "../../definition/json-document.ts";
import type { SyntaxFault, SyntaxProblem } from "../../definition/parse-json.ts";
import type { Subject } from "../context.ts";

const HARMLESS: readonly SyntaxFault[] = ["comment", "trailing-comma", "control-character"];

/**
 * True if a file's structure was read as it was meant: JSON, or JSON with slips that move nothing.
 * Rules that report absence are silent otherwise: the broken place is the one cause.
 */
export function isSure(document: JsonDocument | undefined): boolean {
  if (!document || document.strict) return true;
  return document.problems.every(
    (problem) => problem.code !== "json-syntax" || HARMLESS.includes((problem as SyntaxProblem).fault),
  );
}

/** {@link isSure} for the definition. */
export function structureIsSure(subject: Subject): boolean {
  return isSure(subject.connector.definition);
}
