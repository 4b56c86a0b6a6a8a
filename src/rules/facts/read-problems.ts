/** Which part of a connector each fault of reading concerns, so that exactly one rule reports it and none is lost. */

import type { ReadProblem, ReadProblemCode } from "../../json/problem.ts";
import { entryOf, ownString } from "../../json/values.ts";
import type { Context, Subject } from "../language/context.ts";

export type FolderPart = "definition" | "properties" | "settings" | "icon" | "script" | "readme" | "intro";

/** The file is there and is not what it should be: a folder, a pipe, a link that leads away, or not readable. */
export const CANNOT_OPEN: readonly ReadProblemCode[] = ["not-a-file", "outside-folder", "unreadable"];

const PARTS_BY_NAME: Record<string, FolderPart> = {
  "apiproperties.json": "properties",
  "settings.json": "settings",
  "icon.png": "icon",
  "script.csx": "script",
  "script.cs": "script",
  "readme.md": "readme",
  "intro.md": "intro",
};

/** Every problem of reading with the part it concerns, in the order in which the files were read. */
export function readProblems(subject: Subject): { part: FolderPart; problem: ReadProblem }[] {
  const { connector } = subject;
  return connector.problems.map((problem) => {
    if (problem.code === "definition-missing") return { part: "definition", problem };
    if (problem.code === "properties-missing") return { part: "properties", problem };
    if (problem.file === connector.definition?.file) return { part: "definition", problem };
    const base = problem.file.slice(problem.file.lastIndexOf("/") + 1);
    const named = (key: string) => ownString(connector.settings?.value, key) === problem.file;
    const part = Object.hasOwn(PARTS_BY_NAME, base.toLowerCase())
      ? entryOf(PARTS_BY_NAME, base.toLowerCase())
      : undefined;
    if (part) return { part, problem };
    if (named("apiProperties")) return { part: "properties", problem };
    return { part: named("icon") ? "icon" : "definition", problem };
  });
}

/** Reports, under the rule of the context, the problems of one part that have one of these codes. */
export function reportReadProblems(
  context: Context,
  part: FolderPart,
  codes: readonly ReadProblemCode[],
): number {
  let reported = 0;
  for (const { part: concerned, problem } of context.fact(readProblems)) {
    if (concerned !== part || !codes.includes(problem.code)) continue;
    reported++;
    context.report({ file: problem.file, pointer: "" }, problem.message, {
      help: problem.help,
      ...(problem.start !== undefined && {
        range: { start: problem.start, end: problem.end ?? problem.start },
      }),
    });
  }
  return reported;
}
