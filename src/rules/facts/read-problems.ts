/** Which part of a connector each fault of reading concerns, so that exactly one rule reports it and none is lost. */

import type { Part } from "../../definition/connector-folder.ts";
import type { ReadProblem, ReadProblemCode } from "../../json/problem.ts";
import type { Context, Subject } from "../language/context.ts";

/** The file is there and is not what it should be: a folder, a pipe, a link that leads away, or not readable. */
export const CANNOT_OPEN: readonly ReadProblemCode[] = ["not-a-file", "outside-folder", "unreadable"];

/** Every problem of reading with the part it concerns, in the order in which the files were read. */
export function readProblems(subject: Subject): { part: Part; problem: ReadProblem }[] {
  const { connector } = subject;
  return connector.problems.map((problem) => {
    if (problem.code === "definition-missing") return { part: "definition", problem };
    if (problem.code === "properties-missing") return { part: "properties", problem };
    const parts = Object.keys(connector.files) as Part[];
    return { part: parts.find((part) => connector.files[part] === problem.file) ?? "definition", problem };
  });
}

/**
 * Reports, under the rule of the context, the problems of one part that have one of these codes.
 *
 * @param file where they are shown, if not in the file they tell of
 */
export function reportReadProblems(
  context: Context,
  part: Part,
  codes: readonly ReadProblemCode[],
  file?: string,
): number {
  let reported = 0;
  for (const { part: concerned, problem } of context.fact(readProblems)) {
    if (concerned !== part || !codes.includes(problem.code)) continue;
    reported++;
    context.report({ file: file ?? problem.file, pointer: "" }, problem.message, {
      help: problem.help,
      ...(problem.start !== undefined && {
        range: { start: problem.start, end: problem.end ?? problem.start },
      }),
    });
  }
  return reported;
}
