/** Whether what is missing from a definition is really missing, or only lost in broken JSON. */
import type { SyntaxFault, SyntaxProblem } from "../../definition/parse-json.ts";
import type { Subject } from "../context.ts";

const HARMLESS: readonly SyntaxFault[] = ["comment", "trailing-comma", "control-character"];

/**
 * True if the definition's structure was read as it was meant: JSON, or JSON with slips that move nothing.
 * Rules that report absence at the top of the file are silent otherwise: the broken place is the one cause.
 */
export function structureIsSure(subject: Subject): boolean {
  const document = subject.connector.definition;
  if (!document || document.strict) return true;
  return document.problems.every(
    (problem) => problem.code !== "json-syntax" || HARMLESS.includes((problem as SyntaxProblem).fault),
  );
}
