/** Reports what is wrong with the syntax of one file, with the fixes that are certain. */
import type { Part } from "../../definition/connector-folder.ts";
import type { JsonDocument } from "../../json/json-document.ts";
import type { SyntaxFault, SyntaxProblem } from "../../json/parse-json.ts";
import type { ReadProblem } from "../../json/problem.ts";
import { mendSyntax } from "../../json/syntax-fixes.ts";
import type { Context } from "../language/context.ts";
import { CANNOT_OPEN, readProblems } from "./read-problems.ts";

/** Faults that an earlier one explains, however far away it is. */
const LED_ASTRAY: readonly SyntaxFault[] = ["structure", "text-after-end"];

/** Chosen: in a file without line breaks, faults further apart than this have causes of their own. */
const MAX_REST = 200;

export const FIX_TITLES: Partial<Record<SyntaxFault, string>> = {
  comment: "Delete the comment",
  "trailing-comma": "Delete the comma",
  "foreign-space": "Write a plain space",
  "control-character": "Write the control characters as escapes",
};

/**
 * What a parser makes of the rest of a line, or of what follows a wrong mark, says nothing that its first fault did not
 * say; nor does what it misses, or has left over, once it took a bracket for another.
 */
export function isConsequence(problem: ReadProblem, before: ReadProblem, text: string): boolean {
  if (FIX_TITLES[(problem as SyntaxProblem).fault] || FIX_TITLES[(before as SyntaxProblem).fault])
    return false;
  if (LED_ASTRAY.includes((problem as SyntaxProblem).fault)) return true;
  const between = text.slice(before.end ?? before.start ?? 0, problem.start ?? 0);
  return between.length < MAX_REST && (!between.includes("\n") || between.trim() === "");
}

/**
 * Reports every reason why a part of the connector is not readable JSON, under the rule of the context.
 * @returns how many there were
 */
export function reportSyntaxProblems(context: Context, part: Part): number {
  let reported = 0;
  let before: SyntaxProblem | undefined;
  const text = part === "properties" || part === "settings" ? context.connector[part]?.text : undefined;
  for (const { part: concerned, problem } of context.fact(readProblems)) {
    if (concerned !== part) continue;
    const place = { file: problem.file, pointer: "" };
    if (problem.code === "json-syntax") {
      const syntax = problem as SyntaxProblem;
      const follows = before !== undefined && isConsequence(syntax, before, text ?? "");
      before = syntax;
      if (follows) continue;
      const title = FIX_TITLES[syntax.fault];
      context.report(place, problem.message, {
        help: problem.help,
        label: "not JSON",
        range: { start: problem.start ?? 0, end: problem.end ?? problem.start ?? 0 },
        ...(title !== undefined && {
          fix: { title, edits: (document: JsonDocument) => mendSyntax(document, syntax) },
        }),
      });
    } else if (
      problem.code === "json-too-deep" ||
      problem.code === "too-large" ||
      CANNOT_OPEN.includes(problem.code)
    )
      context.report(place, problem.message, { help: problem.help });
    else continue;
    reported++;
  }
  return reported;
}
